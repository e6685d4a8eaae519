"""A theory in one sentence for each piece of it."""

from hypothesis import given, settings

from visioning.theory.compact import compact_of, loose_sentence
from visioning.theory.joining import Clauses, cut, in_a_row, lowered, with_stop, without_joint, without_stop
from visioning.theory.shape import ArrowShape, Column, Shape

from .any_theories import shapes
from .theorising import CHAIN, LINES, shape_of


def sentences(*args, **kwargs):
    return [one.sentence for one in compact_of(shape_of(*args, **kwargs))]


def test_a_chain_is_one_sentence():
    assert sentences() == [
        "If we protect an hour a week for planning together, then teachers plan lessons in pairs, "
        "and then students explain their thinking aloud, so that more students pass algebra."
    ]


def test_it_can_be_read_clause_by_clause():
    (piece,) = compact_of(shape_of(arrows=((1, 2), ArrowShape(2, 3, because="Two see more than one."), (3, 4))))
    assert piece.clauses == [
        "If we protect an hour a week for planning together,",
        "then teachers plan lessons in pairs,",
        "and then students explain their thinking aloud,",
        "so that more students pass algebra,",
        "because two see more than one.",
    ]


def test_the_reason_of_the_arrow_to_students_closes_it():
    arrows = (ArrowShape(1, 2, because="Time is short."), ArrowShape(2, 3, because="Two see more than one."), (3, 4))
    assert sentences(arrows=arrows)[0].endswith("so that more students pass algebra, because two see more than one.")


def test_a_because_that_somebody_typed_is_not_doubled():
    arrows = ((1, 2), ArrowShape(2, 3, because="Because people see more together. And more."), (3, 4))
    assert sentences(arrows=arrows)[0].endswith(", because people see more together.")


def test_each_piece_has_its_own_sentence():
    lines = (*LINES, "do: We read aloud", "students: Students choose books")
    assert sentences(lines, (*CHAIN, (5, 6)))[1] == "If we read aloud, then students choose books."


def test_several_in_a_column_are_joined():
    lines = (*LINES, "do: We visit each other")
    assert sentences(lines, (*CHAIN, (5, 2)))[0].startswith(
        "If we protect an hour a week for planning together and we visit each other, then teachers"
    )


def test_many_in_a_column_are_counted():
    lines = (*LINES, *(f"do: We try {what}" for what in "abcd"))
    first = sentences(lines, (*CHAIN, *((number, 2) for number in range(5, 9))))[0]
    assert first.startswith("If we protect an hour a week for planning together and 4 more things happen, then")


def test_what_is_tied_to_nothing_is_told_apart():
    shape = shape_of((*LINES, "adults: Teachers stay longer"))
    assert "stay longer" not in compact_of(shape)[0].sentence
    assert loose_sentence(shape) == "Said, but not tied to anything yet: “Teachers stay longer”."


def test_nothing_written_says_nothing():
    assert compact_of(Shape("New")) == ()
    assert loose_sentence(Shape("New")) == ""


def test_every_choice_of_columns_makes_a_sentence():
    for columns in range(1, 16):
        chosen = [line for place, line in enumerate(LINES) if columns >> place & 1]
        twice = [*chosen, f"{chosen[-1]} again"]
        for sentence in sentences(twice, [(place, place + 1) for place in range(1, len(twice))]):
            assert sentence.endswith(".")
            assert "%" not in sentence


@given(shapes())
@settings(max_examples=50, deadline=None)
def test_whatever_people_write_every_tied_statement_is_in_one_piece(shape):
    pieces = compact_of(shape)
    numbers = [number for piece in pieces for number in piece.statements]
    assert sorted(numbers) == sorted({end for arrow in shape.arrows for end in arrow.ends})
    assert all(piece.sentence for piece in pieces)


def clause(words, column=Column.DO, *others):
    return Clauses(shape_of((f"{column}: {words}", *others), ())).of(1)


def test_a_first_letter_is_made_small_only_where_that_is_safe():
    assert lowered("We plan") == "we plan"
    assert lowered("Teachers plan") == "teachers plan"
    assert lowered("A plan") == "a plan"
    for kept in (
        "I plan",
        "Ana plans",
        "NWEA scores rise",
        "iPads help",
        "Grade 7 meets",
        "WE plan",
        "3 of us",
        "",
        "教师合作",
    ):
        assert lowered(kept) == kept
    assert lowered("А мы") == "А мы"


def test_a_word_that_the_theory_writes_small_elsewhere_is_safe():
    assert clause("Librarians choose", Column.ADULTS) == "Librarians choose"
    assert clause("Librarians choose", Column.ADULTS, "do: We ask librarians") == "librarians choose"


def test_who_acts_is_added_where_somebody_left_it_out():
    assert clause("Protect an hour a week") == "we protect an hour a week"
    assert clause("Give each other time.", Column.ADULTS) == "adults give each other time"
    assert clause("Explain their thinking", Column.STUDENTS) == "students explain their thinking"
    assert clause("Support staff lead") == "Support staff lead"


def test_what_is_no_single_sentence_is_quoted():
    assert clause("We meet. We plan.") == "“We meet. We plan.”"
    assert clause("Who leads?") == "“Who leads?”"


def test_small_helps():
    assert [in_a_row("abcd"[:count]) for count in range(5)] == ["", "a", "a and b", "a, b, and c", "a, b, c, and d"]
    assert without_stop("a b. ") == "a b"
    assert without_stop("and so on...") == "and so on..."
    assert with_stop("a b") == "a b."
    assert with_stop("Really?”") == "Really?”"
    assert without_joint("If we plan") == "we plan"
    assert without_joint("Iffy plans") == "Iffy plans"
    assert cut("word " * 40).endswith("word…")
