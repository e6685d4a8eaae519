"""The links above each page of the seven conditions, and what keys in the guides stand for. Knows no queries."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership import guides
from leadership.levels import Level

register = template.Library()

STEPS = [
    (_("Seven conditions"), "condition_list"),
    (_("What we notice"), "symptom_check"),
    (_("Rounds"), "assessment_round_list"),
    (_("Order and time"), "condition_order"),
    (_("Tasks"), "task_list"),
]


@register.simple_tag(takes_context=True)
def condition_steps(context):
    """Each link with its address and whether the reader is there, or below it. None for whom a single round asks."""
    request = context["request"]
    if request.membership.role == "invited":
        return []
    found = []
    for label, name in STEPS:
        url = reverse(name, args=[request.team.slug])
        current = "page" if request.path == url else "true" if request.path.startswith(url) else ""
        found.append({"label": label, "name": name, "url": url, "current": current})
    if any(step["current"] for step in found[1:]):
        found[0]["current"] = ""
    return found


@register.filter
def guide_of(key):
    """The guide of a condition, for pages that hold its key."""
    return guides.guide(key)


@register.filter
def protocol_card(key):
    """The card of a protocol that a guide names; None for ""."""
    return guides.extras().protocol(key)


@register.filter
def named_levels(item):
    """The four levels of an item, lowest first, each with its name."""
    return list(zip(Level.labels, item.levels, strict=True))
