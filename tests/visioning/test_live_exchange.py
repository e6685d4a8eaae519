"""Live writing over plain HTTP: the same exchange, the same rules, and nothing doubled when an answer gets lost."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pycrdt import Doc, Text

from visioning.live import store
from visioning.live.connections import Budget
from visioning.live.protocol import (
    STEP1,
    STEP2,
    SYNC,
    UPDATE,
    awareness_message,
    join,
    read_message,
    split,
    sync_message,
)
from visioning.models import SharedText, TextUpdate

from .live_updates import typed, words_of
from .writing import Hand

BYTES = "application/octet-stream"


@pytest.fixture
def text(team):
    return SharedText.objects.create(team=team)


class Browser:
    """A Yjs document that speaks by POST alone."""

    def __init__(self, client, text, number=7):
        self.client, self.url = client, f"/texts/{text.pk}/exchange/"
        self.doc = Doc(client_id=number)
        self.words = self.doc.get("content", type=Text)
        self.server = b"\x00"

    def body(self):
        return join([sync_message(STEP1, self.doc.get_state()), sync_message(STEP2, self.doc.get_update(self.server))])

    def post(self, body=None):
        return self.client.post(self.url, self.body() if body is None else body, content_type=BYTES)

    def take(self, response):
        assert response.status_code == 200, response.content
        assert response["Content-Type"] == BYTES
        for kind, step, body in map(read_message, split(response.content)):
            if kind == SYNC and step == STEP2:
                self.doc.apply_update(body)
            elif kind == SYNC and step == STEP1:
                self.server = body

    def exchange(self):
        self.take(self.post())


def test_two_browsers_without_sockets_converge(as_ana, as_ben, text):
    one, two = Browser(as_ana, text, 7), Browser(as_ben, text, 8)
    one.words.insert(0, "We listen. ")
    two.words.insert(0, "We try. ")
    one.exchange()
    two.exchange()
    one.exchange()
    assert str(one.words) == str(two.words) == words_of(store.read_state(text.pk))
    assert sorted(str(one.words).split(". ")) == ["", "We listen", "We try"]
    assert one.server == store.vector_of(store.read_state(text.pk)), "the vector is the proof of saving"


def test_an_answer_that_gets_lost_doubles_nothing(as_ana, text):
    one = Browser(as_ana, text)
    for number in range(5):
        one.words.insert(len(one.words), f"{number} ")
        lost = one.post()
        assert lost.status_code == 200
        one.exchange()
    assert words_of(store.read_state(text.pk)) == "0 1 2 3 4 "
    assert text.updates.count() == 5


def test_control_sending_words_again_as_words_doubles_them(as_ana, text):
    """What a fallback without the log of changes would do; the test above can see it."""
    one = Browser(as_ana, text)
    for _ in range(2):
        one.words.insert(len(one.words), "hello ")
        one.exchange()
    assert words_of(store.read_state(text.pk)) == "hello hello "


def test_only_what_the_browser_lacks_is_answered(as_ana, as_ben, text):
    one, two = Browser(as_ana, text, 7), Browser(as_ben, text, 8)
    one.words.insert(0, "x" * 5000)
    one.exchange()
    two.exchange()
    two.words.insert(0, "y")
    assert len(two.post().content) < 100


def test_changes_that_rest_on_missing_ones_wait_for_the_next_exchange(as_ana, text):
    one = Browser(as_ana, text)
    one.words.insert(0, "hello")
    middle = one.doc.get_state()
    one.words.insert(5, " world")
    one.take(
        one.post(join([sync_message(STEP1, one.doc.get_state()), sync_message(UPDATE, one.doc.get_update(middle))]))
    )
    assert words_of(store.read_state(text.pk)) == ""
    one.exchange()
    assert words_of(store.read_state(text.pk)) == "hello world"


def test_changes_in_the_wrong_order_are_put_in_order(as_ana, text):
    hello, state = typed("hello", client=7)
    world, state = typed(" world", client=7, before=state)
    again, state = typed("!", client=8, before=state)
    Browser(as_ana, text).take(
        Browser(as_ana, text).post(join([sync_message(UPDATE, update) for update in (again, world, hello)]))
    )
    assert words_of(store.read_state(text.pk)) == "hello world!"


def test_observers_poll_and_may_not_write(as_ana, as_cleo, text):
    one, looking = Browser(as_ana, text, 7), Browser(as_cleo, text, 9)
    one.words.insert(0, "We listen.")
    one.exchange()
    looking.exchange()
    looking.exchange()
    assert str(looking.words) == "We listen."
    looking.words.insert(0, "I add. ")
    refused = looking.post()
    assert (refused.status_code, refused.json()["code"]) == (403, 4403)
    assert words_of(store.read_state(text.pk)) == "We listen."


@pytest.mark.parametrize("name", ["exchange", "authors"])
def test_outsiders_find_nothing(name, as_dov, as_ana, text, ana):
    update, _ = typed("secret words", client=7)
    store.append(text.pk, ana.pk, update)

    def ask(client, text_id):
        url = f"/texts/{text_id}/{name}/"
        return client.post(url, b"", content_type=BYTES) if name == "exchange" else client.get(url)

    assert ask(as_ana, text.pk).status_code == 200
    assert ask(as_dov, text.pk).status_code == 404
    assert ask(as_ana, uuid4()).status_code == 404
    assert b"secret" not in ask(as_dov, text.pk).content
    assert ask(Client(), text.pk).status_code == 302


def test_a_forged_client_id_is_refused_over_http_too(as_ana, as_ben, text):
    one = Browser(as_ana, text, 7)
    one.words.insert(0, "hello")
    one.exchange()
    forger = Browser(as_ben, text, 7)
    forger.doc.apply_update(one.doc.get_update())
    forger.words.insert(5, ", said Ana")
    refused = forger.post()
    assert (refused.status_code, refused.json()["code"]) == (409, 4409)
    assert words_of(store.read_state(text.pk)) == "hello"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"\xff", 400, 4400),
        (b"\x05abc", 400, 4400),
        (join([b"\x09"]), 400, 4400),
        (join([sync_message(UPDATE, b"\xde\xad\xbe\xef")]), 400, 4400),
        (join([sync_message(STEP1, b"\x05\x01")]), 400, 4400),
        (join([awareness_message([(7, 1, "{")])]), 400, 4400),
        (b"\x00" * (8 * 1024 * 1024 + 1), 413, 4413),
    ],
)
def test_bad_bodies_are_refused_with_a_reason(body, status, code, as_ana, text):
    answer = as_ana.post(f"/texts/{text.pk}/exchange/", body, content_type=BYTES)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["reason"]
    assert not TextUpdate.objects.exists()


def test_a_flood_is_slowed(as_ana, text, monkeypatch):
    monkeypatch.setattr(Budget, "MESSAGES", 3.0)
    monkeypatch.setattr(Budget, "MESSAGES_A_SECOND", 0.0)
    codes = [as_ana.post(f"/texts/{text.pk}/exchange/", b"", content_type=BYTES).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]


def test_other_sites_cannot_post_with_our_cookies(ana, text):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    update, _ = typed("hello", client=7)
    refused = client.post(f"/texts/{text.pk}/exchange/", join([sync_message(UPDATE, update)]), content_type=BYTES)
    assert refused.status_code == 403
    assert not TextUpdate.objects.exists()


def test_authors_are_named_with_their_colours(as_ana, as_ben, text, ana, ben):
    for client, number in ((as_ana, 7), (as_ben, 8)):
        browser = Browser(client, text, number)
        browser.words.insert(0, "word ")
        browser.exchange()
    clients = as_ana.get(f"/texts/{text.pk}/authors/").json()["clients"]
    assert {client: (one["person"], one["name"]) for client, one in clients.items()} == {
        "7": (ana.pk, "Ana Ruiz"),
        "8": (ben.pk, "Ben Okafor"),
    }
    assert clients["7"]["color"] != clients["8"]["color"]
    assert "northside.example" not in json.dumps(clients), "no addresses"


def test_whose_words_only_moved_is_worked_out_once_until_somebody_writes(ana, ben, as_cleo, text):
    Hand(text, ana).write("Nobody waits outside the door.")
    url = f"/texts/{text.pk}/authors/"
    first = as_cleo.get(url).json()
    with CaptureQueriesContext(connection) as asked:
        assert as_cleo.get(url).json() == first
    assert not [query for query in asked if "erasures" in query["sql"]], "the whole text was read again"
    Hand(text, ben).split(0, "outside")
    second = as_cleo.get(url).json()
    assert first["carried"] == []
    assert second["carried"] != []
    ana.delete()
    assert "Ana" not in as_cleo.get(url).content.decode()
