"""Where a person stands with a pilot: on its team, as a colleague of the school's staff whom it invites, or nowhere. Knows rows, no requests.

A colleague stands where a membership stands in doors and rules: `role`, `person_id`, `team`. Either carries `joined` (takes part
in this pilot) and `leads` (keeps it together).
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from leadership.models import Audience, Membership, Role, StaffMember, Team

from .models import Participation, Pilot
from .models.rows import TOPIC

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


def pilots_to_join(person):
    """Pilots whose open invitation goes to this person, and which they have not joined. As `Participation.join` has it."""
    on_team = Membership.objects.filter(team=OuterRef("team"), person=person)
    on_staff = StaffMember.objects.filter(school=OuterRef("team__school"), person=person)
    asked = Q(Exists(on_team.exclude(role=Role.OBSERVER))) | (
        Q(audience=Audience.STAFF) & Exists(on_staff) & ~Exists(on_team)
    )
    open_now = Pilot.objects.inviting().filter(asked, ends_on__gte=timezone.localdate())
    return open_now.exclude(participations__person=person).order_by("invited_at")


def pilots_joined(person):
    """Pilots that this person takes part in and that are not closed."""
    return Pilot.objects.open().filter(participations__person=person).order_by("ends_on", "pk")


def colleagues_who_hear(people, **team) -> dict[int, frozenset[str]]:
    """Those of these people who may open a page of some pilot of this team without being on it. As `place_in` has it."""
    about = {f"team__{name}": said for name, said in team.items()}
    there = Pilot.objects.filter(team__school=OuterRef("school"), **about)
    invited = there.filter(audience=Audience.STAFF, invited_at__isnull=False, closed_at=None)
    joined = there.filter(participations__person=OuterRef("person"))
    on_team = Membership.objects.filter(person=OuterRef("person"), **about)
    staff = StaffMember.objects.filter(Exists(invited) | Exists(joined), person__in=people, person__is_active=True)
    return dict.fromkeys(staff.exclude(Exists(on_team)).values_list("person", flat=True), frozenset({TOPIC}))
