"""What may be shown of answers that nobody's name is stored with, so that no single answer can be worked out.

Pure: knows levels and sizes, no rows, no people, no words for the screen. What is shown depends on nothing but the counts,
and `tests/leadership/test_privacy.py` plays the attacker: everybody who knows their own answer and does the sums.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

FEWEST = 5  # fewer answers show nothing
FULL = 10  # from here on: how many at each level, and the words
APART = 3  # so many must differ from the rest; otherwise "nearly all" is said and no number


class How(StrEnum):
    """How closely answers are shown."""

    NOTHING = "nothing"
    BANDS = "bands"
    NEARLY_ALL = "nearly_all"
    FULL = "full"


class Band(StrEnum):
    """A share in words. None of them tells nobody from a few, or most from all."""

    FEW = "few"  # nobody, or up to two in five
    HALF = "half"  # more than that, up to half
    MOST = "most"  # more than half, or all


@dataclass(frozen=True)
class Shown:
    """All that leaves this module about one question's answers. Only the fields that `how` allows are filled."""

    how: How
    answers: int
    median: float | None = None
    bands: tuple[Band, ...] = ()
    nearly_all: int | None = None  # the level at which all stand but two at most
    counts: tuple[int, ...] = ()

    @property
    def with_words(self) -> bool:
        """Whether everybody's words may be read, not only those whose author said so."""
        return self.how in (How.FULL, How.NEARLY_ALL)


def shown(levels: Iterable[int], steps: int = 5, groups=((1, 2), (3, 3), (4, 5))) -> Shown:
    """What may be shown of these levels (1 to `steps`); bands are given for each of `groups` (from, to)."""
    levels = list(levels)
    answers = len(levels)
    counts = tuple(levels.count(level) for level in range(1, steps + 1))
    if answers < FEWEST:
        return Shown(How.NOTHING, answers)
    if answers < FULL:
        bands = tuple(band(sum(counts[first - 1 : last]), answers) for first, last in groups)
        return Shown(How.BANDS, answers, median=median(levels), bands=bands)
    if answers - max(counts) < APART:
        # Were "all" told from "all but one", the one would know everybody's answer.
        return Shown(How.NEARLY_ALL, answers, nearly_all=counts.index(max(counts)) + 1)
    return Shown(How.FULL, answers, median=median(levels), counts=counts)


def band(some: int, of: int) -> Band:
    """The share of some in words. The steps are wide on purpose: narrower ones lose against the attacker."""
    if some * 5 <= of * 2:
        return Band.FEW
    return Band.HALF if some * 2 <= of else Band.MOST


def with_parts(levels_of: Mapping[str, Iterable[int]], steps: int = 5, **groups) -> tuple[Shown, dict[str, Shown]]:
    """A whole, and those of its parts that may stand beside it, each in full; the others are told as one with the whole only.

    Rough shares of parts beside those of the whole can be solved for single people, so parts are told in full or not
    at all: sizes say which, and what is left over when they are taken from the whole must be fit to be told in full too.
    """
    parts = {name: list(levels) for name, levels in levels_of.items()}
    whole = shown([level for levels in parts.values() for level in levels], steps, **groups)
    beside = sorted((name for name in parts if len(parts[name]) >= FULL), key=lambda name: (-len(parts[name]), name))
    rest = [level for name in parts if name not in beside for level in parts[name]]
    while beside and 0 < len(rest) < FULL:
        rest += parts[beside.pop()]
    told = {name: shown(parts[name], steps, **groups) for name in beside}
    left_over = [shown(rest, steps, **groups)] if rest else []
    if any(one.how is not How.FULL for one in (whole, *told.values(), *left_over)):
        return whole, {}
    return whole, told


def held_by_enough(held: Iterable[Iterable[str]]) -> set[str]:
    """Of the positions that each of some people holds, those held by so many that one of them is nobody in particular."""
    counted = Counter(key for keys in held for key in keys)
    return {key for key, people in counted.items() if people >= FEWEST}
