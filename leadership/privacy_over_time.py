"""What may be told of one item over several rounds, so that no two tellings give away whoever is new or has gone.

Pure: knows levels, and keys that stand for people, to see who is in which group; no rows, no names, no words.

Whoever compares two rounds may suppose that those in both said the same twice. So everybody is in a class with those who were
told together with them each time, and each class has five people or more. Else the groups are told as one, and else those
groups that have changed only in such rough shares as the few could not tip, whatever they said: what is told of them then
follows from what was told before.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from types import MappingProxyType

from .privacy import APART, FEWEST, HALVES, Band, How, Shown, band, partition, shown_item, together
from .privacy_sums import nearly_one

People = frozenset
NOBODY: People = People()


@dataclass(frozen=True)
class Answered:
    """One item in one round: who answered without a name in each group, and the levels, in no order.

    0 is "can't see it"; from 1 on there are `steps` levels, and `shares` are those that rough shares are told of.
    """

    people: Mapping[str, People]
    levels: Mapping[str, tuple[int, ...]]
    steps: int = 4
    shares: tuple[tuple[int, int], ...] = HALVES

    def part(self, labels) -> tuple[People, tuple[int, ...]]:
        people = People().union(*(self.people.get(label, ()) for label in labels))
        return people, tuple(level for label in labels for level in self.levels.get(label, ()))


@dataclass(frozen=True)
class Told:
    """One group of one round, and all that may be known of it."""

    labels: tuple[str, ...]
    whole: bool  # everybody who answered without a name
    shown: Shown
    people: People = field(default=NOBODY, repr=False)
    counts: tuple[int, ...] = field(default=(), repr=False)  # from "can't see" up, for later comparison only

    @property
    def answers(self) -> int:
        """How many answered, whether or not they can see it."""
        return sum(self.counts) or self.shown.answers

    @property
    def plain(self) -> bool:
        """Told by the rules for one round; what comes later is compared with it."""
        return self.shown.how not in (How.NOTHING, How.WITHHELD, How.ROUGH)


def tell(
    answered: Answered, earlier: Iterable[Told] = (), public: Mapping[object, int] = MappingProxyType({})
) -> tuple[Told, ...]:
    """What may be told of an item, where `earlier` was told of the same item before.

    `public` are people whose answers to it were given with their names in earlier rounds, and what they said.
    """
    before = [told for told in earlier if told.plain]
    sizes = {label: len(levels) for label, levels in answered.levels.items()}
    fine = partition(sizes)
    if not fine:
        everybody = tuple(label for label, size in sizes.items() if size)
        return (Told(everybody, True, Shown(How.NOTHING, sum(sizes.values()))),)
    coarse = (tuple(label for group in fine for label in group),)
    for groups in (fine, coarse):
        found = tuple(one_told(answered, labels, whole=len(groups) == 1) for labels in groups)
        if keeps_apart(found, before, public):
            return found
    one_by_one = [one_told(answered, labels, whole=len(fine) == 1) for labels in fine]
    in_part = group_by_group(one_by_one, before, public, answered.shares)
    if any(told.plain or told.shown.how is How.ROUGH for told in in_part):
        return in_part
    return (in_rough(one_told(answered, coarse[0], whole=True), before, answered.shares),)


def group_by_group(
    groups: list[Told], before: list[Told], public: Mapping[object, int], shares=HALVES
) -> tuple[Told, ...]:
    """The groups that may be told beside each other and all before, and the others in rough."""
    kept = []
    for group in groups:
        if keeps_apart([*kept, group], before, public):
            kept.append(group)
    return tuple(group if group in kept else in_rough(group, before, shares) for group in groups)


def one_told(answered: Answered, labels, whole: bool) -> Told:
    people, levels = answered.part(labels)
    counts = tuple(levels.count(level) for level in range(answered.steps + 1))
    shown = shown_item(levels, answered.steps, answered.shares)
    return Told(tuple(labels), whole, shown, people, counts)


def with_whole(told: tuple[Told, ...]) -> tuple[Told, ...]:
    """The groups of one round, and the whole where it follows from them: later rounds are compared with both."""
    if len(told) < 2 or together([one.shown for one in told]) is None:
        return told
    labels = tuple(label for one in told for label in one.labels)
    counts = tuple(map(sum, zip(*(one.counts for one in told), strict=True)))
    people = People().union(*(one.people for one in told))
    return (*told, Told(labels, True, together([one.shown for one in told]), people, counts))


def keeps_apart(found: Iterable[Told], before: Iterable[Told], public: Mapping[object, int]) -> bool:
    """Whether nobody's answer, nor that of fewer than five, follows from these groups together with all told before."""
    found, before = list(found), list(before)
    told_with = {}
    for number, group in enumerate((*found, *before)):
        for person in group.people - public.keys():
            told_with.setdefault(person, []).append(number)
    classes = Counter(tuple(numbers) for numbers in told_with.values())
    if any(size < FEWEST for size in classes.values()):
        return False
    if any(nearly_one([without(group, public)], APART) for group in found if group.people & public.keys()):
        return False
    if not before:
        return True
    if nearly_one([without(group, public) for group in (*before, *found) if group.shown.how is How.FULL], APART):
        return False
    return not any(gives_away(one, other) for one in unions(found) for other in before if one.people & other.people)


def without(group: Told, public: Mapping[object, int]) -> tuple[People, tuple[int, ...]]:
    """The group as it is for somebody who takes away those whose answers are known by name."""
    known = [public[person] for person in group.people & public.keys()]
    return group.people.difference(public), tuple(
        count - known.count(level) for level, count in enumerate(group.counts)
    )


def unions(found: list[Told]) -> Iterable[Told]:
    """Every sum somebody can make of groups of one round."""
    for size in range(1, len(found) + 1):
        for some in combinations(found, size):
            people = NOBODY.union(*(one.people for one in some))
            yield Told(
                (), False, some[0].shown, people, tuple(map(sum, zip(*(one.counts for one in some), strict=True)))
            )


def gives_away(later: Told, earlier: Told) -> bool:
    """Whether the difference tells that nearly all who are new, or nearly all who have gone, said the same."""
    more = [now - then for now, then in zip(later.counts, earlier.counts, strict=True)]
    coming, leaving = len(later.people - earlier.people), len(earlier.people - later.people)
    return bool(coming and max(more) > coming - APART) or bool(leaving and -min(more) > leaving - APART)


def in_rough(told: Told, before: list[Told], of=HALVES) -> Told:
    """Only shares that hold whatever those said who are new or have gone; decided by what was told before, not by what they say now."""
    bases = [
        one
        for one in before
        if one.shown.how is How.FULL and (one.whole and told.whole or set(one.labels) == set(told.labels))
    ]
    if not bases:
        return Told(told.labels, told.whole, Shown(How.WITHHELD, sum(told.counts)))
    shares = tuple(steady_share(told, bases[-1], levels) for levels in of)
    how = How.ROUGH if any(shares) else How.WITHHELD
    return Told(told.labels, told.whole, Shown(how, sum(told.counts), bands=shares if how is How.ROUGH else ()))


def steady_share(later: Told, earlier: Told, levels) -> Band | None:
    """The share at these levels among all who answered, unless those who are new or have gone could have tipped it."""
    first, last = levels
    of, then = sum(later.counts), sum(earlier.counts)
    some = sum(earlier.counts[first : last + 1])
    coming, leaving = len(later.people - earlier.people), len(earlier.people - later.people)
    fewest, most = max(0, some - leaving), min(some, then - leaving) + coming
    if band(fewest, of) is not band(most, of):
        return None
    return band(sum(later.counts[first : last + 1]), of)
