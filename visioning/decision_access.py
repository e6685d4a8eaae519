"""Door to one decision: through the team, or as somebody of the school's staff where the decision is open to the staff.

`request.membership` is a Membership or a `visioning.guests.Guest`; the rules take either.
"""

from functools import wraps

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from leadership.access import check
from leadership.models import Audience, Membership, StaffMember

from .guests import Guest
from .models import Decision, DecisionStage
from .models.decisions import TOPIC
from .rules import may_see_decision


def for_decision(rule=may_see_decision):
    """Sets `request.decision`, `.team` and `.membership` (Membership or Guest)."""

    def stamp(view):
        @wraps(view)
        def door(request, team_slug, decision_number, **kwargs):
            decisions = Decision.objects.select_related("team__school", "decider", "noted_by", "opened_by")
            request.decision = get_object_or_404(decisions, team__slug=team_slug, number=decision_number)
            request.team = request.decision.team
            request.membership = place_at(request.decision, request.user)
            if request.membership is None:
                raise Http404
            check(rule, request.membership)
            return view(request, **kwargs)

        door.door = "for_decision"
        door.rule = rule
        return door

    return stamp


def place_at(decision, person) -> Membership | Guest | None:
    """Where a person stands with a decision. Drafts are the team's own, also where the staff will be asked."""
    team = decision.team
    membership = Membership.objects.filter(team=team, person=person).first()
    if membership:
        membership.team = team
        return membership
    told = decision.audience == Audience.STAFF and decision.stage != DecisionStage.DRAFT
    if told and StaffMember.objects.filter(school=team.school_id, person=person).exists():
        return Guest(team, person.pk)
    return None


def staff_who_hear(people, **team) -> dict[int, frozenset[str]]:
    """Those of these people who may open a page of some decision of this team without being on it. As `place_at` has it."""
    about = {f"team__{name}": said for name, said in team.items()}
    there = Decision.objects.for_staff().filter(team__school=OuterRef("school"), **about)
    on_team = Membership.objects.filter(person=OuterRef("person"), **about)
    staff = StaffMember.objects.filter(Exists(there), person__in=people, person__is_active=True)
    return dict.fromkeys(staff.exclude(Exists(on_team)).values_list("person", flat=True), frozenset({TOPIC}))
