"""What follows from several tellings by sums: sets of people whose answers can be worked out in numbers.

Pure: knows sets of keys that stand for people, and counts. Whoever compares rounds may take away one telling from another, or
combine three of them, as often as they like; so every sum that leaves whole people is looked at, not only differences of two.
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from itertools import product

MOST = 10  # independent tellings that are combined; the latest ones


@lru_cache(maxsize=512)
def sums(groups: tuple[frozenset, ...]) -> tuple[tuple[tuple[Fraction, ...], int], ...]:
    """Every set of people that some sum of the groups leaves: (how often each group is added, how many people)."""
    together = {}
    for person in frozenset().union(*groups):
        together.setdefault(tuple(person in group for group in groups), []).append(person)
    kinds = list(together)
    rows = [
        [*(Fraction(kind[number]) for kind in kinds), *(Fraction(number == other) for other in range(len(groups)))]
        for number in range(len(groups))
    ]
    pivots = solved(rows, len(kinds))
    found = []
    for chosen in product((0, 1), repeat=len(pivots)):
        summed = [
            sum(row[column] for row, one in zip(rows, chosen, strict=False) if one) for column in range(len(rows[0]))
        ]
        if any(chosen) and all(value in (0, 1) for value in summed[: len(kinds)]):
            size = sum(len(together[kind]) for kind, value in zip(kinds, summed, strict=False) if value)
            found.append((tuple(summed[len(kinds) :]), size))
    return tuple(found)


def solved(rows: list[list[Fraction]], width: int) -> list[int]:
    """Solve the rows in place, by the first columns; the columns that lead. No more rows than `MOST` do."""
    pivots = []
    for column in range(width):
        place = next((number for number in range(len(pivots), len(rows)) if rows[number][column]), None)
        if place is None or len(pivots) == MOST:
            continue
        top = len(pivots)
        rows[top], rows[place] = rows[place], rows[top]
        rows[top] = [value / rows[top][column] for value in rows[top]]
        for number, row in enumerate(rows):
            if number != top and (times := row[column]):
                rows[number] = [value - times * lead for value, lead in zip(row, rows[top], strict=True)]
        pivots.append(column)
    return pivots


def nearly_one(told: Iterable[tuple[frozenset, tuple[int, ...]]], apart: int) -> bool:
    """Whether of some set of people it follows that all but fewer than `apart` said the same; `told` is (people, counts)."""
    told = [(people, counts) for people, counts in told if people]
    if not told:
        return False
    for times, size in sums(tuple(people for people, _counts in told)):
        totals = [
            sum(one * counts[level] for one, (_people, counts) in zip(times, told, strict=True))
            for level in range(len(told[0][1]))
        ]
        if max(totals) > size - apart:
            return True
    return False
