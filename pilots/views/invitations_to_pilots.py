"""Inviting to a pilot, reading the invitation, joining, starting. Whoever joins does it alone, for themselves."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.pages import render_page
from pilots.access import for_pilot
from pilots.forms.participations import InviteForm
from pilots.models import Closed, NotInvited, NotReady, Participation, SomebodyJoined
from pilots.rules import is_colleague, may_join_pilot, may_read_invitation, may_run_pilot, may_see_pilot
from visioning.models import Gone, Stale


def closed_meanwhile(request):
    messages.info(request, _("This pilot is closed. What was learned in it stays as it is."))
    return redirect("pilot_invitation", request.team.slug, request.pilot.number)


def gone_meanwhile(request):
    messages.info(request, _("Somebody removed this pilot a moment ago."))
    return redirect("home") if is_colleague(request.membership) else redirect("pilot_list", request.team.slug)


@require_safe
@for_pilot(may_read_invitation)
def pilot_invitation(request):
    """The open invitation, as everybody reads it who gets it. How many joined; nothing about who did not."""
    pilot, place = request.pilot, request.membership
    pilot.team = request.team
    count = pilot.participations.count()
    can_run = may_run_pilot(place)
    context = {
        "count": count,
        "joined": request.participation,
        "can_join": pilot.can_be_joined and request.participation is None and may_join_pilot(place),
        "can_see": may_see_pilot(place),
        "can_run": can_run,
        "can_take_back": can_run and pilot.invited_at and not (count or pilot.started_at or pilot.closed_at),
        "can_begin": can_run and pilot.can_be_joined and not pilot.started_at and pilot.ends_on > timezone.localdate(),
        "leader": pilot.led_by,
        "later_ends": pilot.later_ends.all(),
        "recorded_lines": [line.strip() for line in pilot.recorded.splitlines() if line.strip()],
    }
    return render_page(request, "pilots/participations/pilot_invitation.html", context, partials={"pilot-invitation"})


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_run_pilot)
def pilot_invite(request):
    """Say what joining means, and open the invitation. Its words are fixed from then on."""
    pilot = request.pilot
    if pilot.closed_at:
        return closed_meanwhile(request)
    if pilot.invited_at:
        messages.info(request, _("The invitation is open already. Here it is."))
        return redirect("pilot_invitation", request.team.slug, pilot.number)
    posted = request.method == "POST"
    form = InviteForm(request.POST if posted else None, instance=pilot)
    context, status = {"form": form}, 200
    if posted and form.is_valid():
        try:
            pilot.invite(form.cleaned_data["edition"], **form.said)
        except Stale as stale:
            return invited_otherwise(request, form, stale.stored)
        except NotReady as not_ready:
            context["needs_end"] = "ends_on" in not_ready.missing
        except Closed:
            return closed_meanwhile(request)
        except Gone:
            return gone_meanwhile(request)
        else:
            messages.success(request, _("The invitation is open. Whoever is invited finds it on their own page."))
            return redirect("pilot_invitation", request.team.slug, pilot.number)
    if posted:
        status = 422
        # The pinned goal above the form shows what is stored, not what was refused.
        pilot.refresh_from_db(fields=InviteForm.Meta.fields)
    return render_page(request, "pilots/participations/pilot_invite.html", context, status=status)


def invited_otherwise(request, form, stored):
    """Somebody changed the pilot or opened its invitation while this one was being written."""
    if stored.invited_at:
        messages.info(request, _("Somebody opened the invitation a moment ago, in their words. Here it is."))
        return redirect("pilot_invitation", request.team.slug, stored.number)
    stored.team = request.team
    request.pilot = stored
    words = [(form.fields[name].label, said(stored, name)) for name in form._meta.fields]
    context = {"form": form.on_top_of(stored), "other": [(_("The goal"), stored.aim), *words]}
    return render_page(request, "pilots/participations/pilot_invite.html", context, status=409)


def said(stored, name):
    shown = getattr(stored, f"get_{name}_display", None)
    return (shown() if shown else getattr(stored, name)) or "–"


@require_POST
@for_pilot(may_run_pilot)
def pilot_invitation_take_back(request):
    """While nobody has joined."""
    try:
        if request.pilot.take_invitation_back():
            messages.success(request, _("The invitation is taken back. Say it anew and open it again."))
        return redirect("pilot_invite", request.team.slug, request.pilot.number)
    except SomebodyJoined:
        messages.info(request, _("Somebody has joined meanwhile. The invitation stays as they read it."))
        return redirect("pilot_invitation", request.team.slug, request.pilot.number)
    except Closed:
        return closed_meanwhile(request)
    except Gone:
        return gone_meanwhile(request)


@require_POST
@for_pilot(may_join_pilot)
def pilot_join(request):
    """Oneself, and nobody else: whatever the form brings along, it is the person who pressed the button."""
    try:
        Participation.join(request.pilot, request.user)
    except NotReady:
        messages.info(request, _("This invitation is not open right now."))
    except NotInvited:
        messages.info(request, _("This invitation no longer goes to you."))
        return redirect("home")
    except Closed:
        return closed_meanwhile(request)
    except Gone:
        return gone_meanwhile(request)
    else:
        messages.success(request, _("You take part. You can leave at any time, without a reason."))
        return redirect(request.pilot)
    return redirect("pilot_invitation", request.team.slug, request.pilot.number)


@require_POST
@for_pilot(may_run_pilot)
def pilot_begin(request):
    """Start it. Somebody must have joined, and its end must lie ahead."""
    try:
        if request.pilot.begin(request.user):
            messages.success(request, _("The pilot is under way. Next: plan the first cycle."))
    except NotReady as not_ready:
        if "invited_at" in not_ready.missing:
            messages.info(request, _("First open the invitation."))
        elif "participations" in not_ready.missing:
            messages.info(request, _("A pilot starts once somebody has joined."))
        else:
            messages.info(request, _("Its end date has come. Set a later one first."))
        return redirect("pilot_invitation", request.team.slug, request.pilot.number)
    except Closed:
        return closed_meanwhile(request)
    except Gone:
        return gone_meanwhile(request)
    return redirect(request.pilot)
