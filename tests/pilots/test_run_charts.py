"""The runs analysis against what is published, and against what must hold whatever the numbers are."""

from decimal import Decimal
from fractions import Fraction
from math import comb, inf, log2, nan

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pilots.run_charts import ENOUGH, analyse, crossings_limit, longest_run_limit

# The table of critical values in the documentation of qicharts2 (R, by the author of the rules): n from 10 to 100, the upper
# limit of the longest run and the lower limit of crossings.
RUNS = [6] * 2 + [7] * 11 + [8] * 23 + [9] * 45 + [10] * 10
CROSSINGS = """
    2 2 3 3 4 4 4 5 5 6 6 6 7 7 8 8 8 9 9 10 10 11 11 11 12 12 13 13 14 14 14 15 15 16 16 17 17 17 18 18 19 19 20 20 21 21 21
    22 22 23 23 24 24 25 25 25 26 26 27 27 28 28 29 29 29 30 30 31 31 32 32 33 33 34 34 34 35 35 36 36 37 37 38 38 39 39 39
    40 40 41 41
"""
numbers = st.integers(-(10**6), 10**6)
series = st.lists(numbers, max_size=60)


@pytest.mark.parametrize(
    ("useful", "run", "crossings"), list(zip(range(10, 101), RUNS, map(int, CROSSINGS.split()), strict=True))
)
def test_the_limits_are_the_published_ones(useful, run, crossings):
    assert (longest_run_limit(useful), crossings_limit(useful)) == (run, crossings)
    found = analyse([0, 1] * (useful // 2) + [0] * (useful % 2), baseline=2)
    assert (found.useful, found.longest_run_limit, found.crossings_limit) == (useful, run, crossings)


@given(st.integers(1, 400))
def test_the_limit_of_crossings_is_the_quantile_by_its_definition(useful):
    tosses, limit = useful - 1, crossings_limit(useful)
    at_most = [Fraction(sum(comb(tosses, up) for up in range(k + 1)), 2**tosses) for k in (limit - 1, limit)]
    assert at_most[0] < Fraction(1, 20) <= at_most[1]


@pytest.mark.parametrize("power", range(1, 40))
def test_powers_of_two_need_no_rounding(power):
    assert longest_run_limit(2**power) == power + 3
    assert longest_run_limit(2**power) == round(log2(2**power)) + 3


def test_five_in_a_row_and_eleven_crossings_of_24_points_are_chance():
    """As in the example in the documentation of crossrun (R): the longest run is that from the 12th point to the 16th."""
    signs = "+-+--+-+--+-----++++----"
    found = analyse([1 if sign == "+" else -1 for sign in signs], baseline=slice(0, 2))
    assert (found.useful, found.longest_run, found.crossings) == (24, 5, 11)
    assert (found.longest_run_limit, found.crossings_limit) == (8, 8)
    assert not found.signal


def test_a_shift_is_a_run_longer_than_its_limit():
    assert not analyse([1, 3, 1, 3] + [5] * 5 + [1], baseline=4).shift
    found = analyse([1, 3] * 2 + [5] * 8, baseline=4)
    assert (found.median, found.useful, found.longest_run, found.longest_run_limit) == (2, 12, 9, 7)
    assert found.shift
    assert (found.run.start, found.run.stop, found.run.above) == (3, 11, True)
    assert found.last_run == found.run


def test_few_crossings_are_fewer_than_their_limit():
    found = analyse([1] * 6 + [9] * 6)
    assert (found.useful, found.longest_run, found.crossings, found.crossings_limit) == (12, 6, 1, 3)
    assert found.few_crossings
    assert not found.shift


def test_a_steady_climb_by_itself_is_no_rule():
    """Six in a row upward, around the middle line: what the trend rule would have called a signal is none."""
    found = analyse([5, 1, 2, 3, 4, 6, 7, 3, 6, 2, 7, 1, 6])
    assert not found.signal


def test_points_on_the_median_neither_break_nor_lengthen_a_run():
    found = analyse([5, 7, 5, 7, 5, 5, 7, 3, 5, 3, 3])
    assert (found.median, found.useful, found.longest_run, found.crossings) == (5, 6, 3, 1)
    assert (found.run.start, found.run.stop) == (7, 10)


def test_of_runs_of_one_length_the_newest_counts():
    assert analyse([1, 1, 9, 9, 1, 1, 9, 9]).run.start == 6


@pytest.mark.parametrize("count", range(ENOUGH))
def test_under_ten_it_is_too_early_and_no_signal_is_given(count):
    found = analyse(range(count))
    assert found.too_early
    assert not found.signal
    alike = analyse([0] * 3 + [9] * count, baseline=3)
    assert alike.too_early
    assert not alike.signal
    assert found.needed == ENOUGH - count
    assert alike.needed == ENOUGH - (count or 3)  # a time before alone is not frozen yet


def test_ten_are_enough():
    found = analyse(range(10))
    assert not found.too_early
    assert found.needed == 0
    assert found.few_crossings


@pytest.mark.parametrize("values", [[], [5], [5, 5], [0] * 30, [Decimal("2.50")] * 12])
def test_nothing_and_all_alike_are_no_fault(values):
    found = analyse(values)
    assert (found.count, found.useful, found.longest_run, found.crossings) == (len(values), 0, 0, 0)
    assert (found.longest_run_limit, found.crossings_limit) == (3, 0)
    assert found.median == (values[0] if values else None)
    assert found.too_early
    assert not found.signal
    assert analyse(values, baseline=1).median == found.median


def test_nine_points_need_one_more_though_one_of_them_is_the_median():
    assert analyse(range(9)).useful == 8
    assert analyse(range(9)).needed == 1
    assert not analyse(range(10)).too_early
    assert analyse([5] * 30).needed == 1


def test_a_baseline_freezes_the_middle_line():
    values = [4, 6, 5, 5, 9, 9, 9, 8, 9, 9, 9, 9, 9, 9]
    assert analyse(values).median == 9
    frozen = analyse(values, baseline=4)
    assert (frozen.median, frozen.useful, frozen.longest_run, frozen.shift) == (5, 12, 11, True)
    assert analyse(values, baseline=slice(0, 4)) == frozen
    assert analyse(values, baseline=99) == analyse(values)


@pytest.mark.parametrize("baseline", [0, -3, slice(3, 3)])
def test_a_baseline_of_nothing_is_refused(baseline):
    with pytest.raises(ValueError, match="baseline"):
        analyse([1, 2, 3], baseline=baseline)


@pytest.mark.parametrize("value", [nan, inf, -inf, Decimal("NaN"), Decimal("-Infinity"), Decimal("sNaN")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="numbers|NaN"):
        analyse([1, value, 2])


@pytest.mark.parametrize("value", [None, "4", True, 1j])
def test_what_only_looks_like_one_is_refused(value):
    with pytest.raises(TypeError):
        analyse([1, value, 2])


def test_kinds_of_numbers_may_be_mixed():
    assert analyse([Decimal("0.1"), 0.1, 1, Decimal(2)]).median == Decimal("0.55")
    assert analyse([Fraction(1, 3), 1]).median == Fraction(2, 3)
    assert analyse([1.7e308, 1.6e308]).median == pytest.approx(1.65e308)
    assert analyse([1, 2]).median == 1.5


@given(series)
def test_the_median_has_as_many_below_as_above(values):
    assume(values)
    median = analyse(values).median
    assert 2 * sum(value < median for value in values) <= len(values)
    assert 2 * sum(value > median for value in values) <= len(values)


def counts(found):
    return found.useful, found.longest_run, found.crossings, found.shift, found.few_crossings, found.too_early


@given(series, numbers, st.integers(1, 1000), st.none() | st.integers(1, 12))
def test_shifting_and_scaling_change_nothing(values, by, times, baseline):
    found = analyse(values, baseline)
    moved = analyse([value * times + by for value in values], baseline)
    assert counts(moved) == counts(found)
    assert moved.run == found.run
    assert analyse([Decimal(value) / 100 for value in values], baseline).run == found.run


@given(series, st.none() | st.integers(1, 12))
def test_upside_down_everything_is_mirrored(values, baseline):
    found, mirrored = analyse(values, baseline), analyse([-value for value in values], baseline)
    assert counts(mirrored) == counts(found)
    assert mirrored.run.above == (not found.run.above if found.useful else False)


@given(series)
def test_backwards_the_counts_are_the_same(values):
    found, backwards = analyse(values), analyse(values[::-1])
    assert counts(backwards) == counts(found)


@given(series)
def test_runs_and_crossings_fit_together(values):
    found = analyse(values)
    assert found.longest_run + found.crossings <= found.useful or found.useful == found.crossings == 0
    assert found.shift == (not found.too_early and found.longest_run > found.longest_run_limit)
    assert found.few_crossings == (not found.too_early and found.crossings < found.crossings_limit)


@settings(max_examples=30)
@given(st.lists(st.booleans(), min_size=10, max_size=80))
def test_counted_another_way(sides):
    """As R does it: the lengths of runs of the signs."""
    found = analyse([0, 2, *(2 if side else 0 for side in sides)], baseline=2)
    runs, before = [], None
    for side in (False, True, *sides):
        if side is before:
            runs[-1] += 1
        else:
            runs.append(1)
        before = side
    assert (found.longest_run, found.crossings) == (max(runs), len(runs) - 1)
