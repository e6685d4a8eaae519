"""Who takes part in a pilot, what is recorded about oneself, and the way out. Nobody can end somebody else's part."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leadership.pages import render_page
from pilots.access import for_pilot
from pilots.models import DataRule
from pilots.recorded import on_leaving, recorded_about
from pilots.rules import is_colleague, may_choose_challenge, may_join_pilot, may_read_invitation, may_see_pilot
from visioning.models import Gone


@require_safe
@for_pilot(may_see_pilot)
def participation_list(request):
    """Those who take part, by name. There is no list of the others, and no number to compare with."""
    context = {
        "participations": request.pilot.participations.select_related("person"),
        "can_join": request.pilot.can_be_joined
        and request.participation is None
        and may_join_pilot(request.membership),
        "can_choose": may_choose_challenge(request.membership) and not request.pilot.closed_at,
    }
    return render_page(request, "pilots/participations/participation_list.html", context, partials={"participations"})


@require_http_methods(("GET", "HEAD", "POST"))
@for_pilot(may_read_invitation)
def pilot_leave(request):
    """The question before says what becomes of what; then it is done. No reason is asked for."""
    mine = request.participation
    if mine is None:
        if request.method == "POST":  # pressed twice, or in another window
            messages.info(request, _("You do not take part in this pilot."))
            return redirect("pilot_invitation", request.team.slug, request.pilot.number)
        raise PermissionDenied
    mine.pilot = request.pilot
    if request.method == "POST":
        try:
            mine.leave()
        except Gone:
            return redirect("home")
        messages.success(request, _("You have left “%(pilot)s”. What was promised is done.") % {"pilot": request.pilot})
        if is_colleague(request.membership):
            return redirect("home")
        return redirect("pilot_invitation", request.team.slug, request.pilot.number)
    context = {
        "leaving": on_leaving(mine),
        "deletes": request.pilot.data_rule == DataRule.DELETED,
        "leads": request.membership.leads,
        "colleague": is_colleague(request.membership),
    }
    return render_page(request, "pilots/participations/pilot_leave.html", context)


@require_safe
@for_pilot(may_see_pilot)
def pilot_recorded(request):
    """Every row of this pilot with the reader's own key."""
    context = {"recorded": recorded_about(request.pilot, request.user)}
    return render_page(request, "pilots/participations/pilot_recorded.html", context)
