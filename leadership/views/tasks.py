"""What a team takes on: who does what by when, for which guide. Everybody who works on the conditions may change it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership import guides
from leadership.access import for_team
from leadership.forms.tasks import TaskFilterForm, TaskForm, TaskTakeForm
from leadership.models import Task
from leadership.pages import asked_part, render_page
from leadership.rules import may_work_on_conditions

PART = "tasks"
SHOWN_OPEN, SHOWN_DONE = 100, 50  # the next ones, and those done last; `?all=1` shows the others as well


@require_safe
@for_team()
def task_list(request):
    return task_list_page(request)


def shows_all(request):
    return request.GET.get("all") == "1"


def asked_for(request):
    """What the address of the list says: which tasks, and whether all of them."""
    return TaskFilterForm(request.GET).chosen | ({"all": "1"} if shows_all(request) else {})


def list_address(request):
    """The list with the same choices as now."""
    return reverse("task_list", args=[request.team.slug], query=asked_for(request) or None)


def task_list_page(request, *, take_form=None, gone=False):
    """The list. After a change in the part the focus goes to its heading: the task has moved away."""
    in_part = asked_part(request) == PART
    if request.method == "POST" and not take_form and not in_part:
        return redirect(list_address(request))
    choice = TaskFilterForm(request.GET)
    chosen = choice.chosen
    tasks = request.team.tasks.select_related("owner", "done_by", "round")
    if "guide" in chosen:
        tasks = tasks.for_guide(chosen["guide"])
    if chosen.get("show") == "mine":
        tasks = tasks.filter(owner=request.user)
    tasks = list(tasks)
    labels = {guide.key: guide.label for guide in guides.guides()}
    for task in tasks:
        task.guide_label = labels.get(task.guide, "")
    still_open = [task for task in tasks if not task.done_at]
    done = sorted((task for task in tasks if task.done_at), key=lambda task: task.done_at, reverse=True)
    open_shown, done_shown = (still_open, done) if shows_all(request) else (still_open[:SHOWN_OPEN], done[:SHOWN_DONE])
    context = {
        "open_tasks": open_shown,
        "more_open": len(still_open) - len(open_shown),
        "done_tasks": done_shown,
        "more_done": len(done) - len(done_shown),
        "filter_form": choice,
        "chosen": chosen,
        "list_address": list_address(request),
        "whole_address": reverse("task_list", args=[request.team.slug], query=chosen | {"all": "1"}),
        "query": urlencode(asked_for(request)),
        "take_form": take_form,
        "can_work": may_work_on_conditions(request.membership),
        "gone": gone,
        "in_part": in_part,
    }
    status = 422 if take_form else 200
    return render_page(request, "leadership/tasks/task_list.html", context, partials={PART}, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_work_on_conditions)
def task_add(request):
    """Its own page. `?words=&guide=&stage=&round=&item=` fill it in for whoever comes from a guide or a result."""
    if request.method == "POST":
        form = TaskForm(request.POST, team=request.team)
        if form.is_valid():
            made = Task.note(request.team, request.user, **form.cleaned_data)
            messages.success(request, _("Added: “%(words)s”") % {"words": made.words})
            return redirect(where_it_shows(request.team))
    else:
        form = TaskForm(team=request.team, initial=prefilled(request))
    context = {"form": form, "from_result": bool(form["round"].value())}
    return render_page(request, "leadership/tasks/task_add.html", context, status=422 if form.errors else 200)


def where_it_shows(team):
    """The list, long enough to hold a task that has no day yet."""
    many = team.tasks.open()[SHOWN_OPEN : SHOWN_OPEN + 1].exists()
    return reverse("task_list", args=[team.slug], query={"all": "1"} if many else None)


def prefilled(request):
    """What an address may bring along for a form, as far as it is of use."""
    brought = {
        name: request.GET.get(name, "")[:400] for name in ("words", "because", "guide", "stage", "round", "item")
    }
    part = brought["item"].partition(".")[0]
    if not brought["guide"] and part in guides.GUIDE_KEYS:
        brought["guide"] = part
    return {name: value for name, value in brought.items() if value}


@require_POST
@for_team(may_work_on_conditions)
def task_take(request):
    """Takes a guide's suggestion over. `back=stage` leads back to the stage it stands in."""
    form = TaskTakeForm(request.POST)
    if not form.is_valid():
        return task_list_page(request, take_form=form)
    task, new = Task.take(request.team, request.user, **form.cleaned_data)
    if new:
        messages.success(request, _("Your team takes this on. Who does it, and by when?"))
    else:
        messages.info(request, _("Your team has taken this on already. Here it is."))
    if request.POST.get("back") == "stage":
        return redirect(reverse("condition_stage", args=[request.team.slug, task.guide, task.stage], fragment="tasks"))
    return redirect("task_edit", request.team.slug, task.pk) if new else redirect("task_list", request.team.slug)


def task_of(request, task_id):
    return get_object_or_404(request.team.tasks, pk=task_id)


def removed_meanwhile(request):
    messages.info(request, _("Somebody removed this a moment ago."))


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_work_on_conditions)
def task_edit(request, task_id):
    task = task_of(request, task_id)
    form = TaskForm(request.POST if request.method == "POST" else None, team=request.team, instance=task)
    if form.is_valid():
        if task.mend(**form.cleaned_data):
            messages.success(request, _("Saved."))
        else:
            removed_meanwhile(request)
        return redirect("task_list", request.team.slug)
    status = 422 if form.errors else 200
    return render_page(request, "leadership/tasks/task_edit.html", {"form": form, "task": task}, status=status)


@require_POST
@for_team(may_work_on_conditions)
def task_done(request, task_id):
    """`to=open`: not done after all. Anything else: it is done."""
    task = task_of(request, task_id)
    done = request.POST.get("to") != "open"
    if not task.settle(done, request.user):
        removed_meanwhile(request)
        return task_list_page(request, gone=True)
    if done:
        messages.success(request, _("Done: “%(words)s”") % {"words": task.words})
    else:
        messages.success(request, _("Open again: “%(words)s”") % {"words": task.words})
    return task_list_page(request, gone=True)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_work_on_conditions)
def task_remove(request, task_id):
    """The question before, on its own page; then it is gone."""
    task = task_of(request, task_id)
    if request.method == "POST":
        task.remove()
        messages.success(request, _("Removed: “%(words)s”") % {"words": task.words})
        return redirect("task_list", request.team.slug)
    return render_page(request, "leadership/tasks/task_remove.html", {"task": task})
