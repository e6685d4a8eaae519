"""The steps of a cycle after its plan: what happened, results beside predictions, what follows; opening a closed one again."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.pages import render_page
from pilots.access import for_pilot
from pilots.forms.cycles import CycleActForm, CycleDoForm, CycleLearnedForm, CycleReopeningForm
from pilots.forms.predictions import ResultForm
from pilots.models import Closed, Cycle, NotBegun, OneIsOpen, Prediction
from pilots.rules import may_work_in_pilot
from visioning.models import Stale

from .cycle_refusals import REFUSED, refusal, shut_for_reading, words_of
from .cycles import cycle_of, mending


def not_begun(request, cycle):
    """Back to the plan, while there is nothing to tell of yet."""
    if cycle.started_at:
        return None
    messages.info(request, refusal(NotBegun()))
    return redirect(cycle)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def cycle_do(request, cycle_number):
    found = cycle_of(request, cycle_number)
    if away := shut_for_reading(request, found) or not_begun(request, found):
        return away
    form = CycleDoForm(request.POST if request.method == "POST" else None, instance=found)
    said = _("Saved. Now put what came of it beside each prediction.")
    return mending(request, form, found, "pilots/cycles/cycle_do.html", said)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def cycle_study(request, cycle_number):
    """Each prediction beside its result, and what the group learned. All of it is saved, or nothing with the reason."""
    found = cycle_of(request, cycle_number)
    if away := shut_for_reading(request, found) or not_begun(request, found):
        return away
    return study(request, found)


def study(request, found):
    data = request.POST if request.method == "POST" else None
    results = [ResultForm(data, prediction=one) for one in found.predictions.all()]
    learned = CycleLearnedForm(data, instance=found)
    if data is None:
        return study_page(request, found, results, learned)
    if not all([form.is_valid() for form in (*results, learned)]):
        return study_page(request, found, results, learned, status=422)
    said = {form.instance.pk: form.said for form in results}
    try:
        Prediction.compare(found, said, (learned.cleaned_data["edition"], learned.cleaned_data["learned"]))
    except Stale as stale:
        return study_beside(request, found, results, learned, stale.stored)
    except REFUSED as refused:
        learned.add_error(None, refusal(refused))
        return study_page(request, found, results, learned, status=409)
    messages.success(request, _("Saved. What follows from it?"))
    return redirect(found)


def study_beside(request, found, results, learned, newer):
    """What somebody else saved meanwhile stands beside what was typed; the next press is a choice with both in view."""
    rows = {row.pk: row for row in newer if isinstance(row, Prediction)}
    results = [form.on_top_of(rows[form.instance.pk]) if form.instance.pk in rows else form for form in results]
    for form in results:
        form.other = rows.get(form.instance.pk)
    other = None
    for cycle in newer:
        if isinstance(cycle, Cycle):
            learned = learned.on_top_of(cycle)
            other = words_of(learned, cycle)
    return study_page(request, found, results, learned, status=409, other=other, meanwhile=True)


def study_page(request, found, results, learned, status=200, **more):
    context = {"cycle": found, "results": results, "learned": learned, **more}
    return render_page(request, "pilots/cycles/cycle_study.html", context, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def cycle_act(request, cycle_number):
    """What follows, and why. Closes the cycle once nothing is missing; until then it is kept, and the page says what is."""
    found = cycle_of(request, cycle_number)
    if away := shut_for_reading(request, found) or not_begun(request, found):
        return away
    form = CycleActForm(request.POST if request.method == "POST" else None, instance=found)
    context, status = {"form": form, "cycle": found}, 200
    if form.is_valid():
        try:
            missing = found.settle(form.cleaned_data["edition"], **form.said)
        except Stale as stale:
            stale.stored.pilot = request.pilot
            again, status = form.on_top_of(stale.stored), 409
            context |= {"form": again, "cycle": stale.stored, "other": words_of(again, stale.stored)}
        except REFUSED as refused:
            form.add_error(None, refusal(refused))
            status = 409
        else:
            if missing:
                messages.info(request, _("Your words are kept. The cycle stays open until what is missing is said."))
                return redirect("cycle_act", request.team.slug, request.pilot.number, found.number)
            messages.success(request, _("Cycle %(number)s is closed.") % {"number": found.number})
            return redirect(found)
    elif form.errors:
        status = 422
    context["missing"] = found.missing
    return render_page(request, "pilots/cycles/cycle_act.html", context, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def cycle_reopen(request, cycle_number):
    """The last one alone, with who and why: a wrong number is set right where it stands."""
    found = cycle_of(request, cycle_number)
    form = CycleReopeningForm(request.POST if request.method == "POST" else None)
    if request.pilot.closed_at and not form.is_bound:
        messages.info(request, refusal(Closed()))
        return redirect(found)
    after = request.pilot.cycles.filter(number__gt=found.number).first()
    if not form.is_bound and (after or not found.closed_at):
        messages.info(request, next_says(after))
        return redirect(found)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            found.open_again(request.user, form.cleaned_data["why"])
        except OneIsOpen as other:
            form.add_error(None, next_says(other.cycle if other.cycle.pk != found.pk else None))
            status = 409
        except REFUSED as refused:
            form.add_error(None, refusal(refused))
            status = 409
        else:
            messages.success(request, _("Open again. Close it once it is set right."))
            return redirect(found)
    return render_page(request, "pilots/cycles/cycle_reopen.html", {"form": form, "cycle": found}, status=status)


def next_says(after) -> str:
    if after is None:
        return _("This cycle is open already.")
    return _("Cycle %(number)s builds on what stands here. Say there what you found out since.") % {
        "number": after.number
    }
