"""The attacker at work: everybody who knows their own answer, sees what is shown and does the sums."""

from collections import defaultdict
from itertools import product

import pytest

from leadership.privacy import FEWEST, Band, How, Shown, partition, shown, shown_item, together

STEPS = 5
# Every rule a team can set for "enough to start" (visioning/forms/alignment_checks.py): the verdict is shown as well.
RULES = [*product((50, 67, 75, 80, 90, 100), (3, 4), (1, 2, 3))]


def all_counts(answers, steps=STEPS):
    """Every way in which so many answers can fall on the levels."""
    if steps == 1:
        yield (answers,)
        return
    for first in range(answers + 1):
        for rest in all_counts(answers - first, steps - 1):
            yield (first, *rest)


def levels(counts):
    return [level for level, count in enumerate(counts, 1) for _one in range(count)]


def verdict(counts, share, floor, lowest):
    return sum(counts[floor - 1 :]) * 100 >= share * sum(counts), not any(counts[: lowest - 1])


def found_out(answers, show):
    """Every case in which somebody knows what another person answered, by what `show` shows of the counts."""
    alike = defaultdict(list)
    for counts in all_counts(answers):
        alike[show(counts)].append(counts)
    for what, possible in alike.items():
        for own in (None, *range(STEPS)):
            others = [
                tuple(count - (level == own) for level, count in enumerate(counts))
                for counts in possible
                if own is None or counts[own]
            ]
            left = {level for counts in others for level, count in enumerate(counts) if count}
            if others and len(left) < 2:
                yield what, own, possible


@pytest.mark.parametrize("answers", range(FEWEST, 13))
def test_nobody_can_be_found_out(answers):
    what = {counts: shown(levels(counts)) for counts in all_counts(answers)}
    rules = RULES if answers < 9 else [*product((80, 90, 100), (3, 4), (2, 3))]
    for rule in rules:
        assert not list(found_out(answers, lambda counts, rule=rule: (what[counts], verdict(counts, *rule))))


def test_the_attacker_wins_against_numbers_in_small_groups():
    """The losing controls: the same attack against what others show."""
    assert list(found_out(7, lambda counts: counts)), "numbers at each level"
    assert list(found_out(12, lambda counts: counts)), "numbers at each level, though all said the same"
    narrow = ((0, "nobody"), (0.34, "a few"), (0.67, "about half"), (1, "most"))

    def narrow_bands(counts):
        groups = (sum(counts[:2]), counts[2], sum(counts[3:]))
        return tuple(next(word for share, word in narrow if part <= share * sum(counts)) for part in groups)

    assert list(found_out(5, narrow_bands)), "bands that tell nobody from a few"


def test_in_small_groups_nobody_can_be_shown_to_stand_in_the_way():
    for answers, rule in product(range(FEWEST, 9), RULES[::5]):
        alike = defaultdict(list)
        for counts in all_counts(answers):
            alike[shown(levels(counts)), verdict(counts, *rule)].append(counts)
        for possible in alike.values():
            for own in range(STEPS):
                mine = [counts for counts in possible if counts[own]]
                at_ease = [sum(counts[2:]) - (own >= 2) for counts in mine]
                assert not mine or any(at_ease), (answers, rule, own, mine)


def test_fewer_than_five_answers_show_nothing():
    for answers in range(FEWEST):
        assert {shown(levels(counts)) for counts in all_counts(answers)} == {Shown(How.NOTHING, answers)}


def test_a_small_group_is_told_in_bands():
    what = shown([5, 5, 4, 4, 3, 2, 1])
    assert (what.how, what.median, what.bands) == (How.BANDS, 4, (Band.FEW, Band.FEW, Band.MOST))
    assert not what.counts
    assert not what.with_words


def test_a_larger_group_is_told_in_full_unless_nearly_all_agree():
    assert shown([5] * 4 + [4] * 5 + [2]).counts == (0, 1, 0, 5, 4)
    same, but_one, but_two = shown([4] * 12), shown([4] * 11 + [1]), shown([4] * 10 + [1, 5])
    assert same == but_one == but_two == Shown(How.NEARLY_ALL, 12, nearly_all=4)
    assert shown([4] * 9 + [1, 5, 5]).how is How.FULL


# --- Items of a self-assessment: four levels, and "I can't see this" ---------------------------------------


def item_levels(counts):
    """Counts from "can't see" up."""
    return [level for level, count in enumerate(counts) for _one in range(count)]


@pytest.mark.parametrize("answers", range(FEWEST, 13))
def test_nobody_is_found_out_by_an_item_of_which_some_see_nothing(answers):
    assert not list(found_out(answers, lambda counts: shown_item(item_levels(counts))))


def test_the_attacker_wins_where_the_few_who_see_are_told_in_numbers():
    assert list(found_out(10, lambda counts: counts))


def test_whoever_cannot_see_an_item_is_counted_apart():
    assert shown_item([0] * 8 + [1, 2, 3, 4]) == Shown(How.UNSEEN, 12)
    what = shown_item([0] * 6 + [1, 1, 2, 4, 4, 4])
    assert (what.how, what.answers, what.unseen, what.bands) == (How.BANDS, 6, 6, (Band.HALF, Band.HALF))
    assert shown_item([0, 0] + [1, 2, 3, 4] * 3).counts == (3, 3, 3, 3)
    assert shown_item([4] * 4).how is How.NOTHING
    assert shown_item([0, 0] + [4] * 11).how is How.NEARLY_ALL


def test_groups_are_five_or_more_and_hold_everybody_once():
    assert partition({"teacher": 14, "support": 6, "": 3, "specialist": 2}) == (
        ("teacher",),
        ("support",),
        ("", "specialist"),
    )
    assert partition({"teacher": 14, "support": 6, "": 3}) == (("teacher",), ("support", ""))
    assert partition({"teacher": 4, "support": 4}) == (("teacher", "support"),)
    assert partition({"teacher": 2, "": 2}) == ()
    assert partition({"": 12}) == (("",),)


def test_the_whole_is_told_only_where_it_follows_from_its_parts():
    full, other = shown_item([1, 2, 3, 4] * 3), shown_item([0] + [2, 3, 4] * 4)
    whole = together([full, other])
    assert (whole.counts, whole.answers, whole.unseen, whole.median) == ((3, 7, 7, 7), 24, 1, 3)
    assert together([full, shown_item([1, 2, 3, 4, 4])]) is None
    assert together([full]) is full
    assert together([]) is None
