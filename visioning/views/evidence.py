"""What a problem of practice rests on: adding a piece of evidence, saying it anew, and taking it away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leadership.access import for_team
from leadership.pages import asked_part, render_page
from visioning.forms.evidence import EvidenceForm
from visioning.models import Gone
from visioning.rules import may_mend_goal, may_write_theory

from .goals import gone, mending
from .problems import PART, after, problem_of, problem_page


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_write_theory)
def evidence_add(request, problem_number):
    """Its own page, and the target of the form on the problem's page."""
    found = problem_of(request, problem_number)
    ids = {"auto_id": "evidence-%s"}
    form = EvidenceForm(request.POST if request.method == "POST" else None, team=request.team, **ids)
    if form.is_valid():
        try:
            found.rest_on(request.user, **form.said)
        except Gone:
            return gone(request, found)
        return after(request, problem_number, "evidence", focus="evidence")
    if form.errors and asked_part(request) == PART:
        return problem_page(request, found, evidence_form=form, status=422)
    context = {"form": form, "problem": found}
    return render_page(request, "visioning/problems/evidence_add.html", context, status=422 if form.errors else 200)


def evidence_of(request, problem_number, evidence_id):
    problem = problem_of(request, problem_number)
    found = get_object_or_404(problem.evidence.select_related("round"), pk=evidence_id)
    found.problem = problem
    return found


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_write_theory)
def evidence_edit(request, problem_number, evidence_id):
    found = evidence_of(request, problem_number, evidence_id)
    form = EvidenceForm(request.POST if request.method == "POST" else None, team=request.team, instance=found)
    return mending(request, form, found, "visioning/problems/evidence_edit.html")


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_write_theory)
def evidence_remove(request, problem_number, evidence_id):
    """The question before, on its own page; then it is gone."""
    evidence = evidence_of(request, problem_number, evidence_id)
    found = evidence.problem
    if not may_mend_goal(request.membership, evidence):
        raise PermissionDenied
    if request.method == "POST":
        try:
            evidence.remove()
        except Gone:
            return gone(request, found)
        messages.success(request, _("Removed: “%(words)s”") % {"words": evidence.words})
        return redirect(reverse("problem", args=[request.team.slug, problem_number], fragment="evidence"))
    context = {"evidence": evidence, "problem": found, "last": found.evidence.count() == 1}
    return render_page(request, "visioning/problems/evidence_remove.html", context)
