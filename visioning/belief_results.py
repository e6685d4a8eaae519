"""What came of a round about beliefs, made safe by `leadership.privacy`: pages, drawings and the plan read it here alone.

Knows rows through `belief_history`, no requests. What is not in a result cannot be shown by mistake.
"""

from dataclasses import dataclass

from django.utils.translation import ngettext

from leadership.privacy import How

from .belief_arrows import STANDS, ArrowBeliefs, arrow_beliefs, most_doubted
from .belief_history import BeliefHistory


@dataclass(frozen=True)
class Result:
    """All that may be known of a revealed round by one reader. Arrows stand in the order in which they were asked about."""

    round: object
    answered_sentence: str
    arrows: tuple[ArrowBeliefs, ...]

    @classmethod
    def of(cls, round, shape, person=None) -> "Result":
        """For this person, who sees beside it what they kept for their own eyes. ValueError while the round is open."""
        if not round.is_revealed:
            raise ValueError("what was said stays hidden until it is revealed")
        return cls.from_history(round, BeliefHistory(round.theory.team_id, round=round), shape, person)

    @classmethod
    def latest_of(cls, theory, shape, revealed=None) -> "Result | None":
        """Of the latest round of this theory that is revealed, for everybody. `revealed` as `BeliefHistory` takes them."""
        history = BeliefHistory(theory.team_id, latest_of=(theory.pk,), revealed=revealed)
        return cls.from_history(history.wanted[0], history, shape) if history.wanted else None

    @classmethod
    def from_history(cls, round, history, shape, person=None) -> "Result":
        round = next(one for one in history.wanted if one.pk == round.pk)
        answered = history.answered_count(round)
        asked = max(round.people_count or 0, answered)
        return cls(
            round=round,
            answered_sentence=ngettext(
                "%(answers)s of one person asked has spoken.",
                "%(answers)s of %(asked)s people asked have spoken.",
                asked,
            )
            % {"answers": answered, "asked": asked},
            arrows=tuple(arrow_beliefs(round, history, item, shape, person) for item in round.wording),
        )

    @property
    def tells_nothing(self) -> bool:
        few = all(group.shown.how is How.NOTHING for one in self.arrows for group in one.groups)
        return few and not any(one.named or one.mine for one in self.arrows)

    @property
    def has_mine(self) -> bool:
        return any(one.mine for one in self.arrows)

    @property
    def reasons_withheld(self) -> bool:
        return not self.round.is_named and not self.tells_nothing and not any(one.reasons for one in self.arrows)

    @property
    def to_look_at(self) -> list[ArrowBeliefs]:
        """Arrows people see differently or doubt, the most doubted first."""
        return most_doubted(one for one in self.arrows if one.kind in ("split", "unsure"))

    @property
    def standing(self) -> dict[tuple[int, int], ArrowBeliefs]:
        """Of the arrows that still stand as they were asked about."""
        return {one.ends: one for one in self.arrows if one.standing == STANDS}
