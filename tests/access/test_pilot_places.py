"""Somebody's place changes while they take part in a pilot: what they may open follows at once, and what was promised is done."""

import pytest
from django.db import transaction

from leadership.models import JoinedBy, Role
from pilots.models import Observation, Participation

from . import oracles
from .world import Visitor

pytestmark = pytest.mark.django_db

TAILS = ("", "invitation/", "people/", "cycles/", "people/recorded/")
WRITES = ("cycles/new/", "measures/new/")


@pytest.fixture
def undone(world):
    point = transaction.savepoint_create()
    yield
    transaction.savepoint_rollback(point)


def statuses(visitor, base, tails=TAILS):
    return [visitor.get(f"{base}{tail}").status_code for tail in tails]


def leave_school(world, role):
    place = world.places["own"].team.school
    assert world.client(role).post(f"/schools/{place.slug}/leaving/").status_code == 302


def leave_pilot(world, role):
    rows = world.places["own"].piloted
    assert world.client(role).post(f"{rows.base}{rows.running.number}/people/leave/").status_code == 302


def leave_team(world, role):
    assert world.client(role).post("/teams/team-a/leaving/").status_code == 302


def join_team_as_observer(world, role):
    world.places["own"].team.welcome(world.people[role], JoinedBy.LINK, role=Role.OBSERVER)


def become_observer(world, role):
    world.places["own"].team.memberships.get(person=world.people[role]).change_role(Role.OBSERVER)


# What happens to whom; whether they still take part; what the pilot's pages and its forms answer then.
FATES = [
    (leave_pilot, "colleague", False, [403, 200, 403, 403, 403], 403),  # may join again, so the invitation is there
    (leave_school, "colleague", False, [404] * 5, 404),
    (leave_pilot, "member", False, [200] * 5, 403),
    (leave_team, "member", True, [200] * 5, 200),  # still on the staff, which is invited: a colleague who takes part
    (become_observer, "member", True, [200] * 5, 200),
    (join_team_as_observer, "colleague", True, [200] * 5, 200),
]


@pytest.mark.parametrize(("fate", "role", "takes_part", "read", "write"), FATES)
def test_what_is_open_follows_the_place_at_once(fate, role, takes_part, read, write, world, undone):
    rows, person = world.places["own"].piloted, world.people[role]
    base, visitor = f"{rows.base}{rows.running.number}/", world.client(role)
    assert statuses(visitor, base) == [200] * 5
    noted = Observation.objects.filter(measure__pilot=rows.running, noted_by=person).count()
    fate(world, role)
    assert Participation.objects.filter(pilot=rows.running, person=person).exists() == takes_part
    assert statuses(visitor, base) == read
    between = f"{rows.base}{rows.between.number}/" if fate is not leave_pilot else base
    assert {visitor.get(f"{between}{tail}").status_code for tail in WRITES} <= {write, 302 if write == 200 else write}
    left = Observation.objects.filter(measure__pilot=rows.running, noted_by=person).count()
    assert left == (noted if takes_part else 0)


def test_an_account_that_goes_takes_its_part_along_and_leaves_no_name(world, undone):
    rows, colleague = world.places["own"].piloted, world.people["colleague"]
    visitor = world.client("colleague")
    assert visitor.post("/me/delete/", {"email": colleague.email}).status_code == 302
    assert set(rows.running.participations.values_list("person", flat=True)) == {world.people["member"].pk}
    page = oracles.readable(world.client("observer").get(f"{rows.base}{rows.running.number}/people/"))
    assert "name-colleague" not in oracles.owners(page)
    assert visitor.get(f"{rows.base}{rows.running.number}/").status_code in {302, 404}


def test_whoever_was_only_invited_finds_nothing_once_it_is_closed_or_the_staff_is_left(world, undone):
    rows, visitor = world.places["own"].piloted, world.client("ex_member")
    base = f"{rows.base}{rows.inviting.number}/"
    assert statuses(visitor, base) == [403, 200, 403, 403, 403]
    closed = f"{rows.base}{rows.closed['school'].number}/"
    assert statuses(visitor, closed) == [404] * 5
    world.people["ex_member"].staff_members.all().delete()
    assert statuses(visitor, base) == [404] * 5
    assert visitor.post(f"{base}join/").status_code == 404


def test_nobody_of_another_school_is_invited_by_way_of_a_place_on_a_team_there(world, undone):
    rows = world.places["own"].piloted
    for role in ("foreign_facilitator", "outsider", "district_facilitator", "site_staff"):
        visitor = world.client(role)
        for pilot in (rows.inviting, rows.running, rows.closed["public"]):
            assert statuses(visitor, f"{rows.base}{pilot.number}/") == [404] * 5, role
            assert visitor.post(f"{rows.base}{pilot.number}/join/").status_code == 404, role


def test_a_member_who_did_not_join_reads_and_plans_and_writes_no_data(world, undone):
    """Nothing in the pilot calls them missing."""
    rows, member = world.places["own"].piloted, world.client("member")
    leave_pilot(world, "member")
    base = f"{rows.base}{rows.running.number}/"
    assert statuses(member, base, ("details/", "notes/", "arrows/")) == [200] * 3
    forms = ("cycles/new/", "measures/new/", "people/challenges/new/", "people/leave/")
    assert statuses(member, base, forms) == [403] * 4
    page = oracles.readable(member.get(f"{base}people/"))
    assert "name-member" not in {one for one in oracles.owners(page.partition("<main")[2])}


def test_a_draft_laid_down_goes_with_whoever_laid_it(world, undone):
    rows = world.places["own"].piloted
    leave_pilot(world, "member")
    assert not rows.measure.import_drafts.exists()


def test_a_visitor_of_a_closed_door_reads_what_was_seen_only_while_at_the_school(world, undone):
    rows = world.places["own"].piloted
    path, visitor = rows.over.get_absolute_url(), world.client("colleague")
    assert "saw-a" in oracles.owners(oracles.readable(visitor.get(path)))
    world.people["colleague"].staff_members.all().delete()
    assert visitor.get(path).status_code == 404
    assert visitor.get(f"{path}saw/").status_code == 404


def test_the_whole_district_comes_where_the_host_says_so_and_no_further(world, undone):
    """A school is brought into the district: its staff reads the invitation, and nothing of the pilot, of visits or of the other door."""
    own, foreign = world.places["own"], world.places["foreign"]
    rows, stranger = own.piloted, world.client("foreign_facilitator")
    assert [stranger.get(one.get_absolute_url()).status_code for one in (rows.coming, rows.over)] == [404, 404]
    school = foreign.team.school
    type(school).objects.filter(pk=school.pk).update(district=own.team.school.district)
    page = stranger.get(rows.coming.get_absolute_url())
    assert page.status_code == 200
    found = oracles.owners(oracles.readable(page))
    assert found & {"saw-a", "pilot-a", "invitation-a", "name-colleague"} == set()
    assert stranger.get(rows.over.get_absolute_url()).status_code == 404
    assert stranger.post(f"{rows.coming.get_absolute_url()}come/").status_code == 302
    assert "name-colleague" in oracles.owners(oracles.readable(stranger.get(rows.coming.get_absolute_url())))
    type(school).objects.filter(pk=school.pk).update(district=None)
    assert stranger.get(rows.coming.get_absolute_url()).status_code == 404
    assert Visitor().get(rows.coming.get_absolute_url()).status_code == 302
