"""What the plan says of decisions: what the staff may read, how objections ended and nothing of what they said."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from leadership.models import Audience
from leadership.plan import Plan
from visioning.models import Objection, Proposal, Stance

from . import deciding

pytestmark = pytest.mark.django_db


def printed(team):
    return render_to_string("leadership/plan/plan_pdf.html", {"plan": Plan.for_team(team)})


def test_a_decision_tells_how_it_came_about_what_is_expected_and_what_was_not_taken_up(team, ana):
    deciding.decided(team, ana, explanation="Tuesdays were asked for. The busses are late then.")
    told = printed(team)
    assert "Wednesday mornings stay free of meetings." in told
    assert "What we expect to see: Every grade plans together twice a month." in told
    assert "Tuesdays were asked for. The busses are late then." in told


def test_drafts_and_what_only_the_team_may_read_stay_with_the_team(team, ana):
    deciding.draft(team, ana, question="Do we need a draft?")
    deciding.opened(team, ana, question="Who leads us next year?", audience=Audience.TEAM)
    deciding.decided(team, ana, question="Who stops at four?", audience=Audience.TEAM)
    deciding.opened(team, ana, question="Which bell rings first?")
    told = printed(team)
    assert "Which bell rings first?" in told
    for kept in ("Do we need a draft?", "Who leads us next year?", "Who stops at four?"):
        assert kept not in told


def test_of_an_objection_the_plan_says_how_it_ended_and_none_of_its_words(team, ana, ben):
    decision = deciding.opened(team, ana)
    Proposal.write(decision, ana, "Wednesdays.")
    Stance.say(decision, ana, 1, 2)
    objection = Objection.put(decision, ben, 1, "My choir meets then.", "Everybody has a voice.")
    decision.proposal.turn_over()
    objection.end(ben, Objection.State.RESOLVED, "Choir moves to Thursday.", Objection.State.OPEN)
    told = printed(team)
    assert (
        "One objection. Resolved: what changed takes care of it." not in told
    )  # it is open: nothing is told of its end
    type(decision).objects.filter(pk=decision.pk).update(
        stage="decided",
        outcome="Wednesdays.",
        decided_on=timezone.localdate(),
        review_on=timezone.localdate() + timedelta(9),
    )
    told = printed(team)
    assert "One objection. Resolved: what changed takes care of it." in told
    assert "choir" not in told.lower()
    assert "Everybody has a voice." not in told
