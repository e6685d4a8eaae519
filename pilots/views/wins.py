"""The log of early wins: what went well already, in all pilots of a team."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadership.access import for_team
from leadership.pages import render_page
from pilots.forms.notes import WinOfPilotForm
from pilots.models import Closed, NoteKind, PilotNote
from pilots.rules import may_plan_pilot
from visioning.models import Gone

from .pilots import closed_words

LATEST = 100


@require_safe
@for_team()
def win_list(request):
    """What went well already, in all pilots, the latest first."""
    wins = PilotNote.objects.filter(pilot__team=request.team, kind=NoteKind.WIN).select_related("pilot", "noted_by")
    wins = list(wins.order_by(F("on").desc(nulls_last=True), "-noted_at", "-pk")[: LATEST + 1])
    for one in wins:
        one.pilot.team = request.team
    context = {
        "wins": wins[:LATEST],
        "more": len(wins) > LATEST,
        "any_open": request.team.pilots.open().exists(),
        "can_plan": may_plan_pilot(request.membership),
    }
    return render_page(request, "pilots/wins/win_list.html", context, partials={"wins"})


@require_http_methods(("GET", "HEAD", "POST"))
@for_team(may_plan_pilot)
def win_add(request):
    """An early win of any pilot that is open."""
    pilots = request.team.pilots.open()
    initial = {"on": timezone.localdate()}
    form = WinOfPilotForm(request.POST if request.method == "POST" else None, pilots=pilots, initial=initial)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            made = PilotNote.note(form.cleaned_data["pilot"], request.user, NoteKind.WIN, **form.said)
        except Closed:
            form.add_error("pilot", closed_words())
            status = 409
        except Gone:
            raise Http404 from None
        else:
            messages.success(request, _("Noted: “%(words)s”") % {"words": made.words})
            return redirect("win_list", request.team.slug)
    return render_page(request, "pilots/wins/win_add.html", {"form": form}, status=status)
