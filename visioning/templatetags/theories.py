"""The links above each page of goals, problems of practice and theories, in order. Knows no queries."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

# In the order in which one asks for the other.
STEPS = [
    (_("Overview"), "theory_list"),
    (_("Goals"), "goal_list"),
    (_("Problems of practice"), "problem_list"),
]
# What belongs to one theory: a second row, for those who are in it. Its addresses lie below the theory's. The pages of a
# statement and of an arrow belong to writing: there they are changed, and there their way back leads.
PARTS = [
    (_("Read"), "theory"),
    (_("Write"), "theory_write"),
    (_("Short form"), "theory_simple"),
    (_("What is missing"), "theory_holes"),
    (_("How sure we are"), "belief_round_list"),
    (_("Comments"), "theory_comment_list"),
    (_("Versions"), "theory_version_list"),
    (_("Files"), "theory_files"),
]


@register.simple_tag(takes_context=True)
def theory_steps(context):
    """The first row: each link with its address and whether the reader is there, or below it."""
    request = context["request"]
    steps = links(STEPS, request, [request.team.slug])
    if any(step["current"] for step in steps[1:]):
        steps[0]["current"] = ""
    return steps


@register.simple_tag(takes_context=True)
def theory_parts(context):
    """The second row; nothing where the page is about no single theory."""
    request = context["request"]
    theory = getattr(request, "theory", None)
    if theory is None:
        return []
    parts = links(PARTS, request, [request.team.slug, theory.number])
    if any(part["current"] for part in parts[1:]):
        parts[0]["current"] = ""
    elif request.path.startswith((f"{parts[0]['url']}statements/", f"{parts[0]['url']}arrows/")):
        parts[0]["current"], parts[1]["current"] = "", "true"
    return parts


def links(choices, request, arguments):
    found = []
    for label, name in choices:
        url = reverse(name, args=arguments)
        current = "page" if request.path == url else "true" if request.path.startswith(url) else ""
        found.append({"label": label, "url": url, "current": current})
    return found
