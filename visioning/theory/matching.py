"""Which statements of a theory that comes in are those of a theory that stands: they keep its numbers, and what is known of them.

Pure: two shapes in, one out.
"""

from collections import Counter
from dataclasses import replace

from .shape import ArrowShape, Shape, State

ALIKE = 0.7  # how much of the words must be the same for a statement to count as reworded rather than as another


def carried_on(new: Shape, old: Shape, last_number: int = 0) -> Shape:
    """`new` with the numbers of `old` where a statement says the same, or nearly the same in the same column.

    New statements get numbers nobody had, from `last_number` on. How an arrow has fared comes from `old`, never from outside:
    that is found out, not written.
    """
    numbers = same_words(new, old)
    numbers |= nearly_same(new, old, numbers)
    fresh = max([last_number, *(one.number for one in old.statements)])
    for one in new.statements:
        if one.number not in numbers:
            fresh += 1
            numbers[one.number] = fresh
    fared = {arrow.ends: arrow for arrow in old.arrows}
    return Shape(
        new.title or old.title,
        tuple(replace(one, number=numbers[one.number]) for one in new.statements),
        tuple(carried_arrow(arrow, numbers, fared) for arrow in new.arrows),
    )


def carried_arrow(arrow, numbers, fared) -> ArrowShape:
    ends = numbers[arrow.source], numbers[arrow.target]
    before = fared.get(ends)
    state, on = (before.state, before.state_on) if before else (State.UNTESTED, None)
    return replace(arrow, source=ends[0], target=ends[1], state=state, state_on=on)


def same_words(new, old) -> dict[int, int]:
    by_words = {one.words.lower(): one.number for one in old.statements}
    found = {one.number: by_words.get(one.words.lower()) for one in new.statements}
    return {number: same for number, same in found.items() if same}


def nearly_same(new, old, numbers) -> dict[int, int]:
    """Of what is left, the likest pairs first, each statement in one pair at most."""
    taken = set(numbers.values())
    letters = {one.words: pairs_of(one.words) for one in (*new.statements, *old.statements)}
    pairs = [
        (likeness(letters[one.words], letters[other.words]), -one.number, -other.number)
        for one in new.statements
        if one.number not in numbers
        for other in old.in_column(one.column)
        if other.number not in taken
    ]
    found = {}
    for alike, one, other in sorted(pairs, reverse=True):
        if alike >= ALIKE and -one not in found and -other not in taken:
            found[-one] = -other
            taken.add(-other)
    return found


def pairs_of(words) -> Counter:
    """How often each two letters stand side by side."""
    words = f" {words.casefold()} "
    return Counter(zip(words, words[1:], strict=False))


def likeness(one: Counter, other: Counter) -> float:
    """From 0 to 1: how much of two wordings is the same (Dice 1945, over pairs of letters)."""
    return 2 * (one & other).total() / (one.total() + other.total())
