"""Threads: tied in the panel and without script, seen on their page and below the text, counted by person, withdrawn."""

import json
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from leadership.models import StaffRole
from tests import factories
from tests.conftest import signed_in
from visioning.grown import coverage, grown_from, notes_of, threads_of
from visioning.live.authorship import Authors
from visioning.live.passages import sentences
from visioning.models import Passage, Phrase, Version, Weave

from . import making
from .writing import Hand, begin

PART = {"HX-Request": "true", "HX-Target": "div#passage-panel"}


@pytest.fixture
def vision(team, ana):
    vision = begin(team)
    hand = Hand(vision.text, ana)
    hand.write("Every child is greeted by name. Then we read.")
    hand.write("Families come in when they like.")
    return vision


@pytest.fixture
def gathering(team, ana):
    return making.gathering(team, revealed_at=timezone.now(), revealed_by=ana)


@pytest.fixture
def words_of_ana(gathering, ana):
    source = making.gathered_vision(gathering, ana, revealed=True, learning="Call each child by name, every day.")
    return making.phrase(source, "each child by name", by=ana)


@pytest.fixture
def unnamed_words(gathering):
    source = making.gathered_vision(gathering, revealed=True, learning="Nobody stays unseen here.")
    return making.phrase(source, "Nobody stays unseen")


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def letters(vision, number=0, fragment="content"):
    one = sentences(vision.reading(), fragment)[number]
    return {
        "fragment": fragment,
        "start_client": one.start[0],
        "start_clock": one.start[1],
        "end_client": one.end[0],
        "end_clock": one.end[1],
    }


def tied(vision, quote, source, by=None, why=""):
    return Weave.tie(making.passage(vision, quote), by, source, why)


# --- Tying ------------------------------------------------------------------------------------------------------


def test_a_sentence_is_tied_to_a_phrase_in_the_panel(as_ben, ben, team, vision, words_of_ana):
    data = letters(vision) | {"source": f"phrase-{words_of_ana.pk}", "why": "Her first sentence."}
    response = as_ben.post(url("weave_add", team), data, headers=PART)
    assert response.status_code == 200
    assert "<html" not in response.text
    assert 'id="passage-panel"' in response.text
    assert "Grew from the words of one person" in response.text
    assert "each child by name" in response.text
    assert "Ana Ruiz" in response.text
    assert "Tied." in response.text
    weave = Weave.objects.get()
    assert (weave.passage.quote, weave.by, weave.why) == ("Every child is greeted by name.", ben, "Her first sentence.")


def test_without_script_one_goes_from_sentence_to_words_and_back_to_the_list(as_ben, team, vision, words_of_ana):
    page = as_ben.get(url("weave_add", team))
    assert "Every child is greeted by name." in page.text
    chosen = as_ben.get(url("passage_new", team), letters(vision) | {"open": "weave"})
    assert "<html" in chosen.text
    assert f'value="phrase-{words_of_ana.pk}"' in chosen.text
    response = as_ben.post(
        url("weave_add", team), letters(vision) | {"source": f"phrase-{words_of_ana.pk}"}, follow=True
    )
    assert response.redirect_chain[0][0].startswith(url("weave_list", team))
    assert "Tied." in response.text
    assert "Every child is greeted by name." in response.text


def test_tied_twice_it_is_one_thread(as_ben, as_ana, team, vision, words_of_ana):
    for client in (as_ben, as_ana):
        client.post(url("weave_add", team), letters(vision) | {"source": f"phrase-{words_of_ana.pk}"})
    assert Weave.objects.count() == Passage.objects.count() == 1


def test_a_kept_passage_gets_a_second_thread(as_ben, team, vision, gathering, words_of_ana):
    passage = tied(vision, "Every child is greeted by name.", words_of_ana).passage
    theme = making.theme(gathering, "Being seen")
    as_ben.post(url("weave_add", team), {"passage": passage.pk, "source": f"theme-{theme.pk}"})
    assert [weave.theme for weave in passage.weaves.all()] == [None, theme]


@pytest.mark.parametrize(
    "source", ["", "phrase-", "phrase-nonsense", "theme-99999999999999999999", "theme-x", "other-1", "phrase-1"]
)
def test_no_phrase_no_thread(as_ben, team, vision, words_of_ana, source):
    response = as_ben.post(
        url("weave_add", team), letters(vision) | {"source": source, "why": "Kept words"}, headers=PART
    )
    assert response.status_code == 422
    assert 'id="passage-panel"' in response.text
    assert "Kept words" in response.text
    assert not Weave.objects.exists()


def test_letters_that_are_not_in_the_text_are_a_kind_409(as_ben, team, vision, words_of_ana):
    lost = letters(vision) | {"end_clock": 10**6, "source": f"phrase-{words_of_ana.pk}"}
    for headers in ({}, PART):
        response = as_ben.post(url("weave_add", team), lost, headers=headers)
        assert response.status_code == 409
        assert "not in the text any more" in response.text
        assert as_ben.get(url("passage_new", team), lost, headers=headers).status_code == 409
    assert not Weave.objects.exists()


def test_a_phrase_that_is_not_revealed_cannot_be_tied(as_ben, team, vision, gathering, words_of_ana):
    source = words_of_ana.vision
    type(source).objects.filter(pk=source.pk).update(revealed=False)
    response = as_ben.post(url("weave_add", team), letters(vision) | {"source": f"phrase-{words_of_ana.pk}"})
    assert response.status_code == 422
    assert "each child by name" not in response.text


def test_phrases_of_another_team_cannot_be_tied(as_ben, team, other_team, vision, gathering, dov):
    theirs = making.gathering(other_team, revealed_at=timezone.now())
    foreign = making.phrase(making.gathered_vision(theirs, dov, revealed=True, learning="Hillside secret."), "Hillside")
    response = as_ben.post(url("weave_add", team), letters(vision) | {"source": f"phrase-{foreign.pk}"})
    assert response.status_code == 422
    assert "Hillside" not in response.text


def test_untied(as_ben, team, vision, words_of_ana):
    weave = tied(vision, "Then we read.", words_of_ana)
    response = as_ben.post(url("weave_remove", team, weave.pk), headers=PART)
    assert "Untied." in response.text
    assert not Weave.objects.exists()
    assert Phrase.objects.exists()
    assert as_ben.post(url("weave_remove", team, weave.pk)).url == url("weave_list", team)


# --- Who may ----------------------------------------------------------------------------------------------------


def test_outsiders_find_nothing(as_dov, team, vision, words_of_ana):
    weave = tied(vision, "Then we read.", words_of_ana)
    for name, *args in (
        ("weave_list",),
        ("weave_add",),
        ("passage_new",),
        ("passage_places",),
        ("passage", weave.passage_id),
        ("shared_vision",),
    ):
        assert as_dov.get(url(name, team, *args)).status_code == 404
    assert as_dov.post(url("weave_add", team), letters(vision)).status_code == 404
    assert as_dov.post(url("weave_remove", team, weave.pk)).status_code == 404
    assert Weave.objects.exists()


def test_an_observer_reads_and_ties_nothing(as_cleo, team, vision, words_of_ana):
    weave = tied(vision, "Then we read.", words_of_ana)
    page = as_cleo.get(url("weave_list", team))
    assert "each child by name" in page.text
    assert "Untie" not in page.text
    assert "Grew from the words of one person" in as_cleo.get(url("passage", team, weave.passage_id)).text
    for client_url in (url("weave_add", team), url("weave_remove", team, weave.pk)):
        assert as_cleo.post(client_url, letters(vision)).status_code == 403
    assert as_cleo.get(url("weave_add", team)).status_code == 403
    assert Weave.objects.exists()


@pytest.fixture
def as_guest(northside, vision, ana):
    """Somebody of the staff, invited to a round of drafting."""
    making.drafting_round(vision, ana, audience="staff", openness="consult")
    gus = factories.person("Gus Staff")
    northside.staff_members.create(person=gus, role=StaffRole.STAFF)
    return signed_in(gus)


def test_a_guest_sees_the_count_but_not_the_teams_own_words(as_guest, team, vision, words_of_ana):
    weave = tied(vision, "Then we read.", words_of_ana)
    for page in (
        url("weave_list", team),
        url("passage", team, weave.passage_id),
        url("passage_places", team),
        url("shared_vision", team),
    ):
        text = as_guest.get(page).text
        assert "each child by name" not in text
    assert "Words that the team gathered among its own people" in as_guest.get(url("weave_list", team)).text
    assert as_guest.post(url("weave_add", team), letters(vision)).status_code == 403


def test_a_guest_who_writes_along_unties_no_thread_to_words_they_may_not_read(as_guest, team, vision, words_of_ana):
    weave = tied(vision, "Then we read.", words_of_ana)
    vision.rounds.update(openness="co_create")
    assert "Untie" not in as_guest.get(url("weave_list", team)).text
    assert as_guest.post(url("weave_remove", team, weave.pk)).status_code == 403
    assert Weave.objects.filter(pk=weave.pk).exists()


def test_why_a_thread_was_tied_is_hidden_with_the_words(as_guest, as_ben, team, vision, words_of_ana):
    """It may repeat them: closed to guests where the words are, and gone when they are withdrawn."""
    tied(vision, "Every child is greeted by name.", words_of_ana, why="Because of her words.")
    assert "Because of her words." in as_ben.get(url("weave_list", team)).text
    assert "Because of her words." not in as_guest.get(url("weave_list", team)).text
    words_of_ana.vision.withdraw()
    assert "Because of her words." not in as_ben.get(url("weave_list", team)).text


def test_a_guest_sees_the_words_of_a_staff_gathering(as_guest, team, vision, gathering, words_of_ana):
    gathering.audience = "staff"
    gathering.save()
    tied(vision, "Then we read.", words_of_ana)
    assert "each child by name" in as_guest.get(url("weave_list", team)).text


def test_a_passage_of_another_text_is_not_here(as_ben, team, other_team, vision, dov):
    theirs = begin(other_team)
    Hand(theirs.text, dov).write("Hillside words.")
    passage = making.passage(theirs, "Hillside words.")
    assert as_ben.get(url("passage", team, passage.pk)).status_code == 404
    assert as_ben.post(url("weave_add", team), {"passage": passage.pk, "source": "theme-1"}).status_code == 404


# --- Counting, withdrawing --------------------------------------------------------------------------------------


def test_a_person_counts_once_each_unnamed_source_once(team, vision, gathering, ana, ben, words_of_ana, unnamed_words):
    more = making.phrase(words_of_ana.vision, "every day")
    theme = making.theme(gathering, "Being seen")
    listening = making.listening_round(gathering)
    voices = [making.voice(listening, f"Greet us {number}", state="shown") for number in range(2)]
    for phrase in (words_of_ana, more, unnamed_words, *(making.phrase(voice, "Greet us") for voice in voices)):
        theme.lay(phrase, ben)
    tied(vision, "Every child is greeted by name.", theme)
    tied(vision, "Every child is greeted by name.", words_of_ana)
    (thread,) = threads_of(vision.text, vision.reading())
    assert thread.people == 4
    assert thread.sentence == "Grew from the words of 4 people"
    assert list(grown_from(vision.reading(), vision.text).values()) == [4]


def test_withdrawn_words_vanish_and_the_thread_says_so(as_ben, team, vision, gathering, words_of_ana):
    tied(vision, "Then we read.", words_of_ana)
    words_of_ana.vision.withdraw()
    page = as_ben.get(url("weave_list", team))
    assert "Withdrawn" in page.text
    assert "each child by name" not in page.text
    assert "All of its sources were withdrawn" in page.text
    assert grown_from(vision.reading(), vision.text) == {}


def test_a_voice_set_aside_is_not_shown_nor_counted(as_ben, team, vision, gathering):
    voice = making.voice(making.listening_round(gathering), "Rude words.", state="shown")
    tied(vision, "Then we read.", making.phrase(voice, "Rude words"))
    type(voice).objects.filter(pk=voice.pk).update(state="set_aside")
    page = as_ben.get(url("weave_list", team))
    assert "Rude words" not in page.text
    assert grown_from(vision.reading(), vision.text) == {}


def test_coverage_is_a_number_over_what_is_revealed(as_ben, team, vision, gathering, words_of_ana, unnamed_words, ben):
    making.gathered_vision(gathering, ben, revealed=False, learning="Ben waits.")
    tied(vision, "Then we read.", words_of_ana)
    found = coverage(gathering, threads_of(vision.text, vision.reading()))
    assert (found.visions, found.visions_without, found.voices) == (2, 1, 0)
    page = as_ben.get(url("weave_list", team))
    assert "1 of 2 visions has no thread yet." in page.text
    assert "Nobody stays unseen" not in page.text
    assert "Ben waits" not in page.text


def test_a_thread_whose_words_are_gone_is_kept_apart_and_does_not_cover(
    as_ben, team, vision, gathering, ana, words_of_ana
):
    tied(vision, "Every child is greeted by name.", words_of_ana)
    Hand(vision.text, ana).drop(0)
    page = as_ben.get(url("weave_list", team))
    assert "No longer in the text" in page.text
    assert "Every child is greeted by name." in page.text
    assert "1 of 1 visions has no thread yet." in page.text


# --- Below the text ---------------------------------------------------------------------------------------------


def test_the_page_says_below_a_paragraph_what_it_grew_from(as_cleo, team, vision, words_of_ana):
    tied(vision, "Every child is greeted by name.", words_of_ana)
    page = as_cleo.get(url("shared_vision", team))
    grew = f'<p class="grew"><a href="{url("weave_list", team)}">Grew from the words of one person</a></p>'
    assert f'<p class="woven">Every child is greeted by name. Then we read.</p>{grew}' in page.text
    assert page.text.count('class="grew"') == 1


def test_notes_hold_on_a_frozen_version_and_in_lists(team, ana, vision, words_of_ana):
    tied(vision, "Families come in when they like.", words_of_ana)
    version = Version.keep(vision.text, ana)
    Hand(vision.text, ana).drop(1)
    notes = notes_of(version.reading, vision.text, Authors.of(vision.text_id).moved)
    html = version.reading.html(notes=notes)
    assert html.endswith(
        '<p class="woven">Families come in when they like.</p><p class="grew">Grew from the words of one person</p>'
    )
    assert notes_of(vision.reading(), vision.text) == {}


# --- For the editor ---------------------------------------------------------------------------------------------


def test_the_editor_is_told_where_passages_are(as_cleo, team, vision, ben, words_of_ana):
    weave = tied(vision, "Then we read.", words_of_ana)
    making.comment(vision, ben, "Then we read.")
    making.suggestion(vision, ben, "Families come in", "Families come")
    Hand(vision.text, ben).insert(0, "read", "gladly ")
    places = json.loads(as_cleo.get(url("passage_places", team)).text)["passages"]
    assert [place["kinds"] for place in places] == [["weave", "comment"], ["suggestion"]]
    first = places[0]
    assert first["label"] == "Grew from the words of one person · one open comment"
    assert sum(length for _client, _clock, length in first["letters"]) == len("Then we gladly read.")
    assert first["url"] == url("passage", team, weave.passage_id)
    assert "each child by name" not in json.dumps(places)


def test_the_panel_of_chosen_words_offers_what_one_may_do(as_ben, as_cleo, team, vision, words_of_ana):
    panel = as_ben.get(url("passage_new", team), letters(vision, 1), headers=PART)
    assert "<html" not in panel.text
    for words in ("Then we read.", "Suggest other words", "Weave: say whose words"):
        assert words in panel.text
    weaving = letters(vision, 1) | {"open": "weave"}
    assert f'hx-get="{escape(f"{url('passage_new', team)}?{urlencode(weaving)}")}"' in panel.text
    panel = as_ben.get(url("passage_new", team), weaving, headers=PART)
    assert "<html" not in panel.text
    for words in ("Then we read.", "each child by name", "Suggest other words", "Tie to these words"):
        assert words in panel.text
    observed = as_cleo.get(url("passage_new", team), weaving, headers=PART).text
    assert "Tie to these words" not in observed
    assert "Weave: say whose words" not in observed


def test_what_could_be_tied_is_read_when_somebody_wants_to_tie(as_ben, team, vision, gathering, words_of_ana):
    passage = tied(vision, "greeted by name", words_of_ana).passage
    page = as_ben.get(url("passage", team, passage.pk)).text
    assert f'href="{url("passage", team, passage.pk)}?open=weave"' in page
    assert "Tie to these words" not in page
    assert "Tie to these words" in as_ben.get(url("passage", team, passage.pk), {"open": "weave"}).text


def test_without_words_the_panel_offers_to_put_some_in(as_ben, team, vision, words_of_ana):
    panel = as_ben.get(url("passage_new", team), headers=PART)
    assert "Put the words into the text here" in panel.text
    assert "Tie to these words" not in panel.text


# --- As many as there are ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(as_ben, ana, team, vision, gathering, count, django_assert_num_queries):
    hand = Hand(vision.text, ana)
    for number in range(count):
        hand.write(f"Sentence number {number} of the vision.")
        person = factories.person(f"Source {number}")
        source = making.gathered_vision(gathering, person, revealed=True, learning=f"Saying {number} and more.")
        theme = making.theme(gathering, f"Theme {number}")
        phrase = making.phrase(source, f"Saying {number}", theme)
        tied(vision, f"number {number}", phrase, ana)
        tied(vision, f"number {number}", theme, ana)
        making.comment(vision, ana, f"number {number}")
    passage = Passage.objects.first()
    making.comment(vision, ana, "Families come in")
    as_ben.get(url("weave_list", team))
    for page, queries in (
        (url("weave_list", team), 9),
        (url("passage_places", team), 8),
        (url("passage", team, passage.pk), 13),  # what it grew from and what is said about it
        (f"{url('passage', team, passage.pk)}?open=weave", 15),  # and all that could be tied
        (url("weave_add", team), 4),
        (url("shared_vision", team), 10),
    ):
        with django_assert_num_queries(queries):
            as_ben.get(page)
