"""The knot of the pilots on a team's home: where the team is with them, and one next thing to do."""

import pytest
from django.utils import timezone

from leadership.models import Team
from leadership.steps import DONE, LATER, OPEN
from pilots.steps_of_pilots import pilot_questions, pilots_step
from tests.visioning.theorising import crowd

from .piloting import closed, cycle, in_days, inviting, joined, measure, pilot, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(team, ben):
    def step(person=ben):
        membership = team.memberships.get(person=person)
        found = Team.objects.filter(pk=team.pk).values(**pilot_questions(membership)).get()
        return pilots_step(team, membership, found)

    return step


def test_without_a_pilot_it_offers_to_plan_one(step):
    assert (step().state, step().action) == (LATER, "Plan a pilot")


def test_an_observer_is_asked_for_nothing(team, ben, cleo, step):
    assert step(cleo).action == "See how it works"
    pilot(team, ben)
    assert step(cleo).action == "Read the plan of it"


def test_a_planned_one_has_invited_nobody(team, ben, step):
    pilot(team, ben)
    assert "Nobody is invited yet" in step().sentence
    assert step().state == OPEN  # not "later": it goes on already


def test_an_invitation_is_read_by_those_who_have_not_joined(team, ana, ben, step):
    made = inviting(team, ana)
    assert step().action == "Read the invitation"
    joined(made, ben)
    assert step().action == "Go to the pilot"


def test_one_that_runs_tells_how_far_it_is(team, ana, ben, step):
    made = running(team, ana, [ben])
    cycle(made)
    measure(made, [3, 4, 5]).observations.filter(value=4).update(struck_at=timezone.now())
    assert "one person, one cycle, 2 observations" in step().sentence


def test_one_that_has_come_to_its_end_comes_first(team, ana, ben, step):
    running(team, ana, [ben], title="Swaps", ends_on=in_days(-1))
    running(team, ana, [ben], title="Newer one")
    assert step().sentence == "“Swaps” has come to its end. What came of it?"


def test_closed_ones_are_done(team, ana, ben, step):
    closed(team, ana, [ben])
    assert step().state == DONE
    assert "One pilot is closed." in step().sentence


def test_another_teams_pilots_say_nothing_here(team, other_team, dov, step):
    running(other_team, dov)
    assert step().action == "Plan a pilot"


def test_many_pilots_cost_no_more_questions(team, ana, django_assert_num_queries):
    membership = team.memberships.get(person=ana)
    people = crowd(team, 2)
    for _one in range(3):
        cycle(running(team, ana, people))
    with django_assert_num_queries(1):
        found = Team.objects.filter(pk=team.pk).values(**pilot_questions(membership)).get()
    with django_assert_num_queries(0):
        assert "2 more are under way" in pilots_step(team, membership, found).sentence
