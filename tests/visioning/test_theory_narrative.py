"""A theory told in paragraphs."""

from datetime import date

from hypothesis import given, settings

from visioning.theory.narrative import narrative_of
from visioning.theory.shape import ArrowShape, Shape, State

from .any_theories import shapes
from .theorising import CHAIN, LINES, shape_of


def test_a_chain_is_one_paragraph_and_says_that_nothing_was_tried():
    assert narrative_of(shape_of()) == (
        "If we protect an hour a week for planning together, then teachers plan lessons in pairs. "
        "When teachers plan lessons in pairs, then students explain their thinking aloud. "
        "When students explain their thinking aloud, then more students pass algebra. "
        "It ends here, with what is to improve: more students pass algebra.",
        "None of this has been tested yet.",
    )


def test_what_an_arrow_says_is_worked_in():
    arrow = ArrowShape(
        1, 2, "people see more together", "pairs get on", "they did in spring", "lessons stay as they are"
    )
    assert narrative_of(shape_of(arrows=(arrow,)))[0].startswith(
        "If we protect an hour a week for planning together, then teachers plan lessons in pairs, because people see more together. "
        "We assume: pairs get on. What speaks for it: they did in spring. What would show us wrong: lessons stay as they are. "
    )


def test_a_reason_of_several_sentences_stands_alone():
    told = narrative_of(shape_of(arrows=(ArrowShape(1, 2, because="Time is short. We tried."),)))[0]
    assert "teachers plan lessons in pairs. Why: Time is short. We tried." in told


def test_a_second_arrow_does_not_repeat_where_it_comes_from():
    told = narrative_of(
        shape_of(arrows=(ArrowShape(1, 2, because="it helps"), ArrowShape(1, 3, because="they see it")))
    )
    assert "The same also leads to this: students explain their thinking aloud, because they see it." in told[0]


def test_arrows_that_say_nothing_share_a_sentence():
    told = narrative_of(shape_of(arrows=((1, 2), (1, 3))))[0]
    assert "then teachers plan lessons in pairs and students explain their thinking aloud." in told


def test_what_was_tried_is_told_with_its_day():
    day = date(2026, 11, 3)
    arrows = (ArrowShape(1, 2, state=State.SUPPORTED, state_on=day), (2, 3), (3, 4))
    told = narrative_of(shape_of(arrows=arrows))
    assert "This was supported when it was tried (Nov. 3, 2026)." in told[0]
    assert told[-1] == "Of 3 arrows: 1 supported and 2 untested."


def test_where_it_stops_early_or_goes_round_is_told():
    assert "It ends here: students explain their thinking aloud." in narrative_of(shape_of(arrows=CHAIN[:2]))[0]
    round_about = shape_of(LINES[1:3], ((1, 2), (2, 1)))
    assert "goes round in a circle and ends nowhere" in narrative_of(round_about)[0]


def test_a_long_piece_has_a_paragraph_for_each_column():
    lines = (*LINES, *(f"do: We try {what}" for what in "abcdef"))
    told = narrative_of(shape_of(lines, (*CHAIN, *((number, 2) for number in range(5, 11)))))
    assert len(told) == 5


def test_nothing_written_nothing_told():
    assert narrative_of(Shape("New")) == ()


@given(shapes())
@settings(max_examples=50, deadline=None)
def test_whatever_people_write_is_told(shape):
    told = narrative_of(shape)
    assert bool(told) == bool(shape)
    assert all(paragraph.strip() for paragraph in told)
