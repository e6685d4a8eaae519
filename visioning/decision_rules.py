"""Whether a proposal stands by its rule, and how a decision came about, in numbers and in words. Pure: knows no people."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .decision_ladders import Step, ladder
from .models.decision_stages import Rule

ENOUGH = 2  # stances before they are turned over: one alone would be one person's word with a name on it
OPEN, STANDS = "open", "stands"  # objections that block
AGREED, WITHOUT, LEADER, MEETING = "agreed", "without", "leader", "meeting"  # ways a decision comes about
# How a way is told in a sentence of its own, with the outcome.
WAYS = {
    AGREED: _("The proposal stood by the rule that was said before."),
    WITHOUT: _("There was no agreement by the rule. What was said for that case took its place."),
    LEADER: _("One person decided, after hearing the others."),
    MEETING: _("It was decided in a public meeting. What was said here was advice."),
}


def enough(people: int) -> int:
    """How many must have said where they stand; alone on a team, one."""
    return max(1, min(ENOUGH, people))


def tally(values: Iterable) -> dict[str, int]:
    """How often each comes, as JSON keeps it."""
    return {str(value): count for value, count in sorted(Counter(values).items())}


@dataclass(frozen=True)
class Count:
    """How many stand where on one edition of a proposal. `shown`: whether anybody may know more than `said`."""

    rule: str
    people: int = 0
    said: int = 0
    steps: dict[str, int] = field(default_factory=dict)
    objections: dict[str, int] = field(default_factory=dict)
    in_person: int = 0
    proposal: int = 0
    shown: bool = False
    inputs: int = 0
    advisory: bool = False
    said_on: date | None = None

    def as_json(self) -> dict:
        """As it is kept with the outcome. Of what was never turned over only how many have said."""
        told = {"rule": str(self.rule), "way": self.way, "said_on": self.said_on.isoformat() if self.said_on else None}
        return {**vars(self.for_all_to_see()), **told}

    def for_all_to_see(self) -> "Count":
        """Of what is not turned over only how many have said."""
        return self if self.shown else replace(self, steps={}, objections={}, in_person=0)

    @classmethod
    def from_json(cls, kept: dict) -> "Count":
        said_on = date.fromisoformat(kept["said_on"]) if kept.get("said_on") else None
        names = cls.__dataclass_fields__.keys() & kept.keys()
        return cls(**{name: kept[name] for name in names} | {"said_on": said_on})

    @property
    def blocking(self) -> int:
        """Objections that are open or stand, and steps that the rule does not pass over."""
        objections = sum(self.objections.get(state, 0) for state in (OPEN, STANDS))
        return objections + sum(
            self.steps.get(str(step.number), 0) for step in ladder(self.rule).values() if step.blocks
        )

    @property
    def stands(self) -> bool:
        """Whether the proposal stands by the rule. Nothing stands that nobody has seen, or that too few have spoken to."""
        if self.rule == Rule.LEADER or not self.shown or self.said < enough(self.people):
            return False
        return not self.blocking

    @property
    def turn_over_first(self) -> bool:
        """Enough have said where they stand, and nobody has seen it yet."""
        return self.rule != Rule.LEADER and not self.shown and self.said >= enough(self.people)

    @property
    def way(self) -> str | None:
        """How a decision comes about now; None where the stances are to be turned over first."""
        if self.rule == Rule.LEADER:
            return MEETING if self.advisory else LEADER
        if self.turn_over_first:
            return None
        if self.advisory:
            return MEETING
        return AGREED if self.stands else WITHOUT

    # --- In words ---------------------------------------------------------------------------------------------------

    @property
    def rows(self) -> list[tuple[Step, int]]:
        """Each step with how many stand there; nothing while it is not turned over."""
        return (
            [(step, self.steps.get(str(number), 0)) for number, step in ladder(self.rule).items()] if self.shown else []
        )

    @property
    def how_many(self) -> str:
        """All that may be said before they are turned over."""
        if not self.said:
            return _now("Nobody has said yet where they stand.")
        words = {"said": self.said, "people": max(self.people, self.said)}
        return ngettext(
            "%(said)d of %(people)d has said where they stand.", "%(said)d of %(people)d have said where they stand.", self.said
        ) % words  # fmt: skip

    @property
    def sentence(self) -> str:
        """ "6 consent, 1 with a concern; no open objection: by the rule said on 3 November the proposal stands." """
        if self.rule == Rule.LEADER:
            return self.heard
        if not self.shown:
            return self.how_many
        words = {"steps": self._steps_in_words(), "checked": self._checked(), "follows": self._follows()}
        return _now("%(steps)s; %(checked)s: %(follows)s") % words

    @property
    def told_with_way(self) -> str:
        """With the outcome: what followed, and from which numbers."""
        if self.way == AGREED:
            return f"{self.sentence} {self.how_many}"
        if self.rule == Rule.LEADER:
            return f"{WAYS[self.way]} {self.heard}"
        return (
            f"{WAYS[self.way]} {self.how_many} {self.sentence}" if self.shown else f"{WAYS[self.way]} {self.how_many}"
        )

    @property
    def heard(self) -> str:
        if not self.inputs:
            return _now("Nobody brought anything before it was decided.")
        return ngettext(
            "One thing was brought before it was decided.", "%(count)d things were brought before it was decided.", self.inputs
        ) % {"count": self.inputs}  # fmt: skip

    @property
    def stood(self) -> str:
        """Who stood where, without what followed."""
        return f"{self._steps_in_words()}." if self.shown else self.how_many

    def _steps_in_words(self) -> str:
        found = [str(step.counted % {"count": count}) for step, count in self.rows if count]
        return get_text_list(found, _now("and")) if len(found) < 3 else ", ".join(found)

    def _checked(self) -> str:
        """What the rule looks at."""
        if self.rule == Rule.CONSENT:
            return self._objections_in_words()
        if self.rule == Rule.FIST_TO_FIVE:
            below = ngettext("%(count)d is below three", "%(count)d are below three", self.blocking)
            return below % {"count": self.blocking} if self.blocking else _now("nobody is below three")
        vetoes = ngettext("there is a veto", "there are %(count)d vetoes", self.blocking)
        return vetoes % {"count": self.blocking} if self.blocking else _now("there is no veto")

    def _objections_in_words(self) -> str:
        told = []
        if still := self.objections.get(OPEN, 0):
            told.append(ngettext("%(count)d open objection", "%(count)d open objections", still) % {"count": still})
        if stands := self.objections.get(STANDS, 0):
            told.append(
                ngettext("%(count)d objection that stands", "%(count)d objections that stand", stands)
                % {"count": stands}
            )
        return get_text_list(told, _now("and")) if told else _now("no open objection")  # fmt: skip

    def _follows(self) -> str:
        if self.advisory:
            return _now("this is advice to the public meeting that decides.")
        if self.said < enough(self.people):
            return _now("too few have said where they stand for the rule to decide.")
        words = {"day": date_format(self.said_on, "DATE_FORMAT") if self.said_on else ""}
        if self.stands:
            return _now("by the rule said on %(day)s the proposal stands.") % words
        return _now("by the rule said on %(day)s the proposal does not stand.") % words

    @property
    def told(self) -> str:
        """The picture in words."""
        return get_text_list([f"{step.label}: {count}" for step, count in self.rows], _now("and"))
