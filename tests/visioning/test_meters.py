"""Three meters: what happened by month, and where the knots lie in the picture."""

from datetime import date, timedelta

from visioning.meters import HIGHEST, MONTHS, STEP, Fact, Meter, by_month, strip

TODAY = date(2026, 2, 15)


def test_twelve_months_end_with_this_one_and_cross_the_new_year():
    months = by_month([date(2026, 2, 1), date(2026, 2, 15), date(2025, 12, 31), date(2025, 2, 28)], TODAY)
    assert len(months) == MONTHS
    assert (months[0].first, months[-1].first) == (date(2025, 3, 1), date(2026, 2, 1))
    assert [month.count for month in months if month.count] == [1, 2]


def test_a_meter_lists_the_newest_first_and_only_busy_months():
    facts = [Fact(TODAY - timedelta(days=40), "old"), Fact(TODAY, "new")]
    meter = Meter.of("used", "Used", "Twice.", facts, TODAY)
    assert [fact.words for fact in meter.facts] == ["new", "old"]
    assert [month.first for month in meter.busy_months] == [date(2026, 2, 1), date(2026, 1, 1)]


def test_each_event_is_a_knot_inside_the_picture():
    drawn = strip(by_month([TODAY] * 3 + [date(2025, 3, 9)], TODAY))
    assert len(drawn.knots) == 4
    assert len({(knot.x, knot.y) for knot in drawn.knots}) == 4
    assert drawn.width == STEP * MONTHS
    for knot in drawn.knots:
        assert knot.radius <= knot.x <= drawn.width - knot.radius
        assert knot.radius <= knot.y <= drawn.thread < drawn.height


def test_many_in_a_month_become_one_knot_with_their_number():
    drawn = strip(by_month([TODAY] * (HIGHEST + 1), TODAY))
    assert [(knot.number, knot.y) for knot in drawn.knots] == [(HIGHEST + 1, drawn.thread)]
    assert drawn.knots[0].y - drawn.knots[0].radius >= 0


def test_nothing_is_a_thread_without_knots():
    drawn = strip(by_month([], TODAY))
    assert drawn.knots == ()
    assert len(drawn.labels) == 4
