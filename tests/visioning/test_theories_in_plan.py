"""What a plan says of goals, problems of practice and theories."""

import pytest
from django.utils import timezone

from leadership.models import Team
from leadership.plan import Plan
from visioning.models import Statement
from visioning.plan_theories import Theories

from . import theorising

pytestmark = pytest.mark.django_db


def of(team) -> Theories:
    return Theories.of(team, Team.objects.filter(pk=team.pk).values(**Theories.questions()).get())


def test_a_theory_in_the_plan_is_the_theory(team, ben):
    made = theorising.theory(team, ben)
    arrow = made.arrows.get(source__number=1)
    arrow.mend(ben, 0, because="Whoever has time\nuses it.", assumption="We want to.")
    arrow.note_state(ben, "supported", timezone.localdate())
    (planned,) = of(team).theories
    assert planned.shape == made.shape()
    assert planned.shape.arrows[0].state_on == timezone.localdate()


def test_statements_stand_in_the_order_people_gave_them(team, ben):
    made = theorising.theory(team, ben, ("do: One", "do: Two", "adults: Three"), ((1, 3),))
    made.statements.get(number=2).move(up=True)
    assert of(team).theories[0].shape == made.shape()


def test_what_was_taken_out_or_put_away_is_not_in_it(team, ben):
    made = theorising.theory(team, ben)
    theorising.theory(team, ben, title="Put away").remove(ben)
    made.statements.get(number=2).remove(ben)
    (planned,) = of(team).theories
    assert [one.number for one in planned.shape.statements] == [1, 3, 4]
    assert [one.ends for one in planned.shape.arrows] == [(3, 4)]


def test_problems_stand_below_their_goals_and_those_without_one_last(team, ben):
    first = theorising.goal(team, ben, measure="We listen", benefits="The quiet ones")
    theorising.problem(team, ben, goal=None, words="A loose one", skipped="It was urgent")
    below = theorising.problem(team, ben, goal=first, kind="both", holds=["teaching"])
    below.rest_on(ben, words="We counted.")
    goals = of(team).goals
    assert [[problem.words for problem in one.problems] for one in goals] == [[below.words], ["A loose one"]]
    assert goals[0].said == ["How we will know: We listen", "Who benefits: The quiet ones"]
    assert [one.words for one in goals[0].problems[0].evidence] == ["We counted."]
    assert goals[1].goal is None


def test_the_plan_page_tells_all_of_it(as_cleo, team, ben):
    goal = theorising.goal(team, ben, framework="Graduate profile", framework_address="https://example.org/profile")
    problem = theorising.problem(team, ben, goal=goal)
    made = theorising.theory(team, ben, problem=problem, guide="structures")
    page = as_cleo.get("/teams/northside-team/plan/").content.decode()
    for words in (
        goal.words,
        "https://example.org/profile",
        problem.words,
        *(one.words for one in made.shape().statements),
    ):
        assert words in page
    assert 'id="theories"' in page
    assert "dist/theories.css" in page  # without its styles a drawing is black boxes, in both forms at once


def test_a_plan_with_a_goal_alone_is_not_empty(team, ben):
    assert Plan.for_team(team).is_empty
    theorising.goal(team, ben)
    assert not Plan.for_team(team).is_empty


def test_as_many_questions_for_three_theories_as_for_one(team, ben, django_assert_num_queries):
    for number in range(3):
        goal = theorising.goal(team, ben)
        problem = theorising.problem(team, ben, goal=goal)
        problem.rest_on(ben, words="We counted.")
        made = theorising.theory(team, ben, title=f"Theory {number}", problem=problem)
        Statement.add(made, ben, "do", "One more")
        with django_assert_num_queries(1):
            found = of(team)
        assert len(found.theories) == number + 1
