"""A press on something that is gone, or not one's own, leaves the part as it is and says so; it never puts a whole page into it."""

import pytest
from django.urls import reverse

from leadership.models import Task

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true", "HX-Target": "div#tasks"}


def press(client, team, pk, **headers):
    return client.post(reverse("task_done", args=[team.slug, pk]), {"done": "1"}, headers=headers)


def test_something_gone_is_said_in_the_messages(as_ben, team):
    answer = press(as_ben, team, 10**6, **PART)
    assert answer.status_code == 404
    assert answer["HX-Reswap"] == "none"
    assert 'id="messages"' in answer.text
    assert "It is not here any more. Nothing was changed." in answer.text
    assert "<html" not in answer.text


def test_what_is_not_ones_own_is_said_too(as_cleo, team, ana):
    answer = press(as_cleo, team, Task.note(team, ana, words="A task").pk, **PART)
    assert (answer.status_code, answer["HX-Reswap"]) == (403, "none")
    assert "This is not yours to change." in answer.text


def test_to_outsiders_what_is_there_and_what_is_not_look_the_same(as_dov, team, ana):
    there = press(as_dov, team, Task.note(team, ana, words="A task").pk, **PART)
    assert there.content == press(as_dov, team, 10**6, **PART).content


def test_a_visit_without_htmx_gets_the_whole_page(as_ben, as_cleo, team, ana):
    assert "<html" in press(as_ben, team, 10**6).text
    assert "HX-Reswap" not in press(as_ben, team, 10**6)
    boosted = {**PART, "HX-Boosted": "true"}
    assert "<html" in press(as_ben, team, 10**6, **boosted).text


def test_other_answers_are_as_they_were(as_ben, team, ana):
    answer = press(as_ben, team, Task.note(team, ana, words="A task").pk, **PART)
    assert answer.status_code == 200
    assert "HX-Reswap" not in answer
