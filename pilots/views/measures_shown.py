"""The page of one measure: what its run chart says, its numbers, its picture; and the picture as a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leadership.pages import render_page
from pilots.access import for_pilot
from pilots.forms.observations import ObservationForm
from pilots.models import MeasureKind, Rebase
from pilots.observation_tables import ObservationTable, page_asked
from pilots.run_chart_drawing import draw
from pilots.run_chart_rows import chart_of_measure

from .measures import can_write, measure_of


@require_safe
@for_pilot()
def measure(request, measure_number):
    """`?page=` turns the pages of its numbers."""
    writes = can_write(request)
    found = get_object_or_404(request.pilot.measures.annotate(line_rows=Rebase.told()), number=measure_number)
    found.pilot = request.pilot
    chart = chart_of_measure(found)
    context = {
        "measure": found,
        "kind": MeasureKind(found.kind),
        "chart": chart,
        "wide": draw(chart, "wide", name="chart-wide"),
        "narrow": draw(chart, "narrow", name="chart-narrow"),
        "groups": [(one, draw(one, "small", name=f"chart-{place}")) for place, one in enumerate(chart.groups, 1)],
        "table": ObservationTable.of(found, page_asked(request.GET.get("page"))),
        "numbers_open": "page" in request.GET,
        "rebases": Rebase.built(found.line_rows),
        "can_write": writes,
        "observation_form": ObservationForm(measure=found) if writes else None,
    }
    return render_page(request, "pilots/measures/measure.html", context, partials={"run-chart"})


@require_safe
@for_pilot()
def run_chart_svg(request, measure_number):
    """The chart as a picture that stands alone, its words included."""
    found = measure_of(request, measure_number)
    chart = chart_of_measure(found)
    if not chart.points:
        messages.info(request, _("There is nothing to draw yet. Note a first observation."))
        return redirect(found)
    name = slugify(found.title)[:60].strip("-") or f"measure-{found.number}"
    svg = f'<?xml version="1.0" encoding="UTF-8"?>\n{draw(chart, "file")}'
    headers = {"Content-Disposition": f'attachment; filename="{name}.svg"'}
    return HttpResponse(svg, content_type="image/svg+xml", headers=headers)
