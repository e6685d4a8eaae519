"""What the plan tells of the work on the conditions, and what it keeps to itself: levels, results, order, tasks, notes."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from leadership.models import (
    Challenge,
    Consensus,
    ConsensusDissent,
    JoinedBy,
    LearningNeed,
    PilotIdea,
    PlanPrint,
    RankedCondition,
    ReservedTime,
    Shift,
    StopDoing,
    Task,
)
from leadership.plan import Plan
from leadership.printing import printer
from leadership.views.plan import fingerprint_of, plan_html

from ..conftest import signed_in
from ..pdfua import failures
from . import making

DAY = timezone.localdate()


def plan_of(team):
    return plan_html(Plan.for_team(team))


def chapter(html, name):
    """The words of one chapter."""
    found = re.search(rf'<section class="chapter" id="{name}">(.*?)</section>', html, re.DOTALL)
    return " ".join(strip_tags(found[1]).split()) if found else ""


def settle(round, condition, people, level=2, reason="Because it is so."):
    for person in people:
        found = Consensus.put(round, condition, person, level, "CANARY-blind")
    found.reveal()
    found.settle(people[0], level, reason, found.edition)
    return found


def asked(team, levels, **fields):
    """A closed round about vision that as many colleagues answered as there are levels."""
    people = making.staff(team.school, len(levels))
    said = [{"person": person, "levels": level} for person, level in zip(people, levels, strict=True)]
    return making.assessment_round(team, answers=said, people_count=len(levels), **fields)


@pytest.fixture
def closed(team):
    return asked(team, [1, 2, 2, 3, 3, 3, 2, 2, 1, 3, 4, 2])


# --- Where we stand ---------------------------------------------------------------------------------------------------
def test_a_settled_level_stands_with_its_reason_and_who_sees_it_differently(team, closed, ana, ben):
    found = settle(closed, "vision", [ana, ben], reason="Nobody reaches for it on Tuesdays.")
    ConsensusDissent.say(found, ben, "I do.")
    html = plan_of(team)
    words = chapter(html, "conditions")
    assert "Vision and strategy We say: Starting. Settled on" in words
    assert "after “Autumn 2026”." in words
    assert "Nobody reaches for it on Tuesdays." in words
    assert "Seen differently I do. Ben Okafor" in words
    assert "CANARY" not in html
    ben.delete()
    assert "I do. A former colleague" in chapter(plan_of(team), "conditions")


def test_levels_on_the_table_are_nowhere_until_the_team_settles(team, closed, ana, ben):
    for person in (ana, ben):
        found = Consensus.put(closed, "vision", person, 4, "CANARY")
    found.reveal()
    html = plan_of(team)
    assert "The team has not settled on a level yet." in chapter(html, "conditions")
    assert "CANARY" not in html


def test_the_latest_settled_level_counts(team, closed, ana, ben):
    settle(closed, "vision", [ana, ben], reason="Then.")
    later = making.assessment_round(team, name="Winter 2027")
    settle(later, "vision", [ana, ben], level=3, reason="Now.")
    words = chapter(plan_of(team), "conditions")
    assert "We say: Steady." in words
    assert "Then." not in words


def test_what_people_answered_is_told_in_a_sentence_with_how_many_answered(team, closed):
    words = chapter(plan_of(team), "conditions")
    assert "reach from not yet to part of how we work" in words
    assert "closed on" in words
    assert "12 of 12 asked." in words


def test_below_five_answers_nothing_is_told(team):
    asked(team, [1, 1, 1, 1])
    words = chapter(plan_of(team), "conditions")
    assert "ewer than five people answered without a name" in words
    assert "not yet to" not in words


def test_what_was_answered_with_names_stays_with_the_team(team, ana, ben):
    named = making.assessment_round(team, naming="named", audience="team")
    for person in (ana, ben):
        making.assessment_answer(named, person, 1, notes={"vision.told": "CANARY"})
    html = plan_of(team)
    assert "with their names. What they said stays with those who were asked." in chapter(html, "conditions")
    assert "not yet" not in chapter(html, "conditions").replace("not settled on a level yet", "").lower()
    assert "CANARY" not in html


def test_notes_and_formal_leaders_own_answers_are_nowhere(team, closed, ana, ben):
    making.assessment_answer(closed, ben, 4, notes={"vision.told": "CANARY"}, private=True)
    making.assessment_answer(closed, ana, 4, notes={"vision.told": "CANARY"}, private=False)
    html = plan_of(team)
    assert "CANARY" not in html
    assert "Ben" not in chapter(html, "conditions")
    assert "Ana" not in chapter(html, "conditions")


def test_an_open_round_and_another_teams_work_are_nowhere(team, other_team, dov):
    making.assessment_round(team, closed=False, name="CANARY-open")
    settled = making.assessment_round(other_team, name="CANARY-round")
    (colleague,) = making.staff(other_team.school, 1)
    other_team.welcome(colleague, JoinedBy.LINK)
    settle(settled, "vision", [dov, colleague], reason="CANARY")
    Task.note(other_team, dov, words="CANARY-task")
    RankedCondition.place(other_team, dov, "vision")
    html = plan_of(team)
    assert "CANARY" not in html
    assert "Dov" not in html
    assert 'id="conditions"' not in html


# --- Order, tasks, notes ----------------------------------------------------------------------------------------------
def test_the_order_stands_with_its_reasons_days_and_times(team, ana):
    for key in ("influence", "vision"):
        RankedCondition.place(team, ana, key)
    RankedCondition.of(team).first().mend(ana, reason="It holds up all else.", begins_on=DAY)
    first = timezone.make_aware(datetime(2026, 12, 1, 15, 30))
    ReservedTime.reserve(
        team, ana, condition="influence", meeting="Team", first_at=first, minutes=25, rhythm="weekly", times=3
    )
    words = chapter(plan_of(team), "order")
    assert "1. Shared influence It holds up all else. from" in words
    assert "2. Vision and strategy" in words
    assert "Team Shared influence Dec. 1, 2026, 3:30 p.m. 25 minutes, every week, 3 times" in words


def test_conditions_stand_in_the_teams_order(team, ana):
    making.assessment_round(team, [making.part("vision"), making.part("influence")])
    RankedCondition.place(team, ana, "influence")
    assert [one.label for one in Plan.for_team(team).work.conditions] == ["Shared influence", "Vision and strategy"]


def test_tasks_stand_with_owner_and_day_and_nothing_is_late(team, ana):
    Task.note(team, ana, words="Past its day", owner=ana, due_on=DAY - timedelta(days=3), guide="vision")
    Task.note(team, ana, words="For nobody yet")
    done = Task.note(team, ana, words="Over and done", owner=ana)
    done.settle(True, ana)
    words = chapter(plan_of(team), "tasks")
    assert "Past its day Vision and strategy Ana Ruiz was planned for" in words
    assert "For nobody yet – nobody yet" in words
    assert words.index("What is done") < words.index("Over and done")
    assert "overdue" not in words.lower()


def test_long_done_tasks_are_counted(team, ana):
    for number in range(15):
        Task.note(team, ana, words=f"Task {number}").settle(True, ana)
    words = chapter(plan_of(team), "tasks")
    assert "Nothing waits to be done." in words
    assert "3 earlier tasks are done too." in words


def notes(team, by):
    StopDoing.note(team, by, words="The bulletin", frees="An hour", from_on=DAY)
    Challenge.note(team, by, words="No time", kind="both", agreement="We ask first", guide="vision")
    Shift.note(team, by, who="teachers", now="We wait", words="We ask", role=True)
    LearningNeed.note(team, by, words="To say no", who="All of us", how="In pairs", by_on=DAY)


def test_each_kind_of_note_has_a_table(team, ana):
    notes(team, ana)
    PilotIdea.note(team, ana, words="An idea that waits for its pilot")
    html = plan_of(team)
    words = chapter(html, "groundwork")
    assert "The bulletin An hour" in words
    assert "No time Some of both We ask first Vision and strategy" in words
    assert "Teachers We wait We ask (a change of role)" in words
    assert "To say no All of us In pairs" in words
    assert html.count("<caption>What ends or waits") == 1
    assert "An idea that waits" not in html


def test_chapters_without_anything_in_them_are_not_there(team):
    keys = [key for key, _title in Plan.for_team(team).chapters]
    assert not {"conditions", "order", "decisions", "tasks", "groundwork"} & set(keys)
    assert Plan.for_team(team).is_empty


def test_words_cannot_become_markup(team, ana):
    Task.note(team, ana, words="<script>alert(1)</script>")
    assert "<script>" not in plan_of(team)


# --- Printing ---------------------------------------------------------------------------------------------------------
def test_each_change_makes_another_print(team, closed, ana, ben):
    def mark():
        return fingerprint_of(plan_of(team))

    marks = [mark()]
    found = settle(closed, "vision", [ana, ben])
    marks.append(mark())
    ConsensusDissent.say(found, ben, "Differently.")
    marks.append(mark())
    RankedCondition.place(team, ana, "vision")
    marks.append(mark())
    task = Task.note(team, ana, words="Do it")
    marks.append(mark())
    task.settle(True, ana)
    marks.append(mark())
    notes(team, ana)
    marks.append(mark())
    assert len(set(marks)) == len(marks)


def test_no_printed_plan_outlives_what_was_taken_back(team, closed, ana, ben):
    found = settle(closed, "vision", [ana, ben])
    ConsensusDissent.say(found, ben, "Differently.")
    note = Challenge.note(team, ben, words="Hard for one of us.")
    for take_back in (
        lambda: ConsensusDissent.say(found, ben, "In other words."),
        lambda: ConsensusDissent.take_back(found, ben),
        note.remove,
    ):
        made, _mine = PlanPrint.ask(team, "a wording", "plan.pdf")
        made.keep(b"%PDF", 1)
        take_back()
        assert not team.plan_prints.exists()


def test_all_of_it_prints_and_passes(team, closed, ana, ben):
    found = settle(closed, "vision", [ana, ben], reason="نعم.\n\nYes 🌱")
    ConsensusDissent.say(found, ben, "لا أرى ذلك هكذا.")
    RankedCondition.place(team, ana, "vision")
    Task.note(team, ana, words="Do it", due_on=DAY)
    notes(team, ana)
    assert failures(printer.pdf(plan_of(team))) == []


def test_it_asks_as_much_for_many_as_for_one(team, ana, ben):
    client = signed_in(ana)

    def fill(count):
        for _number in range(count):
            closed = making.assessment_round(team)
            settle(closed, "vision", [ana, ben])
            ConsensusDissent.say(closed.consensuses.get(), ben, "Differently.")
            Task.note(team, ana, words="Do it", owner=ben)
            notes(team, ana)
        for key in ("vision", "influence", "capacity")[:count]:
            RankedCondition.place(team, ana, key)

    def cost():
        with CaptureQueriesContext(connection) as made:
            assert client.get(reverse("team_plan", args=(team.slug,))).status_code == 200
        return len(made)

    fill(1)
    one = cost()
    fill(3)
    assert cost() == one
