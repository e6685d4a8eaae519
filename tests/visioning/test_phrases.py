"""Picking words on the weaving table, and laying them under themes."""

import re

import pytest

from visioning.models import Phrase

from .making import gathered_vision, gathering, phrase, theme, voice
from .weaving_table import NOW, htmx, picked, plain, undo, url

# --- Picking -----------------------------------------------------------------------------------------------------


def test_marked_words_are_picked_and_laid(as_ben, table, anas, ben):
    one = theme(table)
    answer = htmx(as_ben, url("phrase_pick", table), picked(anas, "trust each other", theme=one.pk))
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert '<mark class="picked">trust each other</mark>' in answer.text
    assert "picked, under" in plain(answer)
    assert "Picked and laid under" in plain(answer)
    held = Phrase.objects.get()
    assert (held.words, held.picked_by) == ("trust each other", ben)
    assert list(one.phrases.all()) == [held]


def test_the_same_words_picked_twice_are_one_phrase_under_two_themes(as_ana, as_ben, table, anas):
    as_ana.post(url("phrase_pick", table), picked(anas, "trust", new_theme="Trust"))
    as_ben.post(url("phrase_pick", table), picked(anas, " trust ", new_theme="trust"))
    as_ben.post(url("phrase_pick", table), picked(anas, "trust", new_theme="Courage"))
    assert Phrase.objects.count() == 1
    assert sorted(Phrase.objects.get().themes.values_list("name", flat=True)) == ["Courage", "Trust"]


def test_letters_are_counted_as_people_see_them_stored(as_ana, table):
    vision = gathered_vision(table, revealed=True, learning="👩‍🏫🎉 שלום, we listen 🎈 always")
    answer = htmx(as_ana, url("phrase_pick", table), picked(vision, "שלום, we listen 🎈"))
    assert '<mark class="picked">שלום, we listen 🎈</mark>' in answer.text


def test_overlapping_phrases_are_both_marked(as_ana, table, anas):
    phrase(anas, "trust each", theme(table))
    phrase(anas, "each other", theme(table, "Together"))
    page = as_ana.get(url("weaving_table", table))
    assert '<mark class="picked">trust </mark><mark class="picked is-twice">each</mark>' in page.text


def test_closed_waiting_and_foreign_words_do_not_exist(as_ana, table, anas, closed, familys, other_team):
    waiting = voice(familys.round, "Still waiting.")
    elsewhere = gathered_vision(gathering(other_team, revealed_at=NOW), revealed=True, learning="Hillside canary.")
    for source, field in ((closed, "learning"), (waiting, "words"), (elsewhere, "learning")):
        data = picked(source, getattr(source, field)[:6], field)
        assert as_ana.post(url("phrase_pick", table), data).status_code == 404
        assert as_ana.get(url("phrase_new", table, data["source"])).status_code == 404
    for handle in ("vision-x", "nothing", "voice-", f"voice-{anas.pk}"):
        assert as_ana.get(url("phrase_new", table, handle)).status_code == 404
    assert not Phrase.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"prompt": "learning", "start": 0, "end": 0},
        {"prompt": "learning", "start": 0, "end": 100_000},
        {"prompt": "learning", "start": -3, "end": 4},
        {"prompt": "person_id", "start": 0, "end": 1},
        {"prompt": "learning", "start": "x", "end": "y"},
        {"sentence": "learning:0:5"},
        {"words": "words that do not stand there"},
        {"prompt": "learning", "start": 2, "end": 3},
        {"prompt": "learning", "start": 0, "end": 5, "new_theme": "x" * 121},
        {"prompt": "learning", "start": 0, "end": 5, "theme": "999999"},
    ],
)
def test_what_does_not_fit_is_refused_with_a_kind_word(as_ana, table, anas, data):
    data = {"source": f"vision-{anas.pk}", **data}
    assert as_ana.post(url("phrase_pick", table), data).status_code == 422
    answer = htmx(as_ana, url("phrase_pick", table), data)
    assert answer.status_code == 422
    assert 'id="weaving"' in answer.text
    assert "is-warn" in answer.text
    assert not Phrase.objects.exists()


def test_too_long_a_phrase(as_ana, table):
    vision = gathered_vision(table, revealed=True, learning="word " * 200)
    response = as_ana.post(url("phrase_pick", table), picked(vision, vision.learning[:700]))
    assert response.status_code == 422
    assert "at most 600 letters" in response.text


def test_without_script_a_sentence_is_chosen_and_trimmed(as_ana, table, anas, familys):
    page = as_ana.get(url("phrase_new", table, f"vision-{anas.pk}", query="?side=themes"))
    choices = re.findall(r'value="(\w+:\d+:\d+)"', page.text)
    assert [choice.partition(":")[0] for choice in choices] == ["learning", "learning", "hope"]
    data = {
        "source": f"vision-{anas.pk}",
        "sentence": choices[1],
        "words": "Children\r\n explain",
        "new_theme": "Voice",
    }
    response = as_ana.post(url("phrase_pick", table, query="?side=themes"), data, follow=True)
    assert response.redirect_chain[-1][0].endswith("?side=themes")
    assert "Picked and laid under “Voice”." in plain(response)
    assert Phrase.objects.get().words == "Children explain"
    as_ana.post(url("phrase_pick", table), {"source": f"voice-{familys.pk}", "sentence": "words:28:33"})
    assert Phrase.objects.get(voice=familys).words == "مرحبا"


def test_words_that_moved_a_moment_ago_are_still_found(as_ana, table, anas):
    data = picked(anas, "trust each other") | {"words": "trust each other"}
    anas.rewrite({"learning": "Today we trust each other."})
    as_ana.post(url("phrase_pick", table), data)
    assert Phrase.objects.get().start == len("Today we ")


# --- Laying ------------------------------------------------------------------------------------------------------


def test_a_phrase_is_laid_under_a_second_theme_and_taken_out_again(as_ana, table, anas):
    trust, courage = theme(table), theme(table, "Courage")
    held = phrase(anas, "trust", trust)
    page = htmx(as_ana, url("phrase_detail", table, held.pk), part="phrase")
    assert 'id="phrase"' in page.text
    assert "<html" not in page.text
    assert "Courage" in page.text
    htmx(as_ana, url("placing_add", table, held.pk), {"theme": courage.pk})
    assert set(held.themes.all()) == {trust, courage}
    answer = htmx(as_ana, url("placing_remove", table, held.pk), {"theme": trust.pk})
    assert "Taken out of “Trust”." in plain(answer)
    assert set(held.themes.all()) == {courage}
    undo(as_ana, table, answer)
    assert set(held.themes.all()) == {trust, courage}


def test_dragging_moves_it_and_undo_moves_it_back(as_ana, table, anas):
    trust, courage = theme(table), theme(table, "Courage")
    held = phrase(anas, "trust", trust)
    answer = htmx(as_ana, url("placing_add", table, held.pk), {"theme": courage.pk, "instead_of": trust.pk})
    assert list(held.themes.all()) == [courage]
    undo(as_ana, table, answer)
    assert list(held.themes.all()) == [trust]


def test_a_phrase_without_a_theme_waits_and_can_be_put_back(as_ana, table, anas):
    held = phrase(anas, "trust")
    assert "Under no theme yet" in as_ana.get(url("weaving_table", table)).text
    as_ana.post(url("phrase_remove", table, held.pk))
    assert not Phrase.objects.exists()
    assert "Under no theme yet" not in as_ana.get(url("weaving_table", table)).text


def test_an_empty_choice_comes_back_with_a_word(as_ana, table, anas):
    held = phrase(anas, "trust", theme(table))
    response = as_ana.post(url("placing_add", table, held.pk), {})
    assert response.status_code == 422
    assert "Choose a theme, or give a new one a name." in response.text
    assert as_ana.post(url("theme_add", table), {"name": " "}).status_code == 422
    long = "y" * 121
    refused = htmx(as_ana, url("placing_add", table, held.pk), {"dialog": "phrase", "new_theme": long})
    assert (refused.status_code, refused["HX-Retarget"], refused["HX-Reswap"]) == (422, "#phrase", "outerHTML")
    assert 'id="phrase"' in refused.text
    assert long in refused.text
    assert "<html" not in refused.text
    assert 'name="dialog"' in refused.text
    assert as_ana.post(url("theme_add", table), {"name": "x" * 121}).status_code == 422
