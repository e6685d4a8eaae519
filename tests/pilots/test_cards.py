"""Learning cards: written after the end in own words, without names, and read as others will read them."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from pilots.models import LearningCard, NotReady, Pilot
from tests import factories
from tests.conftest import signed_in
from visioning.models import Stale

from . import piloting
from .ending import WORDS, body, card, card_words, replication, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot(team, ana, ben):
    return piloting.closed(team, ana, [ben])


def test_whoever_took_part_writes_it_in_own_words(as_ben, as_cleo, pilot):
    assert as_ben.post(url("learning_card_edit", pilot), card_words()).status_code == 302
    page = body(as_cleo.get(url("learning_card", pilot)))
    for words in (*WORDS.values(), pilot.pinned, "A few people took part."):
        assert words in page
    assert LearningCard.objects.get().reach == "team"


def test_a_chart_goes_with_it_in_words_numbers_and_picture_without_notes_and_groups(as_ben, pilot):
    measure = piloting.measure(pilot, [4, 6, 9])
    piloting.observations(measure, [5, 7], group="Class of Ms Ruiz", note="Mo was ill")
    page = body(as_ben.get(url("learning_card_edit", pilot)))
    assert "Students who explained: 5 observations" in page
    as_ben.post(url("learning_card_edit", pilot), card_words(measure=measure.pk, chart_words="It rose."))
    page = body(as_ben.get(url("learning_card", pilot)))
    assert "It rose." in page
    assert "<svg" in page
    assert "<table" in page
    for inside in ("Mo was ill", "Ms Ruiz"):
        assert inside not in page


def test_the_chart_of_another_pilot_cannot_be_chosen(as_ben, pilot, team, ana):
    other = piloting.measure(piloting.closed(team, ana), [1])
    assert as_ben.post(url("learning_card_edit", pilot), card_words(measure=other.pk)).status_code == 422


def test_it_is_written_once_the_pilot_is_closed(as_ana, team, ana, ben):
    running = piloting.running(team, ana, [ben])
    assert "written once the pilot is closed" in body(as_ana.get(url("learning_card", running)))
    response = as_ana.post(url("learning_card_edit", running), card_words(), follow=True)
    assert "First the pilot is closed" in body(response)
    with pytest.raises(NotReady):
        LearningCard.write(running, ana, 0, **WORDS)
    assert not LearningCard.objects.exists()


def test_the_cycles_stand_on_it_in_short(as_ana, pilot, ana):
    piloting.cycle(pilot, act="adapt", closed_at=pilot.closed_at)
    card(pilot, ana)
    page = body(as_ana.get(url("learning_card", pilot)))
    assert "Sentence starters on every desk" in page
    assert "Then: Adapt." in page


@pytest.mark.parametrize("where", ["context", "tried", "held", "not_again", "chart_words"])
def test_whole_names_of_those_who_were_there_are_refused(as_ana, pilot, where):
    response = as_ana.post(url("learning_card_edit", pilot), card_words(**{where: "It was ben  okafor who began."}))
    assert response.status_code == 422
    assert "say what happened without names" in body(response)
    assert "ben  okafor who began" in body(response)


def test_an_empty_form_says_what_is_missing(as_ana, pilot):
    assert as_ana.post(url("learning_card_edit", pilot), {}).status_code == 422


def test_a_long_paste_comes_back_whole_with_its_count(as_ana, pilot):
    response = as_ana.post(url("learning_card_edit", pilot), card_words(held="a" * 2100))
    assert response.status_code == 422
    assert "a" * 2100 in body(response)
    assert "These are 2100" in body(response)


def test_words_are_shown_as_words(as_ana, pilot, ana):
    card(pilot, ana, held="<script>alert(1)</script>")
    page = body(as_ana.get(url("learning_card", pilot)))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_two_who_write_both_see_the_other_words(as_ana, as_ben, pilot):
    as_ben.post(url("learning_card_edit", pilot), card_words(held="Bens words."))
    response = as_ana.post(url("learning_card_edit", pilot), card_words(held="Anas words."))
    assert response.status_code == 409
    assert "Bens words." in body(response)
    assert "Anas words." in body(response)
    kept = LearningCard.objects.get()
    assert as_ana.post(url("learning_card_edit", pilot), card_words(kept.edition, held="Both.")).status_code == 302
    kept.refresh_from_db()
    assert kept.held == "Both."


def test_the_same_words_again_change_nothing(as_ben, pilot, ben):
    made = card(pilot, ben, reach="school")
    made.consents.create(person=ben, reach="school")
    assert as_ben.post(url("learning_card_edit", pilot), card_words(made.edition)).status_code == 302
    made.refresh_from_db()
    assert made.reach == "school"


def test_who_reads_and_who_writes(as_cleo, as_dov, northside, pilot, ana):
    card(pilot, ana)
    assert as_cleo.post(url("learning_card_edit", pilot), card_words(1)).status_code == 403
    eve = factories.person("Eve Stone")
    northside.welcome(eve)
    for client in (as_dov, signed_in(eve)):
        assert client.get(url("learning_card", pilot)).status_code == 404
        assert client.get(url("learning_card_edit", pilot)).status_code == 404
    piloting.joined(pilot, eve)
    assert signed_in(eve).get(url("learning_card", pilot)).status_code == 200
    assert signed_in(eve).post(url("learning_card_edit", pilot), card_words(1, held="Ours.")).status_code == 302


def test_the_part_about_sharing_comes_alone(as_ben, pilot, ana):
    card(pilot, ana)
    part = {"HX-Request": "true", "HX-Target": "section#card-sharing"}
    answer = body(as_ben.get(url("learning_card", pilot), headers=part))
    assert answer.strip().startswith('<section id="card-sharing"')
    assert "<html" not in answer


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ben, pilot, ana, rows, django_assert_max_num_queries):
    made = card(pilot, ana, measure=piloting.measure(pilot, [1, 2, 3]))
    for place in range(rows):
        school = factories.school(f"School {place}")
        elsewhere = factories.team(f"Team {place}", school=school)
        lent = piloting.measure(piloting.running(elsewhere), [1, 2])
        replication(made, elsewhere, pilot=lent.pilot, measure=lent, outcome="held", words="It held.")
    with django_assert_max_num_queries(10):
        assert body(as_ben.get(url("learning_card", pilot))).count("It held.") == rows


@pytest.mark.django_db(transaction=True)
def test_two_who_write_the_first_one_at_once_lose_nothing(team, ana, ben):
    pilot = piloting.closed(team, ana, [ben])

    def write(held):
        try:
            LearningCard.write(Pilot.objects.get(pk=pilot.pk), ana, 0, **{**WORDS, "held": held})
        except Stale as stale:
            return stale.stored.held
        finally:
            connection.close()
        return "written"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(write, ("a", "b")))
    assert answers in (["a", "written"], ["b", "written"])
