"""The people of a team: who is here and how they came, letting people in, other roles, leaving."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.access import for_team
from leadership.composition import Composition
from leadership.forms import InvitationForm, MembershipForm
from leadership.models import Role
from leadership.pages import asked_part, render_page
from leadership.rules import may_run_team

from .places import settle

PART = "team-people"


def people_page(request, invitation_form=None, gone=False):
    """The page after a change: its part for htmx, the page itself by redirect, or the form again with what is wrong.

    Where the button that was pressed is `gone` from the part, the focus goes to its heading.
    """
    wrong = bool(invitation_form and invitation_form.errors)
    in_part = asked_part(request) == PART
    if request.method == "POST" and not wrong and not in_part:
        return redirect("team_people", request.team.slug)
    can_run = may_run_team(request.membership)
    team = request.team
    memberships = list(team.memberships.select_related("person"))
    context = {
        "memberships": memberships,
        "composition": Composition.of(memberships),
        "can_run": can_run,
        "in_part": in_part,
        "gone": gone and in_part,
    }
    if can_run:
        context |= {
            "join_requests": team.join_requests.select_related("person"),
            "invitations": team.invitations.waiting(),
            "invitation_form": invitation_form or InvitationForm(),
            "link": request.build_absolute_uri(reverse("team_join", args=(team.link_token,))),
        }
    return render_page(
        request, "leadership/people/team_people.html", context, partials={PART}, status=422 if wrong else 200
    )


@require_safe
@for_team()
def team_people(request):
    return people_page(request)


@require_POST
@for_team(may_run_team)
def team_link(request):
    """Open a fresh joining link, or close it."""
    if request.POST.get("to") == "close":
        request.team.close_link()
        messages.success(request, _("The link is closed. Nobody joins by it any more."))
    else:
        request.team.rotate_link()
        messages.success(request, _("Here is a fresh link. Older ones no longer work."))
    return people_page(request)


@require_POST
@for_team(may_run_team)
def join_request_answer(request, request_id):
    """Yes or no to somebody who answered the open call."""
    asked = get_object_or_404(request.team.join_requests.select_related("person"), pk=request_id)
    yes = request.POST.get("answer") == "yes"
    name = {"name": asked.person}
    if not asked.answer(yes):
        messages.info(request, _("Somebody else answered %(name)s a moment ago.") % name)
    elif yes:
        messages.success(request, _("%(name)s is on the team.") % name)
    else:
        messages.success(request, _("%(name)s is not on the team. A kind word in person helps.") % name)
    return people_page(request, gone=True)


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_run_team)
def membership_edit(request, membership_id):
    """Another role for somebody on the team, or none."""
    membership = get_object_or_404(request.team.memberships.select_related("person"), pk=membership_id)
    if request.method == "POST":
        return end_or_change(request, membership, request.POST.get("role"))
    return render_page(
        request,
        "leadership/people/membership_edit.html",
        {"form": MembershipForm(instance=membership), "membership": membership},
    )


@require_http_methods(("GET", "HEAD", "POST"))
@for_team()
def team_leave(request):
    """One's own way out."""
    if request.method == "POST":
        return end_or_change(request, request.membership, "remove")
    return render_page(request, "leadership/people/team_leave.html")


def end_or_change(request, membership, role):
    last = _("Somebody must run the team. Make another person a facilitator first.")
    done = settle(request, membership, role, roles=Role, last=last)
    left = done and role == "remove" and membership.person == request.user
    return redirect("home") if left else redirect("team_people", request.team.slug)
