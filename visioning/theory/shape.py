"""The one source of a theory: statements by column, and arrows. Diagram, outline, narrative, files and versions are made of it.

Pure: knows no rows, no requests. Whoever shows a theory asks `Theory.shape()` once and hands it on, so that no two forms of
it can say different things.
"""

from dataclasses import asdict, dataclass, field, fields
from datetime import date
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MOST_STATEMENTS = 60
MOST_ARROWS = 180
LONGEST_STATEMENT = 300  # letters
LONGEST_REASON = 1000  # letters of each thing an arrow says
LONGEST_TITLE = 120


class Column(TextChoices):
    """What a statement speaks of; in the order in which a theory is read."""

    DO = "do", _("What we do")
    ADULTS = "adults", _("What adults do differently")
    STUDENTS = "students", _("What students experience")
    IMPROVES = "improves", _("What improves")


COLUMNS = tuple(Column)

REASONS = ("because", "assumption", "evidence", "wrong_if")  # what an arrow says, in the order in which it is asked


class State(TextChoices):
    """How an arrow has fared so far when it was tried."""

    UNTESTED = "untested", _("Untested")
    BEING_TESTED = "being_tested", _("Being tested")
    SUPPORTED = "supported", _("Supported")
    CONTRADICTED = "contradicted", _("Contradicted")


def folded(words: str) -> str:
    """What is the same for a theory, which says nothing twice. Nothing is kept apart here that the database takes for one (`İ`)."""
    return words.replace("İ", "i").casefold()


@dataclass(frozen=True)
class StatementShape:
    """One sentence. `number` never changes and is never used again in its theory; it is in addresses, not shown."""

    number: int
    column: Column
    words: str


@dataclass(frozen=True)
class ArrowShape:
    """From one statement to another, by their numbers. Each of the four texts may be ""."""

    source: int
    target: int
    because: str = ""
    assumption: str = ""
    evidence: str = ""
    wrong_if: str = ""
    state: State = State.UNTESTED
    state_on: date | None = None

    @property
    def ends(self) -> tuple[int, int]:
        return self.source, self.target


@dataclass(frozen=True)
class Shape:
    """A whole theory. Statements stand in reading order (column by column, each from the top), arrows by their ends' order."""

    title: str
    statements: tuple[StatementShape, ...] = ()
    arrows: tuple[ArrowShape, ...] = ()
    _by: dict = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self):
        order = {column: place for place, column in enumerate(COLUMNS)}
        statements = tuple(sorted(self.statements, key=lambda one: order[one.column]))
        self._by.update({one.number: one for one in statements})
        places = {one.number: place for place, one in enumerate(statements, 1)}
        object.__setattr__(self, "statements", statements)
        object.__setattr__(
            self, "arrows", tuple(sorted(self.arrows, key=lambda one: (places[one.source], places[one.target])))
        )

    def __bool__(self):
        return bool(self.statements)

    @cached_property
    def labels(self) -> dict[int, int]:
        """What readers see instead of a number: 1, 2, 3 … in reading order."""
        return {one.number: place for place, one in enumerate(self.statements, 1)}

    def statement(self, number) -> StatementShape:
        """KeyError where there is none."""
        return self._by[number]

    def in_column(self, column) -> tuple[StatementShape, ...]:
        return tuple(one for one in self.statements if one.column == column)

    @cached_property
    def _out(self):
        found = {}
        for arrow in self.arrows:
            found.setdefault(arrow.source, []).append(arrow)
        return found

    @cached_property
    def _into(self):
        found = {}
        for arrow in self.arrows:
            found.setdefault(arrow.target, []).append(arrow)
        return found

    def out_of(self, number) -> tuple[ArrowShape, ...]:
        return tuple(self._out.get(number, ()))

    def into(self, number) -> tuple[ArrowShape, ...]:
        return tuple(self._into.get(number, ()))

    def plain(self) -> dict:
        """As values that JSON can hold."""
        arrows = [asdict(one) | {"state_on": one.state_on and one.state_on.isoformat()} for one in self.arrows]
        return {"title": self.title, "statements": [asdict(one) for one in self.statements], "arrows": arrows}

    @classmethod
    def of_plain(cls, plain) -> "Shape":
        """The other way. Only for what `plain` made: nothing is checked; files of other hands are read elsewhere."""
        known = {one.name for one in fields(ArrowShape)}
        return cls(
            title=plain["title"],
            statements=tuple(
                StatementShape(one["number"], Column(one["column"]), one["words"]) for one in plain["statements"]
            ),
            arrows=tuple(
                ArrowShape(
                    **{name: value for name, value in one.items() if name in known}
                    | {
                        "state": State(one["state"]),
                        "state_on": date.fromisoformat(one["state_on"]) if one["state_on"] else None,
                    }
                )
                for one in plain["arrows"]
            ),
        )
