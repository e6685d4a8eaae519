"""Where a person stands with a pilot, and what the rules say of it."""

import pytest

from leadership.models import Membership
from pilots import rules
from pilots.places import COLLEAGUE, Colleague, colleagues_who_hear, place_in
from tests import factories
from tests.conftest import signed_in
from visioning.guests import TOPICS_FOR_GUESTS
from visioning.live.admission import admit_listener, still_in
from visioning.live.intake import Refusal
from visioning.models import Gathering

from . import piloting

pytestmark = pytest.mark.django_db


@pytest.fixture
def nia(northside):
    person = factories.person("Nia Newman")
    northside.welcome(person)
    return person


def role_in(pilot, person):
    place, _participation = place_in(pilot, person)
    return place and place.role


@pytest.mark.parametrize(
    ("state", "audience", "before", "after"),
    [
        ("pilot", "staff", None, COLLEAGUE),
        ("inviting", "team", None, COLLEAGUE),
        ("inviting", "staff", COLLEAGUE, COLLEAGUE),
        ("running", "staff", COLLEAGUE, COLLEAGUE),
        ("closed", "staff", None, COLLEAGUE),
    ],
)
def test_a_colleague_has_a_place_while_invited_and_for_good_once_joined(team, ana, nia, state, audience, before, after):
    pilot = getattr(piloting, state)(team, ana, audience=audience)
    assert role_in(pilot, nia) == before
    assert colleagues_who_hear([nia.pk, ana.pk], pk=team.pk) == ({nia.pk: {"pilots"}} if before else {})
    piloting.joined(pilot, nia)
    assert role_in(pilot, nia) == after
    assert colleagues_who_hear([nia.pk], slug=team.slug) == {nia.pk: {"pilots"}}


def test_people_of_the_team_keep_their_place_and_others_have_none(team, ana, cleo, dov, other_team):
    pilot = piloting.inviting(team, ana, audience="staff")
    place, participation = place_in(pilot, ana)
    assert isinstance(place, Membership)
    assert (place.joined, place.leads, participation) == (False, True, None)
    assert role_in(pilot, cleo) == "observer"
    assert role_in(pilot, dov) is None


def test_whoever_left_the_school_has_none_though_a_row_were_left(team, ana, nia, northside):
    pilot = piloting.inviting(team, ana, audience="staff")
    northside.staff_members.filter(person=nia).delete()
    piloting.joined(pilot, nia)
    assert role_in(pilot, nia) is None
    assert colleagues_who_hear([nia.pk], pk=team.pk) == {}


def test_a_colleagues_open_page_hears_of_pilots_and_of_nothing_else(team, ana, nia, dov, other_team):
    """Else the number they noted themselves would not show on the page."""
    key = signed_in(nia).cookies["sessionid"].value
    with pytest.raises(Refusal):
        admit_listener(key, team.slug)
    piloting.inviting(team, ana, audience="staff")
    admission = admit_listener(key, team.slug)
    assert (admission.team, admission.may_write, admission.topics) == (team.pk, False, {"pilots"})
    with pytest.raises(Refusal):
        admit_listener(key, other_team.slug)
    assert still_in({"pk": team.pk}, [nia.pk, dov.pk], [key], closely=False) == ({nia.pk: False}, {key})
    Gathering.objects.create(team=team, number=1, name="Our hopes", audience="staff")
    both = admit_listener(key, team.slug)
    assert (both.may_write, both.topics) == (False, {"pilots"} | TOPICS_FOR_GUESTS)


@pytest.mark.parametrize(
    ("joined", "leads", "sees", "works", "runs"),
    [
        (False, False, False, False, False),
        (True, False, True, True, False),
        (True, True, True, True, True),
        (False, True, False, False, False),
    ],
)
def test_what_a_colleague_may(joined, leads, sees, works, runs):
    place = Colleague(None, 1, joined, leads)
    assert rules.may_read_invitation(place)
    assert rules.may_join_pilot(place)
    assert not rules.may_plan_pilot(place)
    assert not rules.may_replicate(place)
    assert rules.may_see_pilot(place) is sees
    assert rules.may_leave_pilot(place) is joined
    assert rules.may_choose_challenge(place) is joined
    assert rules.may_work_in_pilot(place) is works
    assert rules.may_run_pilot(place) is runs
