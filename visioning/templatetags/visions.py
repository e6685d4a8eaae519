"""The steps of the work on a vision, in order, for the links above each of its pages. Knows no queries."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

TEXT = "shared_vision"
# In the order of the thread: why, me, us, the text, do we stand behind it, does it live.
STEPS = [
    (_("Why"), "why"),
    (_("Own visions"), "gathering_list"),
    (_("Weaving table"), "weaving"),
    (_("Shared vision"), TEXT),
    (_("Alignment"), "alignment_check_list"),
    (_("In use"), "vision_use_list"),
]
# What belongs to the text itself: a second row, only for those who are there. Its addresses lie below the text's.
TEXT_PARTS = [
    (_("Text"), TEXT),
    (_("Comments"), "comment_list"),
    (_("Threads"), "weave_list"),
    (_("Rounds"), "drafting_round_list"),
    (_("Versions"), "version_list"),
]
FOR_MEMBERS = {"why", "vision_use_list"}


@register.simple_tag(takes_context=True)
def vision_steps(context):
    """Each step with its address and whether the reader is there, or below it."""
    request = context["request"]
    steps = links(STEPS, request)
    is_elsewhere = any(step["current"] for step in steps if step["name"] != TEXT)
    for step in steps:
        if step["name"] == TEXT and step["current"]:
            # Some steps lie below the text's address without being part of it.
            step["current"] = "" if is_elsewhere else step["current"]
            step["parts"] = [] if is_elsewhere else text_parts(request)
    return steps


def text_parts(request):
    parts = links(TEXT_PARTS, request)
    if any(part["current"] for part in parts[1:]):
        parts[0]["current"] = ""
    return parts


def links(choices, request):
    found = []
    for label, name in choices:
        if request.membership.role == "guest" and name in FOR_MEMBERS:
            continue
        url = reverse(name, args=[request.team.slug])
        current = "page" if request.path == url else "true" if request.path.startswith(url) else ""
        found.append({"label": label, "name": name, "url": url, "current": current})
    return found
