"""A small world with two districts in which every word says whose it is.

Every text of every row carries `canary:<owner>:` (addresses: `canary.<owner>.…@`), so a page that shows a word to
somebody who may not see it gives itself away whatever its status. Knows rows; knows no route and no expectation.
"""

import sys
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.signals import got_request_exception
from django.test import Client
from django.utils import timezone

from leadership.models import (
    Agreement,
    District,
    DistrictMember,
    Invitation,
    JoinedBy,
    JoinRequest,
    Membership,
    PlanPrint,
    Role,
    School,
    StaffMember,
    StaffRole,
    Team,
)
from leadership.plan import Plan
from leadership.views import plan, plan_papers, results
from pilots.views import card_files
from visioning import theory_pdf
from visioning.live import store
from visioning.models import SharedText, SharedVision, TextWords, Version, Visit

from .. import factories
from ..writing import paragraph, write
from .asked import Asked, ask
from .decided import DECIDERS, Decided, decide_all, look_in
from .piloted import Piloted, pilot_all, try_elsewhere
from .theorised import Theorised, theorise
from .woven import Woven, canary, weave, write_privately

ANONYMOUS = "anonymous"
ORGANIZER = ("think", "see", "say", "hear", "feel")

# Who each kind of person is: their place on team A (own), its school and district.
ROLES = {
    ANONYMOUS: "not signed in",
    "unverified": "signed in, address never confirmed, invited to team A",
    "outsider": "signed in, no place anywhere",
    "colleague": "on the staff of team A's school, has asked to join",
    "sibling_member": "member of team B, same school",
    "foreign_facilitator": "facilitator of team C and of its school, another district",
    "ex_member": "was on team A and wrote there; still on the school's staff",
    "observer": "observer of team A",
    "member": "member of team A",
    "facilitator": "facilitator of team A",
    "school_facilitator": "facilitator of team A's school",
    "district_facilitator": "facilitator of team A's district",
    "site_staff": "may open the site's admin, with every permission",
}

# People without rows of their own in the matrix, so that every list has somebody else on it.
EXTRAS = (
    "sibling_facilitator",
    "sibling_asker",
    "foreign_member",
    "foreign_asker",
    "district_clerk",
    "foreign_clerk",
)


def address(owner):
    return f"canary.{owner}.x@school.example"


class Visitor(Client):
    """A browser that asks and keeps its cookies. Unlike the one it is made from it keeps no copies of templates, for speed.

    An error becomes a 500, as it would for a visitor, with the exception beside it.
    """

    def __init__(self, **options):
        super().__init__(raise_request_exception=False, **options)

    def request(self, **request):
        caught = []

        def keep(sender, **_more):
            caught.append(sys.exception())

        got_request_exception.connect(keep, weak=False)
        try:
            response = self.handler(self._base_environ(**request))
        finally:
            got_request_exception.disconnect(keep)
        response.error = caught[0] if caught else None
        self.cookies.update(response.cookies)
        return response


@dataclass
class Place:
    """One team with all that hangs on it."""

    team: Team
    text: SharedText
    version: Version
    agreement: Agreement
    invitation: Invitation
    invitation_token: str
    join_request: JoinRequest
    membership: Membership
    plan_print: PlanPrint | None
    newcomer: str  # the address of somebody on the school's staff, to name in forms
    woven: Woven
    asked: Asked
    theorised: Theorised
    piloted: Piloted
    decided: Decided | None = None  # once the others stand


@dataclass
class World:
    people: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)
    cookies: dict = field(default_factory=dict)

    def client(self, role, **options):
        """A fresh browser in which this kind of person is signed in."""
        client = Visitor(**options)
        if role != ANONYMOUS:
            client.cookies["sessionid"] = self.cookies[role]
        return client

    def sign_everybody_in(self):
        for role, person in self.people.items():
            client = Client()
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            self.cookies[role] = client.cookies["sessionid"].value


def build():
    """The whole world, as rows. A few hundred statements; wrap it in a transaction and roll back."""
    world = World()
    for role in (*ROLES, *EXTRAS):
        if role != ANONYMOUS:
            world.people[role] = factories.person(
                canary(f"name-{role}"),
                email=address(f"email-{role}"),
                positions=["teacher"],
                strengths=canary(f"strengths-{role}"),
                verified=role != "unverified",
            )
            write_privately(role, world.people[role])
    people = world.people
    people["site_staff"].is_staff = people["site_staff"].is_superuser = True
    people["site_staff"].save()

    district, other_district = (
        District.objects.create(
            name=canary(f"district-{number}", "name"), slug=f"district-{number}", link_open=True, link_number=1
        )
        for number in (1, 2)
    )
    district.district_members.create(person=people["district_facilitator"], role=StaffRole.FACILITATOR)
    district.district_members.create(person=people["district_clerk"])
    other_district.district_members.create(person=people["foreign_facilitator"], role=StaffRole.FACILITATOR)
    other_district.district_members.create(person=people["foreign_clerk"])
    school, other_school = (
        School.objects.create(
            name=canary(f"school-{number}", "name"),
            slug=f"school-{number}",
            district=owner,
            link_open=True,
            link_number=1,
        )
        for number, owner in ((1, district), (2, other_district))
    )
    for role in ("colleague", "sibling_member", "sibling_facilitator", "sibling_asker", "ex_member", "observer"):
        StaffMember.objects.create(school=school, person=people[role])
    for role in ("member", "facilitator"):
        StaffMember.objects.create(school=school, person=people[role])
    StaffMember.objects.create(school=school, person=people["school_facilitator"], role=StaffRole.FACILITATOR)
    StaffMember.objects.create(school=other_school, person=people["foreign_facilitator"], role=StaffRole.FACILITATOR)
    for role in ("foreign_member", "foreign_asker"):
        StaffMember.objects.create(school=other_school, person=people[role])

    world.places["own"] = make_place(
        "a",
        school,
        {"facilitator": Role.FACILITATOR, "member": Role.MEMBER, "observer": Role.OBSERVER},
        people,
        asker="colleague",
        invited=people["unverified"].email,
        former="ex_member",
        joins="colleague",
        staff=("sibling_asker", "district_clerk", "foreign_clerk", "foreign_asker"),
    )
    world.places["sibling"] = make_place(
        "b",
        school,
        {"sibling_facilitator": Role.FACILITATOR, "sibling_member": Role.MEMBER},
        people,
        asker="sibling_asker",
        invited=people["outsider"].email,
        audience="staff",
        staff=("ex_member", "observer", "sibling_asker", "colleague"),
    )
    world.places["foreign"] = make_place(
        "c",
        other_school,
        {"foreign_facilitator": Role.FACILITATOR, "foreign_member": Role.MEMBER},
        people,
        asker="foreign_asker",
        invited=address("invited-c"),
        staff=("sibling_asker", "district_clerk", "foreign_clerk", "foreign_asker"),
    )
    try_elsewhere(world.places)
    for letter, (name, place) in zip("abc", world.places.items(), strict=True):
        roles = DECIDERS[name]
        who = (people[role] for role in roles)
        place.decided = decide_all(letter, place.team, *who, roles=roles[:2], place=place)
        place.plan_print = print_all(letter, place)
        TextWords.objects.create(text=place.text, words=canary(f"hand-{letter}1", "found"))
    look_in(people.values())
    world.sign_everybody_in()
    return world


def make_place(letter, school, roles, people, *, asker, invited, staff, former=None, joins=None, audience="team"):
    """A team whose name and purpose are its card (the school's staff may read it) and whose other words are its own."""
    team = Team.objects.create(
        school=school,
        name=canary(f"card-{letter}", "name"),
        purpose=canary(f"card-{letter}", "purpose"),
        slug=f"team-{letter}",
        link_open=True,
        link_number=1,
        public_body=letter == "c",
    )
    for role, held in roles.items():
        team.memberships.create(person=people[role], role=held, joined_by=JoinedBy.OPEN_CALL)
    runner, writer = (people[role] for role in list(roles)[:2])
    agreement = Agreement.objects.create(team=team, text=canary(f"team-{letter}", "agreement"), written_by=writer)
    Agreement.objects.create(team=team, text=canary(f"team-{letter}", "second"), position=1, written_by=writer)
    invitation, token = Invitation.send_to(team, invited, runner)
    Invitation.objects.update(invited_at=timezone.now() - timedelta(days=1))
    request = JoinRequest.objects.create(team=team, person=people[asker], note=canary(f"note-{letter}"))
    text, version = write_text(letter, team, [writer] + ([people[former]] if former else []))
    # Team B has asked the whole staff, so the school's people are its guests.
    woven = weave(
        letter, team, runner, writer, audience, roles=list(roles)[:2], quote=canary(f"hand-{letter}1", "later")
    )
    asked = ask(
        letter, team, runner, writer, audience, roles=list(roles)[:2], staff=[people[colleague] for colleague in staff]
    )
    theorised = theorise(
        letter,
        team,
        runner,
        writer,
        roles=list(roles)[:2],
        crowd=[people[extra] for extra in EXTRAS if extra not in roles],
        naming="named" if audience == "team" else "unnamed",
    )
    # Team A has opened its pilots to the whole staff: a colleague takes part, others are invited. Team C's runner opens the door.
    piloted = pilot_all(
        letter,
        team,
        runner,
        writer,
        audience="staff" if joins else "team",
        colleague=people[joins] if joins else runner if letter == "c" else None,
        host=runner if letter == "c" else writer,
        visitor=people[joins] if joins else writer if letter == "c" else runner,
        drafter=list(roles)[1],
    )
    return Place(
        team,
        text,
        version,
        agreement,
        invitation,
        token,
        request,
        team.memberships.get(person=writer),
        None,  # printed once all teams stand
        people[asker].email,
        woven,
        asked,
        theorised,
        piloted,
    )


def print_all(letter, place):
    """As if somebody had just asked for each paper."""
    team = place.team
    printed(team, f"round-{letter}", results.result_html(place.asked.closed))
    printed(team, f"theory-{letter}", theory_pdf.pdf_html(place.theorised.theory))
    printed(team, f"learned-school-{letter}", card_files.card_html(place.piloted.cards["school"]))
    whole = Plan.for_team(team).at(SITE)
    html = plan.plan_html(whole)
    printed(team, f"team-{letter}", plan_papers.one_page_htmls(whole, "letter")[0])
    printed(team, f"team-{letter}", f"word letter\n{html}", "docx")
    return printed(team, f"team-{letter}", html)


SITE = "http://testserver/"  # the plan prints where it can be read


def printed(team, owner, html, kind="pdf"):
    """As if this had been printed a moment ago: asking for it again prints nothing."""
    return PlanPrint.objects.create(
        team=team,
        fingerprint=plan.fingerprint_of(html),
        file_name=f"{canary(owner, 'file')}.{kind}",
        asked_at=timezone.now(),
        made_at=timezone.now(),
        pdf=canary(owner, "pdf").encode(),
        pages=1,
    )


def write_text(letter, team, writers):
    """A shared vision whose log, snapshot, versions, adoption and visit all hold the team's words."""
    text = SharedVision.start(team).text
    for number, writer in enumerate(writers, start=1):
        owner = f"hand-{letter}{number}"
        write(team, writer, content=[paragraph(canary(owner))])
        write(team, writer, **{name: [paragraph(canary(owner, name))] for name in ORGANIZER})
        if number == 1:
            store.compact(text.pk)
            Visit.record(text, writer)
    write(team, writers[0], filter=[paragraph(canary(f"filter-{letter}"))])
    version = Version.keep(text, by=writers[0], name=canary(f"text-{letter}", "version"))
    version.adopt(writers[0], writers)
    write(team, writers[0], content=[paragraph(canary(f"hand-{letter}1", "later"))])
    Version.keep(text, by=writers[0], name=canary(f"text-{letter}", "second"))
    draft = paragraph(canary(f"hand-{letter}1", "draft"))
    write(team, writers[0], content=[draft], filter=[draft])
    return text, version


__all__ = ["ANONYMOUS", "ROLES", "DistrictMember", "Place", "World", "address", "build", "canary"]
