"""Where things stand on a drawn run chart: the plot, days and values on it, the line of many points, signs that do not overlap. Pure."""

from dataclasses import dataclass
from itertools import groupby

from visioning.theory.letters import width

from .run_chart_axes import time_ticks, value_ticks

CIRCLES = 200  # more points than that are a line alone
COLUMN = 2  # units along: a line of thousands of points keeps first, last, lowest and highest in each
RADIUS = 9  # of a sign


@dataclass(frozen=True)
class Form:
    """How large a picture is and how large its words are."""

    width: int
    height: int
    size: float
    values: int = 5  # ticks upward, about
    days: int = 8  # ticks along, at most
    named: bool = True  # room at the right for the names of lines


FORMS = {
    "wide": Form(760, 320, 13),
    "narrow": Form(340, 280, 14, days=4, named=False),
    "print": Form(680, 280, 12.5),
    "file": Form(800, 340, 14),
    "small": Form(340, 170, 13, values=3, days=4, named=False),
    "spark": Form(120, 32, 0),
}


class Plot:
    """The scales of one picture: `x(place)`, `y(value)`, and the edges."""

    def __init__(self, chart, form: Form, head: float = 0, gutter: float = 0):
        self.chart, self.form = chart, form
        span = chart.span
        if not form.size:  # a spark: no axes
            self.ticks, self.days, self.counted = [], [], ""
            low, high = span.low, span.high
            self.left, self.right, self.top, self.bottom = 4, form.width - 4, 4, form.height - 4
        else:
            self.ticks, self.counted = value_ticks(span.low, span.high, form.values)
            self.days = time_ticks(span.first, span.last, form.days)
            low, high = self.ticks[0].at, self.ticks[-1].at
            self.left = max(width(tick.words, form.size) for tick in self.ticks) + 8
            self.right = form.width - max(gutter, RADIUS + 2)
            self.top, self.bottom = head + RADIUS, form.height - form.size * 2.9
        self.low, self.tall = low, (high - low) or 1
        if high == low:
            self.low -= 0.5
        self.first = span.first.toordinal()
        self.long = span.last.toordinal() + 1 - self.first
        across, up = (self.right - self.left) / self.long, (self.bottom - self.top) / self.tall
        left, bottom = self.left - self.first * across, self.bottom + self.low * up
        self.places = [
            (left + at * across, bottom - value * up) for at, value in zip(chart.times, chart.heights, strict=True)
        ]

    def _x(self, at: float) -> float:
        return self.left + (at - self.first) / self.long * (self.right - self.left)

    def x_of_tick(self, tick) -> float:
        return self._x(tick.at + 0.5)

    def x_of_day(self, day) -> float:
        """Where a day begins, within the plot."""
        return min(self.right, max(self.left, self._x(day.toordinal())))

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / self.tall * (self.bottom - self.top)

    def between(self, phase) -> tuple[float, float]:
        """From where to where a phase reaches."""
        phases = self.chart.phases
        start = self.left if phase.number == 1 else self.x_of_day(phase.from_on)
        return start, (self.right if phase is phases[-1] else self.x_of_day(phases[phase.number].from_on))


def line_through(places) -> str:
    """A path; of many points only those that the eye could tell apart."""
    if len(places) > CIRCLES:
        places = thinned(places)
    return "".join(f"{'L' if number else 'M'}{x:.1f} {y:.1f}" for number, (x, y) in enumerate(places))


def thinned(places):
    found = []
    for _column, ones in groupby(places, key=lambda place: int(place[0] / COLUMN)):
        ones = list(ones)
        if len(ones) <= 4:
            found += ones
            continue
        order = {0, len(ones) - 1}
        heights = [y for _x, y in ones]
        order |= {heights.index(min(heights)), heights.index(max(heights))}
        found += [ones[number] for number in sorted(order)]
    return found


def stacked(signs, plot) -> list[tuple[float, float, float, float]]:
    """For each sign its own place and that of its point: above it where there is room, else higher up or below, clear of the others."""
    taken, found = [], []
    reach = RADIUS * 2 + 2
    for sign in signs:
        px, py = plot.places[sign.place]
        x = min(plot.form.width - RADIUS - 1, max(plot.left + RADIUS, px))
        ups = [py - reach * step for step in range(1, 5)] + [py + reach * step for step in range(1, 5)]
        fits = [y for y in ups if plot.top <= y <= plot.bottom - RADIUS]
        free = (y for y in fits if all(abs(x - u) >= reach or abs(y - v) >= reach for u, v in taken))
        y = next(free, fits[0] if fits else plot.top)
        taken.append((x, y))
        found.append((x, y, px, py))
    return found


def apart(heights: list[float], least: float, top: float, bottom: float) -> list[float]:
    """The same heights, none nearer to another than `least`; for words beside lines."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    found, last = list(heights), top - least
    for place in order:
        last = found[place] = max(heights[place], last + least)
    over = last - bottom
    if over > 0:
        below = bottom + least
        for place in reversed(order):
            below = found[place] = min(found[place], below - least)
    return found
