"""Answering a round: with names and without, positions, those who lead by office, two at the same moment."""

import pytest
from django.db import connection
from django.utils import timezone

from leadership.models import AssessmentAnswer, AssessmentRound, AssessmentTurn, RoundClosed
from leadership.privacy import FEWEST
from leadership.results import Result
from tests import factories
from tests.conftest import signed_in
from tests.leadership.test_together import at_once

from . import making
from .asking import ITEMS, PAST, SECRET, answer, open_round, opening, said, url

# --- Answering ----------------------------------------------------------------------------------------------


def test_with_names_answers_can_be_changed_until_the_close(as_ben, ben, as_ana, team):
    round = open_round(team)
    page = as_ben.get(url("assessment_answer", team, round.number)).text
    assert "Your name stands beside your answers and notes." in page
    assert "not a validated scale" in page
    done = answer(as_ben, round, level="2", **{"note-vision-told": SECRET})
    assert "Your answers are in" in done.text
    assert "1 of 2 people asked have answered." in done.text
    again = as_ben.get(url("assessment_answer", team, round.number)).text
    assert SECRET in again
    assert again.count(" checked") == 4  # three levels and a position
    answer(as_ben, round, level="4")
    stored = AssessmentAnswer.objects.get()
    assert stored.person == ben
    assert stored.levels == {"vision.told": 4, "vision.used": 4, "vision.seen": 4}
    assert stored.notes == {}
    assert AssessmentTurn.objects.count() == 1
    for address in (round.get_absolute_url(), url("assessment_answer", team, round.number)):
        assert SECRET not in as_ana.get(address).text


def test_without_names_nothing_leads_from_a_person_to_the_answer(as_ana, ana, crowd, team):
    round = open_round(team, naming="unnamed")
    page = as_ana.get(url("assessment_answer", team, round.number)).text
    assert "no name, no time, no order leads from one to the other" in page
    assert "it would narrow down, for whoever runs the database" in page
    done = answer(as_ana, round, level="0", group="teacher", **{"note-vision-used": SECRET})
    assert "It is sent for good and cannot be changed." in done.text
    stored = AssessmentAnswer.objects.get()
    assert stored.person is None
    assert stored.group == "teacher"
    assert set(stored.levels.values()) == {0}
    assert stored.notes == {"vision.used": SECRET}
    assert SECRET not in as_ana.get(url("assessment_answer", team, round.number), follow=True).text
    names = {field.name for field in AssessmentAnswer._meta.get_fields()}
    assert names == {"id", "round", "person", "private", "group", "levels", "notes"}


def test_without_names_the_rows_tell_no_order(crowd, team):
    round = open_round(team, naming="unnamed")
    for number, person in enumerate(crowd):
        round.answer(person, dict.fromkeys(round.item_keys, 1), {"vision.told": str(number)})
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT xmin::text) FROM leadership_assessmentanswer")
            assert cursor.fetchone() == (1,)
    assert AssessmentAnswer.objects.count() == 6


def test_sent_twice_counts_once_and_the_words_come_back(as_ana, crowd, team):
    round = open_round(team, naming="unnamed")
    answer(as_ana, round)
    response = answer(as_ana, round, level="1", **{"note-vision-told": SECRET})
    assert response.status_code == 409
    assert "You have answered already" in response.text
    assert SECRET in response.text
    assert AssessmentAnswer.objects.get().levels["vision.told"] == 3
    assert AssessmentTurn.objects.count() == 1


@pytest.mark.parametrize("naming", ["named", "unnamed"])
def test_closed_while_somebody_types(as_ana, crowd, team, naming):
    round = open_round(team, naming=naming)
    round.close()
    response = answer(as_ana, round, **{"note-vision-told": SECRET})
    assert response.status_code == 409
    assert "This round takes no more answers" in response.text
    assert SECRET in response.text
    assert "Steady" in response.text
    assert not AssessmentAnswer.objects.exists()
    with pytest.raises(RoundClosed):
        round.answer(crowd[0], dict.fromkeys(round.item_keys, 1))


def test_after_its_last_day_nothing_more_is_taken(as_ana, team):
    round = open_round(team, closes_on=timezone.localdate() + PAST)
    assert answer(as_ana, round).status_code == 409
    assert "The last day for answers was" in as_ana.get(round.get_absolute_url()).text
    looking = as_ana.get(url("assessment_answer", team, round.number), follow=True)
    assert "This round takes no more answers." in looking.text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"level-vision-used": ""}, "level-vision-used"),
        ({"level-vision-used": "5"}, "level-vision-used"),
        ({"level-vision-used": "-1"}, "level-vision-used"),
        ({"note-vision-told": "x" * 601}, "note-vision-told"),
    ],
)
def test_what_is_missing_or_edited_comes_back_with_everything_else(as_ana, team, changed, field):
    round = open_round(team)
    sent = said(**{"note-vision-seen": SECRET, "level-foreign-told": "3"} | changed)
    response = as_ana.post(url("assessment_answer", team, round.number), sent)
    assert response.status_code == 422
    assert f'<a href="#id_{field}">' in response.text
    assert SECRET in response.text
    assert response.text.count(" checked") >= 2
    assert not AssessmentTurn.objects.exists()


def test_an_empty_answer_comes_back(as_ana, team):
    round = open_round(team)
    response = as_ana.post(url("assessment_answer", team, round.number), {})
    assert response.status_code == 422
    assert response.text.count("Please choose one of the five.") == 6


# --- Positions, and those who lead by office ----------------------------------------------------------------


def test_a_position_is_kept_only_where_enough_of_those_asked_hold_it(crowd, ana, team):
    round = open_round(team, naming="unnamed")
    loner = factories.person("Lou Loner", positions=["specialist", "teacher"])
    team.welcome(loner, "link")
    client = signed_in(loner)
    page = client.get(url("assessment_answer", team, round.number)).text
    assert 'value="teacher"' in page
    assert 'value="specialist"' not in page
    assert answer(client, round, group="specialist").status_code == 422
    answer(client, round, group="teacher")
    round.answer(ana, dict.fromkeys(round.item_keys, 1), group="specialist")
    assert set(AssessmentAnswer.objects.values_list("group", flat=True)) == {"teacher", ""}


def test_who_holds_several_positions_picks_one(crowd, team):
    round = open_round(team, naming="unnamed")
    for person in crowd[:5]:
        person.positions = ["teacher", "support"]
        person.save()
    client = signed_in(crowd[0])
    assert "I answer as" in client.get(url("assessment_answer", team, round.number)).text
    forged = client.post(url("assessment_answer", team, round.number), said(group="family"))
    assert forged.status_code == 422
    answer(client, round, group="support")
    assert AssessmentAnswer.objects.get().group == AssessmentTurn.objects.get().group == "support"
    assert answer(signed_in(crowd[1]), round).status_code == 422
    answer(signed_in(crowd[1]), round, group="none")
    assert AssessmentAnswer.objects.filter(group="").count() == 1


def test_who_has_not_said_what_they_do_is_asked_to_first(as_ana, ana, team):
    round = open_round(team)
    asks = "You have not said yet what you do at school"
    assert asks not in as_ana.get(url("assessment_answer", team, round.number)).text
    ana.positions = []
    ana.save()
    assert asks in as_ana.get(url("assessment_answer", team, round.number)).text


def test_at_the_close_positions_from_which_too_few_answered_are_forgotten(crowd, ana, team):
    round = open_round(team, naming="unnamed")
    levels = dict.fromkeys(round.item_keys, 2)
    for person in crowd[:4]:
        round.answer(person, levels, group="teacher")
    round.answer(crowd[4], levels)
    assert set(round.turns.values_list("group", flat=True)) == {"teacher", ""}
    round.close()
    assert set(round.answers.values_list("group", flat=True)) == {""}
    assert set(round.turns.values_list("group", flat=True)) == {""}
    assert round.people_count == 8


def test_whoever_told_no_position_is_not_the_only_one_without(crowd, ben, team):
    """One nurse beside six teachers: a turn without a position and an answer without one would be hers."""
    round = open_round(team, naming="unnamed")
    levels = dict.fromkeys(round.item_keys, 2)
    for person in crowd:
        round.answer(person, levels, group="teacher")
    nurse = factories.person("Nell Nurse", positions=["specialist"])
    team.welcome(nurse, "link")
    round.answer(nurse, dict.fromkeys(round.item_keys, 4))
    round.answer(ben, levels, private=True)
    round.close()
    unnamed = round.answers.filter(person=None)
    assert set(unnamed.values_list("group", flat=True)) == {"teacher+"}
    assert set(round.turns.exclude(person=ben).values_list("group", flat=True)) == {"teacher+"}
    assert round.turns.get(person=ben).group == ""
    assert [group.label for group in Result.of(round).parts[0].items[0].groups] == ["All together"]


@pytest.mark.parametrize(("keep", "private"), [("open", False), ("private", True)])
def test_a_formal_leader_chooses_how_their_answer_is_kept(as_ben, ben, crowd, team, keep, private):
    round = open_round(team, naming="unnamed")
    page = as_ben.get(url("assessment_answer", team, round.number)).text
    assert "With my name, for all who read the result" in page
    assert "For my eyes only" in page
    assert as_ben.post(url("assessment_answer", team, round.number), said()).status_code == 422
    answer(as_ben, round, keep=keep)
    stored = AssessmentAnswer.objects.get()
    assert (stored.person, stored.private, stored.group) == (ben, private, "")


def test_others_cannot_be_named_or_private_in_a_round_without_names(as_ana, crowd, team):
    round = open_round(team, naming="unnamed")
    answer(as_ana, round, keep="private")
    stored = AssessmentAnswer.objects.get()
    assert (stored.person, stored.private) == (None, False)


# --- In the same second -------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_double_click_counts_once(crowd, ana, team):
    round = open_round(team, naming="unnamed")
    post = (ana, url("assessment_answer", team, round.number), said())
    assert sorted(at_once(post, post, post)) == [302, 409, 409]
    assert AssessmentAnswer.objects.count() == AssessmentTurn.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_answering_while_it_is_closed_is_counted_or_given_back(crowd, ana, team):
    round = open_round(team, naming="unnamed")
    closing = (ana, url("assessment_close", team, round.number), {})
    address = url("assessment_answer", team, round.number)
    first, *others = at_once(closing, *((person, address, said()) for person in crowd))
    assert first == 302
    assert set(others) <= {302, 409}
    taken = others.count(302)
    assert AssessmentTurn.objects.count() == taken
    assert AssessmentAnswer.objects.count() == (taken if taken >= FEWEST else 0)
    sent = (ana, url("assessment_round_new", team), opening())
    assert at_once(sent, sent) == [302, 302]
    assert AssessmentRound.objects.open().count() == 1


def test_one_to_four_answers_without_a_name_are_forgotten_at_the_close(team, crowd):
    round = open_round(team, naming="unnamed")
    for person in crowd[:4]:
        round.answer(person, {f"vision.{item}": 3 for item in ITEMS}, {"vision.told": SECRET}, "teacher")
    round.close()
    assert not round.answers.exists()
    assert round.turns.count() == 4
    assert Result.of(round).rate.startswith("4 of")
    kept = making.assessment_round(team, closed=False, audience="team", naming="unnamed")
    for person in crowd[:5]:
        kept.answer(person, {f"vision.{item}": 3 for item in ITEMS}, {}, "teacher")
    kept.close()
    assert kept.answers.count() == 5
