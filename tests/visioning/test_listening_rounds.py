"""Listening rounds: asked in several languages, passed on by link and poster, closed and opened again."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from leadership.models import Audience, JoinedBy
from leadership.qr import qr_svg
from tests import factories
from tests.conftest import signed_in
from visioning.live.authorship import read_text
from visioning.live.passages import pick, sentences
from visioning.models import ListeningRound, Passage, Phrase, Theme, Version, VoiceState, Weave
from visioning.outcomes import RoundOutcome

from . import making
from .writing import Hand, begin

ASKED = {
    "name": "Families at the fair",
    "language_0": "en",
    "words_0": "What do you hope for?",
    "language_1": "ar",
    "words_1": "ماذا تأمل؟",
}


@pytest.fixture
def gathering(team):
    return making.gathering(team)


@pytest.fixture
def listening(gathering, ana):
    return making.listening_round(gathering, ana)


def url(name, gathering, *args):
    return reverse(name, args=[gathering.team.slug, gathering.number, *args])


def body(response):
    return response.content.decode()


# --- Asking -----------------------------------------------------------------------------------------------------


def test_whoever_runs_the_team_asks_in_two_languages(as_ana, gathering):
    response = as_ana.post(url("listening_round_new", gathering), ASKED, follow=True)
    page = body(response)
    assert "The question is out." in page
    assert '<p class="quote" lang="ar" dir="rtl">ماذا تأمل؟</p>' in page
    made = gathering.listening_rounds.get()
    assert [(one.language, one.words) for one in made.questions.all()] == [
        ("en", "What do you hope for?"),
        ("ar", "ماذا تأمل؟"),
    ]
    assert (made.number, made.opened_by.name, made.is_open) == (1, "Ana Ruiz", True)
    assert f"/listen/{made.link_token}/" in page
    assert "<title>QR code that leads to the question</title>" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words_0": ""}, "This field is required."),
        ({"name": ""}, "This field is required."),
        ({"language_1": "en"}, "The question is there in English already."),
        ({"language_1": ""}, "Choose the language these words are in."),
        ({"words_1": ""}, "Write the question in this language"),
        ({"language_0": "tlh"}, "Select a valid choice."),
        ({"closes_on": "2001-01-01"}, "This day has gone by."),
        ({"words_0": "x" * 281}, "at most 280 characters"),
    ],
)
def test_what_cannot_be_asked_comes_back_with_its_words(as_ana, gathering, wrong, said):
    response = as_ana.post(url("listening_round_new", gathering), ASKED | wrong)
    assert response.status_code == 422
    assert said in body(response)
    assert "Families at the fair" in body(response) or "name" in wrong
    assert not ListeningRound.objects.exists()


def test_an_empty_form_is_answered(as_ana, gathering):
    assert as_ana.post(url("listening_round_new", gathering)).status_code == 422


def test_mending_the_words_keeps_link_and_voices(as_ana, gathering, listening):
    making.voice(listening)
    token = listening.link_token
    as_ana.post(url("listening_round_edit", gathering, 1), ASKED | {"words_0": "What do you wish for?"})
    listening.refresh_from_db()
    assert listening.link_token == token
    assert [one.words for one in listening.questions.all()] == ["What do you wish for?", "ماذا تأمل؟"]
    assert listening.voices.count() == 1


def test_an_old_day_may_stay_when_the_words_are_mended(as_ana, gathering, ana):
    making.listening_round(gathering, ana, closes_on=timezone.localdate() - timedelta(days=3))
    old = str(timezone.localdate() - timedelta(days=3))
    assert as_ana.post(url("listening_round_edit", gathering, 1), ASKED | {"closes_on": old}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_two_rounds_opened_at_once_get_two_numbers(gathering):
    start = threading.Barrier(2)

    def ask():
        start.wait()
        try:
            making.listening_round(gathering)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(gathering.listening_rounds.values_list("number", flat=True)) == [1, 2]


# --- The link ------------------------------------------------------------------------------------------------------


def test_the_link_is_found_however_it_is_typed(listening):
    token = listening.link_token
    assert len(token) < 20
    for typed in (token, token.upper(), token.replace("-", ""), f" {token}"):
        assert ListeningRound.for_link(typed) == listening
    for wrong in ("", "-", "1", token[:-1], token[1:], f"9{token}", "²" * 12, "9" * 40, token[:-1] + "0"):
        assert ListeningRound.for_link(wrong) is None


def test_a_fresh_link_ends_the_old_one(as_ana, gathering, listening):
    old = listening.link_token
    as_ana.post(url("listening_round_link", gathering, 1), {"to": "fresh"})
    listening.refresh_from_db()
    assert listening.link_token != old
    assert ListeningRound.for_link(old) is None
    assert ListeningRound.for_link(listening.link_token) == listening


def test_closing_stops_the_link_and_opening_brings_the_same_one_back(as_ana, as_nobody, gathering, listening):
    at = reverse("voice_add", args=[listening.link_token])
    as_ana.post(url("listening_round_link", gathering, 1), {"to": "close"})
    assert as_nobody.get(at).status_code == 404
    assert "Closed." in body(as_ana.get(url("listening_round", gathering, 1)))
    assert as_ana.get(url("listening_round_poster", gathering, 1)).status_code == 302
    as_ana.post(url("listening_round_link", gathering, 1), {"to": "fresh"})
    assert as_nobody.get(at).status_code == 404
    as_ana.post(url("listening_round_link", gathering, 1), {"to": "open"})
    assert as_nobody.get(at).status_code == 200


def test_after_its_last_day_a_round_is_closed_and_can_be_opened_again(as_nobody, gathering):
    yesterday = timezone.localdate() - timedelta(days=1)
    listening = making.listening_round(gathering, closes_on=yesterday)
    at = reverse("voice_add", args=[listening.link_token])
    assert as_nobody.get(at).status_code == 404
    listening.reopen()
    assert (as_nobody.get(at).status_code, listening.closes_on) == (200, None)


def test_a_link_form_without_a_choice_changes_nothing(as_ana, gathering, listening):
    as_ana.post(url("listening_round_link", gathering, 1))
    listening.refresh_from_db()
    assert listening.is_open


def test_the_poster_says_all_that_a_passer_by_needs(as_ana, gathering, listening):
    page = body(as_ana.get(url("listening_round_poster", gathering, 1)))
    assert f"testserver/listen/{listening.link_token}/" in page
    assert "What do you hope for?" in page
    assert "<svg" in page
    assert "No account and no name needed." in page
    assert listening.name not in page  # for the team alone


def test_the_picture_escapes_its_title():
    assert "<b>" not in qr_svg("https://northside.example/", "<b>")
    assert "style=" not in qr_svg("https://northside.example/", "Title")


# --- Who may ----------------------------------------------------------------------------------------------------------

PAGES = ["listening_round_list", "listening_round", "listening_round_poster"]


def addresses(gathering, names):
    return [url(name, gathering, *([] if name.endswith(("list", "new")) else [1])) for name in names]


def test_an_outsider_finds_nothing(as_dov, as_nobody, gathering, listening):
    for at in addresses(gathering, [*PAGES, "listening_round_new", "listening_round_edit", "listening_round_link"]):
        for send in (as_dov.get, as_dov.post):
            response = send(at)
            assert response.status_code in ({404, 405} if send == as_dov.post else {404, 405})
            assert "Families in spring" not in body(response)
        assert as_nobody.get(at).status_code in {302, 405}


def test_an_observer_looks_on_and_a_member_does_not_run_it(as_cleo, as_ben, gathering, listening):
    for client in (as_cleo, as_ben):
        for at in addresses(gathering, PAGES):
            assert client.get(at).status_code == 200
        for at in addresses(gathering, ["listening_round_new", "listening_round_edit", "listening_round_link"]):
            assert client.post(at, ASKED | {"to": "close"}).status_code == 403
    assert ListeningRound.objects.get().is_open


def test_a_guest_does_not_see_what_is_for_the_team(northside, gathering, listening):
    guest = factories.person("Gus Hill")
    northside.welcome(guest)
    gathering.audience = Audience.STAFF
    gathering.save()
    for at in addresses(gathering, PAGES):
        response = signed_in(guest).get(at)
        assert response.status_code == 403
        assert "Families in spring" not in body(response)


def test_a_round_of_another_gathering_is_not_here(as_ana, team, gathering, listening, other_team, dov):
    elsewhere = making.listening_round(making.gathering(other_team), dov, name="Hillside secret")
    elsewhere.number = 7
    elsewhere.save()
    assert as_ana.get(url("listening_round", gathering, 7)).status_code == 404


# --- Lists and parts -----------------------------------------------------------------------------------------------------


def test_an_empty_list_offers_the_one_next_step(as_ana, as_ben, gathering):
    assert "Ask a question" in body(as_ana.get(url("listening_round_list", gathering)))
    assert "Ask a question" not in body(as_ben.get(url("listening_round_list", gathering)))


def test_the_list_takes_the_same_queries_with_one_round_and_three(as_ana, gathering, django_assert_num_queries):
    for rounds in (1, 2):
        for _each in range(rounds):
            listening = making.listening_round(gathering)
            for state in VoiceState.values:
                making.voice(listening, state=state)
        with django_assert_num_queries(6):
            page = body(as_ana.get(url("listening_round_list", gathering)))
        assert page.count("What do you hope for?") == gathering.listening_rounds.count()
    assert "1 answer waits to be read" in " ".join(page.split())


@pytest.mark.parametrize(
    ("name", "part", "number"), [("listening_round_list", "rounds", []), ("listening_round", "listening-state", [1])]
)
def test_parts_that_keep_up_come_alone(as_ben, gathering, listening, name, part, number):
    making.voice(listening)
    at = url(name, gathering, *number)
    headers = {"HX-Request": "true", "HX-Target": f"div#{part}"}
    page = body(as_ben.get(at, headers=headers))
    assert "<html" not in page
    assert f'id="{part}"' in page
    assert f'hx-get="{at}"' in page


def test_a_question_is_never_markup(as_ana, gathering):
    asked = ASKED | {"words_0": "<script>pwn(1)</script>", "name": "<img src=x onerror=pwn(1)>"}
    page = body(as_ana.post(url("listening_round_new", gathering), asked, follow=True))
    assert "<script>pwn" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;pwn(1)" in page


def test_somebody_who_joins_late_reads_along(gathering, listening):
    newcomer = factories.person("Nia Cole")
    gathering.team.welcome(newcomer, JoinedBy.LINK)
    assert signed_in(newcomer).get(url("listening_round", gathering, 1)).status_code == 200


# --- What became of it -----------------------------------------------------------------------------------------------


@pytest.fixture
def woven(team, gathering, ana):
    """A revealed gathering whose round is closed: one answer lies under a theme, one was set aside, a draft is there."""
    gathering.revealed_at = timezone.now()
    gathering.save()
    listening = making.listening_round(gathering, ana)
    for words, name, state in (
        ("Answer of a family.", "Time outside", "shown"),
        ("Nobody sees it.", "Hidden theme", "set_aside"),
    ):
        voice = making.voice(listening, words, state=state)
        phrase = Phrase.objects.create(
            gathering=gathering, voice=voice, prompt="words", start=0, end=len(words), words=words
        )
        theme = Theme.begin(gathering, name, ana)
        theme.phrases.add(phrase)
    writes = Hand(begin(team).text, ana)
    writes.write("Every child is outside each day.")
    writes.write("Nobody has read this draft yet.")
    text = team.shared_vision.text
    for line in read_text(text.pk).plain("content").splitlines():
        reading = read_text(text.pk)
        sentence = next(one for one in sentences(reading, "content") if one.words == line)
        passage = Passage.take(text, pick(reading, "content", sentence.start, sentence.end))
        Weave.tie(passage, ana, Theme.objects.get(name="Time outside"))
    listening.close()
    return listening


def test_those_who_were_asked_read_what_became_of_it_once_it_is_switched_on(
    as_ana, as_nobody, team, gathering, woven, ana
):
    at = reverse("voice_add", args=[woven.link_token])
    assert as_nobody.get(at).status_code == 404
    page = body(as_ana.post(url("listening_round_link", gathering, woven.number), {"to": "tell"}, follow=True))
    assert "No longer show what became of it" in page
    page = body(as_nobody.get(at))
    assert "Time outside" in page
    assert "The shared vision is still being written." in page
    for hidden in ("Answer of a family", "Nobody sees it", "Hidden theme", "Every child is outside", woven.name):
        assert hidden not in page
    text = team.shared_vision.text
    version = Version.keep(text, ana)
    version.adopt(ana, [ana], timezone.now())
    assert "Every child is outside each day." in body(as_nobody.get(at))
    assert as_nobody.post(at, {"words": "x", "language": "en"}).status_code == 404
    as_ana.post(url("listening_round_link", gathering, woven.number), {"to": "hush"})
    assert as_nobody.get(at).status_code == 404


def test_nothing_of_it_shows_by_an_old_link_or_before_the_round_is_closed(as_ana, as_nobody, gathering, woven):
    woven.show_outcome(True)
    woven.reopen()
    at = reverse("voice_add", args=[woven.link_token])
    assert "Time outside" not in body(as_nobody.get(at))
    woven.rotate_link()
    woven.close()
    assert as_nobody.get(at).status_code == 404


def test_before_the_reveal_there_is_nothing_to_show(as_ana, gathering, listening):
    listening.close()
    as_ana.post(url("listening_round_link", gathering, 1), {"to": "tell"})
    listening.refresh_from_db()
    assert listening.outcome_shown is False
    assert RoundOutcome.of(listening) == RoundOutcome((), (), False)
