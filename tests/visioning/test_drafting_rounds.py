"""Rounds of drafting: opened with a promise, read by all who are invited, closed with what came of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from leadership.models import Audience, JoinedBy
from tests import factories
from tests.conftest import signed_in
from visioning.models import DraftingRound, ProcessAnswer, RoundOpen, Version
from visioning.views.shared_visions import round_banner

from . import making
from .writing import Hand, begin

PART = {"HX-Request": "true"}


@pytest.fixture
def vision(team):
    return begin(team)


@pytest.fixture
def round(vision, ana):
    return making.drafting_round(vision, ana, aim="A draft that everybody recognizes")


@pytest.fixture
def eve(northside):
    """On the staff, not on the team: a guest where the staff is invited."""
    eve = factories.person("Eve Adeyemi", positions=["specialist"])
    northside.welcome(eve)
    return eve


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def said(person, **changes):
    today = timezone.localdate()
    return {
        "aim": "Know what the staff makes of it",
        "steward": person.pk,
        "openness": "consult",
        "audience": "staff",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=20)).isoformat(),
    } | changes


# --- Opening and reading ---------------------------------------------------------------------------------------


def test_the_page_leads_to_the_text_before_there_is_one(as_ben, team):
    page = as_ben.get(url("drafting_round_list", team)).text
    assert "Rounds begin when there is a text to work on." in page
    assert url("shared_vision", team) in page


def test_a_facilitator_opens_one_and_all_see_how_open_it_is(as_ana, as_cleo, ben, team, vision):
    assert "Open the first round" in as_ana.get(url("drafting_round_list", team)).text
    response = as_ana.post(url("drafting_round_new", team), said(ben), follow=True)
    assert "Round 1 is open." in response.text
    page = as_cleo.get(url("drafting_round", team, 1)).text
    assert "Consult: we ask you first, then decide what to take in" in page
    assert "kept by Ben Okafor" in page
    assert "You look on: you can read along." in page
    assert "Close the round" not in page


def test_opening_keeps_the_text_so_that_the_round_can_be_compared(as_ana, ana, ben, team, vision):
    Hand(vision.text, ana).write("Words from before.")
    as_ana.post(url("drafting_round_new", team), said(ben))
    Hand(vision.text, ben).write("Words of this round.")
    page = as_ana.get(url("drafting_round", team, 1)).text
    assert "Ben Okafor</li>" in page
    assert "Ana Ruiz</li>" not in page
    assert "Positions of those who wrote: Administrator." in page
    assert "?old=1&amp;new=now" in page


@pytest.mark.parametrize(
    "change",
    [
        {"aim": ""},
        {"aim": "x" * 281},
        {"steward": ""},
        {"steward": "0"},
        {"openness": "vote"},
        {"openness": ""},
        {"audience": "world"},
        {"starts_on": "0001-01-01"},
        {"ends_on": "9999-12-31"},
        {"ends_on": "2020-01-01"},
    ],
)
def test_what_does_not_fit_comes_back_with_its_words(as_ana, ben, team, vision, change):
    response = as_ana.post(url("drafting_round_new", team), said(ben) | change)
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert not DraftingRound.objects.exists()


def test_only_people_who_take_part_can_keep_a_round(as_ana, cleo, dov, team, vision):
    for person in (cleo, dov):
        assert as_ana.post(url("drafting_round_new", team), said(person)).status_code == 422


def test_one_round_at_a_time(as_ana, ana, team, vision, round):
    response = as_ana.post(url("drafting_round_new", team), said(ana), follow=True)
    assert "A round is open already." in response.text
    with pytest.raises(RoundOpen):
        making.drafting_round(vision, ana)
    assert DraftingRound.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_open_at_once_get_one(vision, ana):
    def open_one(_number):
        try:
            return making.drafting_round(vision, ana).number
        except RoundOpen:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(open_one, range(4)), key=str) == [1, None, None, None]


def test_changing_what_was_said(as_ana, ben, team, round):
    page = url("drafting_round_edit", team, 1)
    assert "A draft that everybody recognizes" in as_ana.get(page).text
    assert as_ana.post(page, said(ben, aim="")).status_code == 422
    as_ana.post(page, said(ben, openness="test"))
    again = DraftingRound.objects.get()
    assert (again.aim, again.openness, again.steward) == ("Know what the staff makes of it", "test", ben)


# --- Closing --------------------------------------------------------------------------------------------------


def test_closing_says_what_came_of_it_and_keeps_the_text_under_a_name(as_ana, as_cleo, ana, team, vision, round):
    Hand(vision.text, ana).write("One page.")
    page = url("drafting_round_close", team, 1)
    assert "After round 1" in as_ana.get(page).text
    assert as_ana.post(page, {"outcome": "", "name": ""}).status_code == 422
    response = as_ana.post(page, {"outcome": "A page.\n<b>Two</b> words.", "name": "After round 1"}, follow=True)
    assert "Round 1 is closed." in response.text
    page = as_cleo.get(url("drafting_round", team, 1)).text
    assert "<p>A page.<br>&lt;b&gt;Two&lt;/b&gt; words.</p>" in page
    assert "After round 1 (Version 1)" in page
    assert Version.objects.get().kept_by == ana


def test_a_closed_round_stays_as_it_was(as_ana, ana, ben, team, vision, round):
    round.close(ana, "A page.", "After round 1")
    assert not DraftingRound.objects.get().close(ana, "Something else.", "Again")
    for name, words in (("drafting_round_edit", said(ben)), ("drafting_round_close", {"outcome": "x", "name": "y"})):
        assert as_ana.get(url(name, team, 1)).status_code == 302
        as_ana.post(url(name, team, 1), words)
    again = DraftingRound.objects.get()
    assert (again.outcome, again.aim) == ("A page.", "A draft that everybody recognizes")
    Hand(vision.text, ben).write("Written afterwards.")
    assert "The words stayed as they were." in as_ana.get(url("drafting_round", team, 1)).text
    assert making.drafting_round(vision, ana).number == 2


def test_a_steward_who_leaves_is_a_former_colleague(as_ana, ben, team, vision):
    making.drafting_round(vision, ben)
    ben.delete()
    assert "kept by a former colleague" in as_ana.get(url("drafting_round_list", team)).text


# --- The process check ------------------------------------------------------------------------------------------


def test_the_team_answers_a_sign_and_the_last_hand_shows(as_ana, as_ben, as_cleo, team, round):
    address = url("process_answer", team, 1, "hours")
    as_ben.post(address, {"answer": "partly", "note": "The second hour was ours."})
    response = as_ana.post(address, {"answer": "yes", "note": "Staff time\nall along."})
    assert response.url.endswith("#sign-hours")
    assert ProcessAnswer.objects.count() == 1
    page = as_cleo.get(url("drafting_round", team, 1)).text
    assert '<b>Yes</b>: <span dir="auto">Staff time all along.</span>' in page
    assert "(Ana Ruiz," in page
    assert "Save our answer" not in page


def test_answering_gives_back_the_part(as_ben, team, round):
    headers = PART | {"HX-Target": "section#process"}
    answer = as_ben.post(url("process_answer", team, 1, "reasons"), {"answer": "not_yet"}, headers=headers)
    assert 'id="process"' in answer.text
    assert "<html" not in answer.text
    refused = as_ben.post(url("process_answer", team, 1, "reasons"), {"note": "My words"}, headers=headers)
    assert refused.status_code == 422
    assert "My words" in refused.text
    assert as_ben.post(url("process_answer", team, 1, "nonsense"), {"answer": "yes"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "args", "part"), [("drafting_round_list", (), "rounds"), ("drafting_round", (1,), "round")]
)
def test_open_pages_fetch_their_parts(as_cleo, team, round, name, args, part):
    answer = as_cleo.get(url(name, team, *args), headers=PART | {"HX-Target": f"div#{part}"})
    assert f'id="{part}"' in answer.text
    assert "<html" not in answer.text


def test_what_is_on_record_stands_beside_each_sign(as_ana, ana, ben, team, vision, round):
    Hand(vision.text, ana).write("We listen to every child.")
    making.suggestion(vision, ben, "every child", "each other").refuse(ana, "Children come first.")
    making.comment(vision, ben, "We listen")
    page = as_ana.get(url("drafting_round", team, 1)).text
    assert "One was not taken, with a reason." in page
    assert "One comment" in page
    assert "3 of 3 people on the team came by the open call or by the link." in page


# --- The banner ------------------------------------------------------------------------------------------------


def test_the_banner_is_there_while_a_round_is_open(ana, team, vision):
    membership = team.memberships.get(person=ana)
    assert round_banner(team, membership) is None
    made = making.drafting_round(vision, ana)
    banner = round_banner(team, membership)
    assert (banner["round"], banner["how"]) == (made, "You can write in the text, comment and suggest other words.")
    made.close(ana, "Done.", "After")
    assert round_banner(team, membership) is None


# --- Who may -----------------------------------------------------------------------------------------------------

READ = [("drafting_round_list", ()), ("drafting_round", (1,))]
RUN = [("drafting_round_new", ()), ("drafting_round_edit", (1,)), ("drafting_round_close", (1,))]


@pytest.mark.parametrize(("name", "args"), READ + RUN)
def test_outsiders_find_nothing(as_dov, dov, other_team, team, round, name, args):
    making.drafting_round(begin(other_team), dov)
    assert as_dov.get(url(name, team, *args)).status_code == 404
    assert as_dov.post(url("process_answer", team, 1, "hours"), {"answer": "yes"}).status_code == 404


@pytest.mark.parametrize(("name", "args"), RUN)
def test_only_who_runs_the_team_runs_rounds(as_ben, as_cleo, ben, team, round, name, args):
    for client in (as_ben, as_cleo):
        assert client.post(url(name, team, *args), said(ben) | {"outcome": "x", "name": "y"}).status_code == 403
    assert DraftingRound.objects.get().is_open


def test_observers_answer_no_sign(as_cleo, team, round):
    assert as_cleo.post(url("process_answer", team, 1, "hours"), {"answer": "yes"}).status_code == 403
    assert not ProcessAnswer.objects.exists()


def test_guests_read_what_they_are_invited_to_and_run_nothing(team, vision, ana, eve):
    as_eve = signed_in(eve)
    making.drafting_round(vision, ana, aim="Settle our own quarrel").close(ana, "Ours.", "After")
    assert as_eve.get(url("drafting_round_list", team)).status_code == 404
    making.drafting_round(vision, ana, audience=Audience.STAFF, openness="consult")
    page = as_eve.get(url("drafting_round", team, 2)).text
    assert "You can mark any passage, comment on it and suggest other words." in page
    assert "Save our answer" not in page
    assert as_eve.get(url("drafting_round", team, 1)).status_code == 404
    assert "our own quarrel" not in as_eve.get(url("drafting_round_list", team)).text
    assert as_eve.get(url("drafting_round_close", team, 2)).status_code == 403
    assert as_eve.post(url("process_answer", team, 2, "hours"), {"answer": "yes"}).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ana, ana, team, vision, rows, django_assert_max_num_queries):
    for number in range(rows):
        if number:
            DraftingRound.objects.get(number=number).close(ana, "Words.", f"After {number}")
        making.drafting_round(vision, ana)
        writer = factories.person(f"Writer {number}")
        team.welcome(writer, JoinedBy.LINK)
        Hand(vision.text, writer).write(f"Words {number}.")
    current = DraftingRound.objects.open().get()
    for sign in ("hours", "reasons", "leaders")[:rows]:
        ProcessAnswer.give(current, ana, sign, "yes", "")
    for name, args in (("drafting_round_list", ()), ("drafting_round", (current.number,))):
        as_ana.get(url(name, team, *args))
        with django_assert_max_num_queries(10) as counted:
            as_ana.get(url(name, team, *args))
        assert len(counted) == QUERIES[name]


QUERIES = {"drafting_round_list": 5, "drafting_round": 8}
