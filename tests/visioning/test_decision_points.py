"""Working through a guide: private answers nobody else can reach, what colleagues show, and what is decided together."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from leadership.leaving import Leaving
from leadership.models import Audience, Membership, Role
from tests import factories
from tests.conftest import signed_in
from visioning.models import (
    DecidedMeanwhile,
    DecisionDissent,
    DecisionPoint,
    GuideAnswer,
    NothingDecided,
    SharedText,
    Stale,
)

from . import making
from .writing import Hand, begin

CANARY = "CANARY private words of Ben"
PART = {"HX-Request": "true"}
KEY = ("vision", "why-recall")


def url(name, team, *args):
    return reverse(name, args=[team.slug, *(args or KEY)])


def said(words, edition=0, **more):
    return {"words": words, "edition": edition} | more


def part(client, address, element):
    return client.get(address, headers=PART | {"HX-Target": element})


def test_a_young_team_has_the_card_at_hand(as_ben, ben, team):
    assert "The card “Rounds”" in as_ben.get(url("guide_question", team)).text
    for question in ("why-match", "why-add", "why-fair"):
        making.decision_point(team, question=question, by=ben, words="So.", decided_by="talked")
    page = as_ben.get(url("guide_question", team)).text
    assert "The card “Rounds”" not in page
    assert "How to talk about it" in page


# --- For myself -------------------------------------------------------------------------------------------------


def test_the_question_is_answered_alone(as_ben, ben, team):
    page = as_ben.get(url("guide_question", team)).text
    assert "Think of a time when you and others knew" in page
    assert page.count("<textarea") == 1
    assert "Only you can read this, whatever anybody’s role, until you show it." in page
    answer = as_ben.post(url("guide_answer", team), said("The school play.\nEverybody knew."))
    assert answer.url == url("guide_question", team) + "#alone"
    assert GuideAnswer.of(team, ben, *KEY).words == "The school play.\nEverybody knew."
    assert "The school play." in as_ben.get(url("guide_question", team)).text


def test_it_saves_itself_and_answers_with_the_state_alone(as_ben, team):
    headers = PART | {"HX-Target": "p#save-state"}
    answer = as_ben.post(url("guide_answer", team), said("One."), headers=headers).text
    assert 'id="save-state"' in answer
    assert 'data-edition="1"' in answer
    assert "<html" not in answer
    assert 'data-edition="2"' in as_ben.post(url("guide_answer", team), said("Two.", 1), headers=headers).text


def test_a_second_window_overwrites_nothing(as_ben, ben, team):
    as_ben.post(url("guide_answer", team), said("From the phone."))
    response = as_ben.post(url("guide_answer", team), said("From the desk."))
    assert response.status_code == 409
    assert "From the phone." in response.text
    assert "From the desk." in response.text
    assert GuideAnswer.of(team, ben, *KEY).words == "From the phone."
    as_ben.post(url("guide_answer", team), said("From the desk.", 1, then="both"))
    assert GuideAnswer.of(team, ben, *KEY).words == "From the phone.\n\nFrom the desk."


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_lose_nothing(ben, team):
    words = [f"Window {number}" for number in range(4)]

    def keep(one):
        try:
            GuideAnswer.keep(team, ben, *KEY, one, 0)
        except Stale:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(keep, words)) == 1
    assert GuideAnswer.of(team, ben, *KEY).words in words


@pytest.mark.parametrize(
    "change",
    [{"words": "x" * 2001}, {"edition": ""}, {"edition": "-1"}, {"edition": "9" * 30}, {"show": "1", "words": ""}],
)
def test_what_does_not_fit_comes_back_with_every_word(as_ben, team, change):
    response = as_ben.post(url("guide_answer", team), said("My own words") | change)
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert (change.get("words") or "My own words" * ("words" not in change)) in response.text
    assert not GuideAnswer.objects.exists()


def test_odd_letters_stay_words(as_ben, as_ana, ben, team):
    as_ben.post(url("guide_answer", team), said("<script>alert(1)</script> \u202eשלום", show="1"))
    assert GuideAnswer.of(team, ben, *KEY).words == "<script>alert(1)</script> שלום"
    assert "<script>alert" not in as_ana.get(url("guide_question", team)).text


# --- Showing and taking back ------------------------------------------------------------------------------------


def test_showing_shows_this_answer_alone(as_ben, as_cleo, ben, team):
    making.guide_answer(team, ben, CANARY, question="why-match")
    as_ben.post(url("guide_answer", team), said("The school play.", show="1"))
    page = as_cleo.get(url("guide_question", team)).text
    assert "The school play." in page
    assert "Ben Okafor" in page
    assert CANARY not in page
    assert CANARY not in as_cleo.get(url("guide_question", team, "vision", "why-match")).text


def test_what_is_taken_back_is_gone_from_the_others_page(as_ben, as_ana, ben, team):
    making.guide_answer(team, ben, CANARY, shown=True)
    assert CANARY in as_ana.get(url("guide_question", team)).text
    as_ben.post(url("guide_answer_hide", team), said("Typed meanwhile.", 1))
    assert CANARY not in as_ana.get(url("guide_question", team)).text
    mine = GuideAnswer.of(team, ben, *KEY)
    assert (mine.words, mine.shared) == ("Typed meanwhile.", False)


def test_saving_in_one_window_does_not_undo_taking_back_in_another(ben, team):
    making.guide_answer(team, ben, CANARY, shown=True)
    held = GuideAnswer.of(team, ben, *KEY)
    GuideAnswer.take_back(team, ben, *KEY)
    held.take("Other words")
    assert not GuideAnswer.objects.shared().exists()


def test_taking_back_works_with_a_form_that_is_none(as_ben, ben, team):
    making.guide_answer(team, ben, CANARY, shown=True)
    assert as_ben.post(url("guide_answer_hide", team), said("x", "x")).status_code == 422
    assert not GuideAnswer.objects.shared().exists()


def test_an_observer_by_now_still_takes_theirs_back(as_ana, ben, team):
    making.guide_answer(team, ben, CANARY, shown=True)
    team.memberships.filter(person=ben).update(role=Role.OBSERVER)
    as_ben = signed_in(ben)
    assert "What I show to the team" in as_ben.get(url("guide_question", team)).text
    assert as_ben.post(url("guide_answer", team), said("New", 1)).status_code == 403
    as_ben.post(url("guide_answer_hide", team))
    assert CANARY not in as_ana.get(url("guide_question", team)).text


# --- Nobody else ------------------------------------------------------------------------------------------------


def test_no_page_of_anybody_else_holds_an_answer_that_is_not_shown(as_ana, as_cleo, ana, ben, team):
    making.guide_answer(team, ben, CANARY)
    making.decision_point(team, by=ana, words="We begin with the why.")
    ana.is_staff = ana.is_superuser = True
    ana.save()
    addresses = [
        url("guide_question", team),
        url("condition_stage", team, "vision", "why"),
        url("condition", team, "vision"),
        reverse("condition_list", args=[team.slug]),
        reverse("team_home", args=[team.slug]),
        reverse("team_plan", args=[team.slug]),
        reverse("me_export"),
        reverse("home"),
        "/admin/",
    ]
    for client in (as_ana, as_cleo):
        for address in addresses:
            page = client.get(address, follow=True).text
            assert CANARY not in page
            assert "colleague shows an answer" not in page
        for element in ("section#shown-answers", "section#decision"):
            found = part(client, url("guide_question", team), element).text
            assert "<html" not in found
            assert CANARY not in found
    assert as_ana.get("/admin/visioning/guideanswer/").status_code == 404
    assert CANARY not in str(GuideAnswer.objects.get()) + repr(GuideAnswer.objects.get())


def test_refused_words_are_in_no_log(as_ben, team, caplog):
    for words in (CANARY * 200, CANARY, CANARY + "again"):
        as_ben.post(url("guide_answer", team), said(words))
    assert CANARY not in caplog.text


def test_ones_own_export_has_answers_and_dissents(as_ben, ben, team):
    making.guide_answer(team, ben, CANARY)
    point = making.decision_point(team, by=ben, words="We begin.")
    DecisionDissent.say(point, ben, "Too early for me.")
    found = json.loads(as_ben.get(reverse("me_export")).text)
    assert [(one["question"], one["words"], one["shared"]) for one in found["guide_answers"]] == [
        ("why-recall", CANARY, False)
    ]
    assert found["decision_dissents"][0]["words"] == "Too early for me."


def test_leaving_the_team_hides_them_and_deleting_the_account_deletes_them(as_ana, ben, team):
    making.guide_answer(team, ben, CANARY, shown=True)
    point = making.decision_point(team, by=ben, words="We begin.")
    DecisionDissent.say(point, ben, "Too early for me.")
    Membership.objects.filter(team=team, person=ben).delete()
    assert CANARY not in as_ana.get(url("guide_question", team)).text
    assert Leaving.carry_out(ben, Leaving.of(ben).going)
    assert not GuideAnswer.objects.exists()
    page = as_ana.get(url("guide_question", team)).text
    assert "Too early for me." in page
    assert "a former colleague" in page
    assert "Ben Okafor" not in page


# --- Together ---------------------------------------------------------------------------------------------------


def test_what_is_decided_is_one_live_text(as_ben, as_ana, as_cleo, ben, team):
    assert "Write down what we decide" in as_ben.get(url("guide_question", team)).text
    assert as_ben.post(url("decision_point_start", team)).url == url("guide_question", team) + "#together"
    as_ana.post(url("decision_point_start", team))
    assert SharedText.objects.count() == 1
    Hand(DecisionPoint.objects.get().text, ben).write("We begin with the play.")
    page = as_cleo.get(url("guide_question", team)).text
    assert "<p>We begin with the play.</p>" in page
    config = json.loads(re.search(r'id="shared-text-config" type="application/json">(.*?)</script>', page)[1])
    assert config["canWrite"] is False


def test_an_observer_reads_and_is_asked_for_nothing(as_cleo, team):
    page = as_cleo.get(url("guide_question", team)).text
    assert "Write down what we decide" not in page
    assert "<textarea" not in page
    point = making.decision_point(team, words="We begin.")
    for name in ("guide_answer", "decision_point_start", "decision_point_settle", "decision_point_reopen"):
        assert as_cleo.post(url(name, team), said("x")).status_code == 403
    assert as_cleo.post(url("decision_dissent_edit", team), {"words": "x"}).status_code == 403
    page = as_cleo.get(url("guide_question", team)).text
    assert "Not decided yet." in page
    assert "We have decided this" not in page
    assert not point.is_settled


def test_a_page_that_is_open_learns_that_the_team_has_begun(as_ben, as_ana, team):
    address = url("guide_question", team)
    assert "Write down what we decide" in part(as_ana, address, "div#together-start").text
    as_ben.post(url("decision_point_start", team))
    after = part(as_ana, address, "div#together-start").text
    assert "A colleague has begun" in after
    assert "<html" not in after
    assert "data-topic" not in after
    assert "together-start" not in as_ana.get(address).text


def test_it_is_settled_with_how_and_when(as_ben, as_cleo, ben, team):
    point = making.decision_point(team, by=ben, words="We begin with the play.")
    page = as_ben.get(url("decision_point_settle", team)).text
    assert "We begin with the play." in page
    today = timezone.localdate()
    form = {"decided_by": "consent", "decided_on": today, "seen": "open"}
    assert as_ben.post(url("decision_point_settle", team), form).url == url("guide_question", team) + "#decision"
    point.refresh_from_db()
    assert (point.decided_by, point.decided_on, point.noted_by) == ("consent", today, ben)
    page = as_cleo.get(url("guide_question", team)).text
    assert "Consent: nobody had a reasoned objection" in page
    assert "Words have changed since" not in page


def test_settling_freezes_nothing_and_says_what_changed(as_ben, ben, team):
    point = making.decision_point(team, by=ben, words="We begin with the play.", decided_by="talked")
    Hand(point.text, ben).write("And with the band.")
    page = as_ben.get(url("guide_question", team)).text
    assert "Words have changed since then." in page
    assert "The words as they were decided" in page
    again = DecisionPoint.objects.get()
    assert again.decided.plain() == "We begin with the play."
    again.settle(ben, "talked", again.decided_on, again.state)
    assert "Words have changed since then." not in as_ben.get(url("guide_question", team)).text


def test_it_may_be_opened_again(as_ben, ben, team):
    point = making.decision_point(team, by=ben, words="We begin.", decided_by="talked")
    as_ben.post(url("decision_point_reopen", team))
    as_ben.post(url("decision_point_reopen", team))
    point = DecisionPoint.objects.get()
    assert (point.decided_on, point.decided_by, point.version) == (None, "", None)
    assert "<p>We begin.</p>" in as_ben.get(url("guide_question", team)).text


@pytest.mark.parametrize(
    "change",
    [
        {"decided_by": ""},
        {"decided_by": "decree"},
        {"decided_on": ""},
        {"decided_on": "2999-01-01"},
        {"decided_on": "0026-01-01"},
    ],
)
def test_a_form_that_does_not_fit_comes_back(as_ben, ben, team, change):
    making.decision_point(team, by=ben, words="We begin.")
    form = {"decided_by": "consent", "decided_on": "2026-09-01", "seen": "open"} | change
    response = as_ben.post(url("decision_point_settle", team), form)
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert not DecisionPoint.objects.settled().exists()


def test_an_empty_text_is_no_decision(as_ben, ben, team):
    point = DecisionPoint.start(team, *KEY)
    with pytest.raises(NothingDecided):
        point.settle(ben, "consent", date(2026, 9, 1), "open")
    form = {"decided_by": "consent", "decided_on": "2026-09-01", "seen": "open"}
    response = as_ben.post(url("decision_point_settle", team), form)
    assert response.status_code == 422
    assert "Nothing is written yet." in response.text


def test_two_who_note_it_at_once_overwrite_nothing_unseen(as_ana, as_ben, ana, ben, team):
    making.decision_point(team, by=ben, words="We begin.")
    form = {"decided_by": "consent", "decided_on": "2026-09-01", "seen": "open"}
    as_ana.post(url("decision_point_settle", team), form)
    assert as_ben.post(url("decision_point_settle", team), form).status_code == 302  # the same: nothing to ask
    response = as_ben.post(url("decision_point_settle", team), form | {"decided_by": "talked"})
    assert response.status_code == 409
    assert "A colleague noted a moment ago" in response.text
    assert DecisionPoint.objects.get().decided_by == "consent"
    seen = re.search(r'name="seen" value="([^"]+)"', response.text)[1]
    as_ben.post(url("decision_point_settle", team), form | {"decided_by": "talked", "seen": seen})
    assert DecisionPoint.objects.get().decided_by == "talked"


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_begin_one_text_and_settle_once(ana, ben, team):
    def begin_it(person):
        try:
            return DecisionPoint.start(team, *KEY).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(begin_it, [ana, ben, ana, ben]))) == 1
    point = DecisionPoint.objects.get()
    Hand(point.text, ben).write("We begin.")

    def settle(how):
        try:
            DecisionPoint.objects.get().settle(ben, how, date(2026, 9, 1), "open")
        except DecidedMeanwhile:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(settle, ["consent", "talked", "majority"])) == 1


# --- Seen differently -------------------------------------------------------------------------------------------


def test_a_dissent_stands_beside_it_with_the_name_and_is_theirs_to_take_back(as_ben, as_ana, ben, ana, team):
    making.decision_point(team, by=ana, words="We begin.", decided_by="consent")
    as_ben.post(url("decision_dissent_edit", team), {"words": "I would wait."})
    as_ben.post(url("decision_dissent_edit", team), {"words": "I would wait until spring."})
    said = DecisionDissent.objects.get()
    for name, args in (("guide_question", KEY), ("condition", ("vision",))):
        page = as_ana.get(url(name, team, *args)).text
        assert "I would wait until spring." in page
        assert "Ben Okafor" in page
    assert as_ana.post(reverse("decision_dissent_remove", args=[said.pk])).status_code == 404
    as_ben.post(reverse("decision_dissent_remove", args=[said.pk]))
    assert not DecisionDissent.objects.exists()


def test_who_left_the_team_still_takes_a_dissent_back(as_ben, ben, ana, team):
    point = making.decision_point(team, by=ana, words="We begin.")
    said = DecisionDissent.say(point, ben, "I would wait.")
    Membership.objects.filter(team=team, person=ben).delete()
    assert "I would wait." in as_ben.get(reverse("personal_vision")).text
    assert as_ben.post(reverse("decision_dissent_remove", args=[said.pk])).url == reverse("personal_vision")
    assert not DecisionDissent.objects.exists()


def test_a_dissent_says_something_and_stands_beside_something(as_ben, ben, team):
    assert as_ben.post(url("decision_dissent_edit", team), {"words": "I would wait."}).status_code == 404
    making.decision_point(team, by=ben, words="We begin.")
    for words in ("", "  \n ", "x" * 1201):
        assert as_ben.post(url("decision_dissent_edit", team), {"words": words}).status_code == 422
    assert not DecisionDissent.objects.exists()


# --- Who may ----------------------------------------------------------------------------------------------------


def test_outsiders_and_guests_find_nothing(as_dov, dov, other_team, northside, ana, ben, team):
    making.guide_answer(team, ben, CANARY, shown=True)
    point = making.decision_point(team, by=ana, words="We begin.")
    eve = factories.person("Eve Adeyemi")
    northside.welcome(eve)
    making.drafting_round(begin(team), ana, audience=Audience.STAFF, openness="co_create")
    for client in (as_dov, signed_in(eve)):
        for name in ("guide_question", "decision_point_settle", "decision_dissent_edit"):
            assert client.get(url(name, team)).status_code == 404
        for name in ("guide_answer", "guide_answer_hide", "decision_point_start", "decision_point_reopen"):
            assert client.post(url(name, team), said("x")).status_code == 404
        assert client.get(reverse("text_authors", args=[point.text_id])).status_code == 404


def test_what_is_no_question_is_no_page(as_ben, team):
    for key in (("vision", "nonsense"), ("nonsense", "why-recall")):
        assert as_ben.get(url("guide_question", team, *key)).status_code == 404
        assert as_ben.post(url("decision_point_start", team, *key)).status_code == 404
        assert as_ben.post(url("guide_answer", team, *key), said("x")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ana, ana, team, rows, django_assert_num_queries):
    point = making.decision_point(team, by=ana, words="We begin.", decided_by="talked")
    for number in range(rows):
        person = factories.person(f"Person {number}")
        team.welcome(person, "link")
        making.guide_answer(team, person, f"Words {number}", shown=True)
        DecisionDissent.say(point, person, f"Otherwise {number}")
        Hand(point.text, person).write(f"Common {number}")
    as_ana.get(url("guide_question", team))
    with django_assert_num_queries(9):
        as_ana.get(url("guide_question", team))
