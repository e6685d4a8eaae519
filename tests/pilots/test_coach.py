"""The coach line says in words which of four features a pilot has; never a number of them, never a verdict."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.coach import ENOUGH_POINTS, FEATURES, SMALL, Facts, coach_of, facts_of, line_of, sentence_of
from pilots.coach_facts import brought, with_coach_facts
from pilots.models import Pilot, ScopeUnit
from tests.visioning.theorising import theory

from . import piloting


def test_the_line_of_the_issue():
    facts = Facts(cycles=2, later=2, earlier=1, points=4, scope_count=3, scope_unit="classes")
    assert sentence_of(coach_of(facts)) == (
        "Cycle 2 builds on cycle 1; 4 data points so far; tested with 3 classes; no link to the theory yet."
    )
    assert [feature.has for feature in coach_of(facts)] == [True, True, True, False]


def test_a_pilot_that_has_nothing_yet():
    assert sentence_of(coach_of(Facts())) == (
        "No cycle yet; no data points yet; not said yet with how many it is tested; no link to the theory yet."
    )


@pytest.mark.parametrize(
    ("facts", "words", "has"),
    [
        (Facts(cycles=1), "one cycle so far", False),
        (Facts(cycles=3), "3 cycles, none builds on another yet", False),
        (Facts(cycles=3, later=3, earlier=1), "cycle 3 builds on cycle 1", True),
        (Facts(points=1), "one data point so far", False),
        (Facts(points=ENOUGH_POINTS - 1), "2 data points so far", False),
        (Facts(points=ENOUGH_POINTS), "3 data points so far", True),
        (Facts(scope_count=1, scope_unit="classes"), "tested with 1 class", True),
        (Facts(scope_count=40, scope_unit="classes"), "tested with 40 classes, which is a lot for a first test", False),
        (Facts(arrows=1), "tests an arrow of the theory", True),
        (Facts(arrows=2), "tests 2 arrows of the theory", True),
    ],
)
def test_each_feature_in_words(facts, words, has):
    assert (words, has) in [(feature.words, feature.has) for feature in coach_of(facts)]


def test_every_unit_has_its_small():
    assert set(SMALL) == set(ScopeUnit.values)


facts = st.builds(
    Facts,
    cycles=st.integers(0, 99),
    later=st.none() | st.integers(2, 99),
    earlier=st.integers(1, 98),
    points=st.integers(0, 5000),
    scope_count=st.none() | st.integers(1, 10_000),
    scope_unit=st.sampled_from(["", *ScopeUnit.values]),
    arrows=st.integers(0, 20),
)


@settings(max_examples=50)
@given(facts)
def test_it_is_one_sentence_of_four_parts_and_never_a_score(facts):
    features = coach_of(facts)
    assert tuple(feature.name for feature in features) == FEATURES
    line = sentence_of(features)
    assert line.count(";") == 3
    assert line.endswith(".")
    assert not line[0].islower()
    assert not re.search(r"%|\d of 4|\d/4|score|good|bad", line)


# --- From rows ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_facts_come_with_the_pilots_in_one_query(team, ana, django_assert_num_queries):
    full = piloting.running(team, ana, title="Full")
    first = piloting.cycle(full, scope_count=3, scope_unit="classes")
    piloting.closed_cycle(first)
    piloting.cycle(full, builds_on=first, scope_count=40, scope_unit="students")
    measure = piloting.measure(full, [1, 2, 3, 4])
    piloting.observations(measure, [5, 6], since=piloting.in_days(-28), group="B")  # the same days: no more points
    piloting.measure(full, [1, 2])
    struck = measure.observations.first()
    measure.observations.filter(on=struck.on).update(struck_at=full.started_at)
    arrow = theory(team, ana, arrows=[(1, 2)]).arrows.get()
    full.tested_arrows.create(arrow=arrow)
    piloting.pilot(team, ana, title="Empty")
    with django_assert_num_queries(1):
        lines = {pilot.title: line_of(pilot) for pilot in with_coach_facts(Pilot.objects.all())}
    assert lines["Full"] == (
        "Cycle 2 builds on cycle 1; 3 data points so far; tested with 3 classes; tests an arrow of the theory."
    )
    assert lines["Empty"].startswith("No cycle yet;")


@pytest.mark.django_db
def test_a_pilot_that_came_without_its_facts_gets_them_once(team, ana, django_assert_num_queries):
    found = piloting.pilot(team, ana)
    with django_assert_num_queries(1):
        assert facts_of(brought(found)) == Facts()
        brought(found)
