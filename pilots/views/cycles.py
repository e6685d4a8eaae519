"""Cycles of a pilot: the thread of all, the page of one, planning it, beginning it, taking a plan away."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.forms.words import plain_words
from leadership.pages import asked_part, render_page
from pilots.access import for_pilot
from pilots.coach_facts import brought
from pilots.forms.cycles import CyclePlanForm
from pilots.models import Cycle, CycleStep, NotReady, Prediction, UnderWay
from pilots.rules import may_work_in_pilot
from visioning.forms.goals import RemovalForm
from visioning.models import Stale

from .cycle_refusals import REFUSED, refusal, shut_for_reading, words_of


def cycle_of(request, number) -> Cycle:
    """With predictions and tasks at hand; each knows where it belongs."""
    predictions = Prefetch("predictions", Prediction.objects.select_related("measure"))
    rows = request.pilot.cycles.select_related("builds_on", "noted_by").prefetch_related(predictions)
    found = get_object_or_404(rows, number=number)
    found.pilot = request.pilot
    for prediction in found.predictions.all():
        prediction.cycle = found
        if prediction.measure:
            prediction.measure.pilot = request.pilot
    return found


def can_work(request) -> bool:
    return may_work_in_pilot(request.membership) and not request.pilot.closed_at


@require_safe
@for_pilot()
def cycle_list(request):
    predictions = Prefetch("predictions", Prediction.objects.order_by("pk"))
    cycles = list(request.pilot.cycles.select_related("builds_on").prefetch_related(predictions))
    for cycle in cycles:
        cycle.pilot = request.pilot
    context = {
        "cycles": cycles,
        "can_work": can_work(request),
        "still_open": next((cycle for cycle in cycles if not cycle.closed_at), None),
        "pilot": brought(request.pilot),
    }
    return render_page(request, "pilots/cycles/cycle_list.html", context, partials={"cycles"})


@require_safe
@for_pilot()
def cycle(request, cycle_number):
    return cycle_page(request, cycle_of(request, cycle_number))


def cycle_page(request, found):
    """The page, or what became of it after a press in it. Two steps are the same press for everybody: where it stands."""
    in_part = asked_part(request) == "cycle"
    if request.method == "POST" and not in_part:
        return redirect(found)
    if request.method == "POST":
        found = cycle_of(request, found.number)
    last = request.pilot.cycles.last()
    writes = can_work(request)
    context = {
        "cycle": found,
        "steps": steps_of(found),
        "tasks": found.tasks.select_related("who"),
        "reopenings": found.reopenings.select_related("by"),
        "is_last": last.pk == found.pk,
        "next": last if last.pk != found.pk else None,
        "can_work": writes,
        "can_write": writes and not found.closed_at,
        "in_part": in_part,
    }
    return render_page(request, "pilots/cycles/cycle.html", context, partials={"cycle"})


def steps_of(cycle) -> list[dict]:
    """The four, and which of them the cycle stands at."""
    step = cycle.step
    order = [CycleStep.PLAN, CycleStep.DO, CycleStep.STUDY, CycleStep.ACT]
    place = order.index(step) if step in order else len(order)
    return [
        {"label": one.label, "fragment": one.value, "current": index == place, "done": index < place}
        for index, one in enumerate(order)
    ]


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def cycle_add(request):
    """The next one. What the last one showed stands beside the form, which builds on it unless told."""
    if away := shut_for_reading(request):
        return away
    closed = request.pilot.cycles.exclude(closed_at=None).last()
    still_open = request.pilot.cycles.filter(closed_at=None).first()
    data = request.POST if request.method == "POST" else None
    form = CyclePlanForm(data, pilot=request.pilot, initial={"builds_on": closed.number if closed else None})
    status = 200
    if form.is_valid():
        try:
            made = Cycle.plan(request.pilot, request.user, **form.said)
        except REFUSED as refused:
            form.add_error(None, refusal(refused))
            status = 409
        else:
            messages.success(request, _("Planned. What do you predict?"))
            return redirect(made)
    elif form.errors:
        status = 422
    context = {"form": form, "base": closed, "still_open": still_open if data is None else None}
    if closed:
        closed.pilot = request.pilot
    return render_page(request, "pilots/cycles/cycle_add.html", context, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def cycle_edit(request, cycle_number):
    """The plan, said anew. Whoever had the form open while the cycle began gets back what no longer can be said."""
    found = cycle_of(request, cycle_number)
    if away := shut_for_reading(request, found):
        return away
    form = CyclePlanForm(request.POST if request.method == "POST" else None, instance=found, pilot=request.pilot)
    return mending(request, form, found, "pilots/cycles/cycle_edit.html", too_late=too_late(request, found))


def too_late(request, cycle) -> list:
    """Words for fields that are fixed by now."""
    if request.method != "POST" or not cycle.started_at:
        return []
    sent = {name: request.POST[name] for name in ("change_idea", "questions") if name in request.POST}
    plain = [(name, plain_words(words).strip()) for name, words in sent.items()]
    return [(Cycle._meta.get_field(name).verbose_name, words) for name, words in plain if words != getattr(cycle, name)]


def mending(request, form, found, template, done=None, too_late=()):
    """A form about one step of a cycle on its own page, and what happens when it is sent."""
    context, status = {"form": form, "cycle": found, "too_late": too_late}, 200
    number = found.number
    if form.is_valid() and not too_late:
        try:
            found.mend(form.cleaned_data["edition"], **form.said)
        except Stale as stale:
            stale.stored.pilot = request.pilot
            again = form.on_top_of(stale.stored)
            context |= {"form": again, "cycle": stale.stored, "other": words_of(again, stale.stored)}
            status = 409
        except REFUSED as refused:
            form.add_error(None, refusal(refused))
            status = 409
        else:
            messages.success(request, done or _("Saved."))
            return redirect("cycle", request.team.slug, request.pilot.number, number)
    elif form.errors or too_late:
        status = 409 if too_late else 422
    return render_page(request, template, context, status=status)


@require_POST
@for_pilot(may_work_in_pilot)
def cycle_begin(request, cycle_number):
    """“We begin”: from then on what was predicted stays as it was."""
    found = cycle_of(request, cycle_number)
    try:
        if found.begin():
            messages.success(request, _("Begun. Your predictions are fixed now. Try it out, then say what happened."))
    except NotReady as not_ready:
        if "pilot" in not_ready.missing:
            messages.info(request, _("The pilot is not under way yet. First people join it and it is started."))
        else:
            messages.info(
                request, _("Write down at least one prediction first. Without one there is nothing to compare.")
            )
    except REFUSED as refused:
        messages.info(request, refusal(refused))
    return cycle_page(request, found)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def cycle_remove(request, cycle_number):
    """The question before; then a plan that was never begun is gone."""
    found = cycle_of(request, cycle_number)
    if away := shut_for_reading(request, found):
        return away
    if found.started_at:
        messages.info(request, refusal(UnderWay()))
        return redirect(found)
    status = 200
    if request.method == "POST":
        form = RemovalForm(request.POST)
        try:
            if form.is_valid():
                found.remove(form.cleaned_data["edition"])
                messages.success(request, _("Removed: “%(words)s”") % {"words": found.change_idea})
                return redirect("cycle_list", request.team.slug, request.pilot.number)
            status = 422
        except Stale as stale:
            found, status = stale.stored, 409
            found.pilot = request.pilot
        except REFUSED as refused:
            messages.info(request, refusal(refused))
            return redirect("cycle_list", request.team.slug, request.pilot.number)
    context = {"cycle": found, "again": status != 200}
    return render_page(request, "pilots/cycles/cycle_remove.html", context, status=status)
