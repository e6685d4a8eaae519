"""Coming in by link: to a team, to a school's staff, with a school into a district."""

from urllib.parse import quote

import pytest
from django.urls import reverse

from leadership.models import JoinedBy, Role, StaffRole
from tests import factories
from tests.conftest import signed_in


@pytest.fixture
def nia(db):
    """New here: on no staff, on no team."""
    return factories.person("Nia Newman")


@pytest.fixture
def as_nia(nia):
    return signed_in(nia)


def link(name, house):
    house.rotate_link()
    return reverse(name, args=(house.link_token,))


def test_a_link_shows_the_team_and_joins_only_by_the_button(as_nia, nia, team, northside):
    url = link("team_join", team)
    assert "Join Northside team?" in as_nia.get(url).content.decode()
    assert not team.memberships.filter(person=nia).exists()
    assert as_nia.post(url)["Location"] == reverse("team_home", args=(team.slug,))
    membership = team.memberships.get(person=nia)
    assert (membership.role, membership.joined_by) == (Role.MEMBER, JoinedBy.LINK)
    assert northside.staff_members.get(person=nia).role == StaffRole.STAFF


def test_somebody_signed_out_comes_back_to_the_link_after_signing_in(as_nobody, team):
    url = link("team_join", team)
    answer = as_nobody.get(url)
    assert answer["Location"] == f"/accounts/login/?next={quote(url)}"
    assert "Northside" not in as_nobody.get(answer["Location"]).content.decode()


def test_whoever_is_on_the_team_stays_as_they_are(as_cleo, cleo, team):
    as_cleo.post(link("team_join", team))
    membership = team.memberships.get(person=cleo)
    assert (membership.role, membership.joined_by) == (Role.OBSERVER, JoinedBy.OPEN_CALL)


def test_joining_by_link_answers_an_open_request(as_nia, nia, team):
    team.join_requests.create(person=nia)
    as_nia.post(link("team_join", team))
    assert team.join_requests.count() == 0


@pytest.mark.parametrize("name", ["team_join", "school_join", "district_join"])
def test_a_link_that_is_old_closed_or_made_up_says_so_and_names_nothing(as_nia, team, northside, district, name):
    house = {"team_join": team, "school_join": northside, "district_join": district}[name]
    url = link(name, house)
    assert as_nia.get(url).status_code == 200
    house.close_link()
    closed_token_url = reverse(name, args=(house.link_token,))
    for address in (url, closed_token_url, reverse(name, args=("made-up",)), url[:-3] + "xx/"):
        for answer in (as_nia.get(address), as_nia.post(address)):
            assert answer.status_code == 404
            text = answer.content.decode()
            assert "This link no longer works" in text
            assert house.name not in text
    assert not team.memberships.filter(person__name="Nia Newman").exists()
    assert not northside.staff_members.filter(person__name="Nia Newman").exists()


def test_a_link_to_one_thing_opens_no_other(as_nia, team, northside, district):
    for house in (team, northside, district):
        house.rotate_link()
    for name, house in (("team_join", northside), ("school_join", team), ("district_join", team)):
        assert as_nia.post(reverse(name, args=(house.link_token,))).status_code == 404


def test_a_school_link_puts_on_the_staff_but_on_no_team(as_nia, nia, team, northside):
    url = link("school_join", northside)
    assert "Do you work at Northside?" in as_nia.get(url).content.decode()
    assert as_nia.post(url)["Location"] == reverse("school_home", args=(northside.slug,))
    assert northside.staff_members.get(person=nia).role == StaffRole.STAFF
    assert not nia.memberships.exists()
    as_nia.post(url)
    assert northside.staff_members.filter(person=nia).count() == 1


def test_a_district_link_brings_in_a_school_one_runs(as_nia, nia, team, district):
    mine = factories.school("Mine")
    mine.staff_members.create(person=nia, role=StaffRole.FACILITATOR)
    url = link("district_join", district)
    assert "Bring Mine in" in as_nia.get(url).content.decode()
    as_nia.post(url, {"school": mine.pk})
    mine.refresh_from_db()
    assert mine.district == district


@pytest.mark.parametrize("school", ["", "x", "99999999999999999999", "0"])
def test_a_district_link_brings_in_nothing_else(as_nia, nia, other_team, district, school):
    url = link("district_join", district)
    assert as_nia.post(url, {"school": school}).status_code == 404
    theirs = other_team.school
    theirs.welcome(nia)
    assert as_nia.post(url, {"school": theirs.pk}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.district is None


def test_a_link_reads_the_same_whenever_it_is_shown(team, monkeypatch):
    team.rotate_link()
    shown = team.link_token
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert team.link_token == shown
