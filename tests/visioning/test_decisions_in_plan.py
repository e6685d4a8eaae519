"""The plan about decision points: the words of that day, how they were decided, who sees it differently; nothing private."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from leadership.models import RankedCondition
from leadership.plan import Plan
from leadership.views.plan import fingerprint_of, plan_html
from visioning.models import DecisionDissent
from visioning.plan_decisions import Decisions

from .. import factories
from . import making
from .writing import Hand


def decide(team, person, words, guide="vision", question="why-recall"):
    return making.decision_point(team, guide, question, by=person, words=words, decided_by="consent")


def chapter(team):
    html = plan_html(Plan.for_team(team))
    found = re.search(r'<section class="chapter" id="decisions">(.*?)</section>', html, re.DOTALL)
    return " ".join(strip_tags(found[1]).split()) if found else ""


def test_a_decision_stands_with_its_question_how_and_when(team, ana, ben):
    point = decide(team, ana, "One sentence on the door.")
    DecisionDissent.say(point, ben, "And somebody who asks.")
    words = chapter(team)
    assert "Vision and strategy Think of a time when" in words
    assert "One sentence on the door. Decided on" in words
    assert "Consent: nobody had a reasoned objection." in words
    assert "Seen differently And somebody who asks. Ben Okafor" in words


def test_the_words_of_that_day_stand_and_not_what_is_written_since(team, ana):
    point = decide(team, ana, "Decided words.")
    Hand(point.text, ana).write("CANARY")
    words = chapter(team)
    assert "Decided words." in words
    assert "CANARY" not in words


def test_what_is_being_written_is_counted_and_private_answers_are_nowhere(team, ana, ben):
    making.decision_point(team, "vision", "why-add", by=ana, words="CANARY-draft")
    making.guide_answer(team, ben, "CANARY-private", question="why-add")
    making.guide_answer(team, ana, "CANARY-shown", question="why-add", shown=True)
    html = plan_html(Plan.for_team(team))
    assert "1 more answer is being written together and not decided yet." in chapter(team)
    assert "CANARY" not in html


def test_decisions_follow_the_overview_the_teams_order_and_the_guides(team, ana):
    for guide, question in (("vision", "why-add"), ("influence", "why-recall"), ("vision", "why-recall")):
        decide(team, ana, "So.", guide, question)
    decide(team, ana, "So.", "overview", "why-recall")
    RankedCondition.place(team, ana, "influence")
    found = [(one.about, one.question[:12]) for one in Plan.for_team(team).decisions.points]
    assert [label for label, _question in found] == [
        "Overview",
        "Shared influence",
        "Vision and strategy",
        "Vision and strategy",
    ]
    assert found[2][1] == "Think of a t"


def test_a_team_that_decided_nothing_has_no_such_chapter(team, other_team, dov):
    decide(other_team, dov, "CANARY")
    html = plan_html(Plan.for_team(team))
    assert 'id="decisions"' not in html
    assert "CANARY" not in html


def test_a_decision_makes_another_print(team, ana, ben):
    marks = [fingerprint_of(plan_html(Plan.for_team(team)))]
    point = decide(team, ana, "So.")
    marks.append(fingerprint_of(plan_html(Plan.for_team(team))))
    DecisionDissent.say(point, ben, "Not so.")
    marks.append(fingerprint_of(plan_html(Plan.for_team(team))))
    assert len(set(marks)) == 3


def test_many_decisions_cost_one_question(team, ana):
    for number, question in enumerate(("why-recall", "why-add", "why-fair")):
        point = decide(team, ana, "So.", question=question)
        DecisionDissent.say(point, factories.person(f"Person {number}"), "Not so.")
    with CaptureQueriesContext(connection) as asked:
        assert len(Decisions.of(team).points) == 3
    assert len(asked) == 1
