"""The charts of what is stored, however many measures a pilot has, in one question."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pilots.models import Rebase
from pilots.run_chart_rows import chart_of_measure, charts_by_pilot, charts_of

from . import piloting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_one_question_for_all_measures(team, count, django_assert_num_queries):
    pilot, other = piloting.running(team), piloting.running(team)
    for _number in range(count):
        piloting.measure(pilot, [1, 2, 3])
    piloting.cycle(pilot)
    with django_assert_num_queries(1):
        found = charts_by_pilot([pilot, other.pk])
    assert [chart.number for chart in found[pilot.pk]] == list(range(1, count + 1))
    assert [len(chart.seen) for chart in found[pilot.pk]] == [3] * count
    assert found[other.pk] == []
    assert charts_by_pilot([]) == {}


def test_it_is_the_chart_of_the_measures_page(team, ana, django_assert_num_queries):
    pilot = piloting.running(team)
    since = piloting.in_days(-100)
    cycle = piloting.cycle(pilot, starts_on=since)
    measure = piloting.measure(
        pilot, [3, 1, 2, 5, 6, 7], since=since, baseline_until=since + timedelta(10), target=9, direction="down"
    )
    measure.observations.filter(value=5).update(cycle=cycle, note="Rain", group="7a")
    Rebase.objects.create(measure=measure, from_on=since + timedelta(25), why="New room", by=ana)
    Rebase.objects.create(measure=measure, from_on=since, why="A slip", by=ana, taken_back_at=timezone.now())
    with django_assert_num_queries(1):
        alone = chart_of_measure(measure)
    (together,) = charts_of(pilot)
    assert alone == together
    assert [phase.why for phase in alone.phases] == ["", "New room"]
    assert [(sign.kind, sign.said) for sign in alone.signs] == [
        ("cycle", "Cycle 1 begins: Sentence starters on every desk"),
        ("note", "7a: Rain"),
    ]
    assert (alone.title, alone.unit, alone.direction, alone.target) == ("Students who explained", "students", "down", 9)


def test_what_is_struck_out_and_what_belongs_to_others_is_not_in_it(team):
    pilot, other = piloting.running(team), piloting.running(team)
    measure = piloting.measure(pilot, [3, 1, 2])
    piloting.measure(pilot, [8])
    piloting.measure(other, [9])
    piloting.cycle(other, starts_on=piloting.in_days(-90))
    measure.observations.filter(value=1).update(struck_at=timezone.now())
    chart = chart_of_measure(measure)
    assert [one.value for one in chart.seen] == [3, 2]
    assert chart.signs == ()
    assert charts_of(pilot)[0] == chart


def test_without_notes_for_pages_that_leave_the_house(team):
    pilot = piloting.running(team)
    measure = piloting.measure(pilot, [3, 1, 2])
    measure.observations.update(note="Maya was ill")
    (chart,) = charts_of(pilot, notes=False)
    assert chart.signs == ()
    assert not chart.has_notes
    assert "Maya" not in repr(chart)
    assert chart_of_measure(measure, notes=False) == chart


def test_observations_of_one_day_stay_in_their_order(team):
    measure = piloting.measure(piloting.running(team))
    for value in (5, 1, 4):
        measure.observations.create(on=piloting.in_days(-1), value=value)
    assert [one.value for one in chart_of_measure(measure).seen] == [5, 1, 4]
