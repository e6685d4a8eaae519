"""What may be shown of answers that nobody's name is stored with, so that no single answer can be worked out.

Pure: knows levels and sizes, no rows, no people, no words for the screen. What is shown depends on nothing but the counts,
and `tests/leadership/test_privacy.py` plays the attacker: everybody who knows their own answer and does the sums.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median

FEWEST = 5  # fewer answers show nothing
FULL = 10  # from here on: how many at each level, and the words
APART = 3  # so many must differ from the rest; otherwise "nearly all" is said and no number
AND_OTHERS = "+"  # after a position: some whose position is not told are counted with it
HALVES = ((1, 2), (3, 4))  # of the four levels of an item


class How(StrEnum):
    """How closely answers are shown."""

    NOTHING = "nothing"
    WITHHELD = "withheld"  # too few are new since an earlier telling (see `privacy_over_time`)
    UNSEEN = "unseen"  # enough answered, but fewer than five of them can see it from where they work
    ROUGH = "rough"  # only such shares as the few who are new could not tip
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
    bands: tuple[Band | None, ...] = ()  # None only in ROUGH: that share is not told
    nearly_all: int | None = None  # the level at which all stand but two at most
    counts: tuple[int, ...] = ()
    unseen: int | None = None  # of an item: how many more answered that they cannot see it; None where that is not told

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


def held_by_enough(held: Iterable[Iterable[str]]) -> set[str]:
    """Of the positions that each of some people holds, those held by so many that one of them is nobody in particular."""
    counted = Counter(key for keys in held for key in keys)
    return {key for key, people in counted.items() if people >= FEWEST}


# --- Items of a self-assessment: four levels, and 0 for "I can't see this from my role" --------------------------------


def shown_item(levels: Iterable[int], steps: int = 4, groups=HALVES) -> Shown:
    """What may be shown of one item. Whoever cannot see it is counted apart; the rules are asked of those who can."""
    levels = list(levels)
    seen = [level for level in levels if level]
    if len(levels) < FEWEST:
        return Shown(How.NOTHING, len(levels))
    if len(seen) < FEWEST:
        return Shown(How.UNSEEN, len(levels))
    return replace(shown(seen, steps, groups), unseen=len(levels) - len(seen))


def partition(sizes: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Groups of labels, each with five people or more, by sizes alone; "" (no position told) goes with the small ones.

    Groups never overlap, and nothing is told beside them that does not follow from them: so there is nothing to subtract.
    """
    if sum(sizes.values()) < FEWEST:
        return ()
    told = [(label,) for label, size in sizes.items() if label and size >= FEWEST]
    rest = tuple(label for label, size in sizes.items() if size and (label,) not in told)
    if rest and (not told or sum(sizes[label] for label in rest) >= FEWEST):
        return (*told, rest)
    if rest:
        smallest = min(told, key=lambda group: (sizes[group[0]], group))
        told[told.index(smallest)] = (*smallest, *rest)
    return tuple(told)


def together(parts: Iterable[Shown]) -> Shown | None:
    """The whole, as far as it follows from what is told of its parts; None where numbers do not follow."""
    parts = list(parts)
    if len(parts) == 1:
        return parts[0]
    if not parts or any(part.how is not How.FULL for part in parts):
        return None
    counts = tuple(map(sum, zip(*(part.counts for part in parts), strict=True)))
    middle = median([level for level, count in enumerate(counts, 1) for _one in range(count)])
    return Shown(How.FULL, sum(counts), middle, counts=counts, unseen=sum(part.unseen for part in parts))
