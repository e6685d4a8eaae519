"""Problems of practice: what gets in the way of a goal, how good a problem it is to work on, and what it rests on."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.access import for_team
from leadership.guides import extras
from leadership.pages import asked_part, render_page
from leadership.rows_together import along
from visioning.check_words import rows_of
from visioning.forms.evidence import EvidenceForm
from visioning.forms.problems import ProblemForm, ProblemPartsForm, ProblemSortForm, TickForm
from visioning.models import CutOff, Gone, NoEvidence, ProblemOfPractice
from visioning.rules import may_mend_goal, may_write_theory

from .goals import cut_off, gone, mending, removing

PART = "problem"
NOTHING_CHANGED = gettext_lazy("Nothing was changed. Choose one of the buttons.")


@require_safe
@for_team()
def problem_list(request):
    """Each under its goal; those without one come last."""
    goals = {one.pk: {"goal": one, "problems": []} for one in request.team.goals.all()}
    without = {"goal": None, "problems": []}
    for found in problems_of(request.team):
        goals.get(found.goal_id, without)["problems"].append(found)
    groups = [group for group in (*goals.values(), without) if group["goal"] or group["problems"]]
    context = {
        "groups": groups,
        "any_problem": any(group["problems"] for group in groups),
        "any_goal": bool(goals),
        "can_write": may_write_theory(request.membership),
    }
    for one in goals.values():
        one["goal"].team = request.team
    return render_page(request, "visioning/problems/problem_list.html", context, partials={"problems"})


def problems_of(team):
    """The team's problems with how many of the six checks hold, in words."""
    found = list(team.problems.prefetch_related("evidence"))
    for one in found:
        one.team = team
        one.checks = rows_of(one, bool(one.evidence.all()))
        one.held_count = sum(row.holds for row in one.checks)
    return found


def problem_of(request, problem_number):
    problems = request.team.problems.select_related("goal", "noted_by")
    found = get_object_or_404(problems.annotate(pilot_rows=along("pilots", "number", "title")), number=problem_number)
    found.team = request.team
    if found.goal:
        found.goal.team = request.team
    return found


@require_safe
@for_team()
def problem(request, problem_number):
    return problem_page(request, problem_of(request, problem_number))


def problem_page(request, found, *, evidence_form=None, refused="", focus="", status=200):
    """All about one problem; htmx gets it as one part. `refused` says why a tick did not take."""
    membership = request.membership
    evidence = list(found.evidence.select_related("noted_by", "round"))
    for one in evidence:
        one.can_remove = may_mend_goal(membership, one)
    checks = rows_of(found, bool(evidence))
    context = {
        "problem": found,
        "checks": checks,
        "held_count": sum(row.holds for row in checks),
        "evidence": evidence,
        "theories": found.theories.standing(),
        "evidence_form": evidence_form or EvidenceForm(team=request.team, auto_id="evidence-%s"),
        "can_write": may_write_theory(membership),
        "can_remove": may_mend_goal(membership, found),
        "in_part": asked_part(request) == PART,
        "refused": refused,
        "focus": focus,
    }
    return render_page(request, "visioning/problems/problem.html", context, partials={PART}, status=status)


def after(request, number, fragment, *, focus=""):
    """Back to the problem; for htmx its part alone, as it is now."""
    if asked_part(request) == PART:
        return problem_page(request, problem_of(request, number), focus=focus)
    return redirect(reverse("problem", args=[request.team.slug, number], fragment=fragment))


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_write_theory)
def problem_add(request):
    """`?goal=<number>` chooses the goal. `example` puts one from the bank behind what is typed, and saves nothing."""
    if request.method == "POST" and "example" in request.POST:
        form = ProblemForm(team=request.team, initial=with_example(request.POST))
        return form_page(request, "visioning/problems/problem_add.html", form, chosen=True)
    posted = request.POST if request.method == "POST" else None
    form = ProblemForm(posted, team=request.team, initial={"goal": request.GET.get("goal", "")[:9]})
    if form.is_valid():
        try:
            made = ProblemOfPractice.note(request.team, request.user, **form.said)
        except CutOff:
            form.add_error("goal", cut_off())
        else:
            messages.success(request, _("The problem is named. How good a problem is it to work on?"))
            return redirect(made)
    return form_page(request, "visioning/problems/problem_add.html", form)


def with_example(posted):
    """What is typed, with the chosen example on a line of its own below."""
    typed = {name: posted.get(name, "") for name in ("words", "goal", "skipped")}
    lines = [typed["words"].strip(), extras().need(posted["example"])]
    return typed | {"words": "\n".join(filter(None, lines))}


def form_page(request, template, form, **context):
    context |= {"form": form, "themes": extras().needs}
    return render_page(request, template, context, status=422 if form.errors else 200)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_write_theory)
def problem_edit(request, problem_number):
    found = problem_of(request, problem_number)
    form = ProblemForm(request.POST if request.method == "POST" else None, team=request.team, instance=found)
    return mending(request, form, found, "visioning/problems/problem_edit.html")


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_write_theory)
def problem_parts(request, problem_number):
    """The part that somebody knows how to solve, and the part that has to be learned, in words."""
    found = problem_of(request, problem_number)
    form = ProblemPartsForm(request.POST if request.method == "POST" else None, instance=found)
    return mending(request, form, found, "visioning/problems/problem_parts.html")


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_write_theory)
def problem_remove(request, problem_number):
    """The question before, with what hangs on it; then it is gone."""
    found = problem_of(request, problem_number)
    context = {"theories": found.theories.standing(), "evidence_count": found.evidence.count()}
    return removing(request, found, "visioning/problems/problem_remove.html", context)


@require_POST
@for_team(may_write_theory)
def problem_tick(request, problem_number):
    """One check holds (`hold=<check>`), or waits (`wait=<check>`)."""
    found = problem_of(request, problem_number)
    form = TickForm(request.POST)
    if not form.is_valid():
        return problem_page(request, found, refused=NOTHING_CHANGED, status=422)
    hold = form.cleaned_data["hold"]
    try:
        found.tick(hold or form.cleaned_data["wait"], holds=bool(hold))
    except NoEvidence:
        refused = _("Note first what you saw or heard. One piece of evidence is enough to begin with.")
        return problem_page(request, found, refused=refused, status=422)
    except Gone:
        return gone(request, found)
    return after(request, problem_number, "checks")


@require_POST
@for_team(may_write_theory)
def problem_sort(request, problem_number):
    """What sort of work it is: anybody who was in the talk presses the button."""
    found = problem_of(request, problem_number)
    form = ProblemSortForm(request.POST)
    if not form.is_valid():
        return problem_page(request, found, refused=NOTHING_CHANGED, status=422)
    try:
        found.sort(form.cleaned_data["kind"])
    except Gone:
        return gone(request, found)
    return after(request, problem_number, "kind")
