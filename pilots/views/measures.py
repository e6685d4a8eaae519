"""What a pilot measures: the list, adding, saying it anew and taking away. The page of one with its chart is elsewhere."""

from django.contrib import messages
from django.db.models import Max, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadership.pages import render_page
from pilots.access import for_pilot
from pilots.forms.measures import MeasureForm, MeasureRemovalForm
from pilots.forms.typed import said_of
from pilots.models import Closed, Measure, MeasureKind
from pilots.observation_tables import csv_of
from pilots.rules import may_work_in_pilot
from pilots.run_chart_rows import charts_of
from visioning.models import Gone, Stale


@require_safe
@for_pilot()
def measure_list(request):
    last_on = Max("observations__on", filter=Q(observations__struck_at=None))
    measures = list(request.pilot.measures.annotate(last_on=last_on))
    for one, chart in zip(measures, charts_of(measures), strict=True):
        one.pilot, one.chart = request.pilot, chart
    kinds = [
        {"label": kind.label, "measures": [one for one in measures if one.kind == kind], "kind": kind}
        for kind in MeasureKind
    ]
    context = {
        "measures": measures,
        "kinds": kinds,
        "missing": [kind["kind"] for kind in kinds if not kind["measures"]],
        "can_write": can_write(request),
    }
    return render_page(request, "pilots/measures/measure_list.html", context, partials={"measures"})


def can_write(request) -> bool:
    """Whether this person may change measures and observations here and now."""
    return may_work_in_pilot(request.membership) and not request.pilot.closed_at


def measure_of(request, measure_number) -> Measure:
    found = get_object_or_404(request.pilot.measures, number=measure_number)
    found.pilot = request.pilot
    return found


def closed_meanwhile(request, measure=None):
    """Nothing changes in a pilot that is closed."""
    messages.info(request, _("This pilot is closed. What was measured in it stays as it is."))
    return redirect(measure or list_of(request))


def removed_meanwhile(request, measure=None):
    messages.info(request, _("Somebody removed this a moment ago."))
    return redirect(measure or list_of(request))


def list_of(request):
    return redirect("measure_list", request.team.slug, request.pilot.number)["Location"]


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def measure_add(request):
    """`?kind=` chooses for whoever comes from there."""
    if request.pilot.closed_at:
        return closed_meanwhile(request)
    kind = request.GET.get("kind", "")
    form = MeasureForm(
        request.POST if request.method == "POST" else None,
        initial={"kind": kind if kind in MeasureKind.values else ""},
    )
    if form.is_valid():
        try:
            made = Measure.note(request.pilot, request.user, **form.said)
        except Closed:
            return closed_meanwhile(request)
        messages.success(request, _("Now note the first number, or bring in those you have."))
        return redirect(made)
    status = 422 if form.errors else 200
    return render_page(request, "pilots/measures/measure_add.html", {"form": form}, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def measure_edit(request, measure_number):
    found = measure_of(request, measure_number)
    if request.pilot.closed_at:
        return closed_meanwhile(request, found)
    form = MeasureForm(request.POST if request.method == "POST" else None, instance=found)
    context, status = {"measure": found, "form": form}, 422 if form.errors else 200
    if form.is_valid():
        try:
            found.mend(form.cleaned_data["edition"], **form.said)
        except Stale as stale:
            stale.stored.pilot = request.pilot
            other = [(form.fields[name].label, said_of(shown(stale.stored, name))) for name in form._meta.fields]
            context, status = {"measure": found, "form": form.on_top_of(stale.stored), "other": other}, 409
        except Gone:
            return removed_meanwhile(request)
        except Closed:
            return closed_meanwhile(request, found)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    return render_page(request, "pilots/measures/measure_edit.html", context, status=status)


def shown(measure, name):
    say = getattr(measure, f"get_{name}_display", None)
    return say() if say else getattr(measure, name)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def measure_remove(request, measure_number):
    """The question before, with what goes along; a measure with observations needs a tick beside the press."""
    found = measure_of(request, measure_number)
    if request.pilot.closed_at:
        return closed_meanwhile(request, found)
    status = 200
    form = MeasureRemovalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            found.remove(form.cleaned_data["edition"], form.cleaned_data["observation_count"])
        except Stale as stale:
            found, status = stale.stored, 409
            found.pilot, form = request.pilot, MeasureRemovalForm()
        except Gone:
            return removed_meanwhile(request)
        except Closed:
            return closed_meanwhile(request, found)
        else:
            messages.success(request, _("Removed: “%(words)s”") % {"words": found})
            return redirect(list_of(request))
    context = {
        "measure": found,
        "form": form,
        "observation_count": found.observations.count(),
        "again": status == 409,
    }
    return render_page(request, "pilots/measures/measure_remove.html", context, status=422 if form.errors else status)


@require_safe
@for_pilot()
def measure_csv(request, measure_number):
    """For spreadsheets: everything that counts."""
    found = measure_of(request, measure_number)
    name = slugify(found.title)[:60].strip("-") or f"measure-{found.number}"
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"}
    return HttpResponse(csv_of(found), content_type="text/csv; charset=utf-8", headers=headers)
