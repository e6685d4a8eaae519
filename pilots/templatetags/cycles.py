"""The coach line of a pilot for templates, and where what it does not have yet can be mended."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pilots.coach import CYCLES, DATA, SCALE, THEORY, coach_of, facts_of, scope_words, sentence_of
from pilots.coach_facts import brought
from pilots.rules import may_plan_pilot, may_work_in_pilot

register = template.Library()

WORDS = {
    CYCLES: _("Build the next cycle on the last one"),
    DATA: _("Note what you see, at least three times"),
    SCALE: _("Say with how many you test; a few are enough"),
    THEORY: _("Say which arrow of a theory this tests"),
}


@register.simple_tag(takes_context=True)
def coach(context, pilot):
    """The sentence, and a way to each feature that is not there yet, for whoever may go it.

    Brings the facts of a pilot that came without them.
    """
    facts = facts_of(brought(pilot))
    features = coach_of(facts)
    missing = [feature.name for feature in features if not feature.has]
    return {"sentence": sentence_of(features), "ways": ways(context["request"], pilot, facts, missing)}


def ways(request, pilot, facts, missing) -> list[dict]:
    """On a page of the pilot alone: there its door knows who works in it."""
    if getattr(request, "pilot", None) is None or pilot.closed_at or not may_work_in_pilot(request.membership):
        return []
    here = [pilot.team.slug, pilot.number]
    cycle = [*here, facts.open] if facts.open else here
    places = {
        CYCLES: ("cycle" if facts.open else "cycle_add", cycle),
        DATA: ("measure_list", here),
        SCALE: ("cycle_edit" if facts.open else "cycle_add", cycle),
        THEORY: ("tested_arrow_list" if may_plan_pilot(request.membership) else "pilot", here),
    }
    return [{"words": WORDS[name], "url": reverse(places[name][0], args=places[name][1])} for name in missing]


@register.filter
def scope(cycle):
    """ "3 classes"; nothing where it is not said."""
    return scope_words(cycle.scope_count, cycle.scope_unit) if cycle.scope_count and cycle.scope_unit else ""


@register.filter
def wrong(forms) -> bool:
    """Whether there is anything to look at again in one of them."""
    return any(form.errors for form in forms)
