"""Doors to the work on a vision: through the team, or as a guest from the school's staff whom the team invited.

`request.membership` is a Membership or a `visioning.guests.Guest`; the rules take either.
"""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404

from leadership.access import check
from leadership.models import Audience, Membership

from .guests import GUEST, place_of
from .models import SharedText, Theory


def stand(request, **team):
    """Note where the person stands with the team, or let it not exist for them."""
    request.membership = place_of(request.user, **team)
    if request.membership is None:
        raise Http404
    request.team = request.membership.team


def for_vision(rule=None):
    """Open to the team's people and its guests. Sets `request.membership`, `request.team`."""

    def stamp(view):
        @wraps(view)
        def door(request, team_slug, **kwargs):
            stand(request, slug=team_slug)
            check(rule, request.membership)
            return view(request, **kwargs)

        door.door = "for_vision"
        door.rule = rule
        return door

    return stamp


def for_gathering(rule=None):
    """Open to whom this gathering invites. Sets `request.gathering`, `request.membership`, `request.team`."""

    def stamp(view):
        @wraps(view)
        def door(request, team_slug, gathering_number, **kwargs):
            stand(request, slug=team_slug)
            request.gathering = get_object_or_404(request.team.gatherings, number=gathering_number)
            request.gathering.team = request.team
            if request.membership.role == GUEST and request.gathering.audience != Audience.STAFF:
                raise Http404
            check(rule, request.membership)
            return view(request, **kwargs)

        door.door = "for_gathering"
        door.rule = rule
        return door

    return stamp


def for_text(rule=None):
    """Open to the people of the text's team, and to guests where it is the vision. Sets `request.text` as well."""

    def stamp(view):
        @wraps(view)
        def door(request, text_id, **kwargs):
            stand(request, texts=text_id)
            request.text = get_object_or_404(SharedText.objects.for_place(request.membership), pk=text_id)
            request.text.team = request.team
            check(rule, request.membership)
            return view(request, **kwargs)

        door.door = "for_text"
        door.rule = rule
        return door

    return stamp


def for_theory(rule=None):
    """Open to the team's people; guests and colleagues have no place here. Sets `request.membership`, `.team`, `.theory`.

    What was put away is not there: it is put back from the team's list.
    """

    def stamp(view):
        @wraps(view)
        def door(request, team_slug, theory_number, **kwargs):
            request.membership = get_object_or_404(
                Membership.objects.select_related("team__school"), team__slug=team_slug, person=request.user
            )
            request.team = request.membership.team
            standing = Theory.objects.standing().select_related("problem__goal")
            request.theory = get_object_or_404(standing, team=request.team, number=theory_number)
            request.theory.team = request.team
            check(rule, request.membership)
            return view(request, **kwargs)

        door.door = "for_theory"
        door.rule = rule
        return door

    return stamp
