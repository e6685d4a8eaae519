"""What a school's page says of gatherings: the base app's template asks here, since its views know nothing of visions."""

from django import template

from visioning.models import Gathering

register = template.Library()
MOST = 12


@register.simple_tag(takes_context=True)
def school_gatherings(context):
    """The newest gatherings to which teams of `request.school` invited the whole staff."""
    request = context["request"]
    return list(
        Gathering.objects.for_staff()
        .filter(team__school=request.school)
        .select_related("team")
        .order_by("-opened_at")[:MOST]
    )
