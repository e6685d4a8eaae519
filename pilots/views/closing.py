"""Closing a pilot: its goal beside what came of it, what it showed, what follows. Kept as a draft until somebody closes it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leadership.pages import render_page
from pilots.access import for_pilot
from pilots.forms.closing import ClosingForm
from pilots.models import Closed, NotReady
from pilots.rules import may_run_pilot, may_see_pilot, may_write_card
from pilots.run_chart_rows import charts_of
from visioning.models import Gone, Stale


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_see_pilot)
def pilot_close(request):
    """The form for whoever runs the pilot; what came of it for everybody once it is closed."""
    may_close = may_run_pilot(request.membership)
    if request.method == "POST" and not may_close:
        raise PermissionDenied
    if request.pilot.closed_at:
        return closed_page(request)
    if not may_close:
        return render_page(request, "pilots/closings/pilot_close.html", {"form": None})
    if request.method != "POST":
        return closing_page(request, ClosingForm(pilot=request.pilot, place=request.membership))
    form = ClosingForm(request.POST, pilot=request.pilot, place=request.membership)
    if not form.is_valid():
        return closing_page(request, form, status=422)
    try:
        return finish(request, form) if form.finishing else keep(request, form)
    except Stale:
        again = form.on_top_of_stored()
        return closing_page(request, again, other=again.saved_otherwise(), status=409)
    except NotReady as not_ready:  # an arrow or a cycle came to it while the form was on its way
        again = ClosingForm(request.POST, pilot=request.pilot, place=request.membership)
        for name in not_ready.missing:
            again.add_error(name if name in again.fields else None, _("This came to it a moment ago. Say it, too."))
        return closing_page(request, again, status=422)
    except Closed:
        messages.info(request, _("It is closed already. This is what was said."))
        return redirect("pilot_close", request.team.slug, request.pilot.number)
    except Gone:
        raise Http404 from None


def keep(request, form):
    request.pilot.draft_closing(form.draft, form.cleaned_data["seen"])
    messages.success(request, _("Kept as a draft. Nothing is closed yet."))
    return redirect("pilot_close", request.team.slug, request.pilot.number)


def finish(request, form):
    lost = request.pilot.close(request.user, form.closing, form.cleaned_data["seen"])
    messages.success(request, _("“%(pilot)s” is closed. What you learned stays here.") % {"pilot": request.pilot})
    if lost:
        words = ngettext(
            "One arrow is no longer part of its theory, so nothing was noted on it.",
            "%(count)s arrows are no longer part of their theories, so nothing was noted on them.",
            lost,
        )
        messages.info(request, words % {"count": lost})
    return redirect("pilot_close", request.team.slug, request.pilot.number)


def closing_page(request, form, *, other=None, status=200):
    """The form, with the sentences of the charts to look at. `other`: what somebody saved meanwhile."""
    context = {"form": form, "other": other, "charts": charts_of(request.pilot)}
    return render_page(request, "pilots/closings/pilot_close.html", context, status=status)


def closed_page(request):
    """What came of it. Whoever presses the button of an open form a second time comes here, too."""
    if request.method == "POST":
        messages.info(request, _("It is closed already. This is what was said."))
        return redirect("pilot_close", request.team.slug, request.pilot.number)
    pilot = request.pilot
    notes = list(pilot.notes.filter(kind__in=("question", "win")))
    context = {
        "questions": [note for note in notes if note.kind == "question"],
        "tested_arrows": pilot.tested_arrows.select_related("arrow__source", "arrow__target", "arrow__theory__team"),
        "wins": [note for note in notes if note.kind == "win"],
        "next_steps": pilot.next_steps.select_related("task__owner"),
        "charts": charts_of(pilot),
        "card": getattr(pilot, "card", None),
        "can_write_card": may_write_card(request.membership),
    }
    return render_page(request, "pilots/closings/pilot_close.html", context)
