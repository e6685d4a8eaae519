"""The knot of decisions on the team's home: what is open, whether it waits for me, what comes back, what was decided."""

from datetime import timedelta

import pytest
from django.utils import timezone

from leadership.thread import Thread
from visioning.models import Proposal, Rule, Stance

from . import deciding

pytestmark = pytest.mark.django_db


def knot(team, person):
    steps = Thread.for_team(team, team.memberships.get(person=person)).steps
    return next(step for step in steps if step.key == "decisions")


def test_before_anything_is_asked_it_invites_a_question_and_holds_nobody_up(team, ana, cleo):
    assert (knot(team, ana).action, knot(team, cleo).action) == ("Bring a question", "See how it works")
    assert not knot(team, ana).waits
    deciding.draft(team, ana)
    assert "Nothing is put to a decision yet" in knot(team, ana).sentence


def test_what_is_open_asks_whoever_has_not_said_and_asks_anew_with_a_new_edition(team, ana, ben, cleo):
    decision = deciding.opened(team, ana, rule=Rule.CONSENT)
    assert (knot(team, ben).action, knot(team, cleo).action) == ("Say what you think", "Go to the decision")
    deciding.brought(decision, ben)
    assert knot(team, ben).action == "Go to the decision"
    Proposal.write(decision, ana, "Wednesdays.")
    assert knot(team, ben).action == "Say what you think"
    Stance.say(decision, ben, 1, 2)
    assert knot(team, ben).action == "Go to the decision"
    Proposal.write(decision, ana, "Thursdays.", seen=1)
    assert knot(team, ben).action == "Say what you think"


def test_a_decision_comes_back_on_its_day_and_else_is_counted(team, ana, ben):
    deciding.decided(team, ana)
    assert knot(team, ana).sentence.startswith("One decision is written down")
    today = timezone.localdate()
    deciding.decided(team, ana, question="Who opens the gym?", decided_on=today, review_on=today)
    assert "“Who opens the gym?” was to be looked at again" in knot(team, ana).sentence
    assert (knot(team, ana).action, knot(team, ben).action) == ("Look back", "Read the decision")
    deciding.opened(team, ana, question="Which bus?", decide_by=today + timedelta(days=3))
    assert "“Which bus?” is open, to be decided by" in knot(team, ana).sentence
