"""The log of decisions: a team's own, and what the staff of a school reads of all its teams."""

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from leadership.access import for_school, for_team
from leadership.pages import render_page
from visioning import decision_log
from visioning.forms.decisions import DecisionFilterForm
from visioning.models import Decision, DecisionStage
from visioning.rules import may_prepare_decision

ON_A_PAGE = 50
STILL_AHEAD = (DecisionStage.DRAFT, DecisionStage.OPEN)


@require_safe
@for_team()
def decision_list(request):
    """Open ones first with what waits for the reader, then drafts, then the log by number."""
    choice = DecisionFilterForm(request.GET)
    rows = request.team.decisions.all()
    if choice.chosen:
        rows = rows.filter(guide=choice.chosen)
    rows = decision_log.logged(rows, request.user)
    ahead = list(rows.filter(stage__in=STILL_AHEAD).order_by(F("decide_by").asc(nulls_last=True), "number"))
    done = rows.exclude(stage__in=STILL_AHEAD).order_by("-number")
    done = Paginator(done, ON_A_PAGE).get_page(request.GET.get("page"))
    for one in (*ahead, *done):
        one.team = request.team
        one.waits, one.due = decision_log.waits(one, request.membership), decision_log.is_due(one)
    context = {
        # First what waits for the reader, then by the day it is decided.
        "open_decisions": sorted(
            (one for one in ahead if one.stage == DecisionStage.OPEN), key=lambda one: not one.waits
        ),
        "drafts": [one for one in ahead if one.stage == DecisionStage.DRAFT],
        "page": done,
        "counted": counted(request.team),
        "filter_form": choice,
        "chosen": choice.chosen,
        "can_prepare": may_prepare_decision(request.membership),
    }
    return render_page(request, "visioning/decisions/decision_list.html", context, partials={"decisions"})


def counted(team) -> str:
    """How many are open and decided, in words; "" where there is nothing to count."""
    how_many = {one: Count("pk", filter=Q(stage=one)) for one in (DecisionStage.OPEN, DecisionStage.DECIDED)}
    found = team.decisions.aggregate(**{str(stage): count for stage, count in how_many.items()})
    said = []
    if found["open"]:
        said.append(ngettext("One is open now.", "%(count)s are open now.", found["open"]) % {"count": found["open"]})
    if found["decided"]:
        said.append(
            ngettext("One is decided.", "%(count)s are decided.", found["decided"]) % {"count": found["decided"]}
        )
    return " ".join(said)


@require_safe
@for_school()
def school_decision_list(request):
    """What the teams of the school decided and why, for its staff: all that was open to them, and no drafts."""
    rows = Decision.objects.for_staff().filter(team__school=request.school).select_related("team")
    rows = decision_log.logged(rows, request.user)
    ahead = list(rows.filter(stage=DecisionStage.OPEN).order_by("input_until", "pk"))
    done = rows.exclude(stage=DecisionStage.OPEN).order_by("-decided_on", "-pk")
    context = {
        "open_decisions": ahead,
        "page": Paginator(done, ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render_page(request, "visioning/decisions/school_decision_list.html", context)
