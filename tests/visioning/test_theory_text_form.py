"""A theory as plain text: what comes back is what was written, sloppy typing is understood, and every mistake has its line."""

from datetime import date

import pytest
from hypothesis import given, settings

from visioning.theory.shape import Column, Shape, State
from visioning.theory.text_form import read_text, text_of
from visioning.theory.unreadable import Unreadable

from .any_theories import shapes
from .theorising import LINES, shape_of


def wrong(text):
    """What is told about a text: line and message."""
    with pytest.raises(Unreadable) as caught:
        read_text(text)
    return [(one.line, one.message) for one in caught.value.problems]


# --- there and back --------------------------------------------------------------------------------------------------
@settings(max_examples=50, deadline=None)
@given(shapes())
def test_what_was_written_is_read_as_the_same(shape):
    text = text_of(shape)
    assert read_text(text) == shape
    assert read_text("\ufeff" + text.replace("\n", "\r\n")) == shape
    assert text_of(read_text(text)) == text


def test_it_is_written_so_that_people_can_write_it():
    assert text_of(shape_of(LINES[:2], [(1, 2)])).splitlines()[:5] == [
        "# Time to plan together",
        "",
        "What we do",
        "- We protect an hour a week for planning together",
        "  -> Teachers plan lessons in pairs",
    ]


# --- sloppy typing ---------------------------------------------------------------------------------------------------
SLOPPY = (
    "# Plan\r\n\r\nWE:\r\n* We keep an hour\r\n\t→ “teachers plan in pairs”\r\n\t\tBecause: two see more\r\n\t\t\tthan one\r\n"
    "\t\twe assume：it is kept\r\n\t\tState: being tested since 2026-10-01\r\n\r\n## Then adults…\r\n"
    "• Teachers plan\r\n  in pairs.\r\n  --> 2\r\n**So that**\r\n1. One\r\n2) Two\r\n  => We keep an hour\r\n"
)


def test_bullets_arrows_tabs_and_short_headings_are_understood():
    shape = read_text(SLOPPY)
    assert [(one.column, one.words) for one in shape.statements] == [
        (Column.DO, "We keep an hour"),
        (Column.ADULTS, "Teachers plan in pairs."),
        (Column.IMPROVES, "One"),
        (Column.IMPROVES, "Two"),
    ]
    first, second, back = shape.arrows
    assert first.ends == (1, 2)
    assert first.because == "two see more\nthan one"
    assert first.assumption == "it is kept"
    assert (first.state, first.state_on) == (State.BEING_TESTED, date(2026, 10, 1))
    assert second.ends == (2, 4)  # by the number that was written, not by the second place
    assert back.ends == (4, 1)


def test_an_outline_with_a_bullet_before_every_line_is_understood():
    shape = read_text("We\n- One\n  - -> Two\n    - because: so\n      - and more\n    - assume: this\nAdults\n- Two")
    assert shape.arrows[0].because == "so\n- and more"
    assert shape.arrows[0].assumption == "this"


def test_a_text_that_begins_with_a_heading_has_no_name():
    assert read_text("# What we do\n- One\n# Students\n- Two").title == ""
    assert read_text("# Students\n\nWhat we do\n- One").title == "Students"


def test_a_circle_is_fine():
    assert len(read_text("We\n- One\n-> Two\n- Two\n-> One").arrows) == 2


def test_nothing_is_an_empty_theory():
    assert read_text(" \n\n") == Shape("")


# --- mistakes --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("- One", 1, "under no heading"),
        ("Studnets\n- One", 1, "Did you mean “What students experience”?"),
        ("We\n- One\n-> One", 3, "leads to where it begins"),
        ("We\n- One\n- Two\n-> Won", 4, "Did you mean “One”?"),
        ("We\n- One\n-> Something else altogether", 3, "No statement says “Something else altogether”"),
        ("We\n- One\n-> 7", 3, "There is no statement 7; there is 1."),
        ("We\n- One\n->", 3, "leads nowhere yet"),
        ("We\n- One\n- ONE", 3, "the same as line 2"),
        ("We\n- One\n-> Two\n-> 2\n- Two", 4, "the same arrow at line 3"),
        ("We\n-", 2, "says nothing yet"),
        ("We\n-> One", 2, "begins nowhere"),
        ("We\n- One\nbecause: so", 3, "belongs to an arrow"),
        ("We\n- One\n-> Two\n  because: so\nand so on\n- Two", 5, "indent this one deeper"),
        ("We\n- One\n-> Two\nbecause it helps\n- Two", 4, "Put a colon behind “because”"),
        ("We\nWe keep an hour", 2, "A statement begins with"),
        ("We\n- One\n-> Two\n  because: a\n  because: b\n- Two", 5, "says that twice"),
        ("We\n- One\n-> Two\n  state: fine\n- Two", 4, "one of these and a day"),
        ("We\n- One\n-> Two\n  state: supported, 2026-02-31\n- Two", 4, "one of these and a day"),
        ("We\n- One\n-> Two\n  state: supported\n- Two", 4, "since when"),
        ("# " + "n" * 121, 1, "121 letters; 120 fit"),
        ("We\n- " + "x" * 2000, 2, "2000 letters; 300 fit"),
        ("We\n- One\n-> Two\n  because: " + "x" * 1001 + "\n- Two", 4, "1001 letters; 1000 fit"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_do(text, line, words):
    told = wrong(text)
    assert [one for one, _message in told] == [line]
    assert words in told[0][1]


def test_several_mistakes_are_told_at_once_and_the_first_twenty_in_full():
    assert [line for line, _message in wrong("- One\nWe\n- Two\n-> Three\n- Two")] == [1, 4, 5]
    with pytest.raises(Unreadable) as caught:
        read_text("We\n- One\n" + "".join(f"-> nowhere {number}\n" for number in range(25)))
    assert len(caught.value.problems) == 20
    assert caught.value.untold == 5


def test_sixty_statements_are_enough():
    most = "We\n" + "".join(f"- Step {number}\n" for number in range(60))
    assert len(read_text(most).statements) == 60
    assert "61 statements; 60 fit" in wrong(most + "- One more")[0][1]


def test_a_long_text_that_is_no_theory_is_soon_given_back():
    assert wrong("to be or not to be\n" * 40_000)
    assert wrong("We\n" + "- One\n" * 40_000)
