"""Invitations by mail: sending, sending again, taking back, accepting."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from leadership.access import for_team, signed_in
from leadership.forms import InvitationForm
from leadership.mail import send_letter
from leadership.models import Invitation
from leadership.models.invitations import MOST_A_DAY
from leadership.pages import render_page
from leadership.rules import may_run_team

from .people import people_page


def mail_invitation(request, team, email, role):
    invitation, token = Invitation.send_to(team, email, request.user, role)
    send_letter(
        "leadership/invitations/invitation_mail.txt",
        invitation.email,
        {
            "invitation": invitation,
            "team": team,
            "inviter": request.user,
            "link": request.build_absolute_uri(reverse("invitation_accept", args=(token,))),
        },
    )


@require_POST
@for_team(may_run_team)
def invitation_send(request):
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return people_page(request, invitation_form=form)
    addresses, role = form.cleaned_data["addresses"], form.cleaned_data["role"]
    team = request.team
    here = set(team.memberships.filter(person__email__in=addresses).values_list("person__email", flat=True))
    here |= set(team.invitations.open().filter(email__in=addresses).values_list("email", flat=True))
    fresh = [address for address in addresses if address not in here]
    day_ago = timezone.now() - timedelta(days=1)
    if request.user.invitations_sent.filter(invited_at__gt=day_ago).count() + len(fresh) > MOST_A_DAY:
        form.add_error("addresses", _("That is a lot of mail for one day. Please go on tomorrow, or use the link."))
        return people_page(request, invitation_form=form)
    for address in fresh:
        mail_invitation(request, team, address, role)
    if fresh:
        messages.success(
            request,
            ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", len(fresh))
            % {"count": len(fresh)},
        )
    if here:
        messages.info(request, _("Here or invited already: %(addresses)s.") % {"addresses": ", ".join(sorted(here))})
    return people_page(request)


@require_POST
@for_team(may_run_team)
def invitation_resend(request, invitation_id):
    """A new secret in a new mail; the one in the older mail stops working."""
    invitation = get_object_or_404(request.team.invitations.waiting(), pk=invitation_id)
    if invitation.just_sent:
        messages.info(request, _("This one went out a moment ago. Give it a minute."))
    else:
        mail_invitation(request, request.team, invitation.email, invitation.role)
        messages.success(request, _("Sent again to %(address)s.") % {"address": invitation.email})
    return people_page(request)


@require_POST
@for_team(may_run_team)
def invitation_revoke(request, invitation_id):
    invitation = get_object_or_404(request.team.invitations.waiting(), pk=invitation_id)
    Invitation.objects.waiting().filter(pk=invitation.pk).delete()
    messages.success(request, _("The invitation to %(address)s is taken back.") % {"address": invitation.email})
    return people_page(request, gone=True)


def answer(request, invitation):
    if invitation.accept(request.user):
        messages.success(request, _("Welcome to %(name)s.") % {"name": invitation.team})
        return redirect(invitation.team)
    messages.info(request, _("This invitation was used or taken back a moment ago."))
    return redirect("home")


@require_http_methods(("GET", "HEAD", "POST"))
@signed_in
def invitation_accept(request, token):
    """The link in the mail. It works once, for two weeks, and only for the address it was sent to."""
    invitation = Invitation.objects.with_token(token).select_related("team__school", "invited_by").first()
    usable = bool(invitation and not invitation.accepted_at and not invitation.expired)
    mine = usable and invitation.is_for(request.user)
    if mine and request.method == "POST":
        return answer(request, invitation)
    return render_page(
        request,
        "leadership/invitations/invitation_accept.html",
        # Somebody else's invitation tells no more than which address it was meant for.
        {"invitation": invitation if mine else None, "hint": invitation.email_hint if usable and not mine else ""},
        status=200 if mine else 403 if usable else 404,
    )


@require_POST
@signed_in
def invitation_answer(request, invitation_id):
    """Yes or no from one's own page: the verified address is proof enough, the mail is not needed."""
    mine = Invitation.objects.waiting().for_person(request.user).select_related("team")
    invitation = get_object_or_404(mine, pk=invitation_id)
    if request.POST.get("answer") == "no":
        Invitation.objects.waiting().filter(pk=invitation.pk).delete()
        messages.success(request, _("You said no to %(name)s. Nobody minds.") % {"name": invitation.team})
        return redirect("home")
    return answer(request, invitation)
