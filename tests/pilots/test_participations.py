"""Joining a pilot: by oneself, for oneself, and nobody else; who takes part, and that nobody else is counted."""

import inspect

import pytest
from django.contrib import admin
from django.db import IntegrityError, transaction

from leadership.models import Role
from pilots.models import Closed, NotInvited, NotReady, Participation
from tests import factories
from tests.conftest import signed_in
from tests.leadership.asking import queries
from tests.leadership.test_together import at_once

from . import piloting
from .piloting import url

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def nia(northside):
    """On the school's staff, not on the team."""
    person = factories.person("Nia Newman")
    northside.welcome(person)
    return person


@pytest.fixture
def pilot(team, ana):
    return piloting.inviting(team, ana)


@pytest.fixture
def open_pilot(team, ana):
    """To which the whole staff is invited."""
    return piloting.inviting(team, ana, audience="staff", title="Open doors")


def test_one_joins_by_the_button_and_is_named_to_the_others(as_ana, as_ben, ben, pilot):
    response = as_ben.post(url("pilot_join", pilot), follow=True)
    assert "You take part. You can leave at any time" in response.text
    assert pilot.participations.get().person == ben
    page = as_ana.get(url("participation_list", pilot)).text
    assert "Ben Okafor" in page
    assert "Ana Ruiz" not in page.partition("<main")[2]


def test_pressed_twice_it_is_one_yes(as_ben, pilot):
    first = as_ben.post(url("pilot_join", pilot))
    second = as_ben.post(url("pilot_join", pilot))
    assert first.status_code == second.status_code == 302
    assert pilot.participations.count() == 1


def test_nobody_can_add_somebody_else(as_ana, ana, ben, cleo, pilot):
    """No field of any form is heard; no verb takes a second person; nothing in the admin."""
    names = ("person", "person_id", "people", "user", "email", "participant", "add")
    as_ana.post(url("pilot_join", pilot), {name: str(ben.pk) for name in names})
    assert set(pilot.participations.values_list("person", flat=True)) == {ana.pk}
    assert as_ana.post(url("participation_list", pilot), {"person": ben.pk}).status_code == 405
    assert list(inspect.signature(Participation.join).parameters) == ["pilot", "oneself"]
    assert Participation not in admin.site._registry
    with pytest.raises(IntegrityError), transaction.atomic():  # nor put in the place of somebody who joined
        Participation.objects.filter(person=ana).update(person=ben)


def test_nobody_can_put_somebody_else_out(as_ana, ana, ben, pilot):
    piloting.joined(pilot, ben)
    page = as_ana.get(url("participation_list", pilot)).text
    assert "remove" not in page.partition('id="participations"')[2]
    as_ana.post(url("pilot_leave", pilot), {"person": ben.pk})
    assert pilot.participations.filter(person=ben).exists()


def test_observers_read_and_do_not_join(as_cleo, pilot):
    page = as_cleo.get(url("pilot_invitation", pilot)).text
    assert "You look on here" in page
    assert "I take part" not in page
    assert as_cleo.post(url("pilot_join", pilot)).status_code == 403
    assert as_cleo.get(url("participation_list", pilot)).status_code == 200
    assert as_cleo.post(url("pilot_begin", pilot)).status_code == 403
    assert not pilot.participations.exists()


def test_outsiders_find_nothing(as_dov, dov, open_pilot):
    for name in ("pilot_invitation", "participation_list", "pilot_recorded", "pilot_leave", "challenge_list"):
        assert as_dov.get(url(name, open_pilot)).status_code == 404
    for name in ("pilot_join", "pilot_begin", "pilot_invitation_take_back", "pilot_leave"):
        assert as_dov.post(url(name, open_pilot)).status_code == 404
    with pytest.raises(NotInvited):
        Participation.join(open_pilot, dov)


def test_a_colleague_is_let_in_where_the_staff_is_invited_and_nowhere_else(nia, pilot, open_pilot):
    client = signed_in(nia)
    assert client.get(url("pilot_invitation", pilot)).status_code == 404
    assert client.post(url("pilot_join", pilot)).status_code == 404
    with pytest.raises(NotInvited):
        Participation.join(pilot, nia)
    assert "I take part" in client.get(url("pilot_invitation", open_pilot)).text
    assert client.get(url("participation_list", open_pilot)).status_code == 403
    client.post(url("pilot_join", open_pilot))
    page = client.get(url("participation_list", open_pilot)).text
    assert "Nia Newman" in page
    assert "Steps of the team" not in page
    assert client.get(url("pilot_invite", open_pilot)).status_code == 403


def test_before_the_invitation_and_after_the_end_nobody_joins(as_ben, ben, team, ana):
    planned = piloting.pilot(team, ana)
    over = piloting.inviting(team, ana, ends_on=piloting.in_days(-1))
    closed = piloting.closed(team, ana)
    for made, refusal in ((planned, NotReady), (over, NotReady), (closed, Closed)):
        with pytest.raises(refusal):
            Participation.join(made, ben)
        assert as_ben.post(url("pilot_join", made)).status_code == 302
        assert "I take part" not in as_ben.get(url("pilot_invitation", made)).text
    assert not Participation.objects.exists()


def test_whoever_has_not_joined_is_never_missing(as_ana, as_ben, ben, team, pilot):
    """No total to compare with, no list of others: neither on the invitation nor among the people."""
    for number in range(4):
        team.welcome(factories.person(f"Quiet Colleague {number}"), "link")
    piloting.joined(pilot, ben)
    for client in (as_ana, as_ben):
        for name in ("pilot_invitation", "participation_list"):
            page = client.get(url(name, pilot)).text
            assert "Quiet Colleague" not in page
            assert " of 6" not in page
            assert " of 7" not in page
    assert "One person takes part." in as_ana.get(url("pilot_invitation", pilot)).text


def test_a_role_taken_away_leaves_the_part_in_a_pilot(as_ben, ben, team, pilot):
    piloting.joined(pilot, ben)
    team.memberships.get(person=ben).change_role(Role.OBSERVER)
    assert pilot.participations.filter(person=ben).exists()
    assert as_ben.get(url("challenge_add", pilot)).status_code == 200


def test_without_htmx_and_with_it(as_ben, pilot):
    for name, part in (
        ("pilot_invitation", "pilot-invitation"),
        ("participation_list", "participations"),
        ("challenge_list", "challenges"),
    ):
        text = as_ben.get(url(name, pilot), headers=HTMX | {"HX-Target": f"div#{part}"}).text
        assert f'id="{part}"' in text
        assert "<html" not in text


@pytest.mark.parametrize("name", ["participation_list", "pilot_invitation", "challenge_list", "pilot_recorded"])
def test_pages_ask_the_same_for_one_and_for_three(as_ana, ana, team, pilot, name):
    def more(count):
        for _ in range(count):
            person = factories.person(f"Joining {pilot.participations.count()}")
            team.welcome(person, "link")
            joined = piloting.joined(pilot, person)
            joined.back(joined.propose(f"Challenge {joined.pk}"))
            piloting.measure(pilot, [1], by=ana)

    piloting.joined(pilot, ana)
    more(1)
    few = queries(as_ana, url(name, pilot))
    more(2)
    assert queries(as_ana, url(name, pilot)) == few <= 10


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_windows_joining_at_once_are_one_yes(transactional_db):
    ana = factories.person("Ana Ruiz")
    team = factories.team("Northside team", school=factories.school("Northside"), people={ana: Role.FACILITATOR})
    pilot = piloting.inviting(team, ana)
    address = url("pilot_join", pilot)
    assert at_once((ana, address, {}), (ana, address, {})) == [302, 302]
    assert pilot.participations.count() == 1
