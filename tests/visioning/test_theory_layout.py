"""Where things stand in a drawn theory: whatever a team writes, nothing overlaps and arrows end on their boxes."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visioning.theory import bands, layout
from visioning.theory.letters import advances, as_seen, runs_leftward, width, wrap
from visioning.theory.placing import PAD_X
from visioning.theory.routing import LEFT, Wire, lanes_of, spread
from visioning.theory.shape import COLUMNS, ArrowShape, Column, Shape, StatementShape

from .theorising import shape_of

PIECES = (
    "teachers",
    "plan",
    "a",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "学生们互相倾听",
    "יחידה",
    "👩‍🏫👍🏽",
    "x/y",
    "é́",
)
FORMS = [(layout.lay_out, "wide"), (layout.lay_out, "print"), (layout.lay_out, "file")]
FORMS += [(bands.lay_out, "narrow"), (bands.lay_out, "pages")]


@st.composite
def shapes(draw):
    """Any theory of 3 to 60 statements: arrows on, over columns, back, within a column, in circles."""
    count = draw(st.integers(3, 60))
    chance = random.Random(draw(st.integers(0, 2**32)))
    columns = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=4))
    statements = [
        StatementShape(number, chance.choice(columns), " ".join(chance.choices(PIECES, k=chance.randint(1, 14))))
        for number in range(1, count + 1)
    ]
    pairs = [(one, other) for one in range(1, count + 1) for other in range(1, count + 1) if one != other]
    arrows = chance.sample(pairs, min(len(pairs), draw(st.integers(0, 2 * count))))
    return Shape("Time to plan", tuple(statements), tuple(ArrowShape(*one) for one in arrows))


@pytest.mark.parametrize(("lay_out", "form"), FORMS)
@given(shape=shapes())
@settings(max_examples=25, deadline=None)
def test_everything_has_its_place(lay_out, form, shape):
    found = lay_out(shape, form)
    assert [box.number for box in found.boxes] == [one.number for one in shape.statements]
    assert [route.ends for route in found.routes] == [arrow.ends for arrow in shape.arrows]
    no_boxes_overlap(found)
    words_fit(found, shape)
    order_is_kept(found, shape)
    arrows_end_on_their_boxes(found)
    no_arrow_runs_through_a_box(found)
    everything_is_inside(found)
    assert lay_out(shape, form).routes == found.routes


def no_boxes_overlap(found):
    for one, other in combinations(found.boxes, 2):
        beside = one.right < other.x or other.right < one.x
        assert beside or one.bottom < other.y or other.bottom < one.y


def words_fit(found, shape):
    for box in found.boxes:
        for place, line in enumerate(box.lines):
            assert width(line, found.type.size) + (0 if place else box.indent) <= box.width - 2 * PAD_X + 0.1
        assert all(width(line, found.type.heading) <= box.width - 2 * PAD_X + 0.1 for line in box.foot)
        assert (len(box.lines) + len(box.foot)) * found.type.line <= box.height
        assert "".join("".join(box.lines).split()) == "".join(shape.statement(box.number).words.split())


def order_is_kept(found, shape):
    tops = {box.number: box.y for box in found.boxes}
    for column in COLUMNS:
        heights = [tops[one.number] for one in shape.in_column(column)]
        assert heights == sorted(heights)


def is_on_edge(box, point):
    x, y = point
    inside = box.x - 0.1 <= x <= box.right + 0.1 and box.y - 0.1 <= y <= box.bottom + 0.1
    return inside and min(abs(x - box.x), abs(x - box.right), abs(y - box.y), abs(y - box.bottom)) < 0.1


def arrows_end_on_their_boxes(found):
    boxes = {box.number: box for box in found.boxes}
    for route in found.routes:
        assert len(route.points) > 1
        assert is_on_edge(boxes[route.source], route.points[0])
        assert is_on_edge(boxes[route.target], route.points[-1])


def no_arrow_runs_through_a_box(found):
    for route in found.routes:
        for (x, y), (u, v) in zip(route.points, route.points[1:], strict=False):
            assert x == u or y == v
            for box in found.boxes:
                across = min(x, u) < box.right - 0.2 and max(x, u) > box.x + 0.2
                assert not (across and min(y, v) < box.bottom - 0.2 and max(y, v) > box.y + 0.2)


def everything_is_inside(found):
    for box in found.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.right <= found.width
        assert box.bottom <= found.height
    for route in found.routes:
        assert all(0 <= x <= found.width and 0 <= y <= found.height for x, y in route.points)


@given(shape=shapes())
@settings(max_examples=20, deadline=None)
def test_on_a_phone_nothing_is_wider_than_the_room_and_words_stay_large(shape):
    found = bands.lay_out(shape)
    assert found.width == 288
    assert found.type.size >= 14
    assert all(box.width >= 150 for box in found.boxes)


@given(shape=shapes())
@settings(max_examples=20, deadline=None)
def test_across_arrows_meet_a_box_at_points_of_their_own(shape):
    found = layout.lay_out(shape)
    ends = [(route.source, route.points[0]) for route in found.routes]
    ends += [(route.target, route.points[-1]) for route in found.routes]
    assert len(set(ends)) == len(ends)


def test_where_arrows_are_too_dense_to_follow_statements_say_where_they_lead():
    lines = [f"{column}: Statement {n}" for column in COLUMNS for n in range(12)]
    dense = shape_of(lines, [(n, n + 12 + (n * 7) % 13) for n in range(1, 24)] + [(n, n + 20) for n in range(1, 28)])
    assert bands.lay_out(dense).boxes[0].foot
    assert not bands.lay_out(shape_of()).boxes[0].foot


def crossings(found) -> int:
    """How often two arrows cross."""
    pieces = [
        (place, *one, *other)
        for place, route in enumerate(found.routes)
        for one, other in zip(route.points, route.points[1:], strict=False)
    ]
    flat = [(place, min(x, u), max(x, u), y) for place, x, y, u, v in pieces if y == v]
    upright = [(place, x, min(y, v), max(y, v)) for place, x, y, u, v in pieces if x == u]
    return sum(
        one != other and left < x < right and top < y < bottom
        for one, left, right, y in flat
        for other, x, top, bottom in upright
    )


def rows(*counts, arrows):
    lines = [f"{column}: Statement {n}" for column, count in zip(COLUMNS, counts, strict=True) for n in range(count)]
    return shape_of(lines, arrows)


KNOWN = {
    "chain": (rows(1, 1, 1, 1, arrows=[(1, 2), (2, 3), (3, 4)]), 0),
    "fan": (
        rows(
            1,
            4,
            4,
            1,
            arrows=[(1, 2), (1, 3), (1, 4), (1, 5), (2, 6), (3, 7), (4, 8), (5, 9), (6, 10), (7, 10), (8, 10), (9, 10)],
        ),
        0,
    ),
    "over a column": (rows(2, 2, 2, 2, arrows=[(1, 3), (2, 4), (3, 5), (4, 6), (5, 7), (6, 8), (1, 5), (2, 8)]), 0),
    "circle": (
        rows(2, 2, 2, 1, arrows=[(1, 3), (3, 5), (5, 3), (2, 4), (4, 6), (6, 4), (5, 7), (6, 7), (3, 4), (4, 3)]),
        0,
    ),
    "everything": (
        rows(
            3,
            3,
            2,
            2,
            arrows=[
                (1, 4),
                (1, 5),
                (2, 5),
                (2, 6),
                (4, 6),
                (4, 7),
                (5, 8),
                (6, 7),
                (6, 8),
                (7, 9),
                (8, 9),
                (8, 10),
                (3, 9),
                (8, 5),
                (9, 10),
            ],
        ),
        9,
    ),
}


@pytest.mark.parametrize("name", KNOWN)
def test_few_arrows_cross(name):
    shape, most = KNOWN[name]
    assert crossings(layout.lay_out(shape)) <= most


def test_a_chain_is_drawn_level():
    found = layout.lay_out(shape_of())
    assert all(len(route.points) == 2 for route in found.routes)
    assert len({y for route in found.routes for _x, y in route.points}) == 1


def test_columns_without_statements_are_named_and_take_little_room():
    found = layout.lay_out(shape_of(["do: One", "students: Two"], [(1, 2)]))
    empty = [one.column for one in found.headings if one.is_empty]
    assert empty == [Column.ADULTS, Column.IMPROVES]
    assert [one.x for one in found.headings] == sorted(one.x for one in found.headings)


def test_no_statements_is_an_empty_picture():
    assert layout.lay_out(Shape("Empty")).boxes == ()


def test_widths_come_from_our_own_font():
    assert advances()["m"] > advances()["i"] > 0.1
    assert width("mm", 10) > width("ii", 10)
    assert width("i", 10, 700) > 0


@pytest.mark.parametrize(
    ("words", "room", "lines"),
    [
        ("one two", 1000, ("one two",)),
        ("one two", 30, ("one", "two")),
        ("", 100, ("",)),
        ("  much   space ", 1000, ("much space",)),
    ],
)
def test_lines_end_between_words(words, room, lines):
    assert wrap(words, 15, room) == lines


def test_a_long_word_is_cut_but_a_letter_keeps_its_marks():
    lines = wrap("e\u0301" * 40, 15, 60)
    assert len(lines) > 2
    assert all(line.startswith("e\u0301"[0]) and line.endswith("\u0301") for line in lines)
    assert wrap("anything", 15, 1) == tuple("anything")


def test_words_run_as_their_first_letter_does():
    assert runs_leftward("12 יחידה and")
    assert not runs_leftward("12 and יחידה")
    assert not runs_leftward("12")


@pytest.mark.parametrize(
    ("line", "leftward", "seen"),
    [
        ("plain words", False, "plain words"),
        ("אבג דה.", True, ".הד גבא"),
        ("אב 12 גד", True, "דג 12 בא"),
        ("say אב גד now", False, "say דג בא now"),
        ("(אב) x", True, "x (בא)"),
    ],
)
def test_on_paper_letters_stand_in_the_order_in_which_they_are_seen(line, leftward, seen):
    assert as_seen(line, leftward) == seen


def test_wires_that_would_cross_find_lanes_in_which_they_do_not():
    lanes, count = lanes_of([Wire(0, 50), Wire(10, 60), Wire(20, 70)])
    assert count == 3
    assert lanes[0] > lanes[1] > lanes[2]


def test_wires_that_do_not_meet_share_a_lane_and_level_ones_need_none():
    lanes, count = lanes_of([Wire(0, 20), Wire(40, 60), Wire(30, 30)])
    assert (lanes, count) == ({0: 0, 1: 0}, 1)
    _lanes, count = lanes_of([Wire(0, 100, (LEFT, LEFT)), Wire(20, 60, (LEFT, LEFT))])
    assert count == 2


@given(st.lists(st.floats(-500, 500), min_size=1, max_size=30))
def test_spreading_keeps_order_and_gaps(wanted):
    found = spread(wanted, [7.0] * (len(wanted) - 1), [1.0] * len(wanted))
    assert all(b - a >= 7 - 1e-6 for a, b in zip(found, found[1:], strict=False))
