"""Editions of the plan: put before the team, seen differently by whoever does, adopted or taken back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.access import for_team
from leadership.forms.plan_editions import PlanAdoptionForm, PlanDissentForm, PlanEditionForm
from leadership.models import EditionClosed, OneAtATime, PlanDissent, PlanEdition
from leadership.pages import render_page
from leadership.plan import Plan
from leadership.rules import may_run_plan, may_shape_plan


def edition_of(request, number):
    found = get_object_or_404(request.team.plan_editions.select_related("sent_by", "noted_by"), number=number)
    found.team = request.team
    return found


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_run_plan)
def plan_edition_send(request):
    """Put the plan before the team as it stands."""
    form = PlanEditionForm(request.POST if request.method == "POST" else None)
    plan = Plan.for_team(request.team)
    if form.is_valid():
        try:
            made = PlanEdition.send(request.team, request.user, form.cleaned_data["why"], plan.kept)
        except OneAtATime:
            messages.info(request, _("An edition is with the team already. Adopt it or take it back first."))
            return redirect("team_plan", request.team.slug)
        messages.success(
            request, _("The plan is with the team now. Each of you can read it and say what you see differently.")
        )
        return redirect(made)
    context = {"form": form, "plan": plan, "changed": changes_of(plan, plan.around.adopted)}
    return render_page(request, "leadership/plan/plan_edition_send.html", context, status=422 if form.errors else 200)


def changes_of(plan, edition):
    """What changed since an edition; None where there is none to compare with."""
    return plan.changes_since(edition.facts) if edition else None


@require_safe
@for_team()
def plan_edition(request, edition_number):
    return plan_edition_page(request, edition_of(request, edition_number))


def plan_edition_page(request, found, *, dissent_form=None, adoption_form=None, status=200):
    plan = Plan.for_team(request.team)
    dissents = list(found.dissents.select_related("person"))
    mine = next((one for one in dissents if one.person_id == request.user.pk), None)
    before = request.team.plan_editions.filter(number__lt=found.number, state=PlanEdition.State.ADOPTED).first()
    latest = found.is_with_team or (plan.around.adopted and plan.around.adopted.number == found.number)
    context = {
        "edition": found,
        "dissents": dissents,
        "mine": mine,
        "before": before,
        "since_before": changes_of(plan, before) if found.is_with_team else None,
        "since_this": plan.changes_since(found.facts) if latest else None,
        "can_differ": found.is_with_team and may_shape_plan(request.membership),
        "can_run": found.is_with_team and may_run_plan(request.membership),
        "dissent_form": dissent_form or PlanDissentForm(instance=mine),
        "adoption_form": adoption_form or PlanAdoptionForm(initial={"decided_on": timezone.localdate()}),
    }
    return render_page(request, "leadership/plan/plan_edition.html", context, partials={"edition-state"}, status=status)


@require_POST
@for_team(may_run_plan)
def plan_edition_adopt(request, edition_number):
    found = edition_of(request, edition_number)
    form = PlanAdoptionForm(request.POST)
    if not form.is_valid():
        return plan_edition_page(request, found, adoption_form=form, status=422)
    try:
        found.adopt(request.user, **form.cleaned_data)
    except EditionClosed:
        return closed(request, found)
    messages.success(request, _("Adopted. The plan says so from now on, with who sees it differently."))
    return redirect(found)


@require_POST
@for_team(may_run_plan)
def plan_edition_take_back(request, edition_number):
    found = edition_of(request, edition_number)
    try:
        found.take_back(request.user)
    except EditionClosed:
        return closed(request, found)
    messages.success(request, _("Taken back. The plan is as it was; put it before the team again when you like."))
    return redirect(found)


@require_POST
@for_team(may_shape_plan)
def plan_dissent(request, edition_number):
    found = edition_of(request, edition_number)
    form = PlanDissentForm(request.POST)
    if not form.is_valid():
        return plan_edition_page(request, found, dissent_form=form, status=422)
    try:
        PlanDissent.say(found, request.user, form.cleaned_data["words"])
    except EditionClosed:
        found.refresh_from_db(fields=("state",))
        form.add_error(
            None, _("It was adopted or taken back a moment ago, so this could not be added. Your words are still here.")
        )
        return plan_edition_page(request, found, dissent_form=form, status=409)
    messages.success(request, _("Your words stand beside the plan now."))
    return redirect(found)


@require_POST
@for_team()
def plan_dissent_remove(request, edition_number):
    """Take it back, whatever one's role is by now, and after the edition was adopted, too."""
    found = edition_of(request, edition_number)
    if PlanDissent.take_back(found, request.user):
        messages.success(request, _("Taken back. Nothing of it is kept."))
    return redirect(found)


def closed(request, found):
    messages.info(request, _("This edition was adopted or taken back a moment ago."))
    return redirect(found)
