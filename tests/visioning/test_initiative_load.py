"""The load in words, as a table and as a picture: of those who said it themselves, in the order of the alphabet."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visioning.initiative_load import Load, Thing, hours_words

ANA, BEN, CY = (1, "Ana"), (2, "Ben"), (3, "Cy")


def load(*things):
    return Load.of(things)


def test_nothing_is_under_way():
    assert load().sentence == "Nothing is under way."
    assert not load()
    assert load().picture() == ""


@pytest.mark.parametrize(
    ("things", "sentence"),
    [
        ([Thing(1, "A", Decimal(1))], "1 initiative under way, 1 hour a week."),
        ([Thing(1, "A")], "1 initiative under way. How many hours it takes is not said yet."),
        (
            [Thing(1, "A", Decimal("1.5"), serves=False), Thing(2, "B", Decimal(2)), Thing(3, "C")],
            "3 initiatives under way, 3.5 hours a week. For 1 the hours are not said yet. 1 serves nothing we said we want.",
        ),
        (
            [Thing(1, "A", Decimal(10), serves=False), Thing(2, "B", Decimal(11), serves=False)],
            "2 initiatives under way, 21 hours a week. 2 serve nothing we said we want.",
        ),
        ([Thing(1, "A", Decimal(0))], "1 initiative under way, 0 hours a week."),
    ],
)
def test_the_sentence(things, sentence):
    assert load(*things).sentence == sentence


def test_people_are_told_by_name_and_only_those_with_several():
    found = load(
        Thing(1, "A", lead=1, people=(BEN, ANA)), Thing(2, "B", lead=3, people=(ANA, BEN)), Thing(3, "C", people=(CY,))
    )
    assert [one.name for one in found.bearers] == ["Ana", "Ben", "Cy"]
    assert found.people_sentence == "Ana works on 2 at once and leads 1 of them and Ben works on 2 at once."
    assert load(Thing(1, "A", people=(ANA,))).people_sentence == "Nobody says that they work on more than one at once."
    # Cy was named as the lead by somebody else, and has not said a word.
    assert load(Thing(1, "A", lead=3)).bearers == ()
    assert load(Thing(1, "A", lead=3)).people_sentence == "Nobody has said yet what they work on."


def test_of_many_people_three_are_named():
    people = tuple((number, f"P{number}") for number in range(5))
    found = load(Thing(1, "A", people=people), Thing(2, "B", people=people))
    assert "P2 works on 2 at once" in found.people_sentence
    assert "2 more people work on several" in found.people_sentence
    assert "P3" not in found.people_sentence


def test_two_people_of_one_name_stay_two():
    found = load(Thing(1, "A", people=((1, "Ana"), (2, "Ana"))))
    assert len(found.bearers) == 2


def test_the_picture_has_a_dot_for_each_work_and_a_ring_for_each_lead():
    found = load(Thing(1, "A", lead=1, people=(ANA, BEN)), Thing(2, "B", people=(ANA,)))
    drawn = found.picture()
    assert drawn.count("load-dot") == 3
    assert drawn.count("load-ring") == 1
    assert "style=" not in drawn
    assert load(Thing(1, "A", people=(ANA, BEN))).picture() == ""


def test_hours_without_an_empty_figure():
    assert [hours_words(Decimal(one)) for one in ("21.0", "2.5", "0")] == ["21", "2.5", "0"]


names = st.text(max_size=40)
things = st.lists(
    st.builds(
        Thing,
        number=st.integers(1, 99),
        name=names,
        hours=st.none() | st.decimals(0, 60, places=1),
        serves=st.booleans(),
        lead=st.none() | st.integers(1, 4),
        people=st.sets(st.integers(1, 4)).map(lambda keys: tuple((key, f"<{key}>\x07&") for key in sorted(keys))),
    ),
    max_size=8,
    unique_by=lambda one: one.number,
)


@given(things)
def test_whatever_is_under_way_it_is_told_and_drawn(found):
    told = Load.of(found)
    assert told.sentence.endswith(".")
    assert told.people_sentence.endswith(".")
    assert sum(len(one.works_on) for one in told.bearers) == sum(len(one.people) for one in found)
    assert all(set(one.leads) <= set(one.works_on) for one in told.bearers)
    if told.is_drawn:
        ElementTree.fromstring(told.picture())  # noqa: S314 - our own drawing
