"""Where the lines and words of a chart's two axes stand: round numbers upward, days, months or years along. Pure."""

import math
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .run_chart_numbers import number_words

MONTHS = (1, 2, 3, 6)
YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
FINEST = Decimal("0.0001")  # what is stored
LARGE = ((Decimal(10) ** 9, "billions"), (Decimal(10) ** 6, "millions"))


@dataclass(frozen=True)
class Tick:
    """A place on an axis and its words; `below` is a second line, the year."""

    at: float
    words: str
    below: str = ""


# --- upward ------------------------------------------------------------------------------------------------------------


def room_of(low: float, high: float) -> tuple[float, float]:
    """A little more than from the lowest to the highest; from nought where that is near."""
    if low == high:
        more = abs(low) / 10 or 1
        low, high = (low, high + more) if low == 0 else (low - more, high + more)
    if 0 <= low <= high / 2:
        low = 0.0
    elif high <= 0 and low / 2 <= high:
        high = 0.0
    return low, high


def steps(low: float, high: float, most: int = 5) -> list[Decimal]:
    """Round numbers that have `low` and `high` between them, about `most` of them: 1, 2 or 5 times a power of ten apart."""
    low, high = room_of(low, high)
    exact = (high - low) / max(1, most - 1)
    power = math.floor(math.log10(exact))
    step = max(FINEST, next(one for one in _sizes(power) if float(one) >= exact * 0.999999))
    first = math.floor(round(low / float(step), 12))
    last = math.ceil(round(high / float(step), 12))
    return [step * place for place in range(first, max(last, first + 1) + 1)]


def _sizes(power: int):
    for up in (power, power + 1, power + 2):
        for size in (1, 2, 5):
            yield Decimal(size).scaleb(up)


def scaled(values: list[Decimal]) -> tuple[Decimal, str]:
    """By what the words of an axis are divided, and how that is said: ten digits take the room of the chart."""
    most = max(abs(value) for value in values)
    for size, name in LARGE:
        if most >= 10 * size:
            return size, {"billions": _("in billions"), "millions": _("in millions")}[name]
    return Decimal(1), ""


def value_ticks(low: float, high: float, most: int = 5) -> tuple[list[Tick], str]:
    """The ticks of the upward axis, and what they are counted in beside the unit."""
    found = steps(low, high, most)
    size, said = scaled(found)
    return [Tick(float(value), number_words(value / size)) for value in found], said


# --- along -------------------------------------------------------------------------------------------------------------


def time_ticks(first: date, last: date, most: int) -> list[Tick]:
    """At most so many, evenly in the calendar: days, weeks, months or years. The year stands where it begins to count."""
    days = (last - first).days + 1
    found, form = _days(first, last, days, most)
    ticks, year = [], None
    for day in found:
        below = str(day.year) if form != "year" and day.year != year else ""
        year = day.year
        ticks.append(Tick(float(day.toordinal()), _said(day, form), below))
    return ticks


def _said(day: date, form: str) -> str:
    if form == "year":
        return str(day.year)
    if form == "month":
        return date_format(day, pgettext("a month under a chart, as Django's date format", "M"))
    return date_format(day, pgettext("a day under a chart, as Django's date format", "M j"))


def _days(first, last, days, most) -> tuple[list[date], str]:
    for step in (1, 2, 7, 14):
        if days <= step * most:
            return _every(step, first, last), "day"
    months = first.year * 12 + first.month - 1 + (first.day > 1), last.year * 12 + last.month - 1
    for step in MONTHS:
        start = -(-months[0] // step) * step
        if (months[1] - start) // step + 1 <= most:
            if months[1] <= start:  # one month alone says little
                return _every(28, first, last), "day"
            return [date(month // 12, month % 12 + 1, 1) for month in range(start, months[1] + 1, step)], "month"
    begins = first.year + (first > date(first.year, 1, 1))
    for step in YEARS:
        start = -(-begins // step) * step
        if (last.year - start) // step + 1 <= most:
            return [date(year, 1, 1) for year in range(start, last.year + 1, step)], "year"
    return [], "year"


def _every(step: int, first: date, last: date) -> list[date]:
    """Weeks begin on a Monday."""
    start = first if step < 7 else first + timedelta(-first.weekday() % 7)
    return [start + timedelta(step * place) for place in range((last - start).days // step + 1)]
