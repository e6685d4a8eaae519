"""Small drawn things for templates: icons, initials, the team's tabs. Knows no queries and no permissions."""

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

register = template.Library()

# The order of the thread. Steps that are not built yet are not here: a tab always leads somewhere.
TEAM_TABS = [
    (_("Home"), "team_home"),
    (_("Vision"), "shared_vision"),
    (_("Conditions"), "condition_list"),
    (_("Theory"), "theory_list"),
    (_("Decisions"), "decision_list"),
    (_("Pilots"), "pilot_list"),
    (_("Plan"), "team_plan"),
    (_("People"), "team_people"),
]
# Work that has addresses of its own, below the team's.
ALSO_BELOW = {
    "shared_vision": ("why/", "gatherings/", "weaving/"),
    "condition_list": ("rounds/",),
    "decision_list": ("initiatives/",),
    "team_plan": ("thread/",),
}
# Whoever is here for one thing alone sees no tabs that would lead nowhere.
TABS_OF = {"guest": [tab for tab in TEAM_TABS if tab[1] == "shared_vision"], "invited": [], "colleague": []}


@register.simple_tag
def icon(name):
    """A picture beside words, never instead of them. Names: the list in static/js/shared_text/fonts.mjs."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("dist/icons.svg"),
        name,
    )


@register.filter
def initials(name):
    """ "Rosa Delgado-Ames" → "RD": the first letters of the first and the last word."""
    words = str(name).replace("-", " ").split() or ["?"]
    ends = words[:1] if len(words) == 1 else [words[0], str(name).split()[-1]]
    return "".join(word[0] for word in ends).upper()


@register.simple_tag
def avatar(person):
    """Initials in a ring. Decoration: the name always stands beside it."""
    return format_html('<span class="avatar" aria-hidden="true">{}</span>', initials(person))


@register.simple_tag(takes_context=True)
def team_tabs(context):
    """The tabs of `request.team`, each with its address and whether the reader is there, below it, or neither."""
    request = context["request"]
    if request.membership.role == "guest" and hasattr(request, "decision"):
        return []  # somebody of the staff at one decision: nothing else of the team's is theirs
    home = reverse("team_home", args=[request.team.slug])
    tabs = []
    for label, name in TABS_OF.get(request.membership.role, TEAM_TABS):
        url = reverse(name, args=[request.team.slug])
        places = (url, *(home + place for place in ALSO_BELOW.get(name, ())))
        below = url != home and request.path.startswith(places)
        current = "page" if request.path == url else "true" if below else ""
        tabs.append({"label": label, "url": url, "current": current})
    return tabs
