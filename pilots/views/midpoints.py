"""The check half way: those whom a pilot touches are asked, what they said is written down, and what changes for it."""

from copy import copy

from django.views.decorators.http import require_http_methods

from pilots.access import for_pilot
from pilots.forms.midpoints import MidpointForm
from pilots.rules import may_note_in_pilot

from .pilots import closed, mending


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_note_in_pilot)
def pilot_midpoint(request):
    if request.method != "POST" and request.pilot.closed_at:
        return closed(request)
    form = MidpointForm(request.POST if request.method == "POST" else None, instance=copy(request.pilot))
    return mending(request, form, "pilots/pilots/pilot_midpoint.html", request.pilot)
