"""The short form of a theory: lines of if, then, then, so that. Pure: which lines a shape has, and what it cannot show in them.

A line is a way through the theory that only goes forward: at most one statement of each column, each tied to the next one
on the line; a column it leaps over is blank. The lines of a shape are found like this, always the same way:

1. Take the first arrow, in reading order, that goes forward and is on no line yet.
2. From its target go on along the first arrow that is on no line yet, else along the first one; from its source go back the same way.
3. That is a line. Again from 1, until every arrow that goes forward is on a line.
4. Each statement that is on no line yet stands on one alone.

Arrows within a column or backwards are `others`: the short form counts them and leaves them alone. What a line says ("because", "we would be
wrong if") is what its arrow into what students experience says, or its last one where there is none.
"""

from dataclasses import dataclass

from .shape import COLUMNS, Column, Shape

MOST_LINES = 60  # a page of more would help nobody; what is on none is counted with the others

STEPS = tuple(column.value for column in COLUMNS)
SAID = ("because", "wrong_if")
NONE = 0  # in place of a statement's number where a line has none

Line = tuple[int, ...]  # for each column the number of a statement, or NONE


@dataclass(frozen=True)
class Lines:
    """`others` are the arrows that no line shows."""

    lines: tuple[Line, ...]
    others: tuple[tuple[int, int], ...]


def lines_of(shape: Shape) -> Lines:
    order = {column: place for place, column in enumerate(COLUMNS)}
    place = {one.number: order[one.column] for one in shape.statements}
    forward = [arrow.ends for arrow in shape.arrows if place[arrow.source] < place[arrow.target]]
    onward, back = {}, {}
    for source, target in forward:
        onward.setdefault(source, []).append(target)
        back.setdefault(target, []).append(source)
    free, lines = dict.fromkeys(forward), []
    for first in forward:
        if first in free and len(lines) < MOST_LINES:
            way = walk_back(walk_on(list(first), onward, free), back, free)
            for ends in zip(way, way[1:], strict=False):
                free.pop(ends, None)
            lines.append(as_line(way, place))
    lines += alone(shape, lines, place)
    shown = {ends for line in lines for ends in ties_of(line)}
    return Lines(tuple(lines), tuple(arrow.ends for arrow in shape.arrows if arrow.ends not in shown))


def walk_on(way, onward, free):
    while choices := onward.get(way[-1]):
        way.append(next((one for one in choices if (way[-1], one) in free), choices[0]))
    return way


def walk_back(way, back, free):
    while choices := back.get(way[0]):
        way.insert(0, next((one for one in choices if (one, way[0]) in free), choices[0]))
    return way


def alone(shape, lines, place):
    """A line for each statement that is on none, as far as there is room."""
    shown = {number for line in lines for number in line}
    left = [one.number for one in shape.statements if one.number not in shown]
    return [as_line([number], place) for number in left[: MOST_LINES - len(lines)]]


def as_line(way, place) -> Line:
    at = {place[number]: number for number in way}
    return tuple(at.get(column, NONE) for column in range(len(COLUMNS)))


def ties_of(line) -> list[tuple]:
    """The arrows of a line: each of its statements to the next one on it."""
    filled = [one for one in line if one]
    return list(zip(filled, filled[1:], strict=False))


def carrier_of(line) -> tuple | None:
    """The arrow that carries what the line says; None where the line has no arrow."""
    ties = ties_of(line)
    students = line[COLUMNS.index(Column.STUDENTS)]
    return next((ends for ends in ties if ends[1] == students), ties[-1] if ties else None)
