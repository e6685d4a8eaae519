"""Listening rounds: asking people beyond the team, by link, by poster, in person."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leadership.pages import render_page
from leadership.qr import qr_svg
from visioning.access import for_gathering
from visioning.forms.listening_rounds import ListeningRoundForm
from visioning.models import ListeningRound
from visioning.rules import may_listen, may_read_listening, may_run_gathering


def listening_round_of(request, number):
    listening = get_object_or_404(request.gathering.listening_rounds.listed(), number=number)
    listening.gathering = request.gathering
    return listening


def invitation_of(request, listening):
    """The address people follow: whole, short for the eye, and as a QR code."""
    address = request.build_absolute_uri(reverse("voice_add", args=[listening.link_token]))
    return {
        "address": address,
        "short_address": address.partition("://")[2],
        "qr": qr_svg(address, _("QR code that leads to the question")),
    }


@require_safe
@for_gathering(may_read_listening)
def listening_round_list(request):
    context = {
        "rounds": request.gathering.listening_rounds.listed(),
        "can_run": may_run_gathering(request.membership),
    }
    return render_page(request, "visioning/listening_rounds/listening_round_list.html", context, partials={"rounds"})


@require_http_methods(("GET", "HEAD", "POST"))
@for_gathering(may_run_gathering)
def listening_round_new(request):
    form = ListeningRoundForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("name", "questions", "closes_on")}
        listening = ListeningRound.open_in(request.gathering, request.user, **asked)
        messages.success(request, _("The question is out. Pass on the link, or print the poster."))
        return redirect(listening)
    return listening_round_form(request, form)


@require_http_methods(("GET", "HEAD", "POST"))
@for_gathering(may_run_gathering)
def listening_round_edit(request, number):
    listening = listening_round_of(request, number)
    form = ListeningRoundForm(request.POST if request.method == "POST" else None, instance=listening)
    if form.is_valid():
        listening.reword(**{name: form.cleaned_data[name] for name in ("name", "questions", "closes_on")})
        messages.success(request, _("Saved. The link stays the same."))
        return redirect(listening)
    return listening_round_form(request, form, listening)


def listening_round_form(request, form, listening=None):
    template = "listening_round_edit" if listening else "listening_round_new"
    return render_page(
        request,
        f"visioning/listening_rounds/{template}.html",
        {"form": form, "listening": listening},
        status=422 if form.errors else 200,
    )


@require_safe
@for_gathering(may_read_listening)
def listening_round(request, number):
    listening = listening_round_of(request, number)
    context = {
        "listening": listening,
        "can_run": may_run_gathering(request.membership),
        "can_listen": may_listen(request.membership),
    }
    if listening.is_open or listening.outcome_shown:
        context |= invitation_of(request, listening)
    return render_page(
        request, "visioning/listening_rounds/listening_round.html", context, partials={"listening-state"}
    )


@require_POST
@for_gathering(may_run_gathering)
def listening_round_link(request, number):
    """Close the round, listen on, or let a fresh link take the place of one that went astray."""
    listening = listening_round_of(request, number)
    match request.POST.get("to"):
        case "close":
            listening.close()
            messages.success(request, _("Closed. What people said stays."))
        case "open":
            listening.reopen()
            messages.success(request, _("Open again, by the same link."))
        case "fresh" if listening.is_open:
            listening.rotate_link()
            messages.success(request, _("A fresh link is made. The old one, and posters with it, no longer work."))
        case "tell" if not listening.is_open and request.gathering.is_revealed:
            listening.show_outcome(True)
            messages.success(request, _("Whoever has the link can read now what became of their words."))
        case "hush":
            listening.show_outcome(False)
            messages.success(request, _("The link no longer shows what became of the answers."))
        case _:
            messages.info(request, _("Nothing was changed."))
    return redirect(listening)


@require_safe
@for_gathering(may_read_listening)
def listening_round_poster(request, number):
    """One sheet for the door. A closed round has no poster: its link would lead nowhere."""
    listening = listening_round_of(request, number)
    if not listening.is_open:
        messages.info(request, _("This round is closed, so a poster would lead nowhere."))
        return redirect(listening)
    context = {"listening": listening, **invitation_of(request, listening)}
    return render_page(request, "visioning/listening_rounds/listening_round_poster.html", context)
