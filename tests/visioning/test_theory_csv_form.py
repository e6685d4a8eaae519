"""A theory as a table: what comes back is what was written, no cell is a formula, and every mistake has its line."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadership.result_files import harmless
from visioning.theory.csv_form import bare, csv_of, looks_like_csv, read_csv, shielded
from visioning.theory.unreadable import Unreadable

from .any_theories import NASTY, PIECES, shapes
from .theorising import shape_of

HEAD = "Kind,Number,Column,Words,From,To,Because\n"


def wrong(text):
    with pytest.raises(Unreadable) as caught:
        read_csv(text)
    return [(one.line, one.message) for one in caught.value.problems]


@settings(max_examples=50, deadline=None)
@given(shapes())
def test_what_was_written_is_read_as_the_same(shape):
    text = csv_of(shape).decode()
    assert read_csv(text) == shape
    assert looks_like_csv(text)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text("';|=+-@\n \t1a", max_size=12), st.sampled_from(NASTY), PIECES))
def test_no_cell_is_a_formula_and_undoing_is_exact(words):
    safe = shielded(words)
    assert harmless(safe) == safe
    assert bare(safe) == words


def test_a_spreadsheet_may_part_cells_by_semicolons_or_tabs():
    shape = shape_of()
    for sign in ";\t":
        rows = csv.reader(io.StringIO(csv_of(shape).decode("utf-8-sig")))
        file = io.StringIO()
        csv.writer(file, delimiter=sign).writerows(rows)
        assert read_csv(file.getvalue()) == shape


def test_an_arrow_may_name_statements_by_their_words():
    shape = read_csv(HEAD + "statement,,do,One,,,\narrow,,,,one,Two.,so\nstatement,,Students,Two,,,\n")
    assert [one.ends for one in shape.arrows] == [(1, 2)]
    assert shape.arrows[0].because == "so"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 0, "empty"),
        ("One,Two\n1,2\n", 1, "The first row names the columns"),
        (HEAD + "statement,1,Nowhere,One,,,\n", 2, "needs a column"),
        (HEAD + "thing,1,do,One,,,\n", 2, "what it is: theory, statement, arrow"),
        (HEAD + 'statement,1,do,"One\nand more",,,\narrow,,,,1,9,\n', 4, "There is no statement 9"),
        (HEAD + "statement,1,do,One,,,\nstatement,1,do,Two,,,\n", 3, "a statement 1 already"),
        (HEAD + "statement,1,do,One,,,\narrow,,,,1,1,\n", 3, "leads to where it begins"),
        (HEAD + "statement,1,do,One,,,\n" + '"' + "x" * 140_000, 3, "no table"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_do(text, line, words):
    told = wrong(text)
    assert [one for one, _message in told] == [line]
    assert words in told[0][1]


def test_signs_that_end_a_word_for_machines_are_left_out():
    assert read_csv(HEAD + "statement,1,do,On\0e,,,\n").statements[0].words == "One"
