"""What three pages share: giving somebody another role, or ending their place. Knows no page."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _

from leadership.models import LastFacilitator


def settle(request, place, role, *, roles, last):
    """Give `role`, or end the place (`remove`); says what happened. True where it was done.

    `last` is said where nobody would be left to run the house.
    """
    try:
        if role == "remove":
            remove(request, place)
        elif role in roles.values:
            place.change_role(role)
        else:
            messages.error(request, _("Choose a role."))
            return False
    except LastFacilitator:
        messages.error(request, last)
        return False
    except ObjectDoesNotExist:
        messages.info(request, _("Somebody else was quicker: this person has left already."))
        return False
    if role != "remove":
        messages.success(request, _("Saved."))
    return True


def remove(request, place):
    """One's own place is given up, somebody else's taken away."""
    name = {"name": place.person}
    if place.person == request.user:
        place.leave()
        messages.success(request, _("Done: %(name)s.") % name)
    elif place.take_away():
        messages.success(
            request, _("Done: %(name)s. The joining link is a fresh one; the old one no longer works.") % name
        )
    else:
        messages.success(request, _("Done: %(name)s.") % name)
