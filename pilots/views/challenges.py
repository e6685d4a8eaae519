"""The challenge that a pilot's group takes on: proposed, backed and settled by those who take part, and nobody else."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.pages import render_page
from pilots.access import for_pilot
from pilots.forms.challenges import ChallengeForm, SettleChallengeForm
from pilots.models import Closed, NoteKind
from pilots.rules import may_choose_challenge, may_see_pilot
from visioning.models import Gone, Stale

from .invitations_to_pilots import closed_meanwhile


def challenges_of(request):
    """Most backed first. Who backs which is not asked for."""
    proposed = request.pilot.notes.filter(kind=NoteKind.CHALLENGE)
    return proposed.annotate(backer_count=Count("backers")).order_by("-backer_count", "noted_at", "id")


@require_safe
@for_pilot(may_see_pilot)
def challenge_list(request):
    context = {
        "challenges": challenges_of(request),
        "backs": request.participation and request.participation.backs_id,
        "can_choose": may_choose_challenge(request.membership) and not request.pilot.closed_at,
    }
    return render_page(request, "pilots/challenges/challenge_list.html", context, partials={"challenges"})


def back_to_list(request):
    return redirect("challenge_list", request.team.slug, request.pilot.number)


def gone(request):
    messages.info(request, _("That has gone meanwhile. Here is what stands now."))
    return redirect("pilot_invitation", request.team.slug, request.pilot.number)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_choose_challenge)
def challenge_add(request):
    if request.pilot.closed_at:
        return closed_meanwhile(request)
    form = ChallengeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            request.participation.propose(form.cleaned_data["words"])
        except Closed:
            return closed_meanwhile(request)
        except Gone:
            return gone(request)
        messages.success(request, _("Proposed. Each of you can back one."))
        return back_to_list(request)
    status = 422 if form.errors else 200
    return render_page(request, "pilots/challenges/challenge_add.html", {"form": form}, status=status)


@require_POST
@for_pilot(may_choose_challenge)
def challenge_back(request, challenge_id):
    """Back this one; `to=none` takes it back. One each, changeable at any time."""
    challenge = get_object_or_404(challenges_of(request), pk=challenge_id)
    try:
        request.participation.back(None if request.POST.get("to") == "none" else challenge)
    except Closed:
        return closed_meanwhile(request)
    except Gone:
        return gone(request)
    return back_to_list(request)


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_choose_challenge)
def challenge_remove(request, challenge_id):
    """One's own proposal. The question before, then it is gone."""
    challenge = get_object_or_404(challenges_of(request), pk=challenge_id, noted_by=request.user)
    if request.method == "POST":
        try:
            challenge.remove(challenge.edition)
        except Closed:
            return closed_meanwhile(request)
        except Gone:
            pass
        messages.success(request, _("Taken back: “%(words)s”") % {"words": challenge.words})
        return back_to_list(request)
    return render_page(request, "pilots/challenges/challenge_remove.html", {"challenge": challenge})


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_choose_challenge)
def challenge_settle(request):
    """Write down what the group agreed on. The most backed is offered; another one needs its reason."""
    challenges = challenges_of(request)
    if request.pilot.closed_at:
        return closed_meanwhile(request)
    if not challenges:
        messages.info(request, _("Nothing is proposed yet."))
        return back_to_list(request)
    posted = request.method == "POST"
    first = {"challenge": challenges[0].pk, "stands": request.pilot.challenge}
    form = SettleChallengeForm(request.POST if posted else None, initial=first, challenges=challenges)
    context, status = {"form": form}, 422 if posted else 200
    if posted and form.is_valid():
        chosen = form.cleaned_data
        try:
            request.participation.settle(chosen["challenge"], chosen["stands"], chosen["why"])
        except Stale as stale:
            data = request.POST.copy()
            data["stands"] = stale.stored.challenge
            context["form"] = SettleChallengeForm(data, challenges=challenges)
            context["other"] = [(_("We take on"), stale.stored.challenge or "–")]
            status = 409
        except Closed:
            return closed_meanwhile(request)
        except Gone:
            return gone(request)
        else:
            messages.success(request, _("Written down. You can choose anew at any time."))
            return back_to_list(request)
    return render_page(request, "pilots/challenges/challenge_settle.html", context, status=status)
