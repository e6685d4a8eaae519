"""What decisions promise to keep: stances and objections before all are turned over, drafts, what is the team's alone; in every channel.

Each look is taken once more after the thing came out, and finds it: it would have found it before.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from leadership.models import Person
from leadership.weekly_mail import mail_for, send_weekly, stop_token, to_write_to, what_of
from visioning.models import Objection, Stance

from . import oracles
from .decision_matrix import DECISION, DECISIONS, INITIATIVE, INPUT, PROPOSAL
from .matrix import MATRIX
from .plan_matrix import ARTICLE, THREAD, TOLD
from .sight import may_see
from .test_foreign_rows import fill
from .world import ANONYMOUS, ROLES

pytestmark = pytest.mark.django_db

READERS = ("facilitator", "member", "observer", "colleague", "sibling_member", "ex_member", "school_facilitator")
TEAM_PAGES = ("", "decisions/", "plan/", "plan/preview/", "plan/exports/", "thread/", "thread/mine/", "initiatives/")
ELSEWHERE = (
    "/",
    "/since/",
    "/me/",
    "/me/export/",
    "/search/?q=canary",
    "/schools/school-1/",
    "/schools/school-1/decisions/",
)
HEARD_ELSEWHERE = TOLD["since/"]["GET"].reveals


@pytest.fixture
def undone(world):
    point = transaction.savepoint_create()
    yield
    transaction.savepoint_rollback(point)


def shown(world, role):
    """(where, text) of all that this person is shown in which a decision of team A may be told."""
    client, rows = world.client(role), world.places["own"].decided
    paths = [*ELSEWHERE, *(f"/teams/team-a/{page}" for page in TEAM_PAGES)]
    for one in rows.decisions:
        paths += [one.get_absolute_url(), f"{one.get_absolute_url()}proposal/1/"]
    for path in paths:
        yield path, oracles.readable(client.get(path))
    part = {"HX-Request": "true", "HX-Target": "div#decision"}
    for one in rows.decisions:
        yield f"part of {one.number}", oracles.readable(client.get(one.get_absolute_url(), headers=part))
    yield "archive", oracles.readable(client.post("/teams/team-a/plan/archive/"))
    if role in world.people and (letter := mail_for(world.people[role], timezone.now())):
        yield "mail", oracles.mail_text(letter)


def told(looks):
    """Where each owner's words were met."""
    found = {}
    for place, text in looks:
        for owner in oracles.owners(text):
            found.setdefault(owner, set()).add(place)
    return found


@pytest.mark.parametrize("role", READERS)
def test_nobody_meets_a_stance_that_is_not_turned_over_nor_what_is_not_theirs(role, world):
    met = told(shown(world, role))
    strange = {owner: places for owner, places in met.items() if owner not in may_see(role) | HEARD_ELSEWHERE}
    assert strange == {}
    private = {owner for owner in met if owner.startswith("private-")}
    assert private <= {f"private-{role}"}


def test_once_they_are_turned_over_the_team_reads_them_and_the_staff_does_not(world, undone):
    path = world.places["own"].decided.asked.get_absolute_url()
    assert world.client("facilitator").post(f"{path}proposal/turning/", {"seen": 1}).status_code == 302
    both = {"private-facilitator", "private-member"}
    for role in ("observer", "member"):
        page = oracles.owners(oracles.readable(world.client(role).get(path)))
        assert both <= page, role
    assert "archive" in told(shown(world, "member"))["private-facilitator"]
    for role in ("colleague", "sibling_member"):
        assert not both & set(told(shown(world, role))), role


def test_what_the_staff_is_not_asked_about_does_not_exist_for_it(world, undone):
    rows = world.places["own"].decided
    for one in rows.decisions:
        inside = one.audience == "team" or one.stage == "draft"
        for role in ("colleague", "school_facilitator", "ex_member"):
            assert world.client(role).get(one.get_absolute_url()).status_code == (404 if inside else 200), (one, role)
        for role in ("outsider", "district_facilitator", "foreign_facilitator", "site_staff"):
            assert world.client(role).get(one.get_absolute_url()).status_code == 404
    draft = rows.draft.get_absolute_url()
    assert world.client("facilitator").post(f"{draft}opening/").status_code == 302
    assert world.client("colleague").get(draft).status_code == 200


def test_of_objections_the_staff_reads_how_many_and_nobody_answers_for_another(world):
    turned = world.places["own"].decided.turned.get_absolute_url()
    assert "stance-a" in oracles.owners(world.client("observer").get(turned).content)
    assert "stance-a" not in oracles.owners(world.client("colleague").get(turned).content)
    hidden = Objection.objects.get(decision=world.places["own"].decided.asked)
    path = f"{hidden.decision.get_absolute_url()}objections/{hidden.pk}/"
    found = {role: world.client(role).get(path).status_code for role in ("member", *READERS)}
    assert found.pop("member") == 200
    assert set(found.values()) == {404}


# --- forms ------------------------------------------------------------------------------------------------------------


def foreign_choices(world):
    """(route, role, field, value): what a form of team A may name, but not this one."""
    theirs, people = world.places["sibling"], world.people
    for role in ("outsider", "observer", "colleague", "sibling_member"):
        yield DECISION + "stance/asked/", "member", "person", people[role].pk
        yield DECISIONS + "new/", "member", "decider", people[role].pk
    yield DECISION + "stance/asked/", "member", "person", people["member"].pk  # speaks for themselves
    for role in ("outsider", "observer", "foreign_member"):
        yield INPUT, "member", "person", people[role].pk
    for role in ("outsider", "foreign_member", "site_staff"):
        yield INITIATIVE + "edit/", "member", "lead", people[role].pk
    for objection in (theirs.decided.objection.pk, Objection.objects.exclude(person=None).first().pk):
        yield PROPOSAL, "member", "answers", objection
    yield ARTICLE + "goals/", "member", "goal", theirs.theorised.goal.number
    yield THREAD + "strands/", "member", "work", f"initiative-{theirs.decided.spare.number}"
    yield THREAD + "strands/", "member", "work", f"arrow-{theirs.theorised.arrow.pk}"
    yield THREAD + "strands/", "member", "serves", f"sentence-{theirs.woven.passage.pk}"
    yield THREAD + "strands/", "member", "serves", f"statement-{theirs.theorised.statement.pk}"


def test_a_form_takes_no_row_of_somebody_else(world):
    before, found = oracles.fingerprint(), []
    for route, role, field, value in foreign_choices(world):
        data = MATRIX[route]["POST"].data(world, "own", role) | {field: value}
        if field == "decider":
            data["rule"] = "leader"
        answer = world.client(role).post(fill(route, world), data)
        strange = oracles.owners(oracles.readable(answer)) - may_see(role)
        if answer.status_code != 422 or strange:
            found.append(f"{route} with {field}={value}: {answer.status_code}, shows {strange}")
    assert not found, "\n".join(found)
    assert oracles.written(before, oracles.fingerprint()) == []


# --- mail -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in ROLES if role != ANONYMOUS])
def test_a_weekly_mail_tells_only_what_its_reader_may_see_now(role, world, undone):
    letter = mail_for(world.people[role], timezone.now())
    words = oracles.owners(oracles.mail_text(letter)) if letter else set()
    assert words <= may_see(role) | HEARD_ELSEWHERE
    if role in {"member", "facilitator", "observer", "colleague"}:
        assert words & {"decided-a", "theory-a", "pilot-a", "vision-a"}


def test_whoever_leaves_is_told_nothing_more(world, undone):
    member = world.people["member"]
    assert "team-a" in oracles.mail_text(mail_for(member, timezone.now()))
    member.memberships.all().delete()
    member.staff_members.all().delete()
    letter = mail_for(member, timezone.now())
    words = oracles.owners(oracles.mail_text(letter)) if letter else set()
    # What they said themselves, and became of it, stays theirs to hear of.
    assert words & {"decided-a", "deciding-a", "stance-a", "initiative-a", "theory-a", "card-b"} == set()


def test_an_address_that_nobody_confirmed_gets_no_mail(world):
    written = set(to_write_to(what_of(timezone.now())))
    assert world.people["unverified"] not in written
    assert world.people["member"] in written


def test_the_end_of_the_mail_is_one_press_and_a_look_ends_nothing(world, undone):
    path = f"/mail/stop/{stop_token(world.people['member'])}/"
    wants = lambda: set(Person.objects.filter(weekly_mail=False))  # noqa: E731
    for role in (ANONYMOUS, "member", "foreign_facilitator"):
        answer = world.client(role).get(path)
        assert answer.status_code == 200
        assert oracles.owners(oracles.readable(answer)) <= {f"name-{role}"}  # whoever is signed in stands in the header
    assert wants() == set()
    nobody = world.client(ANONYMOUS)
    for _time in ("once", "twice"):
        assert nobody.post(path).status_code == 200
        assert wants() == {world.people["member"]}
    forged = path.replace(str(world.people["member"].pk), str(world.people["facilitator"].pk), 1)
    assert nobody.post(forged).status_code == 404
    assert wants() == {world.people["member"]}


def test_every_mail_of_a_week_is_sent_once_and_tells_nobody_of_others(world, undone, mailoutbox, settings):
    settings.WEEKLY_MAIL = True
    monday = timezone.localtime().replace(hour=10) - timedelta(days=timezone.localtime().weekday())
    send_weekly(monday)
    sent = len(mailoutbox)
    send_weekly(monday)
    assert len(mailoutbox) == sent > 0
    roles = {person.email: role for role, person in world.people.items()}
    for letter in mailoutbox:
        (recipient,) = letter.recipients()
        assert oracles.owners(oracles.mail_text(letter)) <= may_see(roles[recipient]) | HEARD_ELSEWHERE, roles[
            recipient
        ]


# --- leaving ----------------------------------------------------------------------------------------------------------


def test_with_an_account_go_its_stances_names_and_nothing_that_others_wrote(world, undone):
    writer, rows = world.people["member"], world.places["own"].decided
    words = rows.decided.inputs.get().words
    Stance.objects.filter(decision=rows.asked, person=writer).update(reason="MINE")
    gone = writer.pk
    writer.delete()
    for model in {one.related_model for one in Person._meta.related_objects}:
        for one in model._meta.concrete_fields:
            if one.related_model is Person:
                assert not model._base_manager.filter(**{one.attname: gone}).exists(), one
    rows.decided.refresh_from_db()
    assert rows.decided.inputs.get().words == words
    assert rows.initiative.supporters.count() == 0
    page = world.client("observer").get(rows.asked.get_absolute_url())
    assert "MINE" not in page.content.decode()
    assert "name-member" not in oracles.owners(page.content)
