"""Two people on goals, problems and theories in the same second, on real connections: never a fault, nothing half-saved."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from django.db import connection, transaction
from django.urls import reverse

from leadership.leaving import Leaving
from leadership.models import JoinedBy, Person, PlanPrint
from tests import factories
from tests.leadership.test_together import at_once, pair
from visioning.models import CutOff, Goal, ProblemOfPractice, Theory

from .theorising import goal, problem, theory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
assert pair  # a fixture


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def test_two_goals_get_two_numbers(pair):
    team, ana, ben = pair
    add = url("goal_add", team)
    assert at_once((ana, add, {"words": "By Ana"}), (ben, add, {"words": "By Ben"})) == [302, 302]
    assert sorted(Goal.objects.values_list("number", flat=True)) == [1, 2]


def test_a_double_press_is_one_theory(pair):
    team, ana, _ben = pair
    post = ana, url("theory_start", team), {"title": "One", "guide": "whole", "skipped": "So", "start": "starter"}
    assert at_once(post, post) == [302, 302]
    assert Theory.objects.get().shape().statements


def test_one_name_goes_to_one_of_two(pair):
    team, ana, ben = pair
    start, said = url("theory_start", team), {"title": "One", "guide": "whole", "skipped": "So", "start": "nothing"}
    assert sorted(at_once((ana, start, said), (ben, start, said))) == [302, 422]
    assert Theory.objects.count() == 1


def test_two_take_one_goal_away(pair):
    team, ana, ben = pair
    made = goal(team, ana)
    post = url("goal_remove", team, 1), {"edition": made.edition}
    assert set(at_once((ana, *post), (ben, *post))) <= {302, 404}
    assert not Goal.objects.exists()


def test_a_goal_goes_while_a_problem_comes_to_stand_on_it(pair):
    team, ana, ben = pair
    made = goal(team, ana)
    remove = ana, url("goal_remove", team, 1), {"edition": made.edition}
    add = ben, url("problem_add", team), {"words": "In its way", "goal": "1", "skipped": ""}
    assert set(at_once(remove, add)) <= {302, 422}
    assert not Goal.objects.exists()


def test_what_was_removed_meanwhile_is_nothing_to_stand_on(pair):
    team, ana, ben = pair
    here = problem(team, ben, goal=goal(team, ana))
    gone, away = Goal.objects.get(), ProblemOfPractice.objects.get()
    made = theory(team, ana)
    Goal.objects.get().remove(0)
    with pytest.raises(CutOff):
        ProblemOfPractice.note(team, ben, words="Late", goal=gone)
    with pytest.raises(CutOff):
        here.mend(0, words="Late", goal=gone)
    ProblemOfPractice.objects.get().remove(0)
    with pytest.raises(CutOff):
        Theory.begin(team, ben, "Late", problem=away)
    with pytest.raises(CutOff):
        made.describe("Late", "", away, "", made.described)
    assert list(Theory.objects.values_list("title", flat=True)) == [made.title]


def test_whoever_leaves_for_good_waits_for_those_who_write(pair):
    """What was printed is forgotten by both, first by one and last by the other: neither may be ended for it."""
    team, ana, _ben = pair
    carol = factories.person("Carol Diaz")
    team.welcome(carol, JoinedBy.LINK)
    made = theory(team, carol)
    PlanPrint.ask(team, "wording", "plan.pdf")

    def leave():
        try:
            return Leaving.carry_out(carol, Leaving.of(carol).going)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as people:
        with transaction.atomic():
            made.held()
            leaving = people.submit(leave)
            sleep(0.3)
            made.statements.get(number=1).remove(ana)
        assert leaving.result()
    assert not Person.objects.filter(pk=carol.pk).exists()
    assert len(made.shape().statements) == 3
