"""A run chart as plain facts: points in time, phases with a middle line each, signs on points, groups. Pure; knows no database.

`chart_of` makes it of tuples; words (run_chart_words.py), picture (run_chart_drawing.py) and table are all made of it, so they
cannot say different things.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from . import run_chart_words as words
from .run_chart_signs import CycleSpan, Sign, signs_of
from .run_charts import Analysis, analyse, median_of

FEWEST, MOST_GROUPS = 3, 12  # observations a group needs for a picture of its own; so many pictures
MOST_ROWS = 30  # in a table on paper
ON = itemgetter(0)  # the day of what is seen or drawn


class Seen(NamedTuple):
    """One observation. `cycle` is its number, or None."""

    on: date
    value: object
    group: str = ""
    note: str = ""
    cycle: int | None = None


class NewLine(NamedTuple):
    """From this day on the middle line is counted anew, and why."""

    on: date
    why: str


class Point(NamedTuple):
    on: date
    value: object


@dataclass(frozen=True)
class Phase:
    """Points `start` up to, not with, `stop`, around one middle line. `before` of them are the time before: its median is frozen."""

    number: int
    start: int
    stop: int
    from_on: date
    until_on: date
    why: str
    before: int
    analysis: Analysis

    @property
    def median(self):
        return self.analysis.median


@dataclass(frozen=True)
class Span:
    """From where to where a picture goes, so that several can be compared."""

    low: float
    high: float
    first: date
    last: date


@dataclass(frozen=True)
class Chart:
    """Everything a run chart says."""

    title: str
    unit: str
    direction: str
    target: object
    seen: tuple[Seen, ...]  # all observations, oldest first
    points: tuple[Point | Seen, ...]  # what is drawn: each of them, or the middle of each day where groups are mixed
    phases: tuple[Phase, ...] = ()
    signs: tuple[Sign, ...] = ()
    signs_left: int = 0
    groups: tuple["Chart", ...] = ()
    groups_left: tuple[str, ...] = ()
    mixed: bool = False
    shared: Span | None = None
    number: int = 0  # of the measure, for its address

    @property
    def now(self) -> Phase | None:
        """The phase that goes on."""
        return self.phases[-1] if self.phases else None

    @cached_property
    def sentence(self) -> str:
        return words.sentence_of(self)

    @cached_property
    def short_sentence(self) -> str:
        return words.short_sentence_of(self)

    @cached_property
    def comparisons(self) -> tuple[str, ...]:
        return words.comparisons_of(self)

    @cached_property
    def about_groups(self) -> str:
        return words.about_groups(self)

    @cached_property
    def about_signs(self) -> str:
        return words.about_signs(self)

    @cached_property
    def rows(self) -> tuple:
        """The newest observations in words, for a table on paper; `rows_left` says how many more there are."""
        return tuple(words.row_of(self, one) for one in reversed(self.seen[-MOST_ROWS:]))

    @property
    def rows_left(self) -> int:
        return max(0, len(self.seen) - MOST_ROWS)

    @property
    def has_groups(self) -> bool:
        return any(one.group for one in self.seen[-MOST_ROWS:])

    @property
    def has_notes(self) -> bool:
        return any(one.note for one in self.seen[-MOST_ROWS:])

    def phase_on(self, day: date) -> Phase | None:
        for phase in reversed(self.phases):
            if phase.from_on <= day:
                return phase
        return self.phases[0] if self.phases else None

    @cached_property
    def span(self) -> Span | None:
        """What a picture of it must have room for."""
        if self.shared or not self.points:
            return self.shared
        values = [min(self.heights), max(self.heights), *(float(phase.median) for phase in self.phases)]
        if self.target is not None:
            values.append(float(self.target))
        return Span(min(values), max(values), self.points[0].on, self.points[-1].on)

    @cached_property
    def heights(self) -> list[float]:
        return [float(point.value) for point in self.points]

    @cached_property
    def times(self) -> list[float]:
        """Days as numbers. Several points of one day stand beside each other, in their order."""
        found = []
        for day, count in Counter(
            map(ON, self.points)
        ).items():  # in the order of their first point, which is that of days
            at = day.toordinal()
            found += [at + (place + 0.5) / count for place in range(count)]
        return found


def chart_of(measure, observations, rebases=(), cycles=()) -> Chart:
    """`measure` has title, unit, direction, target and baseline_until; the others are tuples as above, in any order.

    Observations of one day stay in the order in which they came.
    """
    seen = (one if type(one) is Seen else Seen(*one) for one in observations)
    seen = tuple(sorted(seen, key=ON))
    lines = sorted(NewLine(*one) for one in rebases)
    chart = _drawn(measure, measure.title, seen, lines, mixed=len({one.group for one in seen}) > 1)
    signs, left = signs_of(chart, [CycleSpan(*one) for one in cycles])
    chart = replace(chart, signs=signs, signs_left=left)
    return _with_groups(chart, measure, lines) if chart.mixed else chart


def _drawn(measure, title, seen, lines, mixed) -> Chart:
    if mixed:
        days = groupby(seen, key=lambda one: one.on)
        points = tuple(Point(day, median_of([one.value for one in ones])) for day, ones in days)
    else:
        points = seen
    phases = _phases(points, lines, measure.baseline_until)
    return Chart(
        title=title,
        unit=measure.unit,
        direction=str(measure.direction),
        target=measure.target,
        seen=seen,
        points=points,
        phases=phases,
        mixed=mixed,
        number=getattr(measure, "number", 0),
    )


def _phases(points, lines, baseline_until) -> tuple[Phase, ...]:
    """A phase without points is none: its line begins with the first point that it has."""
    starts = {0: ("", points[0].on)} if points else {}
    for line in lines:
        start = bisect_left(points, line.on, key=ON)
        if start < len(points):
            starts[start] = (line.why, line.on)
    bounds = [*sorted(starts), len(points)]
    found = []
    for number, (start, stop) in enumerate(zip(bounds, bounds[1:], strict=False), 1):
        why, from_on = starts[start]
        values = [point.value for point in points[start:stop]]
        before = 0
        if number == 1 and baseline_until:
            before = bisect_right(points, baseline_until, start, stop, key=ON) - start
        analysis = analyse(values, before or None)
        found.append(Phase(number, start, stop, from_on, points[stop - 1].on, why, before, analysis))
    return tuple(found)


def _with_groups(chart, measure, lines) -> Chart:
    """The same for each group, on one scale. Groups of few observations have no picture; they are named."""
    by_group = {}
    for one in chart.seen:
        if one.group:
            by_group.setdefault(one.group, []).append(one)
    enough = sorted((name for name in by_group if len(by_group[name]) >= FEWEST), key=lambda name: -len(by_group[name]))
    drawn = sorted(enough[:MOST_GROUPS], key=_naturally)
    charts = [_drawn(measure, name, tuple(by_group[name]), lines, mixed=False) for name in drawn]
    if charts:
        spans = [one.span for one in charts]
        shared = Span(
            min(one.low for one in spans),
            max(one.high for one in spans),
            min(one.first for one in spans),
            max(one.last for one in spans),
        )
        charts = [replace(one, shared=shared) for one in charts]
    left = tuple(sorted((name for name in by_group if name not in drawn), key=_naturally))
    return replace(chart, groups=tuple(charts), groups_left=left)


def _naturally(name: str):
    """7a before 10b."""
    return [(part.isdigit(), int(part) if part.isdecimal() else 0, part) for part in _parts(name.casefold())]


def _parts(name):
    return ["".join(part) for _is_digit, part in groupby(name, key=str.isdecimal)]
