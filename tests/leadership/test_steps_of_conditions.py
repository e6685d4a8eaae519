"""The step about the conditions on a team's home: what it says in each state, where it leads, what it costs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership.models import AssessmentRound, Consensus
from leadership.steps_of_conditions import conditions_step

from . import making


def step_for(team, person):
    return conditions_step(team, team.memberships.get(person=person))


def settle(round, condition, by, other):
    for person in (by, other):
        found = Consensus.put(round, condition, person, 2)
    found.reveal()
    found.settle(by, 2, "Because.", 0)


@pytest.fixture
def asked(team, ana):
    """A closed round about two conditions and a form of its own."""
    form = {**making.part("work"), "kind": "form"}
    return making.assessment_round(team, [making.part("vision"), making.part("influence"), form])


def test_before_anything_it_says_what_it_is_about(team, ana):
    step = step_for(team, ana)
    assert "Nobody has looked yet." in step.sentence
    assert (step.state, step.url) == ("later", reverse("condition_list", args=(team.slug,)))


def test_while_a_round_is_open_it_says_how_many_answered_and_asks_who_has_not(team, ana, ben, cleo):
    opened = making.assessment_round(team, closed=False, naming="named", audience="team")
    assert step_for(team, ana).sentence == "“Autumn 2026” is open; nobody has answered yet."
    making.assessment_answer(opened, ben, 2)
    mine, bens, observers = (step_for(team, person) for person in (ana, ben, cleo))
    assert mine.sentence == "“Autumn 2026” is open; one person has answered."
    assert (mine.state, mine.url) == ("here", opened.get_absolute_url())
    assert (mine.action, bens.action, observers.action) == (
        "Say how things stand",
        "Go to the round",
        "Go to the round",
    )


def test_a_round_past_its_day_says_so(team, ana):
    making.assessment_round(team, closed=False, closes_on=timezone.localdate() - timedelta(days=1))
    assert "The last day of “Autumn 2026” has passed." in step_for(team, ana).sentence


def test_a_closed_round_is_to_be_read_together(team, ana, asked):
    step = step_for(team, ana)
    assert step.sentence == "“Autumn 2026” has closed. Read together what came of it."
    assert step.url == reverse("assessment_result", args=(team.slug, asked.number))


def test_what_is_settled_is_named_and_never_counted(team, ana, ben, asked):
    settle(asked, "vision", ana, ben)
    step = step_for(team, ana)
    assert step.sentence == "You have settled on a level for Vision and strategy. Not yet for Shared influence."
    assert step.url == reverse("consensus", args=(team.slug, asked.number, "influence"))
    settle(asked, "influence", ana, ben)
    step = step_for(team, ana)
    assert (step.state, step.sentence) == (
        "done",
        "You have settled on a level for every condition you asked about.",
    )


def test_levels_that_lie_face_down_are_not_told(team, ana, ben, asked):
    Consensus.put(asked, "vision", ben, 4, "CANARY")
    assert "settled" not in step_for(team, ana).sentence


def test_rounds_of_others_are_nowhere(team, ana, other_team):
    making.assessment_round(other_team)
    assert "Nobody has looked yet." in step_for(team, ana).sentence


def test_it_costs_one_question_however_many_rounds_there_are(team, ana, asked, django_assert_num_queries):
    membership = team.memberships.get(person=ana)
    with django_assert_num_queries(1):
        conditions_step(team, membership)
    for _number in range(2):
        making.assessment_round(team)
    assert AssessmentRound.objects.count() == 3
    with django_assert_num_queries(1):
        conditions_step(team, membership)
