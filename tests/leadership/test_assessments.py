"""Rounds of self-assessment: opened, answered on a phone, reminded about once, closed. Results are elsewhere."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from leadership.guides import CONDITION_KEYS
from leadership.leaving import Leaving
from leadership.models import AssessmentAnswer, AssessmentRound, AssessmentTurn, RoundOpen, TooFew
from tests import factories
from tests.conftest import signed_in

from . import making
from .asking import PAST, SECRET, answer, open_round, opening, queries, url

# --- Opening ------------------------------------------------------------------------------------------------


def test_a_facilitator_opens_a_round_in_the_words_of_that_day(as_ana, as_cleo, team):
    assert "Nobody was asked yet" in as_cleo.get(url("assessment_round_list", team)).text
    page = as_ana.get(url("assessment_round_new", team)).text
    assert "21 questions, about 8 minutes for each person." in page
    sent = opening(**{"condition_capacity": "rubric", "form_work": "on"})
    response = as_ana.post(url("assessment_round_new", team), sent, follow=True)
    round = AssessmentRound.objects.get()
    assert response.redirect_chain[-1][0] == round.get_absolute_url()
    assert [(part["key"], part["kind"], len(part["items"])) for part in round.wording] == [
        ("vision", "pulse", 3),
        ("capacity", "rubric", 6),
        ("work", "form", 5),
    ]
    assert round.condition_keys == ["vision", "capacity"]
    assert all(len(item["levels"]) == 4 for part in round.wording for item in part["items"])
    assert "0 of 2 people asked have answered." in response.text
    assert "Autumn 2026" in as_cleo.get(url("assessment_round_list", team)).text


def test_the_page_says_how_long_it_takes_before_it_is_opened(as_ana, team):
    address = url("assessment_round_new", team)
    assert "6 questions, about 3 minutes" in as_ana.get(address, {"condition": "influence"}).text
    headers = {"HX-Request": "true", "HX-Target": "p#round-length"}
    asked = {f"condition_{key}": "rubric" for key in CONDITION_KEYS} | {"name": "x"}
    part = as_ana.get(address, asked, headers=headers).text
    assert 'id="round-length"' in part
    assert "<html" not in part
    assert "42 questions" in part
    assert "That is long for a phone" in part
    assert "Nothing is chosen yet." in as_ana.get(address, {"condition_vision": ""}, headers=headers).text


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"naming": "unnamed"}, "Fewer than five people are asked"),
        ({"closes_on": "2020-01-01"}, "This day has passed already."),
        ({"condition_vision": ""}, "Choose at least one thing to ask about."),
        ({"condition_vision": "everything"}, "error-summary"),
        ({"naming": ""}, "error-summary"),
        ({"audience": "district"}, "error-summary"),
        ({"name": " "}, "error-summary"),
    ],
)
def test_a_round_that_cannot_be_comes_back(as_ana, team, changed, complaint):
    response = as_ana.post(url("assessment_round_new", team), opening(**changed))
    assert response.status_code == 422
    assert complaint in response.text
    assert not AssessmentRound.objects.exists()


def test_an_empty_form_comes_back(as_ana, team):
    assert as_ana.post(url("assessment_round_new", team), {}).status_code == 422


def test_leaders_by_office_do_not_hide_anybody(team, ana, northside):
    for number in range(4):
        northside.welcome(factories.person(f"Head {number}", positions=["administrator"]))
    with pytest.raises(TooFew):
        AssessmentRound.open(team, ana, [("vision", "pulse")], naming="unnamed", audience="staff", name="x")
    for number in range(4):
        northside.welcome(factories.person(f"Aide {number}", positions=["support"]))
    assert AssessmentRound.open(team, ana, [("vision", "pulse")], naming="unnamed", audience="staff", name="x").pk


def test_whoever_opens_a_round_is_told_what_an_earlier_one_means_for_it(as_ana, team):
    address, words = url("assessment_round_new", team), "can be compared with this round in full only if"
    assert words not in as_ana.get(address).text
    making.assessment_round(team)
    assert words in as_ana.get(address).text


def test_one_round_at_a_time(as_ana, ana, team):
    as_ana.post(url("assessment_round_new", team), opening())
    assert "One at a time is enough." in as_ana.post(url("assessment_round_new", team), opening(), follow=True).text
    with pytest.raises(RoundOpen):
        AssessmentRound.open(team, ana, [("vision", "pulse")], naming="named", name="x")
    with pytest.raises(KeyError):
        AssessmentRound.objects.get().close() and AssessmentRound.open(team, ana, [("x", "pulse")], naming="named")


@pytest.mark.parametrize(
    "change", ["naming = 'named'", "wording = '[]'", "audience = 'staff'", "closed_at = NULL", "closed_at = now()"]
)
def test_the_database_keeps_what_was_promised(team, change):
    round = making.assessment_round(team, audience="team")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE leadership_assessmentround SET {change} WHERE id = %s", [round.pk])  # noqa: S608 - ours
    AssessmentRound.objects.filter(pk=round.pk).update(name="Another name")


def test_who_may_run_a_round(as_ana, as_ben, as_cleo, as_dov, team, gil):
    round = open_round(team, audience="staff")
    as_gil = signed_in(gil)
    for name in ("assessment_remind", "assessment_close"):
        address = url(name, team, round.number)
        for client, status in ((as_ben, 403), (as_cleo, 403), (as_gil, 403), (as_dov, 404)):
            assert client.post(address).status_code == status
    for client, status in ((as_ben, 403), (as_cleo, 403), (as_gil, 404), (as_dov, 404)):
        assert client.post(url("assessment_round_new", team), opening()).status_code == status
    round.refresh_from_db()
    assert not round.is_closed
    assert round.reminded_at is None


# --- Who is asked -------------------------------------------------------------------------------------------


def test_colleagues_are_asked_where_the_staff_is(gil, team):
    client, round = signed_in(gil), open_round(team)
    assert client.get(round.get_absolute_url()).status_code == 404
    assert answer(client, round).status_code == 404
    round.close()
    round = open_round(team, audience="staff")
    page = client.get(round.get_absolute_url()).text
    assert "Answer, about 2 minutes" in page
    assert "0 of 3 people asked have answered." in page
    for words in (f'href="{url("team_home", team)}"', f'"{url("assessment_round_list", team)}"', "data-news"):
        assert words not in page
    assert "1 of 3 people asked have answered." in answer(client, round).text
    assert client.get(url("assessment_round_list", team)).status_code == 404


def test_observers_look_on_and_outsiders_see_nothing(as_cleo, as_dov, as_nobody, team):
    round = open_round(team)
    assert "You look on here" in as_cleo.get(round.get_absolute_url()).text
    for method in ("get", "post"):
        assert getattr(as_cleo, method)(url("assessment_answer", team, round.number)).status_code == 403
    for name in ("assessment_round", "assessment_answer", "assessment_close"):
        assert as_dov.get(url(name, team, round.number)).status_code == 404
        assert as_nobody.get(url(name, team, round.number)).status_code == 302
    assert as_dov.get(url("assessment_round_list", team)).status_code == 404


def test_the_state_of_a_round_comes_alone_where_htmx_asks(as_ana, ben, team):
    round = open_round(team)
    round.answer(ben, dict.fromkeys(round.item_keys, 1), {"vision.told": SECRET})
    part = as_ana.get(round.get_absolute_url(), headers={"HX-Request": "true", "HX-Target": "section#round-state"}).text
    assert 'id="round-state"' in part
    assert "<html" not in part
    assert "1 of 2 people asked have answered." in part
    assert SECRET not in part


# --- Reminding and closing ----------------------------------------------------------------------------------


def test_a_reminder_goes_once_to_those_who_have_not_answered(as_ana, as_ben, ana, ben, team, mailoutbox):
    round = open_round(team)
    answer(as_ana, round)
    address = url("assessment_remind", team, round.number)
    done = as_ana.post(address, follow=True)
    assert "One mail is on its way." in done.text
    assert "The one reminder went out on" in done.text
    assert "Send the reminder" not in done.text
    assert "nobody left to remind" in as_ana.post(address, follow=True).text
    (mail,) = mailoutbox
    assert mail.to == [ben.email]
    assert mail.subject == "[Throughline] Northside team asks how things stand"
    assert f"http://testserver{url('assessment_answer', team, round.number)}" in mail.body
    assert ana.email not in mail.body


def test_where_no_letter_leaves_the_reminder_can_be_tried_again(as_ana, team, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
        }
    }
    round = open_round(team)
    page = as_ana.post(url("assessment_remind", team, round.number), follow=True).text
    assert "The mail server took no letter." in page
    assert "Send the reminder" in page


def test_closing_is_asked_about_and_happens_once(as_ana, as_ben, ben, team):
    round = open_round(team, naming="unnamed")
    page = as_ana.get(url("assessment_close", team, round.number)).text
    assert "Close the round?" in page
    assert "Fewer than five have answered." in page
    as_ana.post(url("assessment_close", team, round.number))
    round.refresh_from_db()
    assert round.is_closed
    assert round.people_count == 2
    again = as_ana.post(url("assessment_close", team, round.number), follow=True)
    assert "Somebody closed this round a moment ago." in again.text
    assert "Read what came of it" in as_ben.get(round.get_absolute_url()).text


def test_tending_closes_what_is_over_and_reminds_near_the_end(team, other_team, ana, ben, mailoutbox):
    today = timezone.localdate()
    over = open_round(team, closes_on=today + PAST)
    soon = open_round(other_team, closes_on=today + timedelta(days=2))
    call_command("tend_rounds", "--site", "https://school.example")
    assert not mailoutbox  # opened today: who has just been asked is not reminded
    AssessmentRound.objects.filter(pk=soon.pk).update(opened_at=timezone.now() - timedelta(days=5))
    for _ in range(2):
        call_command("tend_rounds", "--site", "https://school.example")
    over.refresh_from_db()
    assert over.is_closed
    (mail,) = mailoutbox
    assert mail.to == ["dov.levin@northside.example"]
    assert f"https://school.example{url('assessment_answer', other_team, soon.number)}" in mail.body


# --- Elsewhere ----------------------------------------------------------------------------------------------


def test_ones_first_page_says_that_a_round_waits(as_ana, as_cleo, as_dov, gil, team):
    round = open_round(team, audience="staff")
    waits = f"How do things stand? The round “{round.name}” has no answer of yours."
    for client in (as_ana, signed_in(gil)):
        assert waits in client.get("/").text
    for client in (as_cleo, as_dov):
        assert waits not in client.get("/").text
    answer(as_ana, round)
    assert waits not in as_ana.get("/").text
    school = signed_in(gil).get(reverse("school_home", args=[team.school.slug])).text
    assert round.get_absolute_url() in school
    round.close()
    assert waits not in signed_in(gil).get("/").text
    school = signed_in(gil).get(reverse("school_home", args=[team.school.slug])).text
    assert round.get_absolute_url() in school
    assert "read what came of it" in school


def test_everything_with_ones_name_can_be_taken_along(as_ben, as_ana, ben, crowd, team):
    unnamed = open_round(team, naming="unnamed", name="Without names")
    answer(as_ana, unnamed, **{"note-vision-told": SECRET})
    answer(as_ben, unnamed, keep="private", **{"note-vision-told": "For me."})
    mine = as_ben.get(reverse("me_export")).json()
    assert mine["self_assessments_with_my_name"][0]["notes"] == {"vision.told": "For me."}
    assert mine["self_assessments_answered_without_my_name"]["rounds"] == []
    hers = as_ana.get(reverse("me_export"))
    assert SECRET not in hers.text
    assert hers.json()["self_assessments_answered_without_my_name"]["rounds"] == [
        {"round__team__name": "Northside team", "round__name": "Without names"}
    ]


def test_named_answers_go_with_the_account(ben, team):
    round = open_round(team)
    round.answer(ben, dict.fromkeys(round.item_keys, 1), {"vision.told": SECRET})
    assert Leaving.carry_out(ben, Leaving.of(ben).going)
    assert not AssessmentAnswer.objects.exists()
    assert not AssessmentTurn.objects.exists()


def test_pages_ask_the_same_number_of_questions_for_one_and_for_many(as_ana, crowd, gil, team):
    making.assessment_round(team)
    round = open_round(team, audience="staff", parts=[making.part()])
    addresses = [
        url("assessment_round_list", team),
        url("assessment_round_new", team),
        round.get_absolute_url(),
        url("assessment_answer", team, round.number),
        "/",
        reverse("school_home", args=[team.school.slug]),
    ]
    as_ana.get("/")  # the first visit is noted
    before = [queries(as_ana, address) for address in addresses]
    for _ in range(2):
        making.assessment_round(team)
    making.staff(team.school, 3)
    for person in crowd:
        round.answer(person, dict.fromkeys(round.item_keys, 1))
    for number in range(2):
        other = factories.team(f"Team {number}", school=team.school)
        open_round(other, audience="staff")
    after = [queries(as_ana, address) for address in addresses]
    assert after == before
    assert max(after[:4]) <= 10
