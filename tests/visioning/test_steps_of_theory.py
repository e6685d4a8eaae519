"""The knot of the theory on a team's home: where the team is with it, and one next thing to do."""

import pytest
from django.utils import timezone

from leadership.models import Team
from leadership.steps import DONE, HERE, LATER
from visioning.models import BeliefRound, BeliefTurn
from visioning.steps_of_theory import theory_questions, theory_step

from .theorising import goal, problem, theory

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(team, ben):
    def step(person=ben):
        membership = team.memberships.get(person=person)
        found = Team.objects.filter(pk=team.pk).values(**theory_questions(membership)).get()
        return theory_step(team, membership, found)

    return step


def test_it_asks_for_a_goal_then_for_a_problem_then_for_a_theory(team, ben, step):
    assert (step().state, step().action) == (LATER, "Name a goal")
    first = goal(team, ben)
    assert step().action == "Name the problem"
    problem(team, ben, goal=first)
    assert step().action == "Begin a theory"


def test_an_observer_is_asked_for_nothing(team, cleo, step):
    assert step(cleo).action == "See how it works"


def test_a_theory_without_arrows_is_not_done(team, ben, step):
    theory(team, ben, arrows=())
    assert step().state == LATER
    assert "Nothing in it leads to anything yet" in step().sentence


def test_it_tells_how_many_arrows_have_been_tried(team, ben, step):
    made = theory(team, ben)
    assert step().state == DONE
    assert "None of it has been tried yet." in step().sentence
    made.arrows.first().note_state(ben, "supported", timezone.localdate())
    assert "One of 3 arrows has been tried." in step().sentence


def test_what_was_taken_out_or_put_away_counts_no_more(team, ben, step):
    made = theory(team, ben)
    theory(team, ben, title="Another")
    assert step().sentence.startswith("2 theories")
    made.remove(ben)
    assert step().sentence.startswith("“Another”")


def test_an_open_round_about_beliefs_is_where_the_team_is(team, ana, ben, step):
    made = theory(team, ben)
    opened = BeliefRound.objects.create(wording=[], theory=made, number=1, naming="named", opened_by=ana)
    assert (step().state, step().action) == (HERE, "Say how sure you are")
    BeliefTurn.objects.create(round=opened, person=ben)
    assert step().action == "Go to it"


def test_one_question_however_many_theories(team, ben, step, django_assert_num_queries):
    for number in range(3):
        theory(team, ben, title=f"Theory {number}")
        with django_assert_num_queries(2):  # the membership, and all of it
            step()
