"""All pilots of a team in time."""

from django.utils import timezone
from django.views.decorators.http import require_safe

from leadership.access import for_team
from leadership.pages import render_page
from pilots.rules import may_plan_pilot
from pilots.timeline_drawing import MOST, draw
from pilots.timeline_rows import summary_of, timeline_of


@require_safe
@for_team()
def pilot_timeline(request):
    """A sentence, then the list, then the picture."""
    pilots = timeline_of(request.team)
    today = timezone.localdate()
    bands = [one.band for one in pilots[-MOST:]]  # the latest ones where there are too many to draw
    context = {
        "pilots": pilots,
        "summary": summary_of(pilots),
        "wide": draw(bands, today, "wide"),
        "narrow": draw(bands, today, "narrow"),
        "left_out": max(0, len(pilots) - MOST),
        "can_plan": may_plan_pilot(request.membership),
    }
    return render_page(request, "pilots/timelines/pilot_timeline.html", context, partials={"timeline"})
