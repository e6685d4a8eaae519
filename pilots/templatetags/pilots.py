"""The links above each page of pilots, and the goal that is pinned there. Knows no queries."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pilots.rules import is_colleague, may_run_pilot, may_see_pilot

register = template.Library()

STEPS = [
    (_("Pilots"), "pilot_list"),
    (_("Timeline"), "pilot_timeline"),
    (_("Predictions"), "prediction_list"),
    (_("Early wins"), "win_list"),
    (_("Learning cards"), "card_list"),
]
# What belongs to one pilot: a second row. Its addresses lie below the pilot's.
PARTS = [
    (_("Overview"), "pilot"),
    (_("Planning"), "pilot_note_list"),
    (_("Invitation"), "pilot_invitation"),
    (_("People"), "participation_list"),
    (_("Cycles"), "cycle_list"),
    (_("Measures"), "measure_list"),
    (_("Close"), "pilot_close"),
]
CLOSED_PARTS = [*PARTS[:-1], (_("What came of it"), "pilot_close"), (_("Learning card"), "learning_card")]
INVITATION_ALONE = [part for part in PARTS if part[1] == "pilot_invitation"]


@register.simple_tag(takes_context=True)
def pilot_steps(context):
    """The first row, for the team; a colleague who joined one pilot has no way there."""
    request = context["request"]
    if is_colleague(request.membership):
        return []
    steps = links(STEPS, request, [request.team.slug])
    if any(step["current"] for step in steps[1:]):
        steps[0]["current"] = ""
    return steps


@register.simple_tag(takes_context=True)
def pilot_parts(context):
    """The second row; nothing where the page is about no single pilot, the invitation alone for whoever has not joined."""
    request = context["request"]
    pilot = getattr(request, "pilot", None)
    if pilot is None:
        return []
    place = request.membership
    if not may_see_pilot(place):
        choices = INVITATION_ALONE
    elif pilot.closed_at:
        choices = CLOSED_PARTS
    else:
        choices = PARTS if may_run_pilot(place) else PARTS[:-1]
    parts = links(choices, request, [request.team.slug, pilot.number])
    if any(part["current"] for part in parts[1:]):
        parts[0]["current"] = ""
    return parts


def links(choices, request, arguments):
    found = []
    for label, name in choices:
        url = reverse(name, args=arguments)
        current = "page" if request.path == url else "true" if request.path.startswith(url) else ""
        found.append({"label": label, "url": url, "current": current})
    return found
