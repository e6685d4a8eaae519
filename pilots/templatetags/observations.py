"""Observations on the page of their measure: the form for the next one, and the table. Knows one measure."""

from django import template

from pilots.forms.observations import ObservationForm
from pilots.forms.typed import plain
from pilots.observation_tables import ObservationTable, page_asked
from pilots.rules import may_work_in_pilot

register = template.Library()
register.filter("plain_number", plain)


def may_write(request):
    return may_work_in_pilot(request.membership) and not request.pilot.closed_at


@register.inclusion_tag("pilots/observations/_add.html", takes_context=True)
def observation_adding(context, measure, cycles=None):
    """The form; nothing for whoever only reads. `cycles`: those of the pilot, where the page has them already."""
    request = context["request"]
    measure.pilot = request.pilot
    shown = may_write(request)
    form = ObservationForm(measure=measure, cycles=cycles) if shown else None
    return {
        "request": request,
        "measure": measure,
        "observation_form": form,
        "can_write": shown,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("pilots/observations/_table.html", takes_context=True)
def observation_table(context, measure):
    """The observations, newest first; `?page=` in the address says which of them."""
    request = context["request"]
    measure.pilot = request.pilot
    table = ObservationTable.of(measure, page_asked(request.GET.get("page")))
    return {"request": request, "measure": measure, "table": table, "can_write": may_write(request)}
