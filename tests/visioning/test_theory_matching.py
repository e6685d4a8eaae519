"""A theory that comes in again keeps the statements it had, also where their words were mended."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from visioning.theory.matching import carried_on
from visioning.theory.shape import ArrowShape, Shape, State

from .any_theories import shapes
from .theorising import LINES, shape_of


def test_same_words_keep_their_number_whatever_their_place():
    old = shape_of(("do: One", "do: Two", "do: Three"), ())
    new = shape_of(("do: Three", "do: Another", "students: one"), ())
    numbers = {one.words: one.number for one in carried_on(new, old, last_number=7).statements}
    assert numbers == {"Three": 3, "Another": 8, "one": 1}


def test_a_statement_in_slightly_other_words_is_the_same_one():
    old = shape_of()
    lines = (*LINES[:1], "adults: Teachers plan their lessons in pairs", *LINES[2:])
    assert [one.number for one in carried_on(shape_of(lines), old).statements] == [1, 2, 3, 4]


def test_how_an_arrow_fared_is_not_taken_from_a_file():
    tried = ArrowShape(1, 2, state=State.SUPPORTED, state_on=date(2026, 3, 1))
    claimed = replace(tried, state=State.CONTRADICTED)
    assert carried_on(shape_of(arrows=[claimed]), shape_of(arrows=[tried])).arrows == (tried,)
    assert carried_on(shape_of(arrows=[claimed]), shape_of(arrows=())).arrows[0].state is State.UNTESTED


@settings(max_examples=50, deadline=None)
@given(shapes(), shapes())
def test_the_same_theory_comes_back_as_itself_and_any_other_with_numbers_of_its_own(new, old):
    assert carried_on(old, old) == old
    carried = carried_on(new, old, last_number=50)
    assert len({one.number for one in carried.statements}) == len(new.statements)
    assert [one.words for one in carried.statements] == [one.words for one in new.statements]
    assert Shape.of_plain(carried.plain()) == carried
