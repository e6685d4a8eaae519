"""What a pilot's page says of doors that are opened for it. Knows nothing of who comes."""

from django import template

register = template.Library()
MOST = 6


@register.inclusion_tag("pilots/open_classrooms/_of_pilot.html", takes_context=True)
def pilot_open_classrooms(context):
    """Those that are coming, for `request.pilot`; one query."""
    request = context["request"]
    rows = request.pilot.open_classrooms.standing().coming().select_related("host", "school")
    return {"request": request, "coming": rows[:MOST]}
