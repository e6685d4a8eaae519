"""Three meters of a vision that lives: defined, communicated, used. Dated facts; no targets, no people. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

MONTHS = 12
# The picture, in its own units: months side by side on one thread, a knot for each thing that happened.
STEP, RADIUS, RISE, FOOT = 25, 4.5, 12, 22
HIGHEST = 5  # more than these become one large knot with their number


@dataclass(frozen=True)
class Fact:
    """Something that happened, on a day."""

    day: date
    words: str


@dataclass(frozen=True)
class Month:
    first: date
    count: int


@dataclass(frozen=True)
class Knot:
    x: float
    y: float
    radius: float = RADIUS
    number: int = 0  # written inside, where it stands for many


@dataclass(frozen=True)
class Strip:
    """Where the thread, its knots and the names of some months lie in the picture."""

    width: int
    height: float
    thread: float
    knots: tuple[Knot, ...]
    labels: tuple[tuple[float, date], ...]


@dataclass(frozen=True)
class Meter:
    """One meter: the sentence that says it, its facts (newest first) and how many fell into each month."""

    key: str
    title: str
    sentence: str
    facts: tuple[Fact, ...]
    months: tuple[Month, ...]

    @classmethod
    def of(cls, key: str, title: str, sentence: str, facts: Iterable[Fact], today: date) -> "Meter":
        ordered = tuple(sorted(facts, key=lambda fact: fact.day, reverse=True))
        return cls(key, title, sentence, ordered, by_month((fact.day for fact in ordered), today))

    @property
    def busy_months(self) -> list[Month]:
        """Months in which something happened, newest first."""
        return [month for month in reversed(self.months) if month.count]

    @property
    def strip(self) -> Strip:
        return strip(self.months)


def by_month(days: Iterable[date], today: date) -> tuple[Month, ...]:
    """The last twelve months up to now, oldest first, with how many of these days lie in each."""
    counts = Counter((day.year, day.month) for day in days)
    found = []
    for back in range(MONTHS - 1, -1, -1):
        year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
        found.append(Month(date(year, month + 1, 1), counts[year, month + 1]))
    return tuple(found)


def strip(months: Sequence[Month]) -> Strip:
    """A knot for each event, stacked on the thread in its month."""
    tallest = max((min(month.count, HIGHEST) for month in months if month.count <= HIGHEST), default=1)
    thread = max(tallest, 2) * RISE + RADIUS
    knots: list[Knot] = []
    for index, month in enumerate(months):
        x = STEP * (index + 0.5)
        if month.count > HIGHEST:
            knots.append(Knot(x, thread, RADIUS * 2.2, month.count))
        else:
            knots += (Knot(x, thread - RISE * level) for level in range(month.count))
    labels = tuple((STEP * (index + 0.5), month.first) for index, month in enumerate(months) if index % 3 == 1)
    return Strip(STEP * len(months), thread + FOOT + RADIUS, thread, tuple(knots), labels)
