"""Predictions of a cycle: written before it begins, each compared with what happened. The team's ledger is in `ledgers`."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadership.pages import asked_part, render_page
from pilots.access import for_pilot
from pilots.forms.predictions import PredictionForm, ResultForm
from pilots.models import MOST_PREDICTIONS, Prediction, UnderWay
from pilots.rules import may_work_in_pilot
from visioning.forms.goals import RemovalForm
from visioning.models import Stale

from .cycle_refusals import REFUSED, refusal, shut_for_reading, words_of
from .cycle_steps import not_begun, study
from .cycles import cycle_of


def prediction_of(cycle, prediction_id) -> Prediction:
    for prediction in cycle.predictions.all():
        if prediction.pk == prediction_id:
            return prediction
    raise Http404


def fixed(request, cycle):
    """Nobody is shown a form for a prediction once the cycle has begun."""
    if away := shut_for_reading(request, cycle):
        return away
    if cycle.started_at and request.method != "POST":
        messages.info(request, refusal(UnderWay()))
        return redirect(cycle)
    return None


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def prediction_add(request, cycle_number):
    """One more. `then=another` comes back for the next one."""
    cycle = cycle_of(request, cycle_number)
    if away := fixed(request, cycle):
        return away
    form = PredictionForm(request.POST if request.method == "POST" else None, pilot=request.pilot)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            Prediction.foresee(cycle, **form.said)
        except REFUSED as refused:
            form.add_error(None, refusal(refused))
            status = 409
        else:
            messages.success(request, _("Written down."))
            if request.POST.get("then") == "another" and cycle.predictions.count() < MOST_PREDICTIONS:
                return redirect("prediction_add", request.team.slug, request.pilot.number, cycle.number)
            return redirect(cycle.get_absolute_url() + "#predictions")
    context = {"form": form, "cycle": cycle}
    return render_page(request, "pilots/predictions/prediction_add.html", context, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def prediction_edit(request, cycle_number, prediction_id):
    cycle = cycle_of(request, cycle_number)
    if away := fixed(request, cycle):
        return away
    found = prediction_of(cycle, prediction_id)
    form = PredictionForm(request.POST if request.method == "POST" else None, instance=found, pilot=request.pilot)
    context, status = {"form": form, "cycle": cycle, "prediction": found}, 422 if form.errors else 200
    if form.is_valid():
        try:
            found.mend(form.cleaned_data["edition"], **form.said)
        except Stale as stale:
            again, status = form.on_top_of(stale.stored), 409
            context |= {"form": again, "other": words_of(again, stale.stored)}
        except REFUSED as refused:
            form.add_error(None, refusal(refused))
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect(cycle.get_absolute_url() + "#predictions")
    return render_page(request, "pilots/predictions/prediction_edit.html", context, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def prediction_remove(request, cycle_number, prediction_id):
    """The question before; then it is gone. Once the cycle has begun it stays."""
    cycle = cycle_of(request, cycle_number)
    if away := fixed(request, cycle):
        return away
    found, status = prediction_of(cycle, prediction_id), 200
    if request.method == "POST":
        form, status = RemovalForm(request.POST), 422
        try:
            if form.is_valid():
                found.remove(form.cleaned_data["edition"])
                messages.success(request, _("Removed: “%(words)s”") % {"words": found.then_words})
                return redirect(cycle.get_absolute_url() + "#predictions")
        except Stale as stale:
            found, status = stale.stored, 409
        except REFUSED as refused:
            messages.info(request, refusal(refused))
            return redirect(cycle)
    context = {"cycle": cycle, "prediction": found, "again": status != 200}
    return render_page(request, "pilots/predictions/prediction_remove.html", context, status=status)


@require_POST
@for_pilot(may_work_in_pilot)
def prediction_compare(request, cycle_number, prediction_id):
    """One result, saved where it stands. Without script the same button saves the whole page."""
    cycle = cycle_of(request, cycle_number)
    found = prediction_of(cycle, prediction_id)
    if asked_part(request) != f"prediction-{found.pk}":
        return not_begun(request, cycle) or study(request, cycle)
    form, status = ResultForm(request.POST, prediction=found), 200
    if form.is_valid():
        try:
            Prediction.compare(cycle, {found.pk: form.said})
        except Stale as stale:
            form, status = form.on_top_of(stale.stored[0]), 409
            form.other = stale.stored[0]
        except REFUSED as refused:
            form.add_error(None, refusal(refused))
            status = 409
        else:
            saved = prediction_of(cycle_of(request, cycle_number), prediction_id)
            form = ResultForm(prediction=saved)
            form.saved = bool(saved.held)
    else:
        status = 422
    context = {"form": form, "cycle": cycle}
    return render(request, "pilots/predictions/_compare.html", context, status=status)
