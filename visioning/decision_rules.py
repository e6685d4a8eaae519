"""The ladders of each rule, what each step means, and whether a proposal stands by its rule. Pure: knows numbers, no people.

The steps and their words are ours. The ideas behind: consent after Boeke and Endenburg (sociocracy), fist to five from
experiential education, eight gradients of agreement after Kaner et al. 1996.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from .models.decision_stages import Rule

ENOUGH = 2  # stances before they are turned over: one alone would be one person's word with a name on it
OBJECTS = 0  # the step of consent that is an objection
BAR = 3  # of fist to five: nobody below
OPEN, STANDS = "open", "stands"  # objections that block
AGREED, WITHOUT, LEADER, MEETING = "agreed", "without", "leader", "meeting"  # ways a decision comes about


@dataclass(frozen=True)
class Step:
    """One rung. `counted` names it with a number; `prompt` asks for the reason, which `needs_reason` requires."""

    number: int
    label: str | Promise
    means: str | Promise
    counted: Promise
    prompt: str | Promise = ""
    needs_reason: bool = False
    blocks: bool = False
    objects: bool = False


WHAT_WORRIES = _("What worries you? It is kept beside the decision.")
WHAT_WOULD_HELP = _("What would have to change?")

CONSENT_STEPS = (
    Step(2, _("Consent"), _("Good enough for now and safe enough to try."), ngettext_lazy("%(count)d consents", "%(count)d consent", "count")),
    Step(1, _("Consent, with a concern"), _("It may go ahead. Something about it worries me, and I want that kept."), ngettext_lazy("%(count)d with a concern", "%(count)d with a concern", "count"), WHAT_WORRIES, needs_reason=True),
    Step(OBJECTS, _("Objection"), _("It would harm an aim that we share. I can say which and how."), ngettext_lazy("%(count)d objects", "%(count)d object", "count"), needs_reason=True, objects=True),
)  # fmt: skip
FIST_STEPS = (
    Step(5, _("Five: I am all for it"), _("I will help to carry it."), ngettext_lazy("%(count)d five", "%(count)d fives", "count")),
    Step(4, _("Four: I like it"), _("I support it without a second thought."), ngettext_lazy("%(count)d four", "%(count)d fours", "count")),
    Step(3, _("Three: I can live with it"), _("Not my first choice, and fine."), ngettext_lazy("%(count)d three", "%(count)d threes", "count")),
    Step(2, _("Two: I have doubts"), _("I want to talk about something first."), ngettext_lazy("%(count)d two", "%(count)d twos", "count"), WHAT_WOULD_HELP, needs_reason=True, blocks=True),
    Step(1, _("One: I see a serious problem"), _("It should not go ahead like this."), ngettext_lazy("%(count)d one", "%(count)d ones", "count"), WHAT_WOULD_HELP, needs_reason=True, blocks=True),
    Step(0, _("Fist: no"), _("I would hold it up."), ngettext_lazy("%(count)d fist", "%(count)d fists", "count"), WHAT_WOULD_HELP, needs_reason=True, blocks=True),
)  # fmt: skip
GRADIENT_STEPS = (
    Step(8, _("Fully behind it"), _("I am glad we do this, and I will say so."), ngettext_lazy("%(count)d fully behind it", "%(count)d fully behind it", "count")),
    Step(7, _("For it, with a small wish"), _("Yes. One detail could be better."), ngettext_lazy("%(count)d for it with a small wish", "%(count)d for it with a small wish", "count")),
    Step(6, _("For it, with doubts"), _("I support it and am not sure that it works."), ngettext_lazy("%(count)d for it with doubts", "%(count)d for it with doubts", "count")),
    Step(5, _("I leave it to the others"), _("I have no view on this, and whatever you choose is fine."), ngettext_lazy("%(count)d leaves it to the others", "%(count)d leave it to the others", "count")),
    Step(4, _("I need to hear more"), _("I do not know enough yet to say yes or no."), ngettext_lazy("%(count)d needs to hear more", "%(count)d need to hear more", "count")),
    Step(3, _("Against it, and I go along"), _("I would choose something else, and will not stand in the way."), ngettext_lazy("%(count)d against it who goes along", "%(count)d against it who go along", "count"), WHAT_WORRIES, needs_reason=True),
    Step(2, _("Against it, and I stay out"), _("I will not stand in the way, and cannot help to carry it."), ngettext_lazy("%(count)d against it who stays out", "%(count)d against it who stay out", "count"), WHAT_WOULD_HELP, needs_reason=True),
    Step(1, _("Veto"), _("It must not go ahead: that would do lasting harm."), ngettext_lazy("%(count)d veto", "%(count)d vetoes", "count"), WHAT_WOULD_HELP, needs_reason=True, blocks=True),
)  # fmt: skip
LADDERS = {
    Rule.CONSENT.value: {step.number: step for step in CONSENT_STEPS},
    Rule.FIST_TO_FIVE.value: {step.number: step for step in FIST_STEPS},
    Rule.GRADIENTS.value: {step.number: step for step in GRADIENT_STEPS},
    Rule.LEADER.value: {},
}
# How a way is told in a sentence of its own, with the outcome.
WAYS = {
    AGREED: _("The proposal stood by the rule that was said before."),
    WITHOUT: _("There was no agreement by the rule. What was said for that case took its place."),
    LEADER: _("One person decided, after hearing the others."),
    MEETING: _("It was decided in a public meeting. What was said here was advice."),
}


def ladder(rule) -> dict[int, Step]:
    """The rule's steps by number, the most agreement first. Empty where one person decides."""
    return LADDERS[str(rule)]


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
        kept = {**vars(self), "rule": str(self.rule), "way": self.way, "said": self.said}
        if not self.shown:
            kept |= {"steps": {}, "objections": {}, "in_person": 0}
        return kept | {"said_on": self.said_on.isoformat() if self.said_on else None}

    @classmethod
    def from_json(cls, kept: dict) -> "Count":
        said_on = date.fromisoformat(kept["said_on"]) if kept.get("said_on") else None
        names = cls.__dataclass_fields__.keys() & kept.keys()
        return cls(**{name: kept[name] for name in names} | {"said_on": said_on})

    @property
    def said(self) -> int:
        return sum(self.steps.values())

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
    def heard(self) -> str:
        if not self.inputs:
            return _now("Nobody brought anything before it was decided.")
        return ngettext(
            "One thing was brought before it was decided.", "%(count)d things were brought before it was decided.", self.inputs
        ) % {"count": self.inputs}  # fmt: skip

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
