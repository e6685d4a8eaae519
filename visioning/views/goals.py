"""Goals of a team: the first of three steps to a theory. Everybody who takes part names them and says them anew."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadership.access import for_team
from leadership.pages import render_page
from visioning.forms.goals import GoalForm, RemovalForm
from visioning.models import CutOff, Goal, Gone, Stale
from visioning.rules import may_mend_goal, may_write_theory


@require_safe
@for_team()
def goal_list(request):
    goals = request.team.goals.select_related("team", "noted_by").annotate(problem_count=Count("problems"))
    context = {"goals": goals, "can_write": may_write_theory(request.membership)}
    return render_page(request, "visioning/goals/goal_list.html", context, partials={"goals"})


def goal_of(request, goal_number):
    found = get_object_or_404(request.team.goals.select_related("noted_by"), number=goal_number)
    found.team = request.team
    return found


@require_safe
@for_team()
def goal(request, goal_number):
    found = goal_of(request, goal_number)
    context = {
        "goal": found,
        "problems": found.problems.all(),
        "can_write": may_write_theory(request.membership),
        "can_remove": may_mend_goal(request.membership, found),
    }
    return render_page(request, "visioning/goals/goal.html", context, partials={"goal"})


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_write_theory)
def goal_add(request):
    form = GoalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = Goal.note(request.team, request.user, **form.said)
        messages.success(request, _("The goal is named. What gets in its way?"))
        return redirect(made)
    status = 422 if form.errors else 200
    return render_page(request, "visioning/goals/goal_add.html", {"form": form}, status=status)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_write_theory)
def goal_edit(request, goal_number):
    found = goal_of(request, goal_number)
    form = GoalForm(request.POST if request.method == "POST" else None, instance=found)
    return mending(request, form, found, "visioning/goals/goal_edit.html")


def mending(request, form, found, template):
    """A form about a goal or a problem on its own page, and what happens when it is sent."""
    if form.is_valid():
        try:
            found.mend(form.cleaned_data["edition"], **form.said)
        except Stale as stale:
            stale.stored.team = request.team
            context = {
                "form": form.on_top_of(stale.stored),
                "found": stale.stored,
                "other": words_of(form, stale.stored),
            }
            return render_page(request, template, context, status=409)
        except Gone:
            return gone(request, found)
        except CutOff:
            form.add_error("goal", cut_off())
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    return render_page(request, template, {"form": form, "found": found}, status=422 if form.errors else 200)


def cut_off():
    """What is said of a choice that was removed while the form was open."""
    return _("Somebody removed this a moment ago. Choose another one, or say why you begin without.")


def words_of(form, stored):
    """What is saved now, by the labels of the form."""
    return [(form.fields[name].label, getattr(stored, name) or "–") for name in form._meta.fields]


def gone(request, found):
    messages.info(request, _("Somebody removed this a moment ago."))
    return redirect(f"{'goal' if isinstance(found, Goal) else 'problem'}_list", request.team.slug)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_write_theory)
def goal_remove(request, goal_number):
    """The question before, with what hangs on it; then it is gone."""
    found = goal_of(request, goal_number)
    context = {"problems": found.problems.all()}
    return removing(request, found, "visioning/goals/goal_remove.html", context)


def removing(request, found, template, context):
    """The question before a goal or a problem goes for good. Where somebody said it anew meanwhile it is asked again."""
    if not may_mend_goal(request.membership, found):
        raise PermissionDenied
    status = 200
    if request.method == "POST":
        form = RemovalForm(request.POST)
        try:
            if form.is_valid():
                found.remove(form.cleaned_data["edition"])
                messages.success(request, _("Removed: “%(words)s”") % {"words": found.words})
                return redirect(f"{'goal' if isinstance(found, Goal) else 'problem'}_list", request.team.slug)
            status = 422
        except Stale as stale:
            found, status = stale.stored, 409
        except Gone:
            return gone(request, found)
    return render_page(request, template, context | {"found": found, "again": status != 200}, status=status)
