"""The quick polls of a measure, on the page of the measure. Knows nothing of answers."""

from django import template
from django.db.models import F

from pilots.rules import may_ask_poll

register = template.Library()
MOST = 12


@register.inclusion_tag("pilots/polls/_of_measure.html", takes_context=True)
def measure_polls(context, measure):
    """Expects request.pilot. Open ones first, then the latest closed; one query."""
    request = context["request"]
    measure.pilot = request.pilot
    polls = list(measure.polls.order_by(F("closed_at").desc(nulls_first=True), "-number")[:MOST])
    for poll in polls:
        poll.measure = measure
    can_ask = may_ask_poll(request.membership) and not request.pilot.closed_at
    return {"request": request, "measure": measure, "polls": polls, "can_ask": can_ask}
