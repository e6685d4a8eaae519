"""The strategy guides, open to everybody; and where to look first, for what a team notices. Stores nothing."""

from django.http import Http404
from django.views.decorators.http import require_safe

from leadership import guides
from leadership.access import for_team, public
from leadership.models import Team
from leadership.pages import render_page


@require_safe
@public
def guide_list(request):
    context = {"overview": guides.guide(guides.OVERVIEW), "conditions": guides.conditions(), "extras": guides.extras()}
    return render_page(request, "leadership/guides/guide_list.html", context | {"teams": teams_of(request.user)})


@require_safe
@public
def guide(request, guide_key):
    """One template for all eight. `?open=all` opens every part: for reading in one go, and for older browsers that print."""
    context = {
        "guide": guide_or_404(guide_key),
        "all_open": request.GET.get("open") == "all",
        "teams": teams_of(request.user),
    }
    return render_page(request, "leadership/guides/guide.html", context)


@require_safe
@public
def guide_meeting(request, guide_key, stage_key):
    """The meeting of one stage, part by part, with a clock."""
    one = guide_or_404(guide_key)
    stage = one.stage(stage_key)
    if stage is None:
        raise Http404
    return render_page(request, "leadership/guides/guide_meeting.html", {"guide": one, "stage": stage})


@require_safe
@public
def protocol(request, protocol_key):
    card = guides.extras().protocol(protocol_key)
    if card is None:
        raise Http404
    named_by = [one for one in guides.guides() if protocol_key in one.protocols]
    return render_page(request, "leadership/guides/protocol.html", {"protocol": card, "named_by": named_by})


@require_safe
@for_team()
def symptom_check(request):
    """What somebody ticks stands in the address and nowhere else."""
    extras = guides.extras()
    noticed = set(request.GET.getlist("notice"))
    context = {
        "symptoms": [(symptom, symptom.key in noticed) for symptom in extras.symptoms],
        "hints": extras.hints(noticed),
    }
    return render_page(request, "leadership/guides/symptom_check.html", context, partials={"look-first"})


def guide_or_404(key):
    try:
        return guides.guide(key)
    except KeyError:
        raise Http404 from None


def teams_of(person):
    return Team.objects.for_person(person).order_by("name") if person.is_authenticated else ()
