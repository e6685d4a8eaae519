"""Answers to a quick poll: by link, without an account, each page once, nothing kept that leads to anybody."""

import re
import threading

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from pilots.models import Poll, PollAnswer
from pilots.models import polls as poll_models
from pilots.views import poll_answers as answer_views

from . import piloting


@pytest.fixture
def pilot(team, ana):
    return piloting.running(team, ana, title="Secret title of the pilot")


@pytest.fixture
def ask(pilot, ana):
    measure = piloting.measure(pilot)

    def asked(form="yes_no", **fields):
        said = {"question": "Did you say an idea aloud?", "answered_by": "Students of grade 6", **fields}
        return Poll.ask(measure, ana, form=form, **said)

    return asked


@pytest.fixture(autouse=True)
def _fresh_counters(db):
    cache.clear()


def at(poll):
    return reverse("poll_answer", args=[poll.link_token])


def body(response):
    return response.content.decode()


def once_in(page):
    return re.search(r'name="once" value="([^"]+)"', page)[1]


def test_the_page_says_who_asks_and_what_for(as_nobody, ask):
    response = as_nobody.get(at(ask()))
    page = body(response)
    assert "Northside team asks" in page
    assert "Students of grade 6" in page
    assert "We do not ask who you are." in page
    assert "If fewer than 5 people answer, there is no number at all." in page
    assert "Sign in" not in page
    assert "Secret title" not in page
    assert "<textarea" not in page
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_the_link_is_short_and_found_however_it_is_typed(ask):
    poll = ask()
    assert len(at(poll)) < 24
    for typed in (poll.link_token, poll.link_token.upper(), poll.link_token.replace("-", ""), f" {poll.link_token}"):
        assert Poll.for_link(typed) == poll
    for wrong in ("", "1", poll.link_token[:-1], f"9{poll.link_token}", "²" * 12, "9" * 40):
        assert Poll.for_link(wrong) is None


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        ("yes_no", ["0", "1"], ["", "2", "-1", "yes", "0.5"]),
        ("five", ["1", "5"], ["", "0", "6", "x"]),
        ("count", ["0", "12", "100000"], ["", "-1", "100001", "1.5", "x", "9" * 400]),
    ],
)
def test_one_press_is_an_answer(as_nobody, ask, form, right, wrong):
    poll = ask(form)
    for value in right:
        response = as_nobody.post(at(poll), {"value": value, "once": f"page {value}"})
        assert "Thank you. Your answer counts." in body(response)
    assert sorted(poll.answers.values_list("value", flat=True)) == sorted(map(int, right))
    for value in wrong:
        response = as_nobody.post(at(poll), {"value": value, "once": "another"})
        assert response.status_code == 422
        assert 'name="once" value="another"' in body(response)
        assert "please" in body(response).lower()
    assert poll.answers.count() == len(right)


def test_an_empty_form_is_answered(as_nobody, ask):
    assert as_nobody.post(at(ask())).status_code == 422


def test_a_page_sent_twice_counts_once_and_its_last_answer_counts(as_nobody, ask):
    poll = ask("five")
    first = body(as_nobody.get(at(poll)))
    once = once_in(first)
    thanks = body(as_nobody.post(at(poll), {"value": "2", "once": once}))
    assert once_in(thanks) == once  # for whoever pressed the wrong one
    as_nobody.post(at(poll), {"value": "2", "once": once})
    as_nobody.post(at(poll), {"value": "4", "once": once})
    assert [int(answer.value) for answer in poll.answers.all()] == [4]
    assert once_in(body(as_nobody.get(at(poll)))) != once


def test_what_somebody_pressed_is_not_shown_to_the_next(as_nobody, ask):
    page = body(as_nobody.post(at(ask("count")), {"value": "4711", "once": "a"}))
    assert "4711" not in page
    assert "Another person answers on this device" in page


def test_nothing_leads_from_an_answer_to_anybody(as_ana, as_nobody, ask):
    poll = ask()
    as_ana.post(at(poll), {"value": "1", "once": "known-once"})
    kept = {field.name for field in PollAnswer._meta.get_fields()}
    assert kept == {"id", "poll", "value", "once_hash"}
    assert "known-once" not in PollAnswer.objects.get().once_hash
    cookies = as_nobody.get(at(poll)).cookies
    assert set(cookies) <= {"csrftoken", "__Host-csrftoken", "__Secure-csrftoken"}


def test_answers_lie_in_no_order(ask):
    """Whoever looks into the database sees no order of coming: the rows are mixed with every answer."""
    poll = ask("count")
    for value in range(24):
        poll.take(value, str(value))
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM pilots_pollanswer ORDER BY ctid")
        found = [int(value) for (value,) in cursor.fetchall()]
    assert sorted(found) == list(range(24))
    assert found != list(range(24))


def test_a_machine_that_fills_the_hidden_field_is_asked_again(as_nobody, ask):
    poll = ask()
    response = as_nobody.post(at(poll), {"value": "1", "once": "a", "website": "http://spam.example"})
    assert response.status_code == 422
    assert "http://spam.example" not in body(response)
    assert not poll.answers.exists()


def test_a_closed_poll_is_said_kindly(as_nobody, ask):
    poll = ask()
    before = at(poll)
    Poll.objects.update(closes_on=piloting.in_days(-1))
    for response in (as_nobody.get(before), as_nobody.post(before, {"value": "1"})):
        assert response.status_code == 200
        assert "This question is closed" in body(response)
    poll.refresh_from_db()
    poll.close(None)
    for token in (poll.link_token, "1-abcde-fghjk", "nonsense"):
        response = as_nobody.get(reverse("poll_answer", args=[token]))
        assert response.status_code == 404
        assert "This link does not work" in body(response)
        assert "Northside" not in body(response)
    assert not PollAnswer.objects.exists()


def test_a_poll_of_a_closed_pilot_takes_nothing(as_nobody, ask, pilot):
    poll = ask()
    pilot.closed_at, pilot.decision = poll.noted_at, "stop"
    pilot.save(update_fields=("closed_at", "decision"))
    assert "This question is closed" in body(as_nobody.post(at(poll), {"value": "1"}))
    assert not poll.answers.exists()


def test_a_flood_from_one_network_is_held_off(as_nobody, ask, monkeypatch):
    monkeypatch.setattr(answer_views, "LIMITS", (answer_views.Limit("poll", 2, 600),))
    poll = ask()
    said = [as_nobody.post(at(poll), {"value": "1", "once": str(place)}).status_code for place in range(4)]
    assert said == [200, 200, 429, 429]
    assert poll.answers.count() == 2
    other = ask(question="Another one?")
    assert as_nobody.post(at(other), {"value": "1", "once": "x"}).status_code == 200


def test_a_poll_takes_so_many_and_no_more(as_nobody, ask, monkeypatch):
    monkeypatch.setattr(poll_models, "MOST_ANSWERS", 2)
    poll = ask()
    for place in range(3):
        response = as_nobody.post(at(poll), {"value": "1", "once": str(place)})
    assert "No more answers are needed." in body(response)
    assert poll.answers.count() == 2


def test_without_its_token_nothing_is_sent(ask):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(at(ask()), {"value": "1"}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_many_who_press_at_once_all_count(ask):
    poll = ask("five")
    start = threading.Barrier(6)

    def press(place):
        start.wait()
        try:
            poll.take(3, f"page {place // 2}")  # every page twice
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[place]) for place in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert poll.answers.count() == 3
