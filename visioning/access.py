"""The door to a shared text: reach goes through the team it belongs to."""

from functools import wraps

from django.shortcuts import get_object_or_404

from leadership.access import check
from leadership.models import Membership

from .models import SharedText


def for_text(rule=None):
    """Open to the people of the text's team. Sets `request.text`, `request.membership`, `request.team`."""

    def stamp(view):
        @wraps(view)
        def door(request, text_id, **kwargs):
            request.membership = get_object_or_404(
                Membership.objects.select_related("team"), team__texts=text_id, person=request.user
            )
            request.team = request.membership.team
            request.text = SharedText(pk=text_id, team=request.team)
            check(rule, request.membership)
            return view(request, **kwargs)

        door.door = "for_text"
        door.rule = rule
        return door

    return stamp
