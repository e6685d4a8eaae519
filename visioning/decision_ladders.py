"""The ladders of each rule: every step with what it means and how it asks for a reason. Pure: knows no people.

The steps and their words are ours. The ideas behind: consent after Boeke and Endenburg (sociocracy), fist to five from
experiential education, eight gradients of agreement after Kaner et al. 1996.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .models.decision_stages import Rule

OBJECTS = 0  # the step of consent that is an objection


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


def ladder(rule) -> dict[int, Step]:
    """The rule's steps by number, the most agreement first. Empty where one person decides."""
    return LADDERS[str(rule)]
