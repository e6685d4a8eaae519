"""A run chart in words: what it says, how kindly, and what it never says."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.run_chart_numbers import middle_words, number_words, with_unit
from pilots.run_chart_shape import CycleSpan, NewLine, Seen, chart_of

START = date(2026, 9, 1)


def charted(values, *, rebases=(), cycles=(), start=START, apart=1, **fields):
    measure = {
        "title": "Drafts shared",
        "unit": "",
        "direction": "up",
        "target": None,
        "baseline_until": None,
        **fields,
    }
    seen = [
        one if isinstance(one, Seen) else Seen(start + timedelta(place * apart), Decimal(str(one)))
        for place, one in enumerate(values)
    ]
    return chart_of(SimpleNamespace(**measure), seen, rebases, cycles)


BEFORE = [4, 6, 5, 5, 4, 6]
UNTIL = START + timedelta(5)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Decimal("62.0000"), "62"),
        (Decimal("0.5000"), "0.5"),
        (Decimal("-0.0000"), "0"),
        (Decimal("1234.5"), "1,234.5"),
        (Decimal("1E+3"), "1,000"),
        (0.1, "0.1"),
        (9_999_999_999, "9,999,999,999"),
        (Decimal("-3.25"), "-3.25"),
    ],
)
def test_numbers_as_people_write_them(value, words):
    assert number_words(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("62.8351", "62.84"),
        ("6388888888.5", "6,388,888,888"),
        ("0.00015", "0.00015"),
        ("-12.345", "-12.34"),
        ("0", "0"),
    ],
)
def test_a_middle_has_no_more_digits_than_anybody_reads(value, words):
    assert middle_words(Decimal(value)) == words


def test_units_stand_behind_and_percent_clings():
    assert with_unit(5, "") == "5"
    assert with_unit(62, "%") == "62%"
    assert with_unit(14, "minutes") == "14\xa0minutes"


def test_nothing_yet():
    chart = charted([])
    assert chart.sentence == "Drafts shared: nothing has been noted yet."
    assert chart.short_sentence == "Nothing has been noted yet."
    assert chart.comparisons == ()
    assert chart.rows == ()


def test_the_first_one():
    assert charted([5], unit="drafts", target=Decimal(9)).sentence == (
        "Drafts shared: 1 observation on Sept. 1, 2026; it is 5\xa0drafts; the target is 9\xa0drafts. It is too early to tell a "
        "change from chance: that takes 10 observations that are not on the middle line, so at least 9 more."
    )


def test_too_early_says_how_many_more_and_no_signal():
    said = charted([1] * 4 + [9] * 5, baseline_until=START + timedelta(3)).sentence
    assert "so at least 5 more." in said
    assert "stayed" not in said
    assert "crosses" not in said


def test_chance_is_called_chance():
    said = charted([5, 7, 4, 8, 5, 6, 4, 9, 3, 7]).sentence
    assert said == (
        "Drafts shared: 10 observations from Sept. 1, 2026 to Sept. 10, 2026; the middle is 5.5. They move around the middle "
        "line as chance would have it: nothing here tells yet of a change."
    )


@pytest.mark.parametrize(
    ("direction", "ending"),
    [
        ("up", ", and in the direction you hope for."),
        ("down", ", and not in the direction you hope for."),
        ("neutral", "."),
    ],
)
def test_a_shift_in_the_direction_you_hope_for(direction, ending):
    chart = charted([*BEFORE, *[8] * 9], baseline_until=UNTIL, direction=direction)
    assert (
        f"The last 10 stayed above the middle line: more than chance would usually bring{ending} Something may have changed; "
        "a chart cannot say what."
    ) in chart.sentence
    assert "the middle of the time before is 5 (6 observations, the last on Sept. 6, 2026)" in chart.sentence


def test_below_is_said_as_well():
    assert "The last 10 stayed below the middle line: more than chance would usually bring, and in the direction" in (
        charted([6, 4, 5, 5, 6, 4, *[2] * 9], baseline_until=UNTIL, direction="down").sentence
    )


def test_a_run_that_is_over_is_dated():
    values = [*BEFORE, *[8] * 9, 4, 6]
    said = charted(values, baseline_until=UNTIL).sentence
    assert "From Sept. 6, 2026 to Sept. 15, 2026, 10 in a row stayed above the middle line" in said


def test_few_crossings_in_words():
    said = charted([1] * 6 + [9] * 6).sentence
    assert "The line crosses the middle only once; chance would usually bring 3 times or more." in said
    said = charted([1, 9] + [9] * 11 + [1], baseline_until=START + timedelta(1)).sentence
    assert "The line crosses the middle only 2 times; chance would usually bring 4 times or more." in said
    never = charted([5, 5] + [9] * 12, baseline_until=START + timedelta(1)).sentence
    assert "The line never crosses the middle; chance would usually bring 3 times or more." in never


def test_all_the_same():
    said = charted([5] * 12, unit="%").sentence
    assert "all are the same: 5%." in said
    assert "None lies above or below the middle line, so there is nothing to tell a change by." in said


def test_with_a_new_middle_line_the_words_are_about_the_time_since():
    chart = charted(
        [*[4, 6] * 6, *[14, 16] * 4], rebases=[NewLine(START + timedelta(12), "Double lessons")], unit="drafts"
    )
    assert "the middle is 15\xa0drafts since Sept. 13, 2026 and was 5\xa0drafts before that" in chart.sentence
    assert "Since then it is too early to tell a change from chance" in chart.sentence
    assert chart.comparisons == (
        "Before Sept. 13, 2026 the middle was 5\xa0drafts, from then on 15\xa0drafts: higher by 10, and in the direction you "
        "hope for.",
    )


def test_the_time_before_is_set_beside_what_came_after():
    assert charted([*BEFORE, 7, 8, 9], baseline_until=UNTIL, direction="neutral").comparisons == (
        "In the time before the middle was 5; of those after it, it is 8: higher by 3.",
    )
    assert charted([*BEFORE, 5], baseline_until=UNTIL).comparisons[0].endswith("it is 5: the same.")


def test_where_each_lies_for_those_who_do_not_see_it():
    chart = charted([4, 5, 6])
    assert [(row.day, row.value, row.beside) for row in chart.rows] == [
        ("Sept. 3, 2026", "6", "above"),
        ("Sept. 2, 2026", "5", "on the middle line"),
        ("Sept. 1, 2026", "4", "below"),
    ]
    assert charted(range(35)).rows_left == 5


def test_signs_are_numbered_in_the_order_of_time():
    seen = [
        Seen(START, 5),
        Seen(START + timedelta(1), 6, note="Fire drill"),
        Seen(START + timedelta(2), 7, cycle=2),
        Seen(START + timedelta(3), 7, cycle=2),
    ]
    cycles = [
        CycleSpan(1, "Swap drafts", START + timedelta(1), START + timedelta(1)),
        CycleSpan(2, "Swap with a list", START),
        CycleSpan(3, "Never observed", START + timedelta(9)),
        CycleSpan(4, "No days said"),
    ]
    assert [(one.number, one.place, one.said) for one in charted(seen, cycles=cycles).signs] == [
        (1, 1, "Cycle 1 begins: Swap drafts"),
        (2, 1, "Fire drill"),
        (3, 2, "Cycle 2 begins: Swap with a list"),
    ]


def test_of_many_notes_the_newest_have_signs_and_the_others_are_counted():
    seen = [Seen(START + timedelta(place), place, note=f"Note {place}") for place in range(30)]
    chart = charted(seen, cycles=[CycleSpan(1, "Swap", START)])
    assert [sign.number for sign in chart.signs] == list(range(1, 21))
    assert [sign.said for sign in chart.signs[:2]] == ["Cycle 1 begins: Swap", "Note 11"]
    assert chart.about_signs == "11 older notes are in the table only."


def test_groups_have_charts_of_their_own_on_one_scale():
    names = ["10b", "7a", "7b"]
    seen = [
        Seen(START + timedelta(week * 7), 10 * week + place, name)
        for week in range(4)
        for place, name in enumerate(names)
    ]
    chart = charted([*seen, Seen(START, 99, "Late class")])
    assert [one.title for one in chart.groups] == ["7a", "7b", "10b"]
    assert len({one.span for one in chart.groups}) == 1
    assert chart.groups[0].phases[0].median == 16
    assert [point.value for point in chart.points] == [1.5, 11, 21, 31]
    assert chart.about_groups == (
        "Several groups are in this chart. Where they noted several numbers on one day, the point is their middle. Below, "
        "each group has a chart of its own, all on one scale. Without a chart of their own: Late class."
    )
    assert "that takes 10 days that are not on the middle line, so at least 6 more." in chart.sentence
    assert charted([Seen(START, 1, "7a"), Seen(START, 2, "7a")]).about_groups == ""


def test_more_than_twelve_groups_are_named():
    seen = [Seen(START + timedelta(day), 1, f"Room {room}") for day in range(3) for room in range(30)]
    chart = charted(seen)
    assert len(chart.groups) == 12
    assert chart.about_groups.endswith("Room 22, Room 23 and 6 more.")


@settings(max_examples=50)
@given(
    st.lists(st.integers(-50, 50), max_size=30),
    st.sampled_from(["up", "down", "neutral"]),
    st.lists(st.integers(0, 30), max_size=3),
    st.none() | st.integers(0, 30),
)
def test_it_never_speaks_of_proof(values, direction, lines, until):
    rebases = [NewLine(START + timedelta(day), "why") for day in lines]
    until = until if until is None else START + timedelta(until)
    chart = charted(values, rebases=rebases, direction=direction, baseline_until=until)
    words = " ".join([chart.sentence, chart.short_sentence, *chart.comparisons]).lower()
    assert chart.sentence.endswith(".")
    for never in ("significan", "prove", "proof", "because", "caused", "trend", "success", "failure", "none,"):
        assert never not in words
    assert sum(phase.stop - phase.start for phase in chart.phases) == len(chart.points)
