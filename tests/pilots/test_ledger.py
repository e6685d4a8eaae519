"""The ledger: what was predicted and what came of it, in one sentence, a list and a picture. Nobody's name, no ranking."""

import re
from html import unescape

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.ledger import ENOUGH, HELD, MOST_COLUMNS, open_words, sentence_of, signs_of
from pilots.models import Held
from tests.visioning.theorising import htmx

from . import piloting


def address(team, **query):
    return reverse("prediction_list", args=[team.slug], query=query or None)


def text(answer):
    return " ".join(unescape(answer.content.decode()).split())


def test_the_sentence_of_the_brief():
    results = ["yes"] * 3 + ["partly"] * 2 + ["no"] * 3 + ["unclear"] + ["", ""]
    assert sentence_of(results) == (
        "We have compared 9 predictions: 3 came true, 2 in part, 3 did not, 1 we cannot tell. Being wrong is how we learn."
    )
    assert open_words(results) == "2 are still open."


def test_what_there_is_none_of_is_not_counted():
    assert sentence_of(["yes"] * 4) == "We have compared 4 predictions: 4 came true. Being wrong is how we learn."


def test_too_few_say_only_so_much():
    assert sentence_of(["", ""]) == "No prediction is compared yet."
    assert sentence_of(["no"]) == "We have compared one prediction so far. That is too few to look back on."
    assert sentence_of(["no", "yes", ""]).startswith("We have compared 2 predictions so far.")
    assert open_words(["yes"]) == ""


def test_the_four_are_those_of_the_rows():
    assert set(Held.values) == set(HELD)


results = st.lists(st.sampled_from([*HELD, ""]), max_size=20)


@settings(max_examples=50)
@given(results)
def test_the_counts_add_up_and_no_share_is_given(held):
    said = sentence_of(held)
    compared = len([one for one in held if one])
    if compared >= ENOUGH:
        first, *parts = [int(number) for number in re.findall(r"\d+", said)]
        assert first == compared == sum(parts)
    assert "%" not in said


@settings(max_examples=50)
@given(st.lists(results, max_size=60))
def test_every_sign_has_its_own_place_in_the_picture(cycles):
    drawing = signs_of([(str(number), held) for number, held in enumerate(cycles)])
    places = [(sign.x, sign.y) for column in drawing.columns for sign in column.signs]
    assert len(set(places)) == len(places)
    assert len(places) == sum(map(len, cycles[-MOST_COLUMNS:]))
    assert drawing.left_out == max(0, len(cycles) - MOST_COLUMNS)
    for x, y in places:
        assert 0 < x < drawing.width
        assert 0 < y < drawing.foot < drawing.height


# --- The page ----------------------------------------------------------------------------------------------------


def ledger(team, ana, number=1):
    """So many pilots, each with a closed cycle of four kinds of results and an open one."""
    for place in range(number):
        pilot = piloting.running(team, ana, title=f"Pilot {place}", participants=[ana])
        measure = piloting.measure(pilot, title="Who spoke")
        first = piloting.begun_cycle(pilot, 0)
        for held in HELD:
            piloting.prediction(first, held, then_words=f"it is {held}", measure=measure)
        piloting.closed_cycle(first)
        piloting.prediction(piloting.begun_cycle(pilot, 0), then_words="we shall see")


@pytest.mark.django_db
def test_an_empty_one_says_what_to_do(as_cleo, team):
    assert "Nothing is predicted yet." in text(as_cleo.get(address(team)))


@pytest.mark.django_db
def test_the_team_looks_back(as_cleo, team, ana, ben):
    ledger(team, ana)
    page = as_cleo.get(address(team))
    said = text(page)
    assert "We have compared 4 predictions: 1 came true, 1 in part, 1 did not, 1 we cannot tell." in said
    assert "One is still open." in said
    for words in ("it is no", "It did not come true", "we shall see", "still open", "Who spoke"):
        assert words in said
    assert said.index("We have compared") < said.index("it is no") < said.index('<svg class="ledger-picture"')
    main = page.text.split("<main", 1)[1].split("</main", 1)[0]
    for person in (ana, ben):
        assert person.name not in main


@pytest.mark.django_db
def test_one_pilot_alone(as_cleo, team, ana):
    ledger(team, ana, 2)
    page = text(as_cleo.get(address(team, pilot=2)))
    assert "We have compared 4 predictions" in page
    assert "8 predictions" in text(as_cleo.get(address(team)))
    for wrong in ("77", "x", "-1", "9" * 40, "²"):
        answer = as_cleo.get(address(team, pilot=wrong))
        assert answer.status_code in {200, 404}


@pytest.mark.django_db
def test_who_may_read_it(as_dov, as_nobody, as_cleo, team, ana, other_team):
    ledger(team, ana)
    assert as_dov.get(address(team)).status_code == 404
    assert "it is no" not in as_dov.get(address(other_team)).text
    assert as_nobody.get(address(team)).status_code == 302
    assert as_cleo.post(address(team)).status_code == 405


@pytest.mark.django_db
def test_htmx_gets_the_part_alone(as_cleo, team, ana):
    ledger(team, ana)
    answer = htmx(as_cleo, address(team), part="predictions")
    assert 'id="predictions"' in answer.text
    assert "<html" not in answer.text


@pytest.mark.django_db
def test_one_and_three_pilots_ask_as_often(as_cleo, team, ana, django_assert_max_num_queries):
    ledger(team, ana)
    as_cleo.get(address(team))

    def asked():
        with django_assert_max_num_queries(10) as captured:
            as_cleo.get(address(team))
        return len(captured)

    one = asked()
    ledger(team, ana, 2)
    assert asked() == one


@pytest.mark.django_db
def test_many_cycles_show_the_last_ones_first(as_cleo, team, ana, monkeypatch):
    monkeypatch.setattr("pilots.views.ledgers.SHOWN", 1)
    ledger(team, ana)
    page = text(as_cleo.get(address(team)))
    assert "Show one earlier cycle" in page
    assert "it is no" not in page.split('<svg class="ledger-picture"')[0]
    assert "it is no" in text(as_cleo.get(address(team, all=1)))
