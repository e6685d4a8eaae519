"""Teams: starting one, its home, its name and purpose."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadership.access import for_school, for_team
from leadership.forms import AgreementForm, TeamEditForm, TeamForm
from leadership.models import Team
from leadership.pages import asked_part, render_page
from leadership.rules import may_run_team, may_write_agreements
from leadership.thread import Thread

PART = "agreements"


@require_http_methods(("GET", "HEAD", "POST"))
@for_school()
def team_new(request):
    """Anybody on the staff may start a team: leading together is not handed down."""
    form = TeamForm(request.POST or None)
    if form.is_valid():
        team = Team.found(request.user, request.school, **form.cleaned_data)
        messages.success(request, _("%(name)s is here. Next: let people in.") % {"name": team})
        return redirect(team)
    return render_page(request, "leadership/teams/team_new.html", {"form": form}, status=422 if form.errors else 200)


def team_home_page(request, agreement_form=None, moved=None, gone=False):
    """The page after a change: its part for htmx, the page itself by redirect, or the form again with what is wrong.

    In the part, the focus stays with the agreement that moved, or goes to the heading where its button is gone.
    """
    wrong = bool(agreement_form and agreement_form.errors)
    in_part = asked_part(request) == PART
    if request.method == "POST" and not wrong and not in_part:
        return redirect(request.team)
    context = {
        "agreements": request.team.agreements.in_order(),
        "agreement_form": agreement_form or AgreementForm(),
        "can_write_agreements": may_write_agreements(request.membership),
        "can_run": may_run_team(request.membership),
        "in_part": in_part,
        "moved": moved,
        "gone": gone,
    }
    if not in_part:
        context["thread"] = Thread.for_team(request.team, request.membership)
    return render_page(
        request, "leadership/teams/team_home.html", context, partials={PART}, status=422 if wrong else 200
    )


@require_safe
@for_team()
def team_home(request):
    return team_home_page(request)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_run_team)
def team_edit(request):
    form = TeamEditForm(request.POST or None, instance=request.team)
    if form.is_valid():
        form.instance.save(update_fields=form.fields)
        messages.success(request, _("Saved."))
        return redirect(request.team)
    if form.errors:
        # The frame shows the name that is stored, not the one that was refused.
        request.team.refresh_from_db(fields=("name", "purpose"))
    return render_page(request, "leadership/teams/team_edit.html", {"form": form}, status=422 if form.errors else 200)
