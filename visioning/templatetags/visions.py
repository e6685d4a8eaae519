"""The steps of the work on a vision, in order, for the row of links above each of its pages. Knows no queries."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

# In the order of the thread: why, me, us, the text, do we stand behind it, does it live.
STEPS = [
    (_("Why"), "why"),
    (_("Own visions"), "gathering_list"),
    (_("Weaving table"), "weaving"),
    (_("Shared vision"), "shared_vision"),
    (_("Comments"), "comment_list"),
    (_("Threads"), "weave_list"),
    (_("Rounds"), "drafting_round_list"),
    (_("Alignment"), "alignment_check_list"),
    (_("In use"), "vision_use_list"),
]
FOR_MEMBERS = {"why", "vision_use_list"}


@register.simple_tag(takes_context=True)
def vision_steps(context):
    """Each step with its address and whether the reader is there, or below it."""
    request = context["request"]
    steps = []
    for label, name in STEPS:
        if request.membership.role == "guest" and name in FOR_MEMBERS:
            continue
        try:
            url = reverse(name, args=[request.team.slug])
        except NoReverseMatch:
            continue  # not built yet
        below = name != "shared_vision" and request.path.startswith(url)
        current = "page" if request.path == url else "true" if below else ""
        steps.append({"label": label, "url": url, "current": current})
    return steps
