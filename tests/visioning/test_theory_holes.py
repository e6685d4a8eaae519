"""Holes that were planted are found and said in the people's own words; where there are none, nothing is said."""

from collections import Counter

from hypothesis import given, settings

from visioning.theory.holes import Hole, HoleKind, holes_of
from visioning.theory.shape import ArrowShape, Column, Shape

from .any_theories import shapes
from .theorising import CHAIN, LINES, shape_of

SAID = {"because": "they see more together", "wrong_if": "lessons stay as they are"}


def whole(*ends, **said):
    return tuple(ArrowShape(*pair, **SAID | said) for pair in ends)


def sound(lines=LINES, arrows=CHAIN):
    return shape_of(lines, whole(*arrows))


def kinds(shape):
    return [hole.kind for hole in holes_of(shape)]


def only(shape) -> Hole:
    (hole,) = holes_of(shape)
    return hole


def test_a_theory_without_holes_is_told_nothing():
    assert holes_of(sound()) == ()


def test_an_empty_theory_is_told_nothing():
    assert holes_of(Shape("New")) == ()


def test_several_ways_from_end_to_end_are_no_hole():
    lines = (*LINES, "do: We visit each other", "improves: Fewer give up")
    assert holes_of(sound(lines, (*CHAIN, (5, 2), (3, 6)))) == ()


def test_arrows_within_a_column_are_no_hole():
    lines = (*LINES, "adults: Pairs watch each other")
    assert holes_of(sound(lines, ((1, 2), (2, 5), (5, 3), (3, 4)))) == ()


def test_a_missing_link_is_named_in_the_words_of_both_ends():
    hole = only(sound(arrows=((1, 2), (3, 4))))
    assert hole.sentence == (
        "Nothing says how “Teachers plan lessons in pairs” leads to “Students explain their thinking aloud”."
    )
    assert (hole.kind, hole.statements) == (HoleKind.NO_LINK, (2, 3))


def test_a_statement_that_nothing_leads_to():
    hole = only(sound((*LINES, "students: Students ask more"), (*CHAIN, (5, 4))))
    assert hole.sentence == "Nothing says what leads to “Students ask more”."
    assert (hole.kind, hole.statements) == (HoleKind.NO_WAY_IN, (5,))


def test_what_we_do_needs_nothing_before_it():
    assert kinds(sound((*LINES, "do: We visit each other"), (*CHAIN, (5, 2)))) == []


def test_a_statement_that_leads_nowhere():
    hole = only(sound((*LINES, "adults: Teachers stay longer"), (*CHAIN, (1, 5))))
    assert hole.sentence == "Nothing says what “Teachers stay longer” leads to."
    assert (hole.kind, hole.statements) == (HoleKind.NO_WAY_OUT, (5,))


def test_a_statement_tied_to_nothing_is_named_once():
    hole = only(sound((*LINES, "adults: Teachers stay longer")))
    assert hole.sentence == "“Teachers stay longer” is tied to nothing: no arrow begins or ends there."
    assert (hole.kind, hole.statements) == (HoleKind.LOOSE, (5,))


def test_statements_that_only_lead_to_each_other_have_no_way_in():
    lines = (*LINES, "students: They ask", "students: They answer")
    found = holes_of(sound(lines, (*CHAIN, (5, 6), (6, 5), (6, 4))))
    assert [(hole.kind, hole.statements) for hole in found] == [(HoleKind.NO_WAY_IN, (5,)), (HoleKind.CIRCLE, (5, 6))]


def test_many_of_one_kind_are_told_together():
    lines = (*LINES, *(f"adults: Adults change {what}" for what in "abcde"))
    hole = only(sound(lines, (*CHAIN, *((1, number) for number in range(5, 10)))))
    assert hole.sentence == (
        "Nothing says what these lead to: “Adults change a”, “Adults change b”, “Adults change c”, and 2 more."
    )
    assert hole.statements == (5, 6, 7, 8, 9)


def test_a_leap_without_an_adult_step():
    lines = (*LINES, "do: We buy tablets")
    hole = only(sound(lines, (*CHAIN, (5, 3))))
    assert hole.sentence == (
        "From “We buy tablets” straight to “Students explain their thinking aloud”: "
        "nothing says what adults do differently in between."
    )
    assert (hole.kind, hole.arrow) == (HoleKind.LEAP, (5, 3))


def test_a_leap_over_students():
    lines = (*LINES, "adults: Teachers grade faster")
    hole = only(sound(lines, (*CHAIN, (1, 5), (5, 4))))
    assert "what students experience in between" in hole.sentence
    assert hole.arrow == (5, 4)


def test_a_short_cut_beside_a_full_way_is_no_leap():
    assert kinds(sound(arrows=(*CHAIN, (1, 3), (1, 4), (2, 4)))) == []


def test_an_assumption_without_evidence():
    shape = shape_of(arrows=(*whole((1, 2), assumption="pairs get on"), *whole((2, 3), (3, 4))))
    hole = only(shape)
    assert hole.sentence == (
        "From “We protect an hour a week for planning together” to “Teachers plan lessons in pairs” "
        "we assume “pairs get on”, and nothing speaks for it yet."
    )
    assert (hole.kind, hole.arrow) == (HoleKind.NO_EVIDENCE, (1, 2))


def test_an_assumption_with_evidence_is_no_hole():
    assert holes_of(shape_of(arrows=whole(*CHAIN, assumption="pairs get on", evidence="they did in spring"))) == ()


def test_one_arrow_that_nothing_would_show_wrong():
    shape = shape_of(arrows=(*whole((1, 2), (2, 3)), *whole((3, 4), wrong_if="")))
    hole = only(shape)
    assert hole.sentence == (
        "Nothing says what would show us that “Students explain their thinking aloud” does not lead to “More students pass algebra”."
    )
    assert (hole.kind, hole.arrow) == (HoleKind.NEVER_WRONG, (3, 4))


def test_where_nothing_would_show_us_wrong_one_sentence_says_so():
    hole = only(shape_of(arrows=whole(*CHAIN, wrong_if="")))
    assert hole.sentence == "Nothing in this theory says what would show us that we are wrong."
    assert hole.arrows == CHAIN


def test_an_arrow_that_does_not_say_why():
    hole = only(shape_of(arrows=(*whole((1, 2), (2, 3)), *whole((3, 4), because=""))))
    assert hole.sentence.startswith("Nothing says why “Students explain their thinking aloud” should lead to")
    assert hole.kind == HoleKind.NO_REASON


def test_where_no_arrow_says_why_one_sentence_says_so():
    assert only(shape_of(arrows=whole(*CHAIN, because=""))).sentence.startswith("No arrow says why")


def test_a_circle_is_named_in_its_order():
    hole = only(sound(arrows=(*CHAIN, (3, 2))))
    assert hole.sentence == (
        "This goes round in a circle: “Teachers plan lessons in pairs” → “Students explain their thinking aloud” → "
        "“Teachers plan lessons in pairs”. Is that meant?"
    )
    assert (hole.kind, hole.statements, hole.arrows) == (HoleKind.CIRCLE, (2, 3), ((2, 3), (3, 2)))


def test_empty_columns_are_named_together():
    hole = only(sound(("do: We meet", "do: We visit"), ()))
    assert hole.sentence == "Nothing says yet what adults do differently, what students experience, and what improves."
    assert hole.kind == HoleKind.EMPTY


def test_an_empty_column_in_the_middle():
    shape = sound((LINES[0], *LINES[2:]), ((1, 2), (2, 3)))
    assert kinds(shape) == [HoleKind.EMPTY, HoleKind.LEAP]


def test_two_whole_theories_side_by_side():
    lines = (*LINES, "do: We read", "adults: All read", "students: They read", "improves: Reading grows")
    hole = only(sound(lines, (*CHAIN, (5, 6), (6, 7), (7, 8))))
    assert hole.sentence == (
        "The theory falls into 2 pieces that nothing ties together. They begin with "
        "“We protect an hour a week for planning together” and “We read”."
    )
    assert (hole.kind, hole.statements) == (HoleKind.PIECES, (1, 5))


def test_what_matters_most_comes_first():
    lines = (*LINES[:3], "adults: Teachers stay longer")
    found = kinds(shape_of(lines, (ArrowShape(1, 2), ArrowShape(2, 3, assumption="x"), ArrowShape(1, 3))))
    assert found == sorted(found, key=list(HoleKind).index)
    assert found[0] == HoleKind.EMPTY


def test_a_long_statement_is_cut_between_two_words():
    long = "We plan " + "together and alone and " * 12
    sentence = only(sound((*LINES, f"adults: {long}"))).sentence
    assert "together and…”" in sentence
    assert len(sentence) < 200


@given(shapes())
@settings(max_examples=50, deadline=None)
def test_no_hole_names_a_statement_or_an_arrow_that_is_not_concerned(shape):
    for hole in holes_of(shape):
        columns = {number: shape.statement(number).column for number in hole.statements}
        touched = {number: (shape.into(number), shape.out_of(number)) for number in hole.statements}
        said = {arrow.ends: arrow for arrow in shape.arrows}
        assert hole.arrow is None or hole.arrow in hole.arrows
        assert set(hole.arrows) <= set(said)
        match hole.kind:
            case HoleKind.LOOSE:
                assert all(not into and not out for into, out in touched.values())
            case HoleKind.NO_WAY_IN:
                assert Column.DO not in columns.values()
            case HoleKind.NO_WAY_OUT:
                assert Column.IMPROVES not in columns.values()
            case HoleKind.NO_REASON:
                assert not any(said[ends].because for ends in hole.arrows)
            case HoleKind.NO_EVIDENCE:
                assert all(said[ends].assumption and not said[ends].evidence for ends in hole.arrows)
            case HoleKind.NEVER_WRONG:
                assert not any(said[ends].wrong_if for ends in hole.arrows)
            case HoleKind.CIRCLE:
                assert [one for one, _other in hole.arrows] == list(hole.statements)
                assert hole.arrows[-1][1] == hole.statements[0]


@given(shapes())
@settings(max_examples=50, deadline=None)
def test_each_spot_has_at_most_one_sentence_of_a_kind(shape):
    found = holes_of(shape)
    spots = Counter((hole.kind, spot) for hole in found for spot in hole.arrows or hole.statements)
    assert (
        not spots or max(spots.values()) == 1 or {kind for (kind, _), count in spots.items() if count > 1} <= {"circle"}
    )
    assert len(found) <= 60


@given(shapes())
@settings(max_examples=30, deadline=None)
def test_every_assumption_without_evidence_is_found(shape):
    named = {ends for hole in holes_of(shape) if hole.kind == HoleKind.NO_EVIDENCE for ends in hole.arrows}
    assert named == {arrow.ends for arrow in shape.arrows if arrow.assumption and not arrow.evidence}
