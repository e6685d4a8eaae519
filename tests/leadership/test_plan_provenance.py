"""Where a goal comes from: what the plan claims, that each claim leads back, and that nothing is claimed of what stays with the team."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.plan import Plan
from leadership.plan_provenance import Grounds, Served, claims_of
from leadership.views.plan import plan_html
from visioning.models import Goal, Version

from ..conftest import signed_in
from ..pdfua import failures
from ..visioning import deciding
from . import threading
from .test_plan_pdf import printed_by


@pytest.fixture
def tied(team, ana):
    """A goal tied to a sentence, with a theory, an arrow that was tried, a pilot with a chart and a decision."""
    threading.vision(team, ana)
    goal, theory, pilot = threading.chain(team, ana)
    threading.strand(team, ana, "goal", goal.number)
    return goal, theory, pilot


def claims(plan):
    ((_goal, said),) = plan.goals
    return said


def texts(plan):
    return " | ".join(f"{one.label}: {one.words}" for one in claims(plan))


def test_a_goal_says_which_sentence_it_serves_and_why(team, tied):
    said = texts(Plan.for_team(team))
    assert "“Every child is greeted by name.”, because: They hear their name from us." in said


def test_it_says_how_its_theory_and_its_pilot_fare(team, tied):
    _goal, theory, pilot = tied
    said = texts(Plan.for_team(team))
    assert theory.title in said
    assert "of its arrows" in said
    assert pilot.title in said
    assert "observations" in said


def test_a_goal_nobody_tied_says_so(team, ana):
    Goal.note(team, ana, words="We start on time.")
    assert "Nobody has tied it to a sentence of the vision yet." in texts(Plan.for_team(team))


def test_a_decision_about_it_is_told_with_its_outcome(team, ana, tied):
    goal, _theory, _pilot = tied
    decision = deciding.decided(team, ana)
    plan = Plan.for_team(team)
    grounds = Grounds(decisions=frozenset({decision.number}))
    (claim,) = (one for one in claims_of(plan, grounds) if one.anchor.startswith("decision-"))
    assert decision.question in claim.words
    assert decision.outcome in claim.words


@pytest.mark.parametrize(
    ("people", "staff", "said"),
    [
        (1, 0, "grew from the words of one person."),
        (27, 34, "grew from the words of 27 people. The staff of the school is 34 people."),
        (40, 34, "grew from the words of 40 people."),  # voices from outside count too
    ],
)
def test_whose_words_are_counted_and_nobody_is_named(team, people, staff, said):
    grounds = Grounds((Served("Known by name.", "", "vision", "/x/"),), people, staff)
    told = [one.words for one in claims_of(Plan.for_team(team), grounds)]
    assert any(one.endswith(said) for one in told)


def test_words_the_team_has_not_adopted_do_not_leave_the_house(team, ana, tied):
    plan = Plan.for_team(team)
    grounds = Grounds((Served("A draft of a sentence.", "We try it.", "vision", "/x/"),))
    assert "A draft of a sentence." in str(claims_of(plan, grounds))
    Version.keep(team.shared_vision.text, by=ana, name="First").adopt(ana, [ana])
    adopted = Plan.for_team(team)
    said = str(claims_of(adopted, grounds))
    assert "A draft of a sentence." not in said
    assert "has changed since the vision was adopted, because: We try it." in said
    assert "Every child is greeted by name." in texts(adopted)  # that one is in what was adopted


@pytest.mark.parametrize(
    ("chapter", "gone"),
    [
        ("vision", "Every child is greeted by name."),
        ("theories", "of its arrows"),
        ("pilots", "observations"),
        ("conditions", "Where the condition stands"),
    ],
)
def test_nothing_is_claimed_of_a_chapter_that_stays_with_the_team(team, tied, chapter, gone):
    plan = Plan.for_team(team)
    assert gone in texts(plan)
    assert gone not in texts(plan.without({chapter}))


def test_without_the_goals_there_is_nothing_at_all(team, tied):
    assert Plan.for_team(team).without({"goals"}).goals == []


def test_each_anchor_of_a_claim_is_in_the_plan(team, tied):
    plan = Plan.for_team(team).at("https://site.example/")
    html = plan_html(plan)
    anchors = {one.anchor for one in claims(plan) if one.anchor}
    assert anchors
    assert anchors <= set(re.findall(r' id="([^"]+)"', html))


def test_on_paper_each_claim_leads_back_to_the_site(team, tied):
    html = plan_html(Plan.for_team(team).at("https://site.example/"))
    for claim in claims(Plan.for_team(team)):
        if claim.address:
            assert f'href="https://site.example{claim.address}"' in html


def test_every_address_of_a_claim_opens_for_the_team(team, ana, tied):
    client = signed_in(ana)
    addresses = {one.address for one in claims(Plan.for_team(team)) if one.address}
    assert addresses
    assert {client.get(address).status_code for address in addresses} == {200}


def test_the_page_shows_it_and_the_pdf_passes(as_cleo, as_ana, team, tied):
    page = as_cleo.get(reverse("team_plan", args=(team.slug,))).content.decode()
    assert "Where this goal comes from, and what came of it" in page
    assert failures(printed_by(as_ana, team).content) == []


def test_the_public_plan_claims_the_same_and_links_nowhere_inside(team, tied):
    public = Plan.for_team(team).at("https://site.example/").public
    assert "Every child is greeted by name." in texts(public)
    assert not public.inside


def test_three_goals_cost_no_more_questions_than_one(team, ana, tied):
    with CaptureQueriesContext(connection) as one:
        Plan.for_team(team)
    for number in range(2):
        Goal.note(team, ana, words=f"Goal {number}")
    with CaptureQueriesContext(connection) as three:
        Plan.for_team(team)
    assert len(three) == len(one)
