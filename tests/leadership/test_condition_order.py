"""In which order a team works on the conditions: placed, moved, explained, by several at once."""

import threading

import pytest
from django.db import connection, transaction
from django.urls import reverse

from leadership import guides
from leadership.models import RankedCondition

from . import making

PART = {"HX-Request": "true", "HX-Target": "section#ranking"}


def url(name, team, *args):
    return reverse(name, args=[team.slug, *args])


def order(team):
    return [one.condition for one in RankedCondition.of(team)]


@pytest.fixture
def three(team, ana):
    for condition in ("vision", "capacity", "influence"):
        RankedCondition.place(team, ana, condition)


def test_nothing_placed_explains_itself(as_ben, as_cleo, team):
    page = as_ben.get(url("condition_order", team)).text
    assert "No order yet." in page
    assert page.count("Put it first") == 7
    assert "No time reserved yet." in page
    assert "Put it first" not in as_cleo.get(url("condition_order", team)).text


def test_placing_puts_it_at_the_end(as_ben, ben, team, three):
    as_ben.post(url("ranked_condition_add", team, "structures"))
    assert order(team) == ["vision", "capacity", "influence", "structures"]
    assert RankedCondition.objects.get(condition="structures").changed_by == ben
    again = as_ben.post(url("ranked_condition_add", team, "vision"), follow=True)
    assert "Somebody placed this a moment ago." in again.text
    assert order(team) == ["vision", "capacity", "influence", "structures"]


@pytest.mark.parametrize(
    ("which", "to", "after"),
    [
        ("vision", "down", "capacity vision influence"),
        ("influence", "up", "vision influence capacity"),
        ("vision", "up", "vision capacity influence"),
        ("influence", "down", "vision capacity influence"),
        ("influence", "0", "influence vision capacity"),
        ("vision", "99", "capacity influence vision"),
        ("vision", "sideways", "vision capacity influence"),
        ("vision", "", "vision capacity influence"),
        ("vision", "²", "vision capacity influence"),
    ],
)
def test_one_moves_as_far_as_there_is_room(as_ben, team, three, which, to, after):
    RankedCondition.objects.filter(condition=which).update(reason="Because.")
    as_ben.post(url("ranked_condition_move", team, which), {"to": to})
    assert order(team) == after.split()
    assert RankedCondition.objects.get(condition=which).reason == "Because."


def test_htmx_gets_the_order_alone_and_keeps_the_focus(as_ben, team, three):
    text = as_ben.post(url("ranked_condition_move", team, "vision"), {"to": "down"}, headers=PART).text
    assert 'id="ranking"' in text
    assert "<html" not in text
    assert text.count("data-takes-focus") == 1
    assert 'id="ranking"' in as_ben.get(url("condition_order", team), headers=PART).text


def test_reason_and_dates(as_ben, as_cleo, team, three):
    edit = url("ranked_condition_edit", team, "vision")
    said = {"reason": "Everything <hangs> on it", "begins_on": "2026-12-01", "ends_on": "2027-03-31"}
    as_ben.post(edit, said)
    page = as_cleo.get(url("condition_order", team)).text
    assert "Everything &lt;hangs&gt; on it" in page
    assert "from Dec. 1, 2026 until March 31, 2027" in page
    assert "Move up" not in page
    assert 'value="2026-12-01"' in as_ben.get(edit).text
    for change in (
        {"reason": "x" * 401},
        {"begins_on": "soon"},
        {"begins_on": "0001-01-01"},
        {"ends_on": "2026-11-30"},
    ):
        assert as_ben.post(edit, said | change).status_code == 422
    assert RankedCondition.objects.get(condition="vision").reason == "Everything <hangs> on it"


def test_taking_out_asks_before(as_ben, team, three):
    RankedCondition.objects.filter(condition="capacity").update(reason="We are tired")
    remove = url("ranked_condition_remove", team, "capacity")
    assert "We are tired" in as_ben.get(remove).text
    as_ben.post(remove)
    assert order(team) == ["vision", "influence"]
    late = as_ben.post(url("ranked_condition_move", team, "capacity"), {"to": "up"}, follow=True)
    assert "Somebody took this out of the order a moment ago." in late.text


def test_what_was_taken_out_meanwhile_is_not_made_again(ana, team, three):
    ranked = RankedCondition.objects.get(condition="vision")
    ranked.remove()
    assert not ranked.mend(ana, reason="Too late")
    assert not RankedCondition.move(team, ana, "vision", "up")
    assert order(team) == ["capacity", "influence"]


@pytest.mark.django_db(transaction=True)
def test_two_who_order_at_once_lose_nothing(team, ana, ben, three):
    RankedCondition.objects.update(reason="Kept")

    def often(person, condition, to):
        try:
            for _once in range(8):
                RankedCondition.move(team, person, condition, to)
                RankedCondition.place(team, person, "structures")
        finally:
            connection.close()

    hands = [threading.Thread(target=often, args=one) for one in ((ana, "vision", 9), (ben, "influence", 0))]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sorted(order(team)) == ["capacity", "influence", "structures", "vision"]
    assert [one.position for one in RankedCondition.of(team)] == [0, 1, 2, 3]
    assert RankedCondition.objects.filter(reason="Kept").count() == 3


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nothing_is_taken_out_while_somebody_moves_it(team, ana, three):
    def remove():
        try:
            RankedCondition.objects.get(condition="vision").remove()
        finally:
            connection.close()

    hand = threading.Thread(target=remove)
    with transaction.atomic():
        RankedCondition.held(team)
        hand.start()
        hand.join(0.5)
        assert hand.is_alive()  # it waits; before, the move below found nothing to save
        assert RankedCondition.move(team, ana, "vision", "down")
    hand.join()
    assert order(team) == ["capacity", "influence"]
    assert not RankedCondition.move(team, ana, "vision", "up")


def test_outsiders_find_nothing_and_observers_change_nothing(as_dov, as_cleo, other_team, team, three):
    assert as_dov.get(url("condition_order", team)).status_code == 404
    for name in ("add", "move", "edit", "remove"):
        address = url(f"ranked_condition_{name}", team, "capacity")
        assert as_dov.post(address, {"to": "up"}).status_code == 404
        assert as_cleo.post(address, {"to": "up"}).status_code == 403
    assert as_dov.post(url("ranked_condition_remove", other_team, "capacity")).status_code == 404
    assert order(team) == ["vision", "capacity", "influence"]


def test_only_the_seven_are_ordered(as_ben, team):
    for key in ("overview", "harmony"):
        for name in ("add", "move", "edit", "remove"):
            assert as_ben.post(url(f"ranked_condition_{name}", team, key), {"to": "up"}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ana, ana, team, rows, django_assert_num_queries):
    for condition in guides.CONDITION_KEYS[:rows]:
        RankedCondition.place(team, ana, condition)
        making.reserved_time(team, ana, condition=condition)
    as_ana.get(url("condition_order", team))
    with django_assert_num_queries(5):
        as_ana.get(url("condition_order", team))
