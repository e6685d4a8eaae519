"""What follows from a pilot stands on the team's list of tasks, with who and when."""

from datetime import date

import pytest

from leadership.models import Task
from tests import factories
from tests.conftest import signed_in

from . import piloting
from .ending import body, closing, sent, url

pytestmark = pytest.mark.django_db
STEP = {"step-0-words": "Show it to grade 7", "step-0-due_on": "2027-01-15"}


@pytest.fixture
def pilot(team, ana, ben):
    return piloting.running(team, ana, [ben], guide="vision")


def test_a_step_is_a_task_of_the_team(as_ana, as_ben, pilot, ben):
    as_ana.post(
        url("pilot_close", pilot), sent(pilot, **STEP, **{"step-0-owner": ben.pk, "step-1-words": "Ask families"})
    )
    first, second = Task.objects.order_by("id")
    assert (first.words, first.owner, first.due_on, first.guide) == (
        "Show it to grade 7",
        ben,
        date(2027, 1, 15),
        "vision",
    )
    assert (second.words, second.owner) == ("Ask families", None)
    page = body(as_ben.get(url("pilot_close", pilot)))
    assert "Show it to grade 7" in page
    assert "Ben Okafor" in page


def test_only_people_of_the_team_own_one(as_ana, pilot, cleo, dov):
    for stranger in (cleo, dov):
        response = as_ana.post(url("pilot_close", pilot), sent(pilot, **STEP, **{"step-0-owner": stranger.pk}))
        assert response.status_code == 422
        assert "Show it to grade 7" in body(response)
    assert not Task.objects.exists()


def test_a_colleague_who_leads_sees_of_the_team_only_who_is_in_it_with_them(northside, team, ana, ben):
    pilot = piloting.running(team, ana, [ben], audience="staff")
    eve = factories.person("Eve Stone")
    northside.welcome(eve)
    piloting.joined(pilot, eve)
    type(pilot).objects.update(led_by=eve)
    page = body(signed_in(eve).get(url("pilot_close", pilot)))
    assert "Ben Okafor" in page
    assert "Ana Ruiz" not in page


def test_a_row_without_words_is_asked_about(as_ana, pilot, ben):
    response = as_ana.post(url("pilot_close", pilot), sent(pilot, **{"step-1-owner": ben.pk}))
    assert response.status_code == 422
    assert "leave the whole row empty" in body(response)


def test_a_slip_of_the_finger_in_the_year_is_asked_about(as_ana, pilot):
    response = as_ana.post(url("pilot_close", pilot), sent(pilot, **STEP | {"step-0-due_on": "0207-01-15"}))
    assert response.status_code == 422
    assert "Please check the year." in body(response)


def test_the_same_words_twice_are_one_step(pilot, ana):
    pilot.close(ana, closing(steps=(("Go on", None, None), ("Go on", None, None))))
    assert pilot.next_steps.count() == Task.objects.count() == 1


def test_two_pilots_may_end_with_the_same_step(pilot, team, ana):
    other = piloting.running(team, ana, guide="vision")
    for one in (pilot, other):
        one.close(ana, closing(steps=(("Go on", None, None),)))
    assert pilot.closed_at
    assert other.closed_at
