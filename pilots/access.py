"""Door to one pilot: through the team, or as a colleague of the staff whom the pilot invites or who joined it."""

from contextlib import suppress
from functools import wraps

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404

from leadership.access import check
from visioning.models import Gone

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
            request.team = request.pilot.team
            stand(request, rule)
            if request.method == "POST" and request.participation:
                return while_taking_part(request, rule, view, kwargs)
            return view(request, **kwargs)

        door.door = "for_pilot"
        door.rule = rule
        return door

    return stamp


def stand(request, rule):
    """Where the person stands now. 404 for whoever stands nowhere, 403 where the rule says no."""
    request.membership, request.participation = place_in(request.pilot, request.user)
    if request.membership is None:
        raise Http404
    check(rule, request.membership)


@transaction.atomic
def while_taking_part(request, rule, view, kwargs):
    """Whoever leaves in this very moment, in another window, writes nothing after it: no row would lead to them again.

    The team and the pilot are held first, as in every verb, and it is asked once more.
    """
    with suppress(Gone):
        request.pilot.held()
    stand(request, rule)
    return view(request, **kwargs)
