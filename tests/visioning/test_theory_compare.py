"""Two states of a theory laid beside each other: what changed, in sentences, in marks and in one picture of both."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from visioning.theory.compare import changes_between, rising
from visioning.theory.shape import ArrowShape, Column, Shape, State, StatementShape

from .theorising import shape_of


def said(changes):
    return [change.sentence for change in changes.all]


def kinds(changes):
    return [change.kind for change in changes.all]


def words_of(rows):
    return [(piece.change, piece.text) for row in rows for piece in row.pieces]


def with_statements(shape, *statements, arrows=None):
    return Shape(shape.title, statements, shape.arrows if arrows is None else arrows)


def test_the_same_twice_says_so():
    changes = changes_between(shape_of(), shape_of())
    assert not changes
    assert changes.summary == "Nothing changed."
    assert not changes.marks
    assert changes.union == shape_of()


def test_a_statement_that_came():
    old = shape_of()
    new = Shape(old.title, (*old.statements, StatementShape(5, Column.ADULTS, "Heads visit lessons")), old.arrows)
    changes = changes_between(old, new)
    assert said(changes) == ["Added to “What adults do differently”: “Heads visit lessons”"]
    assert changes.summary == "1 statement added."
    assert {number: mark.kind for number, mark in changes.marks.statements.items()} == {5: "added"}


def test_a_statement_that_went_is_in_the_picture_where_it_stood():
    lines = ("do: One", "do: Two", "do: Three", "adults: Four")
    old = shape_of(lines, ((1, 4), (2, 4)))
    new = Shape(old.title, tuple(one for one in old.statements if one.number != 2), (ArrowShape(1, 4),))
    changes = changes_between(old, new)
    assert said(changes) == ["Taken out of “What we do”: “Two”", "Arrow taken out: from “Two” to “Four”"]
    assert [one.words for one in changes.union.statements] == ["One", "Two", "Three", "Four"]
    assert changes.marks.statements[2].kind == "removed"
    assert changes.marks.arrows[2, 4].kind == "removed"
    assert changes.union.arrows == old.arrows


def test_other_words_are_told_apart_word_by_word():
    old = shape_of(("do: We plan together weekly",), ())
    new = shape_of(("do: We plan lessons together",), ())
    changes = changes_between(old, new)
    assert said(changes) == ["Said in other words: “We plan lessons together”"]
    pieces = words_of(changes.all[0].details[0].rows)
    assert "".join(text for change, text in pieces if change != "removed").strip() == "We plan lessons together"
    assert "".join(text for change, text in pieces if change != "added").strip() == "We plan together weekly"
    assert ("added", "lessons ") in pieces


def test_another_column_and_another_place():
    old = shape_of(("do: One", "do: Two", "do: Three", "adults: Four"), ())
    one, two, three, four = old.statements
    changes = changes_between(old, with_statements(old, three, one, two, replace(four, column=Column.STUDENTS)))
    assert said(changes) == [
        "In another place within “What we do”: “Three”",
        "Moved from “What adults do differently” to “What students experience”: “Four”",
    ]
    assert set(changes.marks.statements) == {3, 4}


def test_the_four_things_an_arrow_says_and_how_it_fared():
    old = shape_of(arrows=(ArrowShape(1, 2, because="Time", assumption="All come"), (2, 3)))
    tried = ArrowShape(2, 3, state=State.SUPPORTED, state_on=date(2026, 11, 3))
    new = shape_of(arrows=(ArrowShape(1, 2, because="Time and trust", wrong_if="Nobody comes"), tried))
    first, second = changes_between(old, new).arrows
    assert [str(detail.label) for detail in first.details] == ["Because", "We assume", "What would show us wrong"]
    assert ("removed", "All come") in words_of(first.details[1].rows)
    assert ("added", "Nobody comes") in words_of(first.details[2].rows)
    assert [str(detail.label) for detail in second.details] == ["How it has fared"]
    assert second.sentence.startswith("Arrow changed: from “Teachers plan lessons in pairs” to “Students explain")


def test_arrows_that_came_and_went():
    changes = changes_between(shape_of(arrows=((1, 2),)), shape_of(arrows=(ArrowShape(1, 3, because="Why not"),)))
    assert kinds(changes) == ["removed", "added"]
    assert ("added", "Why not") in words_of(changes.arrows[1].details[0].rows)
    assert changes.summary == "1 arrow added, 1 arrow taken out."


def test_another_name():
    changes = changes_between(shape_of(title="A"), shape_of(title="B"))
    assert said(changes) == ["It has another name."]
    assert changes.summary == "Another name."


def test_the_same_words_under_another_number_are_the_same_statement():
    old = shape_of(("do: One", "adults: Two"), ((1, 2),))
    renumbered = tuple(replace(one, number=one.number + 10) for one in old.statements)
    assert not changes_between(old, Shape(old.title, renumbered, (ArrowShape(11, 12),)))


def test_long_statements_are_cut_where_they_only_name_an_arrow():
    old = shape_of(("do: " + "x" * 300, "adults: Two"), ())
    sentence = changes_between(old, replace(old, arrows=(ArrowShape(1, 2),))).arrows[0].sentence
    assert len(sentence) < 200


def test_a_theory_that_was_replaced_is_too_much_for_one_picture():
    lines = [f"do: Statement {number}" for number in range(60)]
    old, new = shape_of(lines, ()), shape_of([f"{line} anew" for line in lines], ())
    assert changes_between(old, new).in_one_picture
    other = Shape("T", tuple(replace(one, number=one.number + 100) for one in new.statements))
    changes = changes_between(old, other)
    assert (len(changes.union.statements), changes.in_one_picture) == (120, False)


# --- Any two states -----------------------------------------------------------------------------------------------


@st.composite
def shapes(draw):
    numbers = draw(st.lists(st.integers(1, 12), unique=True, max_size=8))
    words = st.sampled_from(["We plan", "We meet", "Lessons change", "They ask", "They pass", "We plan well"])
    statements = tuple(
        StatementShape(number, draw(st.sampled_from(list(Column))), f"{draw(words)} {number}") for number in numbers
    )
    pairs = [(a, b) for a in numbers for b in numbers if a != b]
    ends = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=6)) if pairs else []
    because = st.sampled_from(["", "Why"])
    return Shape("T", statements, tuple(ArrowShape(*one, because=draw(because)) for one in ends))


@settings(max_examples=100, deadline=None)
@given(shapes(), shapes())
def test_the_picture_of_both_holds_both_and_marks_what_differs(old, new):
    changes = changes_between(old, new)
    union = changes.union
    marks = changes.marks
    left = [one for one in union.statements if not (mark := marks.statements.get(one.number)) or mark.kind != "removed"]
    assert tuple(left) == new.statements
    stay = {one.number for one in union.statements if one.number not in marks.statements}
    assert stay <= {one.number for one in old.statements} & {one.number for one in new.statements}
    kept = [one for one in union.arrows if not (mark := marks.arrows.get(one.ends)) or mark.kind != "removed"]
    assert {one.ends for one in kept} == {one.ends for one in new.arrows}
    assert bool(changes) == bool(marks)


@settings(max_examples=60, deadline=None)
@given(shapes(), shapes())
def test_the_other_way_round_what_came_went(old, new):
    there, back = changes_between(old, new), changes_between(new, old)
    assert kinds(there).count("added") == kinds(back).count("removed")
    assert bool(there) == bool(back)
    assert not changes_between(old, old)


@given(st.lists(st.integers(0, 30), unique=True, max_size=12))
def test_the_longest_rising_row_rises(numbers):
    found = [numbers[place] for place in sorted(rising(numbers))]
    assert all(a < b for a, b in pairwise(found))
    assert bool(found) == bool(numbers)


def test_thousands_of_words_that_became_others_are_laid_beside_each_other_soon():
    """Looking for what two wordings of one word, over and over, share takes longest of all."""
    ends = [(one, other) for one in range(1, 15) for other in range(1, 15) if one != other][:180]
    lines = [f"do: {number}" for number in range(1, 15)]
    old, new = (
        shape_of(lines, [ArrowShape(*pair, *(words * 250,) * 4) for pair in ends]) for words in ("a b ", "b a ")
    )
    begun = process_time()
    changes = changes_between(old, new)
    assert process_time() - begun < 10
    assert len(changes.arrows) == 180
    assert all(len(one.details) == 4 for one in changes.arrows)
