"""Every arrow of a theory with what is believed and what is known of it; and which of them to try out next. Knows no requests."""

from dataclasses import dataclass
from datetime import date

from visioning.theory.shape import ArrowShape, State

from .belief_arrows import ArrowBeliefs, most_doubted
from .belief_results import Result

MOST_NEXT = 3
OPEN_STATES = {State.UNTESTED, State.BEING_TESTED}


@dataclass(frozen=True)
class Row:
    """One standing arrow. `said` is what the latest revealed round says, where it asked about the same words."""

    arrow: ArrowShape
    labels: tuple[int, int]
    from_words: str
    to_words: str
    said: ArrowBeliefs | None

    @property
    def state(self) -> str:
        return str(self.arrow.state.label)

    @property
    def state_on(self) -> date | None:
        return self.arrow.state_on

    @property
    def sentence(self) -> str:
        return " ".join(self.said.sentences) if self.said else ""


@dataclass(frozen=True)
class Overview:
    rows: tuple[Row, ...]
    result: Result | None

    @property
    def next_to_try(self) -> list[Row]:
        """What to try out next: not tried yet, the most doubted first. Without a round nobody knows."""
        rows = {row.said.ends: row for row in self.rows if row.said and row.arrow.state in OPEN_STATES}
        doubted = most_doubted(row.said for row in rows.values() if row.said.kind in ("split", "unsure"))
        return [rows[one.ends] for one in doubted[:MOST_NEXT]]


def overview_of(theory, shape, revealed) -> Overview:
    """`revealed`: the revealed rounds of the team, of all its theories."""
    result = Result.latest_of(theory, shape, revealed)
    said = result.standing if result else {}
    rows = tuple(
        Row(
            arrow=one,
            labels=(shape.labels[one.source], shape.labels[one.target]),
            from_words=shape.statement(one.source).words,
            to_words=shape.statement(one.target).words,
            said=said.get(one.ends),
        )
        for one in shape.arrows
    )
    return Overview(rows, result)
