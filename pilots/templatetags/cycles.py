"""The coach line of a pilot for templates, and where what it does not have yet can be mended."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pilots.coach import CYCLES, DATA, SCALE, THEORY, coach_of, facts_of, scope_words, sentence_of
from pilots.coach_facts import brought

register = template.Library()

# Where each is mended: the words of the link and the page of the pilot.
WAYS = {
    CYCLES: (_("Build the next cycle on the last one"), "cycle_list"),
    DATA: (_("Note what you see, at least three times"), "measure_list"),
    SCALE: (_("Say with how many you test; a few are enough"), "cycle_list"),
    THEORY: (_("Say which arrow of a theory this tests"), "tested_arrow_list"),
}


@register.simple_tag
def coach(pilot):
    """The sentence, and a way to each feature that is not there yet. Brings the facts of a pilot that came without them."""
    features = coach_of(facts_of(brought(pilot)))
    ways = [
        {"words": words, "url": reverse(name, args=[pilot.team.slug, pilot.number]), "feature": feature.name}
        for feature in features
        if not feature.has
        for words, name in [WAYS[feature.name]]
    ]
    return {"sentence": sentence_of(features), "ways": ways}


@register.filter
def scope(cycle):
    """ "3 classes"; nothing where it is not said."""
    return scope_words(cycle.scope_count, cycle.scope_unit) if cycle.scope_count and cycle.scope_unit else ""


@register.filter
def wrong(forms) -> bool:
    """Whether there is anything to look at again in one of them."""
    return any(form.errors for form in forms)
