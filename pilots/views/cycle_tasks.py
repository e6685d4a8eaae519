"""Tasks of a cycle: written down by anybody who works in the pilot, taken on by each for themselves."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadership.pages import render_page
from pilots.access import for_pilot
from pilots.forms.cycle_tasks import CycleTaskForm
from pilots.models import CycleTask, TakenAlready
from pilots.rules import may_work_in_pilot
from visioning.forms.goals import RemovalForm
from visioning.models import Stale

from .cycle_refusals import REFUSED, refusal, shut_for_reading, words_of
from .cycles import cycle_of, cycle_page


def task_of(cycle, task_id) -> CycleTask:
    found = get_object_or_404(cycle.tasks.select_related("who"), pk=task_id)
    found.cycle = cycle
    return found


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def cycle_task_add(request, cycle_number):
    """One more. “I’ll do it” is for the writer alone: no form asks for anybody else."""
    cycle = cycle_of(request, cycle_number)
    if away := shut_for_reading(request, cycle):
        return away
    form = CycleTaskForm(request.POST if request.method == "POST" else None)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            CycleTask.note(cycle, who=request.user if form.cleaned_data["mine"] else None, **form.said)
        except REFUSED as refused:
            form.add_error(None, refusal(refused))
            status = 409
        else:
            messages.success(request, _("Written down."))
            if request.POST.get("then") == "another":
                return redirect("cycle_task_add", request.team.slug, request.pilot.number, cycle.number)
            return redirect(cycle.get_absolute_url() + "#tasks")
    context = {"form": form, "cycle": cycle}
    return render_page(request, "pilots/cycle_tasks/cycle_task_add.html", context, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def cycle_task_edit(request, cycle_number, task_id):
    cycle = cycle_of(request, cycle_number)
    if away := shut_for_reading(request, cycle):
        return away
    found = task_of(cycle, task_id)
    form = CycleTaskForm(request.POST if request.method == "POST" else None, instance=found)
    context, status = {"form": form, "cycle": cycle, "task": found}, 422 if form.errors else 200
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
            return redirect(cycle.get_absolute_url() + "#tasks")
    return render_page(request, "pilots/cycle_tasks/cycle_task_edit.html", context, status=status)


def pressed(request, cycle_number, task_id, press):
    """A press on one task in the page of its cycle. Gone meanwhile is a word, no fault."""
    cycle = cycle_of(request, cycle_number)
    try:
        task = task_of(cycle, task_id)
        said = press(task)
    except Http404:
        said = _("Somebody removed this a moment ago.")
    except TakenAlready:
        said = _("Somebody else took this on a moment ago.")
    except REFUSED as refused:
        said = refusal(refused)
    messages.info(request, said)
    return cycle_page(request, cycle)


@require_POST
@for_pilot(may_work_in_pilot)
def cycle_task_take(request, cycle_number, task_id):
    """“I’ll do it.” `to=back`: somebody else may."""

    def press(task):
        if request.POST.get("to") == "back":
            task.give_back(request.user)
            return _("Given back: “%(words)s”") % {"words": task.words}
        task.take(request.user)
        return _("Yours: “%(words)s”") % {"words": task.words}

    return pressed(request, cycle_number, task_id, press)


@require_POST
@for_pilot(may_work_in_pilot)
def cycle_task_done(request, cycle_number, task_id):
    """`to=open`: not done after all. Anything else: it is done."""

    def press(task):
        done = request.POST.get("to") != "open"
        task.settle(done)
        return (_("Done: “%(words)s”") if done else _("Open again: “%(words)s”")) % {"words": task.words}

    return pressed(request, cycle_number, task_id, press)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_work_in_pilot)
def cycle_task_remove(request, cycle_number, task_id):
    """The question before, on its own page; then it is gone."""
    cycle = cycle_of(request, cycle_number)
    if away := shut_for_reading(request, cycle):
        return away
    found, status = task_of(cycle, task_id), 200
    if request.method == "POST":
        form, status = RemovalForm(request.POST), 422
        try:
            if form.is_valid():
                found.remove(form.cleaned_data["edition"])
                messages.success(request, _("Removed: “%(words)s”") % {"words": found.words})
                return redirect(cycle.get_absolute_url() + "#tasks")
        except Stale as stale:
            found, status = stale.stored, 409
        except REFUSED as refused:
            messages.info(request, refusal(refused))
            return redirect(cycle)
    context = {"cycle": cycle, "task": found, "again": status != 200}
    return render_page(request, "pilots/cycle_tasks/cycle_task_remove.html", context, status=status)
