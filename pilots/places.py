"""Where a person stands with a pilot: on its team, as a colleague of the school's staff whom it invites, or nowhere. Knows rows, no requests.

A colleague stands where a membership stands in doors and rules: `role`, `person_id`, `team`. Either carries `joined` (takes part
in this pilot) and `leads` (keeps it together).
"""

from dataclasses import dataclass

from leadership.models import Audience, Membership, StaffMember, Team

from .models import Participation, Pilot

COLLEAGUE = "colleague"


@dataclass(frozen=True)
class Colleague:
    """One of the staff at a pilot whose invitation goes to the whole staff, or who joined it."""

    team: Team
    person_id: int
    joined: bool = False
    leads: bool = False
    role: str = COLLEAGUE


def place_in(pilot: Pilot, person) -> tuple[Membership | Colleague | None, Participation | None]:
    """The place, and the person's own participation where there is one."""
    team = pilot.team
    participation = Participation.objects.filter(pilot=pilot, person=person).first()
    joined, leads = participation is not None, pilot.led_by_id == person.pk
    membership = Membership.objects.filter(team=team, person=person).first()
    if membership:
        membership.team, membership.joined, membership.leads = team, joined, leads
        return membership, participation
    open_to_staff = pilot.audience == Audience.STAFF and pilot.invited_at is not None
    on_staff = StaffMember.objects.filter(school=team.school_id, person=person)
    if (joined or (open_to_staff and not pilot.closed_at)) and on_staff.exists():
        return Colleague(team, person.pk, joined, leads and joined), participation
    return None, None
