"""The log of a text: stored, read, folded, and still the same text by the same hands."""

import json
import threading
from uuid import uuid4

import pytest
from django.db import connection, connections
from pycrdt import Doc, Text

from tests import factories
from visioning.live import store
from visioning.live.intake import NO_TEXT, TAKEN, Refusal
from visioning.live.spans import Spans
from visioning.live.updates import read_update
from visioning.models import SharedText, TextClient, TextSnapshot, TextUpdate

from .live_updates import erased, typed, words_of


@pytest.fixture
def text(team):
    return SharedText.objects.create(team=team)


def say(text, person, words, client, at=None):
    """A person adds words through the store, resting on what is there."""
    update, _ = typed(words, client=client, before=store.read_state(text.pk), at=at)
    return store.append(text.pk, person.pk, update)


def test_an_empty_text_is_an_empty_state(text):
    assert store.read_state(text.pk) == b"\x00\x00"


def test_what_is_stored_is_read(text, ana, ben):
    assert say(text, ana, "We listen. ", 7) < say(text, ben, "We try.", 8)
    assert words_of(store.read_state(text.pk)) == "We listen. We try."
    assert store.read_owners(text.pk) == {7: ana.pk, 8: ben.pk}


def test_other_texts_are_left_alone(text, team, ana):
    other = SharedText.objects.create(team=team)
    say(other, ana, "elsewhere", 7)
    say(text, ana, "here", 7)
    assert words_of(store.read_state(text.pk)) == "here"
    assert words_of(store.read_state(other.pk)) == "elsewhere"


def test_storing_twice_adds_nothing(text, ana):
    update, _ = typed("hello", client=7)
    assert store.append(text.pk, ana.pk, update) > 0
    assert store.append(text.pk, ana.pk, update) == 0
    assert text.updates.count() == 1
    assert words_of(store.read_state(text.pk)) == "hello"


def test_control_inserting_the_words_again_doubles_them(text, ana):
    """What the test above would see if a resend were a new insert: it can fail."""
    say(text, ana, "hello", 7)
    say(text, ana, "hello", 7)
    assert words_of(store.read_state(text.pk)) == "hellohello"


def test_a_forged_client_id_is_refused_and_nothing_changes(text, ana, ben):
    say(text, ana, "hello", 7)
    forged, _ = typed(", said Ana", client=7, before=store.read_state(text.pk))
    with pytest.raises(Refusal) as refused:
        store.append(text.pk, ben.pk, forged)
    assert refused.value.code == TAKEN
    assert words_of(store.read_state(text.pk)) == "hello"
    assert store.read_owners(text.pk) == {7: ana.pk}
    assert store.append(text.pk, ana.pk, forged) > 0  # from Ana herself it is fine


def test_a_text_that_does_not_exist_takes_nothing(ana):
    update, _ = typed("hello", client=7)
    with pytest.raises(Refusal) as refused:
        store.append(uuid4(), ana.pk, update)
    assert refused.value.code == NO_TEXT
    assert not TextUpdate.objects.exists()


def test_who_deleted_what_is_known_before_and_after_folding(text, ana, ben):
    say(text, ana, "hello world", 7)
    store.append(text.pk, ben.pk, erased(store.read_state(text.pk), 0, 6))
    before = store.read_erased(text.pk)
    assert [(one.person, one.client, one.start, one.end) for one in before] == [(ben.pk, 7, 0, 6)]
    assert store.compact(text.pk)
    assert store.read_erased(text.pk) == before


def test_folding_keeps_text_authors_and_deleted_words(text, ana, ben):
    for number in range(40):
        say(text, (ana, ben)[number % 2], f"{number} ", 7 + number % 2, at=0)
    store.append(text.pk, ben.pk, erased(store.read_state(text.pk), 0, 9))
    state, vector = store.read_state(text.pk), store.vector_of(store.read_state(text.pk))
    assert store.compact(text.pk)
    after = store.read_state(text.pk)
    assert words_of(after) == words_of(state)
    assert store.vector_of(after) == vector
    assert Spans(read_update(after).deleted) == Spans(read_update(state).deleted)
    assert store.read_owners(text.pk) == {7: ana.pk, 8: ben.pk}
    assert not text.updates.exists()
    assert b"39 " in after, "deleted words are kept"
    assert not store.compact(text.pk), "nothing is left to fold"


def test_folding_squashes_what_was_typed_in_a_row(text, ana):
    for letter in "what people will see when this is real":
        say(text, ana, letter, 7)
    rows = sum(len(data) for data in text.updates.values_list("data", flat=True))
    store.compact(text.pk)
    assert len(text.snapshot.data) < rows / 5


def test_writing_goes_on_after_folding(text, ana):
    first = say(text, ana, "one ", 7)
    store.compact(text.pk)
    second = say(text, ana, "two", 7)
    assert second > first
    assert words_of(store.read_state(text.pk)) == "one two"
    store.compact(text.pk)
    assert words_of(store.read_state(text.pk)) == "one two"
    assert TextSnapshot.objects.get(text=text).upto == second


def test_fresh_rows_wait_before_they_are_folded(text, ana):
    say(text, ana, "now", 7)
    assert not store.compact(text.pk, settled=60)
    assert text.updates.count() == 1


def test_a_fold_that_came_second_changes_nothing(text, ana):
    """Two processes fold at once: the slower one computed from an older snapshot and must not win."""
    say(text, ana, "one ", 7)
    store.compact(text.pk)
    say(text, ana, "two ", 7)
    with connection.cursor() as cursor:
        cursor.execute(store.FOLDABLE, {"text": text.pk, "settled": 0})
        slow = store.fold(cursor.fetchall())
    say(text, ana, "three", 7)
    assert store.compact(text.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            store.FOLD,
            {"text": text.pk, "upto": slow.upto, "was": slow.was, "data": slow.data, "erasures": slow.erasures},
        )
        assert cursor.rowcount == 0
    assert words_of(store.read_state(text.pk)) == "one two three"


def test_words_stay_when_their_author_leaves(text, ana, ben, as_ana):
    say(text, ben, "We listen.", 8)
    store.append(text.pk, ben.pk, erased(store.read_state(text.pk), 9, 10))
    ben.delete()
    store.compact(text.pk)
    assert words_of(store.read_state(text.pk)) == "We listen"
    assert store.read_owners(text.pk) == {8: None}
    shown = json.loads(as_ana.get(f"/texts/{text.pk}/authors/").content)["clients"]["8"]
    assert shown["person"] is None
    assert "Ben" not in str(shown)


@pytest.mark.django_db(transaction=True)
def test_many_writers_and_a_folder_at_once_lose_nothing(text, ana):
    """Threads write while another folds: every word is there, rows are in the order of their ids."""
    errors = []

    def write(client):
        try:
            doc = Doc(client_id=client)
            words = doc.get("content", type=Text)
            for number in range(12):
                vector = doc.get_state()
                words.insert(len(words), f"<{client}.{number}>")
                store.append(text.pk, ana.pk, doc.get_update(vector))
        except Exception as fault:
            errors.append(fault)
        finally:
            connections.close_all()

    def keep_folding(done):
        try:
            while not done.is_set():
                store.compact(text.pk)
        except Exception as fault:
            errors.append(fault)
        finally:
            connections.close_all()

    done = threading.Event()
    writers = [threading.Thread(target=write, args=(client,)) for client in range(10, 15)]
    folder = threading.Thread(target=keep_folding, args=(done,))
    for thread in (*writers, folder):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    folder.join()
    assert errors == []
    found = words_of(store.read_state(text.pk))
    assert sorted(found.replace(">", "> ").split()) == sorted(f"<{c}.{n}>" for c in range(10, 15) for n in range(12))
    store.compact(text.pk)
    assert words_of(store.read_state(text.pk)) == found


def test_the_text_is_reached_by_its_team_alone(text, ana, dov):
    assert SharedText.objects.for_person(ana).get() == text
    factories.team("Elsewhere", school=factories.school("Westside"), people=[dov])
    assert not SharedText.objects.for_person(dov).exists()


def test_one_client_id_may_serve_two_texts(text, team, ana, ben):
    other = SharedText.objects.create(team=team)
    say(text, ana, "here", 7)
    say(other, ben, "there", 7)
    assert set(TextClient.objects.values_list("text_id", "person_id")) == {(text.pk, ana.pk), (other.pk, ben.pk)}
