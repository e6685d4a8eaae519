"""The attacker over several rounds: whoever was in two of them is taken to have said the same twice, and sums are solved exactly."""

import random
from collections import Counter, defaultdict
from itertools import combinations, product

import pytest

from leadership.privacy import FEWEST, How, Shown, band, shown_item
from leadership.privacy_over_time import Answered, steady_share, tell, with_whole
from leadership.privacy_over_time import Told as Group

SCHOOLS = 3000
ITEMS = 2
LABELS = ("teacher", "support", "specialist", "")


# --- Random schools ----------------------------------------------------------------------------------------


def random_rounds(chance):
    """One to three rounds of a school: in each, by label, who answered without a name, and what each said to each item."""
    size = chance.randint(3, 60)
    leaders = set(range(chance.randint(1, min(4, size - 1))))  # never among the unnamed
    label_of = {one: chance.choices(LABELS, (60, 20, 10, 10))[0] for one in range(size + 20)}
    said = {}
    here = [one for one in range(size) if one not in leaders]
    rounds = []
    for _round in range(chance.randint(1, 3)):
        new = [one for one in range(size, size + 20) if chance.random() < chance.choice((0, 0.05, 0.3))]
        here = [one for one in here if chance.random() > 0.02] + [one for one in new if one not in here]
        keen = chance.choice((0.6, 0.9, 1, 1))
        took_part = [one for one in here if chance.random() < keen]
        for one in took_part:
            if chance.random() < 0.03:
                label_of[one] = chance.choice(LABELS)
            for item in range(ITEMS):
                if (one, item) not in said or chance.random() < 0.2:
                    said[one, item] = chance.choices(range(5), (1, 1, 3, 4, chance.choice((1, 8, 60))))[0]
        people = defaultdict(set)
        for one in took_part:
            people[label_of[one]].add(one)
        answered = [
            Answered(
                {label: frozenset(some) for label, some in people.items()},
                {label: tuple(said[one, item] for one in some) for label, some in people.items()},
            )
            for item in range(ITEMS)
        ]
        rounds.append(answered)
    return rounds


def told_over_time(rounds, item):
    """Everything told of one item, in the order it was told."""
    told = []
    for answered in rounds:
        told += with_whole(tell(answered[item], told))
    return told


def by_size_alone(rounds, item):
    """The losing control: groups of five and the whole beside them, each round by itself."""
    rows = []
    for answered in rounds:
        groups = [answered[item].part((label,))[0] for label in answered[item].people]
        rows += [group for group in (*groups, frozenset().union(*groups)) if len(group) >= FEWEST]
    return rows


def one_round_at_a_time(rounds, item):
    """The losing control: the rule of one round, and none over time."""
    return [told.people for answered in rounds for told in tell(answered[item]) if told.plain]


# --- The attacker ------------------------------------------------------------------------------------------


def rank(rows):
    """Exactly: whole numbers alone, by elimination without fractions."""
    rows, found = [row for row in rows if any(row)], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((place for place in range(found, len(rows)) if rows[place][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        top = rows[found]
        for place in range(found + 1, len(rows)):
            if times := rows[place][column]:
                rows[place] = [top[column] * a - times * b for a, b in zip(rows[place], top, strict=True)]
        found += 1
    return found


def found_out(groups):
    """A set of fewer than five people about whom some sum of what is told says something, and nothing of anybody else; or None."""
    groups = list(dict.fromkeys(group for group in groups if group))
    classes = Counter()
    for person in frozenset().union(*groups):
        classes[tuple(int(person in group) for group in groups)] += 1
    small = [kind for kind, people in classes.items() if people < FEWEST]
    if not small:
        return None  # whatever is summed, it is the same for all of a class
    kinds = list(classes)
    everything = rank(list(zip(*kinds, strict=True)))
    for count in range(1, FEWEST):
        for some in combinations(small, count):
            if sum(classes[kind] for kind in some) < FEWEST:
                others = [kind for kind in kinds if kind not in some]
                if rank(list(zip(*others, strict=True))) < everything:
                    return some
    return None


def test_nobody_is_found_out_in_three_thousand_schools():
    chance = random.Random(20261122)
    hows, by_size, no_time = Counter(), 0, 0
    for number in range(SCHOOLS):
        rounds = random_rounds(chance)
        for item in range(ITEMS):
            told = told_over_time(rounds, item)
            hows.update(one.shown.how for one in told)
            # A band counts as if it were an exact sum: the attacker is given more than is shown.
            assert found_out([one.people for one in told if one.plain]) is None, (number, item, told)
            assert all(len(one.people) >= FEWEST for one in told if one.plain)
        by_size += found_out(by_size_alone(rounds, 0)) is not None
        no_time += found_out(one_round_at_a_time(rounds, 0)) is not None
    assert by_size > SCHOOLS / 10, "the losing control without groups that exclude each other"
    assert no_time > SCHOOLS / 10, "the losing control without a rule over time"
    assert all(hows[how] > 50 for how in How), hows


# --- The few who are new -----------------------------------------------------------------------------------


def answered(people, levels, label="teacher"):
    return Answered({label: frozenset(people)}, {label: tuple(levels)})


def test_what_is_told_in_rough_says_nothing_of_the_few():
    """Whoever stays says the same again: then every answer of those who are new or gone gives the same telling."""
    tried = told = 0
    for counts in product((0, 2, 5, 9), repeat=4):
        if sum(counts) < 10:
            continue
        levels = [level for level, count in enumerate(counts, 1) for _one in range(count)]
        for gone, new in ((0, 1), (1, 0), (1, 1), (2, 1)):
            people = range(len(levels))
            first = tell(answered(people, levels))[0]
            seen = set()
            for left in combinations(range(len(levels)), gone) if len(levels) < 14 else [tuple(range(gone))]:
                staying = [level for place, level in enumerate(levels) if place not in left]
                for said in product(range(5), repeat=new):
                    later_people = [*people[gone:], *(f"new {number}" for number in range(new))]
                    seen.add(tell(answered(later_people, (*staying, *said)), [first])[0].shown)
            tried += 1
            told += next(iter(seen)).how is How.ROUGH
            assert len(seen) == 1, (counts, gone, new, seen)
    assert 0 < told < tried


def test_shares_that_the_few_could_tip_would_give_them_away():
    """The losing control: bands without the rule."""
    assert band(6, 13) is not band(7, 13)  # six of twelve before; one more, who said the one or the other


def test_the_same_people_again_are_told_again_in_full():
    first = tell(answered(range(12), [1, 2, 3, 4] * 3))
    again = tell(answered(range(12), [2, 3, 4] * 4), first)
    assert again[0].shown == shown_item([2, 3, 4] * 4)


@pytest.mark.parametrize("new", [5, 8])
def test_five_new_people_are_enough_unless_nearly_all_of_them_agree(new):
    first = tell(answered(range(12), [1, 2, 3, 4] * 3))
    apart, alike = ([1, 2, 3, 4] * 2)[:new], [4] * new
    assert tell(answered(range(12 + new), [1, 2, 3, 4] * 3 + apart), first)[0].shown.how is How.FULL
    assert tell(answered(range(12 + new), [1, 2, 3, 4] * 3 + alike), first)[0].shown.how is not How.FULL


def test_groups_of_one_round_are_summed_before_they_are_compared():
    """Ten and ten together before; now each by themselves, and five new people who all say the same."""
    old = [1, 2, 3, 4] * 2 + [2, 3]
    first = tell(answered(range(20), old * 2, label=""))
    assert first[0].shown.how is How.FULL
    people = {"teacher": frozenset(range(10)), "support": frozenset(range(10, 25))}
    alike = tell(Answered(people, {"teacher": tuple(old), "support": (*old, *[4] * 5)}), first)
    apart = tell(Answered(people, {"teacher": tuple(old), "support": (*old, 1, 2, 3, 4, 1)}), first)
    assert [one.shown.how for one in apart] == [How.FULL, How.FULL]
    assert sum(one.shown.how is How.FULL for one in alike) < 2


def test_three_rounds_are_solved_together():
    """Three groups, two of them in each round: half of all, less the second round, is one group alone. No two rounds show it."""
    five, six, seven = range(5), range(5, 11), range(11, 17)
    apart = [1, 2, 3, 4, 4, 4]

    def rounds(levels):
        told = list(tell(answered([*five, *six], levels + apart)))
        told += tell(answered([*six, *seven], apart * 2), told)
        return [one.shown.how for one in (*told, *tell(answered([*five, *seven], levels + apart), told))]

    assert rounds([4, 4, 4, 4, 4])[:2] == [How.FULL, How.FULL]
    assert rounds([4, 4, 4, 4, 4])[2] is not How.FULL
    assert rounds([4, 4, 1, 2, 3]) == [How.FULL] * 3


def test_with_one_new_person_only_what_they_could_not_tip_is_told():
    first = tell(answered(range(12), [4] * 5 + [3] * 4 + [1] * 3))
    again = tell(answered(range(13), [4] * 5 + [3] * 4 + [1] * 4), first)[0]
    assert again.shown.how is How.ROUGH
    assert not again.shown.counts
    assert again.shown.median is None
    near = tell(answered(range(12), [4] * 6 + [1] * 4 + [2] * 2))
    assert tell(answered(range(13), [4] * 7 + [1] * 4 + [2] * 2), near)[0].shown == Shown(How.WITHHELD, 13)


def test_what_was_told_in_rough_changes_nothing_for_later_rounds():
    told = list(tell(answered(range(12), [4] * 5 + [3] * 4 + [1] * 3)))
    told += tell(answered(range(13), [4] * 5 + [3] * 4 + [1] * 4), told)
    third = tell(answered(range(12), [2, 3, 4] * 4), told)
    assert third[0].shown.how is How.FULL


def test_whoever_answered_with_their_name_before_is_no_hiding_place():
    people, levels = range(12), [1, 2, 3, 4] * 3

    def known(some):
        return {one: levels[one] for one in range(some)}

    assert tell(answered(people, levels), (), known(9))[0].shown.how is How.WITHHELD
    assert tell(answered(people, levels), (), known(6))[0].shown.how is How.FULL
    assert tell(answered(people, levels), (), known(12))[0].shown.how is How.FULL
    alike = (1, 2, 3, 1, 2, 3, *[4] * 6)  # without those known by name, six who all say the same
    assert tell(answered(people, alike))[0].shown.how is How.FULL
    assert tell(answered(people, alike), (), {one: alike[one] for one in range(6)})[0].shown.how is How.WITHHELD


def test_groups_are_told_as_one_where_somebody_moved_between_them():
    teachers, support = range(20), range(20, 32)
    levels = [1, 2, 3, 4] * 8
    first = tell(
        Answered(
            {"teacher": frozenset(teachers), "support": frozenset(support)},
            {"teacher": tuple(levels[:20]), "support": tuple(levels[20:])},
        )
    )
    assert [one.labels for one in first] == [("teacher",), ("support",)]
    moved = tell(
        Answered(
            {"teacher": frozenset(range(19)), "support": frozenset(range(19, 32))},
            {"teacher": tuple(levels[:19]), "support": tuple(levels[19:])},
        ),
        with_whole(first),
    )
    assert [one.labels for one in moved] == [("teacher", "support")]
    assert moved[0].shown.how is How.FULL


def test_a_share_is_steady_only_where_the_few_cannot_tip_it():
    before = Group(("teacher",), True, shown_item([4] * 10 + [1] * 10), frozenset(range(20)), (0, 10, 0, 0, 10))
    later = Group(("teacher",), True, None, frozenset(range(21)), (0, 10, 0, 0, 11))
    assert steady_share(later, before, (3, 4)) is None
    same = Group(("teacher",), True, None, frozenset(range(20)), (0, 10, 0, 0, 10))
    assert steady_share(same, before, (3, 4)) == "half"
