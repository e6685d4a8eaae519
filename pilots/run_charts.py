"""What a run chart shows: its middle line, and whether the points around it look like chance. Pure; knows numbers only.

After Anhøj & Olesen 2014, "Run charts revisited", PLoS ONE 9(11): e113825, and Anhøj 2015, "Diagnostic value of run chart
analysis", PLoS ONE 10(3): e0121349. Two signals, both counted over the points that are not on the median (`useful`, n):
a shift, which is a run longer than round(log2 n) + 3, and few crossings, which is fewer than the 5 % quantile of
Binomial(n - 1, 1/2). A point on the median neither breaks a run nor makes it longer. There is no rule about trends: in the same
studies it found next to nothing and raised false alarms.

Ours: with fewer than `ENOUGH` useful points it is too early, and no signal is given whatever the counts say. The published
limits begin at ten.
"""

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from numbers import Real

ENOUGH = 10
PLAIN = {int, float, Decimal}


@dataclass(frozen=True)
class Run:
    """Points in a row on one side: places in the series of the first and the last, how many are useful, and which side."""

    start: int = 0
    stop: int = -1
    length: int = 0
    above: bool = False


NO_RUN = Run()


@dataclass(frozen=True)
class Analysis:
    """One middle line and the points around it. `median` is None where there are none."""

    count: int
    median: Real | Decimal | None
    useful: int
    run: Run  # the longest; of several the newest
    last_run: Run
    longest_run_limit: int
    crossings: int
    crossings_limit: int
    needed: int  # how many more points it takes at least before anything can be said

    @property
    def longest_run(self) -> int:
        return self.run.length

    @property
    def too_early(self) -> bool:
        return self.useful < ENOUGH

    @property
    def shift(self) -> bool:
        """More in a row on one side than chance would usually bring."""
        return not self.too_early and self.longest_run > self.longest_run_limit

    @property
    def few_crossings(self) -> bool:
        """The line crosses the middle less often than chance would usually have it."""
        return not self.too_early and self.crossings < self.crossings_limit

    @property
    def signal(self) -> bool:
        return self.shift or self.few_crossings


def analyse(values, baseline=None) -> Analysis:
    """The runs analysis of `values`, in the order of time.

    `baseline` freezes the middle line: it is the median of the first so many values (or of a slice of them) and goes on over all
    the others, which are counted around it, too. Raises ValueError for what is no number (NaN, infinity) and for a baseline
    without values.
    """
    values = list(values)
    kinds = set(map(type, values))
    if not (kinds <= PLAIN and all(map(math.isfinite, values))):  # nearly always they are: that is asked in one go
        values = [_number(value) for value in values]
    if len(kinds) > 1 and any(isinstance(value, Decimal) for value in values):  # Python adds no float to a Decimal
        values = [Decimal(repr(value)) if isinstance(value, float) else Decimal(value) for value in values]
    frozen = _baseline(values, baseline)
    median = median_of(frozen)
    longest = current = NO_RUN
    start = stop = length = useful = crossings = 0
    side = None
    for place, value in enumerate(values):
        if value == median:
            continue
        useful += 1
        above = value > median
        if above is side:
            stop, length = place, length + 1
            continue
        if length:
            crossings += 1
            current = Run(start, stop, length, side)
            longest = current if length >= longest.length else longest
        start = stop = place
        length, side = 1, above
    if length:
        current = Run(start, stop, length, side)
        longest = current if length >= longest.length else longest
    return Analysis(
        count=len(values),
        median=median,
        useful=useful,
        run=longest,
        last_run=current,
        longest_run_limit=longest_run_limit(useful),
        crossings=crossings,
        crossings_limit=crossings_limit(useful),
        needed=_needed(len(values), useful, len(frozen) < len(values)),
    )


def _needed(count, useful, is_frozen) -> int:
    """A middle line that is not frozen moves with each new point, so that those on it may lie beside it later."""
    if useful >= ENOUGH:
        return 0
    return ENOUGH - useful if is_frozen else max(1, ENOUGH - count)


def _number(value):
    if isinstance(value, bool) or not isinstance(value, (Real, Decimal)):
        raise TypeError(f"{value!r} is no number")
    if isinstance(value, Fraction):
        return value
    if not math.isfinite(value):
        raise ValueError("a run chart has numbers only")
    return value


def _baseline(values, baseline):
    if baseline is None or not values:
        return values
    first = values[baseline] if isinstance(baseline, slice) else values[: max(0, baseline)]
    if not first:
        raise ValueError("a baseline needs at least one value")
    return first


def median_of(values):
    """The middle one; of an even number, halfway between the two in the middle. None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    half = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[half]
    low, high = ordered[half - 1], ordered[half]
    if low == high:
        return low
    middle = (low + high) / 2
    return low / 2 + high / 2 if isinstance(middle, float) and math.isinf(middle) else middle


@lru_cache(maxsize=4096)
def longest_run_limit(useful: int) -> int:
    """The longest run that chance usually brings: round(log2 n) + 3 (Schilling 2012). log2 of a whole number is never a half."""
    return round(math.log2(max(1, useful))) + 3


@lru_cache(maxsize=4096)
def crossings_limit(useful: int) -> int:
    """The fewest crossings that chance usually brings: the smallest k with P(X ≤ k) ≥ 0.05, X of Binomial(n - 1, 1/2).

    Counted in whole numbers, so that no rounding decides.
    """
    tosses = max(0, useful - 1)
    enough, term, found = -(-(1 << tosses) // 20), 1, 0
    below = 1  # the sum of the binomial coefficients so far
    while below < enough:
        term = term * (tosses - found) // (found + 1)
        found += 1
        below += term
    return found
