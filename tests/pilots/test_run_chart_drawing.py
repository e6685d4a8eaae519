"""A run chart as it is drawn: well formed whatever the numbers, all points within the picture, nothing said by colour alone."""

import re
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.run_chart_axes import FINEST, steps, time_ticks
from pilots.run_chart_drawing import draw
from pilots.run_chart_look import OWN
from pilots.run_chart_places import FORMS, apart, thinned
from pilots.run_chart_shape import CycleSpan, NewLine, Seen

from .test_run_chart_words import START, charted

SVG = "{http://www.w3.org/2000/svg}"
PAGE = ("wide", "narrow", "small", "spark")
A_TIME_BEFORE = [48, 52, 45, 55, 50, 47, 60, 66, 63, 70, 68, 72, 69, 75, 71]
ODD = {
    "one": [5],
    "two": [5, 9],
    "all the same": [5] * 12,
    "nought": [0, 0, 0],
    "negative": [-4, -1, -3, -5],
    "around nought": [-4, 3, -2, 5],
    "huge": [9_999_999_999, 1, 5_000_000_000],
    "tiny": ["0.0001", "0.0002"],
    "tiny and huge": ["0.0001", 9_999_999_999],
    "nearly the same": ["5.0001", "5.0002", "5.0001"],
}


def read(svg):
    """As XML: a drawing that is not well formed fails here."""
    return ElementTree.fromstring(svg)  # noqa: S314 - drawn by us a moment ago


def looks(svg, look):
    return [one for one in read(svg).iter() if look in (one.get("class") or "").split()]


def words(svg):
    return [one.text for one in read(svg).iter(f"{SVG}text")]


def before():
    return charted(A_TIME_BEFORE, baseline_until=START + timedelta(5), target=Decimal(80), unit="percent")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("values", ODD.values(), ids=ODD)
def test_whatever_the_numbers_it_is_well_formed_and_named_by_its_sentence(values, form):
    chart = charted(values)
    svg = read(draw(chart, form, name="x"))
    title = svg.find(f"{SVG}title")
    assert title.text == (chart.short_sentence if form == "spark" else chart.sentence)
    assert svg.get("aria-labelledby") == title.get("id") == "x-title"
    assert svg.get("role") == "img"


@pytest.mark.parametrize("form", FORMS)
def test_of_nothing_there_is_no_picture(form):
    assert draw(charted([]), form) == ""


@settings(max_examples=50)
@given(
    st.lists(st.decimals(-(10**10) + 1, 10**10 - 1, places=4), min_size=1, max_size=30),
    st.integers(0, 400),
    st.none() | st.decimals(-(10**6), 10**6, places=2),
    st.sampled_from(list(FORMS)),
)
def test_every_point_lies_within_the_picture(values, apart_by, target, form):
    chart = charted(values, apart=apart_by, target=target)
    svg = read(draw(chart, form))
    left, top, wide, tall = map(float, svg.get("viewBox").split())
    for circle in svg.iter(f"{SVG}circle"):
        assert left <= float(circle.get("cx")) <= left + wide
        assert top <= float(circle.get("cy")) <= top + tall
    numbers = re.findall(r"-?[\d.]+", " ".join(path.get("d") for path in svg.iter(f"{SVG}path")))
    assert all(abs(float(number)) < 2000 for number in numbers)


def test_points_stand_on_their_days():
    """A true axis of time: twice as long is twice as far."""
    chart = charted([Seen(START, 1), Seen(START + timedelta(7), 2), Seen(START + timedelta(21), 3)])
    first, second, third = (float(one.get("cx")) for one in looks(draw(chart), "run-chart-point"))
    assert third - second == pytest.approx(2 * (second - first), abs=0.3)


def test_several_on_one_day_stand_beside_each_other_in_their_order():
    points = looks(draw(charted([3, 5, 4], apart=0)), "run-chart-point")
    places = [float(one.get("cx")) for one in points]
    assert places == sorted(set(places))
    assert [one.findtext(f"{SVG}title") for one in points][1] == "Sept. 1, 2026: 5"


def test_a_time_before_is_tinted_and_its_middle_goes_on_dashed():
    svg = draw(before())
    assert len(looks(svg, "run-chart-before")) == 2  # one is its sample in the key
    whole, dashed = looks(svg, "run-chart-middle")[:2]
    assert whole.get("stroke-dasharray") is None
    assert dashed.get("stroke-dasharray")
    assert {"Time before", "Its middle, carried on", "In a row on one side", "Middle 49", "Target 80"} <= set(
        words(svg)
    )
    assert len(looks(svg, "run-chart-ring")) == 9 + 1


def test_phases_side_by_side_have_a_middle_each_and_a_break_between():
    chart = charted([1, 2, 3, 11, 12, 13], rebases=[NewLine(START + timedelta(3), "x")])
    svg = draw(chart)
    assert [one.get("d").count("H") for one in looks(svg, "run-chart-middle")] == [1, 1]
    assert looks(svg, "run-chart-line")[0].get("d").count("M") == 2
    assert {"Middle 2", "Middle 12"} <= set(words(svg))
    assert len(looks(svg, "run-chart-phase")) == 1


def test_signs_are_pinned_to_points_and_clear_of_each_other():
    seen = [Seen(START + timedelta(place // 2), place % 5, note=f"n{place}") for place in range(16)]
    svg = draw(charted(seen, cycles=[CycleSpan(1, "x", START)]))
    places = [(float(one.get("cx")), float(one.get("cy"))) for one in looks(svg, "run-chart-sign")][:-1]
    assert len(places) == 17
    assert "17" in words(svg)
    assert "See the list" in words(svg)
    near = [
        (one, other)
        for number, one in enumerate(places)
        for other in places[:number]
        if abs(one[0] - other[0]) < 8 and abs(one[1] - other[1]) < 8
    ]
    assert not near


def test_small_ones_share_a_scale():
    seen = [
        Seen(START + timedelta(week * 7), 10 * week + place, f"7{place}") for week in range(4) for place in range(3)
    ]
    drawn = [draw(one, "small") for one in charted(seen).groups]
    assert len({tuple(words(svg)[:3]) for svg in drawn}) == 1


def test_thousands_are_one_thin_line():
    chart = charted([place * 7919 % 100 for place in range(5000)])
    svg = draw(chart)
    assert looks(svg, "run-chart-point") == []
    line = looks(svg, "run-chart-line")[0].get("d")
    assert line.count("L") < 4 * FORMS["wide"].width / 2
    assert len(svg) < 40_000


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 50)), min_size=1, max_size=200))
def test_a_thinned_line_keeps_its_ends_and_its_extremes(places):
    places.sort(key=lambda place: place[0])
    kept = thinned(places)
    assert (kept[0], kept[-1]) == (places[0], places[-1])
    assert min(y for _x, y in kept) == min(y for _x, y in places)
    assert max(y for _x, y in kept) == max(y for _x, y in places)
    assert [place for place in kept if place not in places] == []


@pytest.mark.parametrize("form", PAGE)
def test_on_pages_its_looks_are_classes(form):
    svg = draw(before(), form)
    assert "style=" not in svg
    assert "fill=" not in svg
    assert read(svg).get("class") == f"run-chart is-{form}"


@pytest.mark.parametrize("form", ["print", "file"])
def test_elsewhere_it_has_colours_of_its_own(form):
    svg = draw(before(), form)
    assert "class=" not in svg
    assert OWN["run-chart-line"]["stroke"] in svg


def test_a_file_says_in_words_what_a_page_says_around_it():
    seen = [Seen(START + timedelta(place), place, note="Rain & wind" if place == 2 else "") for place in range(4)]
    chart = charted(seen, target=Decimal(9))
    svg = read(draw(chart, "file"))
    said = " ".join(words(draw(chart, "file")))
    assert "It is too early to tell" in said
    assert "1 Rain & wind" in said
    assert "Sept. 3, 2026: 2. Rain & wind" in " ".join(svg.findtext(f"{SVG}desc").split())


def test_what_people_wrote_is_words():
    nasty = '<script>&"'
    seen = [Seen(START, 1, note=nasty), Seen(START + timedelta(1), 2, group=nasty), Seen(START, 2, group="b\x00\x08")]
    chart = charted(seen, title=nasty, unit=nasty, cycles=[CycleSpan(1, nasty, START)])
    for form in FORMS:
        assert "<script" not in draw(chart, form)
        read(draw(chart, form))


@given(st.floats(-1e10, 1e10), st.floats(-1e10, 1e10), st.integers(3, 6))
def test_steps_are_round_and_hold_everything(one, other, most):
    low, high = sorted((round(one, 4), round(other, 4)))
    found = steps(low, high, most)
    assert 2 <= len(found) <= 2 * most + 1
    unseen = float(FINEST) + (high - low) / 10**9  # less than that no eye could tell
    assert float(found[0]) <= low + unseen
    assert float(found[-1]) >= high - unseen
    apart_by = {after - step for step, after in zip(found, found[1:], strict=False)}
    assert len(apart_by) == 1
    assert str(apart_by.pop().normalize().as_tuple().digits[0]) in "125"


@settings(max_examples=50)
@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(0, 40_000), st.integers(4, 9))
def test_days_along_the_axis_are_few_in_order_and_say_the_year(first, days, most):
    last = first + timedelta(days)
    ticks = time_ticks(first, last, most)
    assert 1 <= len(ticks) <= most + 1
    places = [tick.at for tick in ticks]
    assert places == sorted(set(places))
    assert first.toordinal() <= places[0]
    assert places[-1] <= last.toordinal()
    assert ticks[0].below or len(ticks[0].words) == 4


@given(st.lists(st.floats(0, 100), min_size=1, max_size=4))
def test_words_beside_lines_do_not_overlap(heights):
    found = sorted(apart(heights, 15, 0, 100))
    assert all(other - one >= 14.99 for one, other in zip(found, found[1:], strict=False))


def test_a_number_far_too_long_for_an_axis_is_said_in_millions():
    svg = draw(charted([25_000_000, 90_000_000], unit="dollars"))
    assert "dollars, in millions" in words(svg)
