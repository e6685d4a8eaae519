"""The page on which a theory is written: columns, the open form, the drawing, each part for itself, for whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .theorising import htmx, theory, url

pytestmark = pytest.mark.django_db
PARTS = ("column-do", "column-adults", "column-students", "column-improves", "theory-diagram", "taken-out")


def test_the_columns_stand_in_order_with_their_statements(as_ben, ben, team):
    page = as_ben.get(url("theory_write", theory(team, ben))).text
    places = [
        page.index(words) for words in ("We protect an hour", "Teachers plan", "Students explain", "More students")
    ]
    assert places == sorted(places)
    assert page.count('class="statement-add"') == 4
    assert "Ben Okafor" in page
    assert "Still open:" in page or "Nothing is missing" in page


def test_an_empty_theory_says_what_to_do(as_ben, team):
    page = as_ben.get(url("theory_write", theory(team, lines=(), arrows=()))).text
    assert page.count("Nothing here yet.") == 4
    assert "The first sentence you write appears here." in page


@pytest.mark.parametrize("part", PARTS)
def test_each_part_comes_alone_and_listens(as_ben, ben, team, part):
    made = theory(team)
    made.statements.get(number=4).remove(ben)
    text = htmx(as_ben, url("theory_write", made), part=part).text
    assert f'id="{part}"' in text
    assert "<html" not in text
    assert 'data-topic="theory' in text
    assert sum(f'id="{other}"' in text for other in PARTS) == 1
    assert "data-takes-focus" not in text
    assert "autofocus" not in text


@pytest.mark.parametrize("opened", ["change", "tie"])
def test_a_form_is_opened_in_its_place_and_news_leaves_it_alone(as_ben, team, opened):
    made = theory(team)
    text = htmx(as_ben, url("theory_write", made, **{opened: 2}), part="column-adults").text
    assert "data-busy" in text
    assert text.count("data-takes-focus") == 1
    shut = htmx(as_ben, url("theory_write", made, done=2), part="column-adults").text
    assert "data-busy" not in shut
    assert shut.count("data-takes-focus") == 1


@pytest.mark.parametrize(
    "query", [{"change": "x"}, {"change": "99"}, {"tie": "9" * 40}, {"at": "dream"}, {"done": "²"}]
)
def test_an_address_that_says_nothing_opens_nothing(as_ben, team, query):
    page = as_ben.get(url("theory_write", theory(team), **query))
    assert page.status_code == 200
    assert "data-busy" not in page.text


def test_an_arrow_that_was_taken_out_is_found_again(as_ben, as_cleo, ben, team):
    made = theory(team)
    made.arrows.get(source__number=2).remove(ben)
    for client, may in ((as_ben, True), (as_cleo, False)):
        text = htmx(client, url("theory_write", made), part="taken-out").text
        assert "The arrow from 2 to 3" in text
        assert ("Put back" in text) is may
    as_ben.post(url("arrow_put_back", made, 2, 3))
    assert "The arrow from" not in htmx(as_ben, url("theory_write", made), part="taken-out").text
    made.statements.get(number=3).remove(ben)  # its arrows come back with it, and are not told one by one
    assert "The arrow from" not in htmx(as_ben, url("theory_write", made), part="taken-out").text


def test_observers_read_and_write_nothing(as_cleo, team):
    made = theory(team)
    for query in ({}, {"change": 2}, {"tie": 2}):
        page = as_cleo.get(url("theory_write", made, **query)).text
        assert "Teachers plan lessons in pairs" in page
        assert "<textarea" not in page
        assert "You are looking on" in page


def test_others_find_nothing(as_dov, as_nobody, team):
    made = theory(team)
    assert as_dov.get(url("theory_write", made)).status_code == 404
    assert as_nobody.get(url("theory_write", made)).status_code == 302


@pytest.mark.parametrize("part", ["", *PARTS])
def test_every_part_asks_the_database_as_often_for_few_and_for_many(as_ben, ben, ana, team, part):
    asked = []
    for count in (1, 3):
        lines = [f"{column}: {column} {place}" for column in ("do", "adults") for place in range(count)]
        made = theory(team, ben, lines, [(one, count + one) for one in range(1, count + 1)], title=f"With {count}")
        for place in range(count):
            made.statements.create(number=50 + place, column="do", words=f"out {place}", place=9, written_by=ana)
            made.statements.get(number=50 + place).remove(ben)
        address = url("theory_write", made)
        htmx(as_ben, address, part=part) if part else as_ben.get(address)
        with CaptureQueriesContext(connection) as queries:
            htmx(as_ben, address, part=part) if part else as_ben.get(address)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 10
