"""Observations set right, struck out and put back. Each says why, and what stood there before stays to be read."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.pages import render_page
from pilots.access import for_pilot
from pilots.forms.corrections import BecauseForm, SetRightForm
from pilots.forms.typed import plain, said_of
from pilots.models import Closed, Correction, Observation
from pilots.rules import may_work_in_pilot
from visioning.models import Gone, Stale

from .measures import closed_meanwhile, measure_of, removed_meanwhile


def observation_of(request, measure_number, observation_id) -> Observation:
    measure = measure_of(request, measure_number)
    found = get_object_or_404(measure.observations.select_related("cycle", "noted_by"), pk=observation_id)
    found.measure = measure
    return found


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def observation_set_right(request, measure_number, observation_id):
    found = observation_of(request, measure_number, observation_id)
    measure = found.measure
    if request.pilot.closed_at:
        return closed_meanwhile(request, measure)
    form = SetRightForm(request.POST if request.method == "POST" else None, observation=found)
    context, status = {"measure": measure, "observation": found, "form": form}, 422 if form.errors else 200
    if form.is_valid():
        said = form.cleaned_data
        try:
            Correction.set_right(found, request.user, said["edition"], said["because"], said["forget"], **form.said)
        except Stale as stale:
            context |= {"form": form.on_top_of(stale.stored), "other": words_of(form, stale.stored)}
            status = 409
        except Gone:
            return removed_meanwhile(request, measure)
        except Closed:
            return closed_meanwhile(request, measure)
        else:
            messages.success(request, _("Set right."))
            return redirect(measure)
    return render_page(request, "pilots/observations/observation_set_right.html", context, status=status)


def words_of(form, stored):
    """What is saved now, by the labels of the form."""
    said = [(form.fields[name].label, said_of(getattr(stored, name))) for name in ("on", "group", "note")]
    return [said[0], (form.fields["value"].label, plain(stored.value)), *said[1:]]


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def observation_strike(request, measure_number, observation_id):
    found = observation_of(request, measure_number, observation_id)
    if found.struck_at:
        messages.info(request, _("It is struck out already."))
        return redirect(found.measure)
    return asking_why(request, found, Correction.strike, _("Struck out. It stays below the list."))


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def observation_put_back(request, measure_number, observation_id):
    found = observation_of(request, measure_number, observation_id)
    if not found.struck_at:
        messages.info(request, _("It counts already."))
        return redirect(found.measure)
    return asking_why(request, found, Correction.put_back, _("Put back. It counts again."))


def asking_why(request, found, verb, done):
    """The question before, and what happens after. Where somebody changed it meanwhile it is asked again."""
    if request.pilot.closed_at:
        return closed_meanwhile(request, found.measure)
    form = BecauseForm(request.POST if request.method == "POST" else None, initial={"edition": found.edition})
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            verb(found, request.user, form.cleaned_data["edition"], form.cleaned_data["because"])
        except Stale as stale:
            found, status = stale.stored, 409
            form = BecauseForm({**request.POST.dict(), "edition": found.edition})
        except Gone:
            return removed_meanwhile(request, found.measure)
        except Closed:
            return closed_meanwhile(request, found.measure)
        else:
            messages.success(request, done)
            return redirect(found.measure)
    name = "observation_strike" if verb == Correction.strike else "observation_put_back"
    context = {"measure": found.measure, "observation": found, "form": form, "again": status == 409}
    return render_page(request, f"pilots/observations/{name}.html", context, status=status)
