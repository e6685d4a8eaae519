"""Why: private answers that nobody else can reach until their author shows them, and the team's common answers."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from leadership.leaving import Leaving
from leadership.models import Audience, Membership, Role
from tests import factories
from tests.conftest import signed_in
from visioning.models import WHY_QUESTIONS, MyAnswers, SharedText, Stale, Why, WhyAnswer

from . import making
from .writing import Hand, begin

CANARY = "CANARY private words of Ben"
PART = {"HX-Request": "true"}


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def said(edition=0, **words):
    return {question.key: "" for question in WHY_QUESTIONS} | words | {"edition": edition}


# --- For myself -------------------------------------------------------------------------------------------------


def test_each_question_can_be_answered_alone(as_ben, ben, team):
    page = as_ben.get(url("why", team)).text
    assert page.count("<textarea") == len(WHY_QUESTIONS) == 8
    assert "Nobody can open it, whatever their role" in page
    as_ben.post(url("why_answers", team), said(talent="Jo knows\nevery family.", no="Late mails."))
    assert MyAnswers.of(team, ben).words["talent"] == "Jo knows\nevery family."
    page = as_ben.get(url("why", team)).text
    assert "Late mails." in page
    assert "My answers: 2 written so far" in page


def test_it_saves_itself_and_answers_with_the_state_alone(as_ben, team):
    headers = PART | {"HX-Target": "p#save-state"}
    answer = as_ben.post(url("why_answers", team), said(talent="One."), headers=headers).text
    assert 'id="save-state"' in answer
    assert 'data-edition="1"' in answer
    assert "<html" not in answer
    assert 'data-edition="2"' in as_ben.post(url("why_answers", team), said(1, talent="Two."), headers=headers).text


def test_a_second_window_overwrites_nothing(as_ben, ben, team):
    as_ben.post(url("why_answers", team), said(talent="From the phone."))
    response = as_ben.post(url("why_answers", team), said(talent="From the desk."))
    assert response.status_code == 409
    assert "From the phone." in response.text
    assert "From the desk." in response.text
    assert MyAnswers.of(team, ben).words["talent"] == "From the phone."
    as_ben.post(url("why_answers", team), said(1, talent="From the desk.") | {"then": "both"})
    assert MyAnswers.of(team, ben).words["talent"] == "From the phone.\n\nFrom the desk."


def test_saving_the_same_again_is_no_new_edition(as_ben, ben, team):
    as_ben.post(url("why_answers", team), said(talent="Same."))
    assert as_ben.post(url("why_answers", team), said(talent="Same.")).status_code == 302
    assert MyAnswers.of(team, ben).edition == 1


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_lose_nothing(ben, team):
    words = [{question.key: f"Window {number}" for question in WHY_QUESTIONS} for number in range(4)]

    def keep(one):
        try:
            WhyAnswer.keep(team, ben, one, 0)
        except Stale:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(keep, words)) == 1
    assert MyAnswers.of(team, ben).words in words


@pytest.mark.parametrize(
    "change",
    [
        {"talent": "x" * 2001},
        {"edition": ""},
        {"edition": "-1"},
        {"edition": "9" * 30},
        {"show": "talent", "talent": ""},
    ],
)
def test_what_does_not_fit_comes_back_with_every_word(as_ben, team, change):
    response = as_ben.post(url("why_answers", team), said(no="My own words") | change)
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert "My own words" in response.text
    assert not WhyAnswer.objects.exists()


def test_odd_letters_stay_words(as_ben, ben, team):
    words = "<script>alert(1)</script> \u202eשלום 👩‍🏫"
    as_ben.post(url("why_answers", team), said(talent=words) | {"show": "talent"})
    assert MyAnswers.of(team, ben).words["talent"] == "<script>alert(1)</script> שלום 👩‍🏫"
    assert "<script>alert" not in as_ben.get(url("why", team)).text


# --- Showing and taking back --------------------------------------------------------------------------------------


def test_showing_one_shows_that_one_alone(as_ben, as_cleo, team):
    as_ben.post(url("why_answers", team), said(talent="Jo in the office.", no=CANARY) | {"show": "talent"})
    page = as_cleo.get(url("why", team)).text
    assert "Jo in the office." in page
    assert "Ben Okafor" in page
    assert CANARY not in page


def test_what_is_taken_back_is_gone_from_the_others_page(as_ben, as_ana, ben, team):
    making.why_answer(team, ben, CANARY, shown=True)
    assert CANARY in as_ana.get(url("why", team)).text
    hide = url("why_answer_hide", team, "talent")
    as_ben.post(hide, said(1, talent=CANARY, yes="Typed meanwhile."))
    assert CANARY not in as_ana.get(url("why", team)).text
    assert MyAnswers.of(team, ben).words["yes"] == "Typed meanwhile."
    assert as_ben.post(url("why_answer_hide", team, "nonsense")).status_code == 404


def test_taking_back_works_with_a_form_that_is_none(as_ben, ben, team):
    making.why_answer(team, ben, CANARY, shown=True)
    assert as_ben.post(url("why_answer_hide", team, "talent"), said("x")).status_code == 422
    assert MyAnswers.of(team, ben).shown == set()


def test_an_observer_by_now_still_takes_theirs_back(as_ana, ben, team):
    making.why_answer(team, ben, CANARY, shown=True)
    team.memberships.filter(person=ben).update(role=Role.OBSERVER)
    as_ben = signed_in(ben)
    page = as_ben.get(url("why", team)).text
    assert "What I show to the team" in page
    assert as_ben.post(url("why_answers", team), said(1, talent="New")).status_code == 403
    as_ben.post(url("why_answer_hide", team, "talent"))
    assert CANARY not in as_ana.get(url("why", team)).text


def test_emptied_answers_show_nothing(as_ben, as_ana, ben, team):
    making.why_answer(team, ben, CANARY, shown=True)
    as_ben.post(url("why_answers", team), said(1))
    assert "Nobody else has shown an answer yet." in as_ana.get(url("why", team)).text


# --- Nobody else ---------------------------------------------------------------------------------------------------


def test_no_page_of_anybody_else_holds_an_answer_that_is_not_shown(as_ana, as_cleo, ana, ben, team):
    making.why_answer(team, ben, CANARY)
    Why.start(team)
    ana.is_staff = ana.is_superuser = True
    ana.save()
    addresses = [
        url(name, team) for name in ("why", "telling_list", "vision_use_list", "drafting_round_list", "team_home")
    ]
    addresses += [url("team_plan", team), reverse("me_export"), reverse("home"), "/admin/"]
    for client in (as_ana, as_cleo):
        for address in addresses:
            assert CANARY not in client.get(address, follow=True).text
        part = client.get(url("why", team), headers=PART | {"HX-Target": "section#shown-answers"}).text
        assert 'id="shown-answers"' in part
        assert CANARY not in part
    assert CANARY not in str(WhyAnswer.objects.get()) + repr(WhyAnswer.objects.get())


def test_the_sites_own_staff_has_no_list_of_answers(as_ana, ana, ben, team):
    making.why_answer(team, ben, CANARY)
    ana.is_staff = ana.is_superuser = True
    ana.save()
    assert as_ana.get("/admin/visioning/whyanswer/").status_code == 404


def test_ones_own_export_has_them_all(as_ben, ben, team):
    making.why_answer(team, ben, CANARY)
    making.vision_use(begin(team), ben, what="The late bus")
    making.telling(team, ben, audience="The kitchen")
    found = json.loads(as_ben.get(reverse("me_export")).text)
    assert [(one["question"], one["words"], one["shared"]) for one in found["why_answers"]] == [
        ("talent", CANARY, False)
    ]
    assert found["uses_noted"][0]["what"] == "The late bus"
    assert found["tellings_planned"][0]["audience"] == "The kitchen"


def test_leaving_the_team_hides_them_and_deleting_the_account_deletes_them(as_ana, ben, team):
    making.why_answer(team, ben, CANARY, shown=True)
    Membership.objects.filter(team=team, person=ben).delete()
    assert CANARY not in as_ana.get(url("why", team)).text
    assert Leaving.carry_out(ben, Leaving.of(ben).going)
    assert not WhyAnswer.objects.exists()


def test_refused_words_are_in_no_log(as_ben, team, caplog):
    as_ben.post(url("why_answers", team), said(talent=CANARY * 200))
    as_ben.post(url("why_answers", team), said(talent=CANARY))
    as_ben.post(url("why_answers", team), said(talent=CANARY + "again"))
    assert CANARY not in caplog.text


# --- Together -------------------------------------------------------------------------------------------------------


def test_the_common_answers_are_one_live_text(as_ben, as_ana, as_cleo, ben, team):
    assert "Start our common answers" in as_ben.get(url("why", team)).text
    assert as_ben.post(url("why_start", team)).url == url("why", team) + "#together"
    as_ana.post(url("why_start", team))
    why = Why.objects.get()
    assert SharedText.objects.count() == 1
    for question in WHY_QUESTIONS:
        Hand(why.text, ben).write(f"Common words on {question.key}.", fragment=question.key)
    page = as_cleo.get(url("why", team)).text
    assert re.findall(r'data-fragment="(\w+)"', page) == [question.key for question in WHY_QUESTIONS]
    for question in WHY_QUESTIONS:
        assert f"<p>Common words on {question.key}.</p>" in page
    config = json.loads(re.search(r'id="shared-text-config" type="application/json">(.*?)</script>', page)[1])
    assert (config["id"], config["canWrite"]) == (str(why.text_id), False)


def test_an_observer_is_not_asked_to_begin(as_cleo, team):
    assert "Start our common answers" not in as_cleo.get(url("why", team)).text
    assert as_cleo.post(url("why_start", team)).status_code == 403
    assert not Why.objects.exists()


def test_a_page_that_is_open_learns_that_the_team_has_begun(as_ben, as_ana, team):
    address, asks = url("why", team), PART | {"HX-Target": "div#together-start"}
    page = as_ana.get(address).text
    assert re.search(r'id="together-start"[^>]* data-topic="why"', page)
    before = as_ana.get(address, headers=asks).text
    assert "Start our common answers" in before
    assert "<html" not in before
    as_ben.post(url("why_start", team))
    after = as_ana.get(address, headers=asks).text
    assert 'id="together-start"' in after
    assert "A colleague has begun" in after
    assert "Start our common answers" not in after
    assert "data-topic" not in after
    assert f'<a class="button is-primary" href="{address}"' in after
    assert "together-start" not in as_ana.get(address).text


def test_the_form_tells_the_style_sheet_which_answers_are_empty(as_ben, team):
    page = as_ben.get(url("why", team)).text
    assert page.count('placeholder=" "') == page.count("why-answer__show") == len(WHY_QUESTIONS)


# --- Who may -------------------------------------------------------------------------------------------------------


def test_outsiders_and_guests_find_nothing(as_dov, dov, other_team, northside, ana, ben, team):
    making.why_answer(team, ben, CANARY, shown=True)
    making.why_answer(other_team, dov, "Dov’s own")
    eve = factories.person("Eve Adeyemi")
    northside.welcome(eve)
    making.drafting_round(begin(team), ana, audience=Audience.STAFF, openness="co_create")
    why = Why.start(team)
    for client in (as_dov, signed_in(eve)):
        assert client.get(url("why", team)).status_code == 404
        for address in (url("why_start", team), url("why_answers", team), url("why_answer_hide", team, "talent")):
            assert client.post(address, said(talent="x")).status_code == 404
        assert client.get(reverse("text_authors", args=[why.text_id])).status_code == 404
    assert MyAnswers.of(team, ben).shown == {"talent"}


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ana, team, rows, django_assert_num_queries):
    why = Why.start(team)
    for number in range(rows):
        person = factories.person(f"Person {number}")
        team.welcome(person, "link")
        making.why_answer(team, person, f"Words {number}", shown=True)
        Hand(why.text, person).write(f"Common {number}", fragment="talent")
    as_ana.get(url("why", team))
    with django_assert_num_queries(7):
        as_ana.get(url("why", team))
