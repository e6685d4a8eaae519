"""Door to one pilot: through the team, or as a colleague of the staff whom the pilot invites or who joined it."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404

from leadership.access import check

from .models import Pilot
from .places import place_in
from .rules import may_see_pilot


def for_pilot(rule=may_see_pilot):
    """Sets `request.pilot`, `.team`, `.membership` (Membership or Colleague) and `.participation` (or None)."""

    def stamp(view):
        @wraps(view)
        def door(request, team_slug, pilot_number, **kwargs):
            pilots = Pilot.objects.select_related("team__school", "problem__goal")
            request.pilot = get_object_or_404(pilots, team__slug=team_slug, number=pilot_number)
            request.membership, request.participation = place_in(request.pilot, request.user)
            if request.membership is None:
                raise Http404
            request.team = request.pilot.team
            check(rule, request.membership)
            return view(request, **kwargs)

        door.door = "for_pilot"
        door.rule = rule
        return door

    return stamp
