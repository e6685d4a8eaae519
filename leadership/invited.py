"""Colleagues whom a team asks to answer a round, and who are not on the team. Knows rows, no requests.

They stand where a membership stands in doors and rules: `role`, `person_id`, `team`. No row is stored for it; it follows from
the round's audience and the school's staff list.
"""

from dataclasses import dataclass

from .models import AssessmentRound, Audience, Membership, StaffMember, Team

INVITED = "invited"


@dataclass(frozen=True)
class Invited:
    """One of the staff, at one round of a team. They answer, and read what came of it."""

    team: Team
    person_id: int
    role: str = INVITED


def place_at(round: AssessmentRound, person) -> Membership | Invited | None:
    """Where a person stands with a round: on its team, invited from the staff, or nowhere."""
    team = round.team
    membership = Membership.objects.filter(team=team, person=person).first()
    if membership:
        membership.team = team
        return membership
    on_staff = StaffMember.objects.filter(school=team.school_id, person=person)
    if round.audience == Audience.STAFF and on_staff.exists():
        return Invited(team, person.pk)
    return None
