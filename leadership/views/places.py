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
            place.leave()
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
    messages.success(request, _("Done: %(name)s.") % {"name": place.person} if role == "remove" else _("Saved."))
    return True
