"""Voices: said without an account, kept without a trace, read before they show, noted with consent, taken back."""

import re
import threading

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from leadership.keys import hash_of
from leadership.models import Audience, JoinedBy, Position
from tests import factories
from tests.conftest import signed_in
from visioning.forms.voices import has_phone_number
from visioning.languages import LANGUAGES, best_of, language
from visioning.models import NotAsSeen, Phrase, Voice, VoiceState
from visioning.views import voices as voice_views

from . import making

SECRET = "Zanzibar swimming pool on the roof"


@pytest.fixture
def gathering(team):
    return making.gathering(team)


@pytest.fixture
def listening(gathering, ana):
    return making.listening_round(gathering, ana, questions=[("en", "What do you hope for?"), ("ar", "ماذا تأمل؟")])


@pytest.fixture
def at(listening):
    return reverse("voice_add", args=[listening.link_token])


@pytest.fixture(autouse=True)
def _fresh_counters(db):
    cache.clear()


def url(name, voice_or_round):
    listening = getattr(voice_or_round, "round", voice_or_round)
    args = [listening.gathering.team.slug, listening.gathering.number, listening.number]
    return reverse(name, args=[*args, *([voice_or_round.pk] if isinstance(voice_or_round, Voice) else [])])


def body(response):
    return response.content.decode()


def answer(**fields):
    return {"words": "More time outside.", "language": "en", "position": "family", "once": "form-1"} | fields


# --- Without an account ------------------------------------------------------------------------------------------


def test_the_page_asks_in_each_language_and_says_what_happens(as_nobody, at):
    page = body(as_nobody.get(at))
    assert '<p class="quote" lang="en" dir="ltr">What do you hope for?</p>' in page
    assert '<p class="quote" lang="ar" dir="rtl">ماذا تأمل؟</p>' in page
    assert "No names of students, please" in page
    assert "reads each answer before it shows" in page
    assert "no account, no address and no time is kept" in page
    assert "Sign in" not in page
    assert "Families in spring" not in page  # the round's name is for the team


def test_an_answer_waits_and_its_key_is_shown_once(as_nobody, at):
    response = as_nobody.post(at, answer())
    page = body(response)
    key = re.search(r'id="kept-key"[^>]* value="([^"]+)"', page)[1]
    voice = Voice.objects.get()
    assert (voice.words, voice.position, voice.state) == ("More time outside.", "family", VoiceState.WAITING)
    assert voice.key_hash == hash_of(key)
    assert Voice.objects.for_key(key.upper()) == voice
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert key not in body(as_nobody.get(at))


def test_nothing_about_the_visitor_is_kept(as_ana, ana, at):
    """Somebody signed in who answers by the link is as unknown as anybody else."""
    as_ana.post(at, answer())
    voice = Voice.objects.get()
    assert [voice.heard_by_id, voice.read_by_id, voice.heard_in_person] == [None, None, False]
    assert {field.get_internal_type() for field in Voice._meta.fields} & {"DateTimeField", "DateField"} == set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        assert "127.0.0.1" not in str(cursor.fetchall())


def test_the_visitor_gets_no_session(as_nobody, at):
    assert set(as_nobody.get(at).cookies) <= {"csrftoken"}
    assert set(as_nobody.post(at, answer()).cookies) <= {"csrftoken"}


def test_one_form_sent_twice_is_one_voice_with_one_key(as_nobody, at):
    keys = {
        re.search(r'id="kept-key"[^>]* value="([^"]+)"', body(as_nobody.post(at, answer())))[1] for _twice in range(2)
    }
    assert len(keys) == 1
    assert Voice.objects.count() == 1


def test_the_same_words_from_two_people_are_two_voices(as_nobody, at):
    as_nobody.post(at, answer())
    as_nobody.post(at, answer(once="form-2"))
    as_nobody.post(at, answer(once=""))
    as_nobody.post(at, answer(once=""))
    assert Voice.objects.count() == 4
    assert Voice.objects.values("key_hash").distinct().count() == 4


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_the_same_moment_it_is_one_voice(listening):
    start, keys = threading.Barrier(2), []

    def send():
        start.wait()
        try:
            keys.append(Voice.say(listening, words="At once.", once="form-1")[1])
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(set(keys)), Voice.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": ""}, "This field is required."),
        ({"words": " \u202e\u0000 "}, "This field is required."),
        ({"words": "é" * 2001}, "Please shorten this to 2000 letters: it has 2001."),
        ({"words": "Ask rosa.delgado@northside.example please"}, "leave out e-mail addresses"),
        ({"words": "Call me: (415) 555-0123"}, "leave out phone numbers"),
        ({"language": "xx"}, "Select a valid choice."),
        ({"position": "king"}, "Select a valid choice."),
        ({"website": "https://spam.example"}, "Please send it once more."),
    ],
)
def test_what_is_refused_comes_back_whole(as_nobody, at, wrong, said):
    sent = answer(**wrong)
    response = as_nobody.post(at, sent)
    page = body(response)
    assert response.status_code == 422
    assert said in page
    assert "spam.example" not in page
    if "words" not in wrong or "@" in sent["words"]:
        assert sent["words"] in page
    assert not Voice.objects.exists()


def test_an_empty_form_is_answered(as_nobody, at):
    assert as_nobody.post(at).status_code == 422


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("+49 170 1234567", True),
        ("415.555.0123", True),
        ("5550123456", True),
        ("555-0123", True),
        ("٠٥٥٥١٢٣٤٥٦٧", True),
        ("2025-2026", False),
        ("2024/2025 and 2025/2026", False),
        ("2024 2025 2026", False),
        ("Rooms 101, 102, 103 and 104", False),
        ("at 8:15 on 3/14/2026", False),
        ("350 students, 28 teachers", False),
        ("1 2 3 4 5", False),
    ],
)
def test_phone_numbers_are_told_from_years_and_counts(words, refused):
    assert has_phone_number(words) is refused


def test_a_huge_paste_is_refused_quickly(as_nobody, at):
    assert as_nobody.post(at, answer(words="1." * 400_000)).status_code == 422


def test_script_and_markup_are_only_words(as_nobody, as_ana, at, listening):
    words = "<script>pwn(1)</script> & <b>bold</b> 🌱 مرحبا\u202e"
    assert "<script>pwn" not in body(as_nobody.post(at, answer(words=words)))
    page = body(as_ana.get(url("voice_list", listening)))
    assert "<script>pwn" not in page
    assert "&lt;b&gt;bold" in page
    assert "\u202e" not in page


def test_floods_are_held_off_and_the_words_stay_in_the_form(as_nobody, at, monkeypatch, listening):
    few = (voice_views.Limit("voice", 2, 600), voice_views.Limit("voice-day", 300, 86_400))
    monkeypatch.setattr(voice_views, "LIMITS", few)
    for number in range(2):
        assert as_nobody.post(at, answer(once=str(number))).status_code == 200
    response = as_nobody.post(at, answer(words=SECRET, once="3"))
    assert response.status_code == 429
    assert SECRET in body(response)
    assert "Many answers came from this network" in body(response)
    assert Voice.objects.count() == 2
    assert as_nobody.post(at, answer(once="4"), REMOTE_ADDR="10.0.0.9").status_code == 200
    other = making.listening_round(listening.gathering)
    assert as_nobody.post(reverse("voice_add", args=[other.link_token]), answer(once="5")).status_code == 200


def test_a_closed_or_made_up_link_takes_nothing_in(as_nobody, at, listening):
    listening.close()
    for address in (at, reverse("voice_add", args=["1-aaaaa-bbbbb"])):
        for response in (as_nobody.get(address), as_nobody.post(address, answer())):
            assert response.status_code == 404
            assert "This link no longer works" in body(response)
            assert "Northside" not in body(response)
    assert not Voice.objects.exists()


def test_the_browsers_language_is_offered_first(as_nobody, at):
    page = body(as_nobody.get(at, headers={"Accept-Language": "ar-EG,en;q=0.5"}))
    assert re.search(r'<option value="ar"[^>]*selected', page)
    assert best_of(["fr"], ["en", "es"]) == "en"
    assert best_of(["zh-hant-tw", "es-MX"], ["en", "es"]) == "es"
    assert len({one.code for one in LANGUAGES}) == len(LANGUAGES)
    assert language("tlh").name == "tlh"


# --- Heard in person ---------------------------------------------------------------------------------------------


def test_words_heard_in_person_need_a_yes_and_go_on_the_table(as_ben, ben, listening):
    noted = answer(words="The bus comes too late.")
    response = as_ben.post(url("voice_note", listening), noted)
    assert response.status_code == 422
    assert "Without their yes it is not written down." in body(response)
    assert "The bus comes too late." in body(response)
    assert as_ben.post(url("voice_note", listening), noted | {"consent": "on"}).status_code == 302
    voice = Voice.objects.get()
    assert (voice.heard_in_person, voice.heard_by, voice.state, voice.key_hash) == (True, ben, VoiceState.SHOWN, "")
    assert "heard in person, with consent" in body(as_ben.get(url("voice_list", listening) + "?show=shown"))


def test_noting_several_one_after_the_other(as_ben, listening):
    response = as_ben.post(url("voice_note", listening), answer(consent="on", then="another"))
    assert response["Location"] == url("voice_note", listening)


def test_nothing_more_is_noted_in_a_closed_round(as_ben, listening):
    listening.close()
    assert as_ben.post(url("voice_note", listening), answer(consent="on")).status_code == 302
    assert not Voice.objects.exists()


def test_only_who_noted_it_takes_it_back_for_the_speaker(as_ben, as_ana, ben, listening):
    voice = Voice.note(listening, ben, words=SECRET)
    assert "They want it back" in body(as_ben.get(url("voice_list", listening) + "?show=shown"))
    assert "They want it back" not in body(as_ana.get(url("voice_list", listening) + "?show=shown"))
    assert as_ana.post(url("voice_take_back", voice)).status_code == 404
    as_ben.post(url("voice_take_back", voice))
    assert not Voice.objects.exists()


# --- Reading before it shows -----------------------------------------------------------------------------------------


def test_nothing_shows_before_it_was_read(as_ben, listening):
    voice = making.voice(listening, SECRET)
    assert not Voice.objects.shown().exists()
    assert SECRET in body(as_ben.get(url("voice_list", listening)))
    as_ben.post(url("voice_let_through", voice), {"seen": voice.seen})
    assert Voice.objects.shown().get() == voice
    assert SECRET not in body(as_ben.get(url("voice_list", listening)))
    assert SECRET in body(as_ben.get(url("voice_list", listening) + "?show=shown"))


def test_setting_aside_needs_a_reason_deletes_nothing_and_can_be_undone(as_ben, ben, listening):
    voice = making.voice(listening, SECRET)
    response = as_ben.post(url("voice_set_aside", voice), {"seen": voice.seen, "because": ""})
    assert response.status_code == 422
    assert "Say why, in a few words." in body(response)
    assert SECRET in body(response)
    as_ben.post(url("voice_set_aside", voice), {"seen": voice.seen, "because": "It names a student."})
    page = body(as_ben.get(url("voice_list", listening) + "?show=set_aside"))
    assert "It names a student." in page
    assert "Ben Okafor" in page
    voice.refresh_from_db()
    assert not Voice.objects.shown().exists()
    as_ben.post(url("voice_let_through", voice), {"seen": voice.seen})
    voice.refresh_from_db()
    assert (voice.state, voice.set_aside_because) == (VoiceState.SHOWN, "")


def test_a_translation_stands_beside_the_words(as_ben, listening):
    voice = making.voice(listening, "Más tiempo afuera.", language="es")
    as_ben.post(url("voice_translate", voice), {"seen": voice.seen, "translation": "More time outside."})
    page = body(as_ben.get(url("voice_list", listening)))
    assert '<blockquote class="quote" lang="es" dir="auto"><p>Más tiempo afuera.</p></blockquote>' in page
    assert "More time outside." in page
    voice.refresh_from_db()
    wrong = {"seen": voice.seen, "translation": "Call 415 555 0123"}
    response = as_ben.post(url("voice_translate", voice), wrong)
    assert response.status_code == 422
    assert "Call 415 555 0123" in body(response)


@pytest.mark.parametrize("act", ["voice_let_through", "voice_set_aside", "voice_translate"])
def test_acting_on_what_has_changed_meanwhile_does_nothing_and_says_so(as_ben, listening, act):
    voice = making.voice(listening, "Old words.", key_hash=hash_of("key"))
    seen = voice.seen
    voice.rewrite(SECRET)
    form = {"seen": seen, "because": "It names a student.", "translation": "x"}
    page = body(as_ben.post(url(act, voice), form, follow=True))
    assert "Somebody was a moment quicker, or the words were changed." in page
    assert SECRET in page
    voice.refresh_from_db()
    assert (voice.state, voice.translation) == (VoiceState.WAITING, "")


def test_two_people_read_the_same_voice(ana, ben, listening):
    voice = making.voice(listening)
    as_ana_sees, as_ben_sees = Voice.objects.get(), Voice.objects.get()
    as_ana_sees.let_through(ana, voice.seen)
    with pytest.raises(NotAsSeen):
        as_ben_sees.set_aside(ben, "No.", voice.seen)
    with pytest.raises(NotAsSeen):
        as_ben_sees.let_through(ben)
    voice.withdraw()
    with pytest.raises(NotAsSeen):
        as_ben_sees.translate("x")


def test_the_part_comes_alone_with_its_message(as_ben, listening):
    voice, further = making.voice(listening), making.voice(listening, "Another.")
    headers = {"HX-Request": "true", "HX-Target": "section#voices"}
    page = body(as_ben.post(url("voice_let_through", voice), {"seen": voice.seen}, headers=headers))
    assert "<html" not in page
    assert 'id="voices"' in page
    assert "It is on the weaving table now." in page
    assert further.words in page
    assert f'hx-get="{url("voice_list", listening)}?show=waiting&amp;page=1"' in page
    assert as_ben.post(url("voice_set_aside", further), {}, headers=headers).status_code == 422


def test_the_pile_is_paged_and_takes_the_same_queries(as_ben, ben, listening, django_assert_num_queries):
    for more in (1, 2, 22):
        for _each in range(more):
            making.voice(listening, state=VoiceState.SET_ASIDE, set_aside_because="No.", read_by=ben)
        with django_assert_num_queries(8):
            page = body(as_ben.get(url("voice_list", listening) + "?show=set_aside"))
    assert page.count('class="voice"') == voice_views.PAGE
    assert "Page 1 of 2" in page
    for odd in ("?page=99", "?page=x", "?show=all"):
        assert as_ben.get(url("voice_list", listening) + odd).status_code == 200


# --- Changed, taken back ---------------------------------------------------------------------------------------------


def phrase(voice, prompt, words):
    start = getattr(voice, prompt).index(words)
    return Phrase.objects.create(
        gathering=voice.round.gathering, voice=voice, prompt=prompt, start=start, end=start + len(words), words=words
    )


def test_a_changed_voice_waits_to_be_read_again_and_keeps_what_still_stands(listening):
    voice = making.voice(listening, "More time outside and less noise.", state=VoiceState.SHOWN, translation="Anders.")
    stays, goes = phrase(voice, "words", "less noise"), phrase(voice, "words", "More time outside")
    translated = phrase(voice, "translation", "Anders")
    assert voice.rewrite("At last: less noise.") is True
    voice.refresh_from_db()
    assert (voice.state, voice.translation) == (VoiceState.WAITING, "")
    assert list(voice.phrases.all()) == [stays]
    assert not Phrase.objects.filter(pk__in=[goes.pk, translated.pk]).exists()
    assert not Phrase.objects.visible().exists()
    assert voice.rewrite("At last: less noise.") is False


def test_what_is_set_aside_takes_its_phrases_from_the_table_until_it_comes_back(ben, listening):
    voice = making.voice(listening, "Less noise.", state=VoiceState.SHOWN)
    phrase(voice, "words", "Less noise")
    voice.set_aside(ben, "Later.")
    assert not Phrase.objects.visible().exists()
    voice.let_through(ben)
    assert Phrase.objects.visible().count() == 1


def test_taken_back_nothing_stays(listening):
    voice, key = Voice.say(listening, words=SECRET)
    phrase(voice, "words", "pool")
    voice.withdraw()
    assert (Voice.objects.for_key(key), Phrase.objects.count()) == (None, 0)


# --- Who may --------------------------------------------------------------------------------------------------------------

PAGES = ["voice_list", "voice_note"]
ACTS = ["voice_let_through", "voice_set_aside", "voice_translate", "voice_take_back"]


def test_outsiders_observers_and_guests_do_not_read_what_waits(
    as_dov, as_cleo, as_nobody, northside, gathering, listening
):
    gathering.audience = Audience.STAFF
    gathering.save()
    guest = factories.person("Gus Hill")
    northside.welcome(guest)
    voice = making.voice(listening, SECRET)
    form = answer(seen=voice.seen, because="No.", consent="on")
    for client, refused in ((as_dov, 404), (as_cleo, 403), (signed_in(guest), 403), (as_nobody, 302)):
        for name in PAGES:
            response = client.get(url(name, listening))
            assert response.status_code == refused
            assert SECRET not in body(response)
        for name in ACTS:
            assert client.post(url(name, voice), form).status_code == refused
        assert client.post(url("voice_note", listening), form).status_code == refused
    assert list(Voice.objects.values_list("words", "state")) == [(SECRET, VoiceState.WAITING)]


def test_a_voice_of_another_round_is_not_reached_from_here(as_ben, gathering, listening):
    elsewhere = making.voice(making.listening_round(gathering), SECRET)
    elsewhere.round = listening
    for name in ACTS:
        assert as_ben.post(url(name, elsewhere), {"because": "x"}).status_code == 404


def test_a_voice_shows_neither_words_nor_key_of_itself_in_logs(listening):
    voice, key = Voice.say(listening, words=SECRET)
    assert SECRET not in f"{voice!s} {voice!r}"
    assert key not in f"{voice!s} {voice!r}"


def test_every_position_can_be_said(as_nobody, at):
    for position in ["", *Position.values]:
        assert as_nobody.post(at, answer(position=position, once=position)).status_code == 200
    assert Voice.objects.count() == 1 + len(Position.values)


def test_a_former_noter_is_no_longer_named(as_ana, listening):
    gone = factories.person("Gil Vance")
    listening.gathering.team.welcome(gone, JoinedBy.LINK)
    Voice.note(listening, gone, words="Kept words.")
    gone.delete()
    page = body(as_ana.get(url("voice_list", listening) + "?show=shown"))
    assert "Kept words." in page
    assert "Gil Vance" not in page
