"""Which lines a theory has, and what an edit of them changes: what it says, and nothing else."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from leadership.forms.lines import one_line
from visioning.theory.shape import COLUMNS, ArrowShape, Shape, State, StatementShape
from visioning.theory.short_changes import changed
from visioning.theory.short_form import MOST_LINES, SAID, STEPS, carrier_of, lines_of, ties_of
from visioning.theory.short_shown import Shown

from .any_theories import shapes
from .theorising import CHAIN, LINES, shape_of

SIX = (*STEPS, *SAID)


def typed(shape, lines=None):
    """What a browser sends back where nobody changed anything."""
    said = {arrow.ends: arrow for arrow in shape.arrows}
    found = []
    for line in lines_of(shape).lines if lines is None else lines:
        words = [one_line(shape.statement(number).words) if number else "" for number in line]
        arrow = said.get(carrier_of(line))
        found.append(dict(zip(SIX, [*words, *(getattr(arrow, name, "") for name in SAID)], strict=True)))
    return found


def blank(**said):
    return dict.fromkeys(SIX, "") | said


def edited(shape, *edits, more=(), now=None):
    """The outcome of edits: each the number of a line, a field and its words."""
    posted = typed(shape)
    for line, name, words in edits:
        posted[line][name] = words
    return changed(now or shape, Shown.of(shape), [*posted, *more], 1000)


def words_of(shape):
    return {one.number: one.words for one in shape.statements}


def ends_of(shape):
    return [arrow.ends for arrow in shape.arrows]


def test_a_chain_is_one_line():
    assert lines_of(shape_of()).lines == ((1, 2, 3, 4),)


def test_a_step_that_is_leapt_over_is_blank():
    assert lines_of(shape_of(arrows=((1, 3), (3, 4)))).lines == ((1, 0, 3, 4), (0, 2, 0, 0))


def test_a_fork_is_two_lines_that_share_what_comes_before_and_after():
    lines = (*LINES, "adults: Teachers visit each other")
    assert lines_of(shape_of(lines, (*CHAIN, (1, 5), (5, 3)))).lines == ((1, 2, 3, 4), (1, 5, 3, 4))


def test_what_goes_back_or_stays_in_a_column_is_on_no_line():
    lines = (*LINES, "adults: Teachers visit each other")
    found = lines_of(shape_of(lines, (*CHAIN, (2, 5), (4, 1))))
    assert found.lines == ((1, 2, 3, 4), (0, 5, 0, 0))
    assert found.others == ((2, 5), (4, 1))


@given(shapes())
@settings(max_examples=50, deadline=None)
def test_lines_show_every_arrow_that_goes_forward_and_no_other(shape):
    found = lines_of(shape)
    place = {one.number: COLUMNS.index(one.column) for one in shape.statements}
    shown = {ends for line in found.lines for ends in ties_of(line)}
    assert shown == {ends for ends in ends_of(shape) if place[ends[0]] < place[ends[1]]}
    assert set(found.others) == set(ends_of(shape)) - shown
    assert {number for line in found.lines for number in line if number} == set(place)
    assert len(set(found.lines)) == len(found.lines)
    assert all(place[number] == at for line in found.lines for at, number in enumerate(line) if number)


@given(shapes())
@settings(max_examples=50, deadline=None)
def test_saving_what_nobody_changed_changes_nothing(shape):
    outcome = changed(shape, Shown.of_plain(Shown.of(shape).plain()), typed(shape), 1000)
    assert outcome.stands
    assert outcome.shape == shape


@given(shapes(least=1), st.data())
@settings(max_examples=50, deadline=None)
def test_other_words_in_one_step_change_that_statement_alone(shape, data):
    lines = lines_of(shape).lines
    line = data.draw(st.integers(0, len(lines) - 1))
    at = data.draw(st.sampled_from([at for at, number in enumerate(lines[line]) if number]))
    number = lines[line][at]
    outcome = edited(shape, (line, STEPS[at], "Something nobody said before"))
    assert outcome.stands
    assert words_of(outcome.shape) == words_of(shape) | {number: "Something nobody said before"}
    assert outcome.shape.arrows == shape.arrows


@given(shapes(least=1), st.data())
@settings(max_examples=50, deadline=None)
def test_emptying_a_step_leaves_every_other_statement_and_all_that_lines_do_not_show(shape, data):
    found = lines_of(shape)
    line = data.draw(st.integers(0, len(found.lines) - 1))
    at = data.draw(st.sampled_from([at for at, number in enumerate(found.lines[line]) if number]))
    outcome = edited(shape, (line, STEPS[at], ""))
    assert outcome.stands
    assert set(words_of(shape)) - set(words_of(outcome.shape)) <= {found.lines[line][at]}
    assert set(found.others) <= set(ends_of(outcome.shape))
    on_line = set(ties_of(found.lines[line]))
    assert set(ends_of(shape)) - set(ends_of(outcome.shape)) <= on_line


def test_words_on_a_blank_line_are_new_statements_tied_to_each_other():
    outcome = edited(shape_of(), more=[blank(do="We read aloud", students="They choose books", because="choice pulls")])
    assert words_of(outcome.shape) == words_of(shape_of()) | {1000: "We read aloud", 1001: "They choose books"}
    new = next(arrow for arrow in outcome.shape.arrows if arrow.ends not in CHAIN)
    assert (new.ends, new.because) == ((1000, 1001), "choice pulls")


def test_a_new_line_goes_by_a_statement_that_is_there_already():
    outcome = edited(shape_of(), more=[blank(do="We read aloud", adults="teachers PLAN lessons in pairs")])
    assert ends_of(outcome.shape) == [(1, 2), (1000, 2), (2, 3), (3, 4)]


def test_filling_a_blank_step_takes_what_the_arrow_said_along():
    arrow = ArrowShape(1, 3, "they see more", "pairs get on", "they did in spring", "nothing changes")
    outcome = edited(shape_of(LINES, (arrow,)), (0, "adults", "Teachers watch each other"))
    new = {one.ends: one for one in outcome.shape.arrows}
    assert set(new) == {(1, 1000), (1000, 3)}
    assert new[1000, 3] == replace(arrow, source=1000)


def test_emptying_a_step_passes_it_by_and_takes_out_what_nothing_needs():
    outcome = edited(shape_of(), (0, "adults", ""))
    assert ends_of(outcome.shape) == [(1, 3), (3, 4)]
    assert 2 not in words_of(outcome.shape)


def test_a_statement_that_another_line_needs_stays():
    lines = (*LINES, "do: We visit each other")
    shape = shape_of(lines, (*CHAIN, (5, 2)))
    outcome = edited(shape, (0, "adults", ""))
    assert words_of(outcome.shape) == words_of(shape)
    assert ends_of(outcome.shape) == [(1, 3), (5, 2), (2, 3), (3, 4)]


def test_an_emptied_line_goes_as_a_whole():
    outcome = edited(shape_of(), *((0, step, "") for step in STEPS))
    assert outcome.stands
    assert not outcome.shape


def test_a_statement_on_several_lines_changes_on_all():
    lines = (*LINES, "adults: Teachers visit each other")
    shape = shape_of(lines, (*CHAIN, (1, 5), (5, 3)))
    outcome = edited(shape, (1, "students", "Students ask each other"))
    assert words_of(outcome.shape)[3] == "Students ask each other"
    assert outcome.shape.arrows == shape.arrows


def test_two_changes_of_one_statement_are_asked_about():
    lines = (*LINES, "adults: Teachers visit each other")
    outcome = edited(shape_of(lines, (*CHAIN, (1, 5), (5, 3))), (0, "students", "One"), (1, "students", "Other"))
    (problem,) = outcome.problems
    assert (problem.line, problem.step) == (1, "students")


def test_words_that_stand_in_another_column_are_asked_about():
    outcome = edited(shape_of(), more=[blank(do="Teachers plan lessons in pairs", students="They ask")])
    assert outcome.problems[0].message == "This is said already, under “What adults do differently”."


def test_a_reason_needs_two_sentences():
    outcome = edited(shape_of(), more=[blank(do="We read", because="it helps")])
    assert (outcome.problems[0].line, outcome.problems[0].step) == (1, "because")


def test_the_reason_belongs_to_the_arrow_that_reaches_students():
    outcome = edited(shape_of(), (0, "because", "two see more"), (0, "wrong_if", "all stays as it is"))
    assert outcome.shape.arrows[1] == ArrowShape(2, 3, because="two see more", wrong_if="all stays as it is")
    assert [arrow.because for arrow in outcome.shape.arrows] == ["", "two see more", ""]


def test_two_statements_may_change_places():
    lines = (*LINES, "do: We visit each other")
    shape = shape_of(lines, (*CHAIN, (5, 2)))
    outcome = edited(shape, (0, "do", lines[4][4:]), (1, "do", lines[0][4:]))
    assert outcome.stands
    assert words_of(outcome.shape)[1] == lines[4][4:]
    assert words_of(outcome.shape)[5] == lines[0][4:]


def test_states_and_what_is_not_shown_survive_an_edit():
    arrow = ArrowShape(2, 3, "two see more", "pairs get on", "spring", "", State.SUPPORTED, date(2026, 11, 3))
    shape = shape_of(arrows=((1, 2), arrow, (3, 4), (4, 1)))
    outcome = edited(shape, (0, "because", "three see more"))
    assert outcome.shape.arrows[1] == replace(arrow, because="three see more")
    assert (4, 1) in ends_of(outcome.shape)


def test_more_statements_than_a_theory_has_room_for_are_not_taken_in():
    full = shape_of([f"do: We try {place}" for place in range(60)], ())
    outcome = edited(full, more=[blank(adults="One more")])
    assert "61" in outcome.problems[0].message


# --- Two at once ---


def now_saying(shape, number, words):
    return replace(
        shape, statements=tuple(replace(one, words=words) if one.number == number else one for one in shape.statements)
    )


def test_what_others_changed_elsewhere_stays():
    now = now_saying(shape_of(), 4, "More students like algebra")
    outcome = edited(shape_of(), (0, "adults", "Teachers watch each other"), now=now)
    assert outcome.stands
    assert words_of(outcome.shape)[4] == "More students like algebra"
    assert words_of(outcome.shape)[2] == "Teachers watch each other"


def test_where_both_changed_the_same_words_both_are_told():
    now = now_saying(shape_of(), 2, "Teachers plan in threes")
    outcome = edited(shape_of(), (0, "adults", "Teachers watch each other"), now=now)
    assert [(clash.step, clash.now) for clash in outcome.clashes] == [("adults", "Teachers plan in threes")]


def test_where_both_say_the_same_nothing_is_asked():
    now = now_saying(shape_of(), 2, "Teachers plan in threes")
    assert edited(shape_of(), (0, "adults", "Teachers plan in threes"), now=now).shape == now


def without(shape, number):
    return Shape(
        shape.title,
        tuple(one for one in shape.statements if one.number != number),
        tuple(arrow for arrow in shape.arrows if number not in arrow.ends),
    )


def test_what_others_took_out_stays_out():
    now = without(shape_of(), 2)
    outcome = edited(shape_of(), (0, "do", "We plan on Mondays"), now=now)
    assert outcome.stands
    assert words_of(outcome.shape) == words_of(now) | {1: "We plan on Mondays"}
    assert ends_of(outcome.shape) == [(3, 4)]


def test_what_others_took_out_while_i_changed_it_is_told():
    outcome = edited(shape_of(), (0, "adults", "Teachers watch each other"), now=without(shape_of(), 2))
    assert [(clash.step, clash.now) for clash in outcome.clashes] == [("adults", "")]


def test_what_others_added_stays():
    shape = shape_of()
    now = replace(
        shape,
        statements=(*shape.statements, StatementShape(9, COLUMNS[0], "We visit")),
        arrows=(*shape.arrows, ArrowShape(9, 2)),
    )
    outcome = edited(shape, (0, "because", "two see more"), now=now)
    assert words_of(outcome.shape)[9] == "We visit"
    assert (9, 2) in ends_of(outcome.shape)


def test_what_others_said_of_the_same_arrow_is_told():
    now = shape_of(arrows=((1, 2), ArrowShape(2, 3, because="it is fun"), (3, 4)))
    outcome = edited(shape_of(), (0, "because", "two see more"), now=now)
    assert [(clash.step, clash.now) for clash in outcome.clashes] == [("because", "it is fun")]


def test_what_others_untied_stays_untied():
    now = shape_of(arrows=((1, 2), (3, 4)))
    assert ends_of(edited(shape_of(), (0, "do", "We plan"), now=now).shape) == [(1, 2), (3, 4)]


def test_no_more_lines_than_a_page_can_hold_and_the_rest_is_counted():
    lines = [f"{column}: {column} {place}" for column in ("do", "adults") for place in range(10)]
    found = lines_of(shape_of(lines, [(one, other) for one in range(1, 11) for other in range(11, 21)]))
    assert len(found.lines) == MOST_LINES
    assert len(found.others) == 40
