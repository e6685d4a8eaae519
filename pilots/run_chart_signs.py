"""Signs on the points of a run chart: where a cycle begins, what was noted. Pure; knows a chart by what it has seen and drawn."""

from bisect import bisect_left
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from . import run_chart_words as words

MOST_SIGNS = 20


class CycleSpan(NamedTuple):
    number: int
    idea: str
    starts_on: date | None = None
    ends_on: date | None = None


class Sign(NamedTuple):
    """A number on a point, and what it stands for."""

    number: int
    place: int
    kind: str  # cycle or note
    said: str
    on: date


def signs_of(chart, cycles) -> tuple[tuple[Sign, ...], int]:
    """Where cycles begin and what was noted, numbered in the order of time; of too many, the cycles and the newest notes."""
    begun = {}
    for number, one in enumerate(chart.seen):
        if one.cycle is not None:
            begun.setdefault(one.cycle, number)
    # Where groups are taken together, points are days.
    days = {point.on: place for place, point in enumerate(chart.points)} if chart.mixed else {}
    found = []
    for cycle in cycles:
        number = begun.get(cycle.number)
        if number is None and cycle.starts_on:
            number = bisect_left(chart.seen, cycle.starts_on, key=itemgetter(0))  # the first from that day on
            if number == len(chart.seen) or chart.seen[number].on > (cycle.ends_on or date.max):
                number = None
        if number is not None:
            day = cycle.starts_on or chart.seen[number].on  # the point is the first of the cycle, often later
            found.append((number, 0, cycle.number, "cycle", words.cycle_begins(cycle), day))
    found = sorted(found)[-MOST_SIGNS:]
    notes = [(number, one) for number, one in enumerate(chart.seen) if one.note]
    room = MOST_SIGNS - len(found)
    kept = [(number, 1, 0, "note", words.noted(one), one.on) for number, one in notes[-room:]] if room else []
    signs = tuple(
        Sign(place, days.get(chart.seen[number].on, number), kind, said, day)
        for place, (number, _cycles_first, _which, kind, said, day) in enumerate(sorted(found + kept), 1)
    )
    return signs, len(notes) - len(kept)
