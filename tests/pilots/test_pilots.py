"""Pilots: begun from what the team has, listed by stage, read and changed on their own page, removed only while planned."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership.models import BurningQuestion, PilotIdea
from pilots.models import LaterEnd, LearningCard, Measure, Pilot, TestedArrow
from tests import factories
from tests.conftest import signed_in
from tests.visioning.theorising import goal, problem, theory
from visioning.models import CutOff
from visioning.theory.shape import State

from .piloting import AIM, closed, cycle, in_days, inviting, joined, measure, pilot, running, url

pytestmark = pytest.mark.django_db


def plain(answer):
    return " ".join(unescape(answer.text).split())


def at(name, team, **query):
    return reverse(name, args=[team.slug], query=query or None)


def said(**changes):
    return {**AIM, "title": "Talk before pens", "ends_on": str(in_days(50)), "guide": "", **changes}


def details(one, **changes):
    blank = dict.fromkeys(("first_step", "led_by", "starts_on", "midpoint_on", "allowance"), "")
    blank |= dict.fromkeys(("benefits_educators", "benefits_students", "benefits_others"), "")
    aim = {name: getattr(one, name) for name in ("title", *AIM)}
    return {**blank, **aim, "ends_on": str(one.ends_on), "guide": one.guide, "edition": one.edition, **changes}


@pytest.fixture
def arrow(team, ben):
    return theory(team, ben, guide="structures").arrows.first()


@pytest.fixture
def eve(northside):
    """On the staff, not on the team."""
    made = factories.person("Eve Adeyemi")
    northside.welcome(made)
    return made


# --- The list --------------------------------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do_and_what_waits(as_ben, as_cleo, ben, team, arrow):
    problem(team, ben)
    page = plain(as_ben.get(at("pilot_list", team)))
    assert "Nothing is being tried yet." in page
    assert "3 untested arrows, 1 problem of practice" in page
    assert at("pilot_start", team) in page
    assert at("pilot_start", team) not in as_cleo.get(at("pilot_list", team)).text


def test_pilots_stand_by_stage_each_with_its_next_thing(as_ben, ben, ana, team):
    pilot(team, ben, title="Only planned")
    inviting(team, ana, title="Out now")
    made = running(team, ben, [ben], title="In the midst")
    cycle(made)
    closed(team, ben, title="Over and told")
    page = plain(as_ben.get(at("pilot_list", team)))
    places = [page.index(words) for words in ("Under way", "Inviting", "Being planned", "Closed")]
    assert places == sorted(places)
    assert "One person takes part" in page or "one person takes part" in page
    assert "one cycle so far; no data points yet" in page.lower()
    assert "Choose what to measure" in page
    assert "Read the invitation" in page


# --- Beginning one -------------------------------------------------------------------------------------------------------


def test_without_a_source_there_is_a_choice_first(as_ben, ben, team, arrow):
    found = problem(team, ben)
    asked = BurningQuestion.note(team, ben, words="Who talks least?", guide="influence")
    idea = PilotIdea.note(team, ben, words="Swap rooms for a week")
    page = plain(as_ben.get(at("pilot_start", team)))
    for words in (arrow.source.words, found.words, asked.words, idea.words):
        assert words in page
    for query in (f"arrow={arrow.pk}", f"problem={found.number}", f"question={asked.pk}", f"idea={idea.pk}"):
        assert f"?{query}" in page


def test_from_an_arrow_it_tests_that_arrow(as_ben, ben, team, arrow):
    start = at("pilot_start", team, arrow=arrow.pk)
    page = plain(as_ben.get(start))
    assert arrow.target.words in page
    assert '<option value="structures" selected' in page
    after = as_ben.post(at("pilot_start", team), said(arrow=arrow.pk, guide="structures"), follow=True)
    made = Pilot.objects.get()
    assert (made.number, made.guide, made.led_by, made.noted_by) == (1, "structures", ben, ben)
    assert made.tested_arrows.get().arrow == arrow
    assert arrow.target.words in plain(after)
    arrow.refresh_from_db()
    assert arrow.state == State.UNTESTED  # nothing is noted on the arrow before the pilot runs


def test_from_a_problem_a_question_and_an_idea(as_ben, ben, team):
    found = problem(team, ben, goal=goal(team, ben))
    asked = BurningQuestion.note(team, ben, words="Who talks least?", guide="influence")
    idea = PilotIdea.note(team, ben, words="Swap rooms for a week")
    as_ben.post(at("pilot_start", team), said(problem=found.number, question=asked.pk, idea=idea.pk))
    made = Pilot.objects.get()
    assert (made.problem, made.idea) == (found, idea)
    note = made.notes.get()
    assert (note.kind, note.words, note.burning_question) == ("question", asked.words, asked)
    page = plain(as_ben.get(made.get_absolute_url()))
    for words in (found.words, found.goal.words, asked.words, idea.words):
        assert words in page


def test_with_nothing_behind_it_a_reason_is_needed(as_ben, team):
    assert "Why without a problem" in plain(as_ben.get(at("pilot_start", team, without=1)))
    answer = as_ben.post(at("pilot_start", team), said())
    assert answer.status_code == 422
    assert AIM["what"] in plain(answer)
    as_ben.post(at("pilot_start", team), said(skipped="We try out how it goes"))
    assert Pilot.objects.get().skipped == "We try out how it goes"


def test_what_is_another_teams_is_no_source(as_ben, dov, team, other_team):
    theirs = theory(other_team, dov).arrows.first()
    question = BurningQuestion.note(other_team, dov, words="Only for Hillside")
    page = as_ben.get(at("pilot_start", team, arrow=theirs.pk, question=question.pk)).text
    assert "Only for Hillside" not in page
    for query in ({"arrow": theirs.pk}, {"question": question.pk}, {"arrow": "9" * 30}, {"idea": "x\x00"}):
        assert as_ben.post(at("pilot_start", team), said(**query)).status_code == 422
    assert not Pilot.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"who": ""},
        {"what": "x" * 301},
        {"measured_how": " "},
        {"ends_on": ""},
        {"ends_on": "2020-01-01"},
        {"ends_on": "9999-01-01"},
        {"guide": "nonsense"},
    ],
)
def test_what_does_not_fit_comes_back_with_its_words(as_ben, team, change):
    answer = as_ben.post(at("pilot_start", team), said(skipped="Kept, all of it") | change)
    assert answer.status_code == 422
    assert "Kept, all of it" in answer.text
    assert "maxlength" not in answer.text
    assert not Pilot.objects.exists()


def test_pressed_twice_it_is_one(as_ben, team):
    for _press in range(2):
        as_ben.post(at("pilot_start", team), said(skipped="Small"))
    as_ben.post(at("pilot_start", team), said(skipped="Small", title="Another"))
    assert list(Pilot.objects.values_list("number", flat=True)) == [1, 2]


def test_what_it_began_with_may_be_removed_meanwhile(as_ben, ben, team):
    question = BurningQuestion.note(team, ben, words="Who talks least?")
    idea = PilotIdea.note(team, ben, words="Swap rooms")
    problem_gone, idea_gone = problem(team, ben), PilotIdea(pk=10**6)
    problem_gone.remove(problem_gone.edition)
    ready = {**AIM, "title": "Talk", "ends_on": in_days(9)}
    for gone in ({"problem": problem_gone}, {"idea": idea_gone}):
        with pytest.raises(CutOff):
            Pilot.start(team, ben, **ready, **gone)
    question.remove()
    made = Pilot.start(team, ben, questions=[question], idea=idea, **ready)
    assert not made.notes.exists()


# --- One pilot ------------------------------------------------------------------------------------------------------------


def test_its_page_leads_back_along_the_thread(as_ben, as_cleo, ben, team, arrow):
    made = running(team, ben, [ben], guide="structures", problem=problem(team, ben))
    TestedArrow.objects.create(pilot=made, arrow=arrow)
    arrow.theory.team = team
    for client in (as_ben, as_cleo):
        page = client.get(made.get_absolute_url()).text
        for address in (
            arrow.get_absolute_url(),
            arrow.theory.get_absolute_url(),
            reverse("problem", args=[team.slug, made.problem.number]),
            reverse("condition", args=[team.slug, "structures"]),
            reverse("shared_vision", args=[team.slug]),
        ):
            assert f'href="{address}"' in page
        assert "Ben Okafor" in page


def test_the_first_goal_stays_pinned_whatever_is_changed(as_ben, ben, team):
    made = inviting(team, ben, pinned="Our goal as we said it first.", allowance="A flat lesson is a finding")
    as_ben.post(url("pilot_edit", made), details(made, what="Something else"))
    for name in ("pilot", "pilot_edit", "pilot_note_list", "pilot_midpoint", "tested_arrow_list"):
        page = plain(as_ben.get(url(name, made)))
        assert "Our goal as we said it first." in page
        assert "Something else" in page


def test_details_are_said_anew(as_ben, ben, ana, team):
    made = pilot(team, ben)
    change = {"first_step": "Two of us try it", "led_by": ana.pk, "starts_on": str(in_days(1)), "guide": "capacity"}
    as_ben.post(url("pilot_edit", made), details(made, **change, midpoint_on=str(in_days(30))))
    made.refresh_from_db()
    assert (made.first_step, made.led_by, made.guide, made.edition) == ("Two of us try it", ana, "capacity", 1)
    assert "Two of us try it" in plain(as_ben.get(made.get_absolute_url()))


@pytest.mark.parametrize(
    "change",
    [
        {"ends_on": ""},
        {"ends_on": "2020-01-01"},
        {"starts_on": "2090-01-01"},
        {"midpoint_on": "2090-01-01"},
        {"allowance": "x" * 401},
        {"led_by": "999999"},
        {"edition": ""},
    ],
)
def test_details_that_do_not_fit_come_back(as_ben, ben, team, change):
    made = pilot(team, ben)
    answer = as_ben.post(url("pilot_edit", made), details(made, first_step="Kept, all of it") | change)
    assert answer.status_code == 422
    assert "Kept, all of it" in answer.text
    made.refresh_from_db()
    assert made.edition == 0


def test_nobody_from_elsewhere_is_put_in_the_lead(as_ben, ben, dov, cleo, team):
    made = pilot(team, ben)
    for person in (dov, cleo):
        assert as_ben.post(url("pilot_edit", made), details(made, led_by=person.pk)).status_code == 422


def test_two_who_write_at_once_both_see_both(as_ana, as_ben, ben, team):
    made = pilot(team, ben)
    as_ana.post(url("pilot_edit", made), details(made, what="What Ana wrote"))
    answer = as_ben.post(url("pilot_edit", made), details(made, what="What Ben wrote"))
    assert answer.status_code == 409
    assert "What Ana wrote" in answer.text
    assert "What Ben wrote" in answer.text
    made.refresh_from_db()
    assert made.what == "What Ana wrote"
    as_ben.post(url("pilot_edit", made), details(made, what="What both want"))
    made.refresh_from_db()
    assert made.what == "What both want"


def test_after_the_invitation_a_later_end_needs_its_reason(as_ben, ben, team):
    made = inviting(team, ben)
    later = str(in_days(90))
    answer = as_ben.post(url("pilot_edit", made), details(made, ends_on=later))
    assert answer.status_code == 422
    assert "those who joined did so until the day" in plain(answer)
    as_ben.post(url("pilot_edit", made), details(made, ends_on=later, later_because="Snow days"))
    made.refresh_from_db()
    assert (made.ends_on, LaterEnd.objects.get().because) == (in_days(90), "Snow days")
    assert "Snow days" in plain(as_ben.get(made.get_absolute_url()))
    as_ben.post(url("pilot_edit", made), details(made, ends_on=str(in_days(20))))
    assert LaterEnd.objects.count() == 1  # an earlier end needs none


def test_before_the_invitation_the_end_moves_freely(as_ben, ben, team):
    made = pilot(team, ben)
    as_ben.post(url("pilot_edit", made), details(made, ends_on=str(in_days(200))))
    made.refresh_from_db()
    assert made.ends_on == in_days(200)
    assert not LaterEnd.objects.exists()


def test_a_closed_pilot_stays_as_it_is(as_ben, ben, team, arrow):
    made = closed(team, ben, [ben])
    for name in ("pilot_edit", "pilot_midpoint", "tested_arrow_list", "pilot_remove"):
        assert as_ben.get(url(name, made)).status_code == 302
    answer = as_ben.post(url("pilot_edit", made), details(made, what="Too late"))
    assert answer.status_code == 409
    assert "Too late" in answer.text
    as_ben.post(url("tested_arrow_list", made), {"add": arrow.pk})
    page = plain(as_ben.get(made.get_absolute_url()))
    assert "Eleven of fourteen." in page
    assert "Spread it, step by step" in page
    made.refresh_from_db()
    assert made.what == AIM["what"]
    assert not made.tested_arrows.exists()


def test_half_way_those_it_touches_are_heard(as_ben, ben, team):
    made = running(team, ben, [ben], midpoint_on=in_days(-1))
    cycle(made)
    page = plain(as_ben.get(made.get_absolute_url()))
    assert "Half the way is done." in page
    words = {"midpoint_on": str(in_days(-1)), "midpoint_words": "Families:\nless homework.", "edition": made.edition}
    assert as_ben.post(url("pilot_midpoint", made), words | {"midpoint_words": "y" * 2001}).status_code == 422
    as_ben.post(url("pilot_midpoint", made), words)
    made.refresh_from_db()
    assert made.midpoint_words == "Families:\nless homework."
    page = plain(as_ben.get(made.get_absolute_url()))
    assert "less homework." in page
    assert "Half the way is done." not in page


# --- What it tests -------------------------------------------------------------------------------------------------------


def test_arrows_come_and_go(as_ben, ben, team, arrow):
    made = pilot(team, ben)
    choose = url("tested_arrow_list", made)
    assert arrow.source.words in plain(as_ben.get(choose))
    for _press in range(2):
        as_ben.post(choose, {"add": arrow.pk})
    row = made.tested_arrows.get()
    as_ben.post(choose, {"drop": row.pk})
    as_ben.post(choose, {"drop": row.pk})
    assert not made.tested_arrows.exists()
    assert as_ben.post(choose, {}).status_code == 422
    assert as_ben.post(choose, {"add": 10**8}).status_code == 404


def test_under_way_the_arrow_hears_of_it(ben, team, arrow):
    made = running(team, ben, [ben])
    row = TestedArrow.add(made, arrow, ben)
    arrow.refresh_from_db()
    assert arrow.state == State.BEING_TESTED
    row = TestedArrow.objects.select_related("arrow__theory").get(pk=row.pk)
    assert row.take_away(ben)
    arrow.refresh_from_db()
    assert arrow.state == State.UNTESTED


# --- Taking it away ------------------------------------------------------------------------------------------------------


def test_only_what_is_planned_is_removed(as_ben, ben, team):
    made = pilot(team, ben)
    assert made.title in as_ben.get(url("pilot_remove", made)).text
    assert as_ben.post(url("pilot_remove", made), {"edition": 7}).status_code == 409
    assert as_ben.post(url("pilot_remove", made), {}).status_code == 422
    as_ben.post(url("pilot_remove", made), {"edition": made.edition})
    assert not Pilot.objects.exists()
    out = inviting(team, ben)
    as_ben.post(url("pilot_remove", out), {"edition": out.edition})
    assert Pilot.objects.get() == out


# --- Who may --------------------------------------------------------------------------------------------------------------

TEAM_PAGES = ("pilot_list", "pilot_timeline", "win_list", "pilot_start", "win_add")
PILOT_PAGES = ("pilot", "pilot_edit", "pilot_remove", "pilot_midpoint", "tested_arrow_list", "pilot_note_list")


def test_outsiders_find_nothing(as_dov, ben, team):
    made = running(team, ben, [ben], audience="staff")
    for address in (*(at(name, team) for name in TEAM_PAGES), *(url(name, made) for name in PILOT_PAGES)):
        assert as_dov.get(address).status_code == 404
        assert as_dov.post(address, said()).status_code in (404, 405)


def test_observers_read_and_change_nothing(as_cleo, ben, team):
    made = running(team, ben, [ben])
    for name in ("pilot", "pilot_note_list"):
        assert as_cleo.get(url(name, made)).status_code == 200
    for name in ("pilot_edit", "pilot_remove", "pilot_midpoint", "tested_arrow_list"):
        assert as_cleo.post(url(name, made), details(made)).status_code == 403
    for name in ("pilot_start", "win_add"):
        assert as_cleo.post(at(name, team), said()).status_code == 403


def test_a_colleague_reads_once_they_joined_and_plans_not(ben, eve, team, arrow):
    made = running(team, ben, audience="staff")
    TestedArrow.objects.create(pilot=made, arrow=arrow)
    client = signed_in(eve)
    assert client.get(made.get_absolute_url()).status_code == 403
    joined(made, eve)
    page = client.get(made.get_absolute_url()).text
    assert arrow.target.words in unescape(page)
    arrow.theory.team = team
    assert arrow.get_absolute_url() not in page
    assert reverse("shared_vision", args=[team.slug]) not in page
    assert client.get(url("pilot_midpoint", made)).status_code == 200
    for name in ("pilot_edit", "pilot_remove", "tested_arrow_list"):
        assert client.get(url(name, made)).status_code == 403
    for name in TEAM_PAGES:
        assert client.get(at(name, team)).status_code == 404


@pytest.mark.parametrize(
    ("name", "part"), [("pilot_list", "pilots"), ("pilot_timeline", "timeline"), ("win_list", "wins")]
)
def test_an_open_page_fetches_its_part(as_cleo, ben, team, name, part):
    pilot(team, ben)
    answer = as_cleo.get(at(name, team), headers={"HX-Request": "true", "HX-Target": f"div#{part}"}).text
    assert f'id="{part}"' in answer
    assert "<html" not in answer


def test_the_page_of_one_is_a_part_too(as_cleo, ben, team):
    made = pilot(team, ben)
    answer = as_cleo.get(made.get_absolute_url(), headers={"HX-Request": "true", "HX-Target": "div#pilot-body"}).text
    assert 'id="pilot-body"' in answer
    assert "<html" not in answer


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ben, ben, ana, team, rows, django_assert_num_queries):
    arrows = list(theory(team, ben).arrows.all())
    for _place in range(rows):
        made = running(team, ben, [ben, ana], problem=problem(team, ben, goal=goal(team, ben)))
        for number in range(rows):
            cycle(made, closed_at=timezone.now(), act="adopt")
            measure(made, [1, 2, 3], title=f"Measure {number}")
            TestedArrow.objects.create(pilot=made, arrow=arrows[number])
            problem(team, ben)
            made.notes.create(kind="win", words="Well", noted_by=ben)
        pilot(team, ben)
    addresses = {
        at("pilot_list", team): 4,
        at("pilot_timeline", team): 4,
        at("win_list", team): 5,
        at("pilot_start", team): 7,
        made.get_absolute_url(): 8,
        url("tested_arrow_list", made): 7,
        url("pilot_note_list", made): 7,
    }
    for address, queries in addresses.items():
        as_ben.get(address)
        with django_assert_num_queries(queries):
            as_ben.get(address)
    assert Measure.objects.count() == rows * rows


# --- Ways to it from where it comes from ----------------------------------------------------------------------------------


def test_arrow_problem_and_groundwork_lead_to_a_pilot_and_name_those_that_are(as_ben, as_cleo, ben, team, arrow):
    found = problem(team, ben)
    asked = BurningQuestion.note(team, ben, words="Who talks least?", guide="influence")
    idea = PilotIdea.note(team, ben, words="Swap rooms for a week", guide="influence")
    made = running(team, ben, problem=found, title="Talk & listen")
    TestedArrow.objects.create(pilot=made, arrow=arrow)
    TestedArrow.objects.create(pilot=running(team, ben, title="The second"), arrow=arrow)
    arrow.theory.team = team
    groundwork = reverse("groundwork", args=[team.slug, "influence"])
    start = at("pilot_start", team)
    for address, ways in (
        (arrow.get_absolute_url(), [f"?arrow={arrow.pk}"]),
        (found.get_absolute_url(), [f"?problem={found.number}"]),
        (groundwork, [f"?question={asked.pk}", f"?idea={idea.pk}"]),
    ):
        page, looked_at = as_ben.get(address).text, as_cleo.get(address).text
        for way in ways:
            assert f'href="{start}{way}"' in page
            assert f'href="{start}{way}"' not in looked_at
    for address in (arrow.get_absolute_url(), found.get_absolute_url()):
        assert f'href="{made.get_absolute_url()}"' in as_cleo.get(address).text
    page = as_cleo.get(arrow.get_absolute_url()).text
    assert page.index("Talk &amp; listen") < page.index("The second")


def test_what_others_learned_gives_words_to_begin_with(as_ben, ben, dov, team, other_team):
    theirs = closed(other_team, dov, title="Talk before pens")
    words = {"context": "Grade 6", "tried": "Pairs", "held": "More voices", "not_again": "Timers"}
    card = LearningCard.objects.create(pilot=theirs, reach="public", **words)
    page = plain(as_ben.get(at("pilot_start", team, card=card.pk)))
    for said_there in ("Talk before pens", "More voices", "Hillside tried it"):
        assert said_there in page
    as_ben.post(at("pilot_start", team), said(card=card.pk, skipped="Hillside tried it, so do we"))
    assert team.pilots.get().skipped == "Hillside tried it, so do we"
    LearningCard.objects.update(reach="team")
    assert "More voices" not in as_ben.get(at("pilot_start", team, card=card.pk)).text
