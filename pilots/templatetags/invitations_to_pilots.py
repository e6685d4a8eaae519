"""What pages of the base app say of pilots: their templates ask here, since their views know nothing of them."""

from django import template
from django.db.models import Exists, OuterRef
from django.utils import timezone

from leadership.models import Audience
from pilots.models import Participation, Pilot

register = template.Library()
MOST = 12


@register.simple_tag(takes_context=True)
def school_pilots(context):
    """The newest pilots whose open invitation goes to the whole staff of `request.school`, with `joined`: is the reader in it."""
    request = context["request"]
    mine = Participation.objects.filter(pilot=OuterRef("pk"), person=request.user)
    return list(
        Pilot.objects.inviting()
        .filter(team__school=request.school, audience=Audience.STAFF, ends_on__gte=timezone.localdate())
        .annotate(joined=Exists(mine))
        .select_related("team")
        .order_by("-invited_at")[:MOST]
    )


@register.simple_tag(takes_context=True)
def pilots_i_joined(context, school=None):
    """Those that the reader takes part in, closed ones too: at a school, or everywhere. For pages on which that may end."""
    found = Pilot.objects.filter(participations__person=context["request"].user).select_related("team")
    return list(found.filter(team__school=school) if school else found)
