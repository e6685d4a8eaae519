"""Guests: the school's staff, where a team invited them into the work on its vision. Knows rows, no requests.

A guest stands where a membership stands in doors and rules: `role`, `person_id`, `team`. They read and bring what the
invitation says, and nothing else of the team's.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from leadership.models import Audience, Membership, StaffMember, Team

from .models import AlignmentCheck, DraftingRound, Gathering

GUEST = "guest"
# Of which of a team's news a guest may know that there are any; each has a page that guests may open.
TOPICS_FOR_GUESTS = frozenset({"alignment", "comments", "gathering", "rounds", "weaves", "weaving"})
# Who else hears of which topics, asked of apps that know more nouns: question(people, **team) -> {person: topics}.
HEARERS: list[Callable[..., dict[int, frozenset[str]]]] = []


@dataclass(frozen=True)
class Guest:
    """One of the staff in a team's vision work. `openness` is that of the open round they are invited to, or ""."""

    team: Team
    person_id: int
    openness: str = ""
    role: str = GUEST


def inviting_teams():
    """Teams that ever asked their staff, with the `openness` of the round that is open to them now.

    Whoever was asked once may go on reading: they should see what became of it.
    """
    team = OuterRef("pk")
    rounds = DraftingRound.objects.filter(vision__team=team, audience=Audience.STAFF)
    return Team.objects.filter(
        Q(Exists(Gathering.objects.filter(team=team, audience=Audience.STAFF)))
        | Q(Exists(rounds))
        | Q(Exists(AlignmentCheck.objects.filter(vision__team=team, audience=Audience.STAFF)))
    ).annotate(openness=Subquery(rounds.filter(closed_at=None).values("openness")[:1]))


def teams_to_visit(person):
    """For a query over StaffMember: the teams of the school where this person is a guest, as `{name, slug, openness}`."""
    teams = inviting_teams().filter(school=OuterRef("school")).exclude(memberships__person=person).order_by("name")
    return ArraySubquery(teams.values(json=JSONObject(name="name", slug="slug", openness="openness")))


def guest_of(person, **team) -> Guest | None:
    """This person as a guest of the team that the keywords name, or None."""
    found = (
        inviting_teams()
        .filter(school__staff_members__person=person, **team)
        .select_related("school__district", "shared_vision__text")
        .first()
    )
    return found and Guest(found, person.pk, found.openness or "")


def place_of(person, **team) -> Membership | Guest | None:
    """Where a person stands with a team: `place_of(person, slug=…)`, `place_of(person, texts=…)`. Brings its vision along."""
    about = {f"team__{name}": value for name, value in team.items()}
    with_vision = Membership.objects.select_related("team__school", "team__shared_vision__text")
    membership = with_vision.filter(person=person, **about).first()
    return membership or guest_of(person, **team)


def places_of(people: list[int], **team) -> dict[int, Membership | Guest]:
    """The same for many at once, by person. Whoever has no place there, or no account any more, is not in it."""
    about = {f"team__{name}": value for name, value in team.items()}
    here = Membership.objects.filter(person__in=people, person__is_active=True, **about)
    places = {membership.person_id: membership for membership in here}
    others = set(people) - set(places)
    inviting = inviting_teams().filter(**team).first() if others else None
    if inviting is not None:
        staff = StaffMember.objects.filter(school=inviting.school_id, person__in=others, person__is_active=True)
        for person in staff.values_list("person_id", flat=True):
            places[person] = Guest(inviting, person, inviting.openness or "")
    return places


def hearers(people: list[int], **team) -> dict[int, frozenset[str]]:
    """Those of these people who hear of some topics without a place with the team, by person."""
    found: dict[int, frozenset[str]] = {}
    for question in HEARERS if people else ():
        for person, topics in question(people, **team).items():
            found[person] = found.get(person, frozenset()) | topics
    return found
