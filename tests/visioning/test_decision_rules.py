"""The ladders and what follows from them: whether a proposal stands, what may be said before stances are turned over."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visioning.decision_ladders import LADDERS, ladder
from visioning.decision_rules import AGREED, LEADER, MEETING, WITHOUT, Count, enough, tally
from visioning.models import Rule
from visioning.stance_picture import Bars


def count(rule, steps, people=7, **more):
    more = {"shown": True, "said_on": date(2026, 11, 3), **more}
    return Count(rule=rule, people=people, said=sum(steps.values()), steps=steps, **more)


@pytest.mark.parametrize(
    ("rule", "steps", "objections", "stands"),
    [
        ("consent", {"2": 6, "1": 1}, {}, True),
        ("consent", {"2": 6, "0": 1}, {"open": 1}, False),
        ("consent", {"2": 6, "0": 1}, {"stands": 1}, False),
        ("consent", {"2": 6, "0": 1}, {"resolved": 1}, True),
        ("consent", {"2": 5, "0": 2}, {"stands_aside": 1, "settled": 1}, True),
        ("consent", {"2": 1}, {}, False),
        ("fist_to_five", {"5": 2, "3": 4}, {}, True),
        ("fist_to_five", {"5": 6, "2": 1}, {}, False),
        ("fist_to_five", {"5": 6, "0": 1}, {}, False),
        ("gradients", {"8": 2, "3": 1, "2": 3}, {}, True),
        ("gradients", {"8": 6, "1": 1}, {}, False),
        ("leader", {}, {}, False),
    ],
)
def test_whether_a_proposal_stands_by_its_rule(rule, steps, objections, stands):
    assert count(rule, steps, objections=objections).stands is stands
    assert not count(rule, steps, objections=objections, shown=False).stands


def test_the_sentence_says_who_stands_where_what_the_rule_looks_at_and_what_follows():
    assert count("consent", {"2": 6, "1": 1}).sentence == (
        "6 consent and 1 with a concern; no open objection: by the rule said on Nov. 3, 2026 the proposal stands."
    )
    told = count("consent", {"2": 5, "0": 2}, objections={"open": 1, "stands": 1}).sentence
    assert "1 open objection and 1 objection that stands" in told
    assert "does not stand" in told
    assert "2 are below three" in count("fist_to_five", {"4": 3, "2": 2}).sentence
    assert "nobody is below three" in count("fist_to_five", {"4": 3}).sentence
    assert "there is a veto" in count("gradients", {"8": 3, "1": 1}).sentence
    assert "too few have said" in count("consent", {"2": 1}).sentence
    assert "advice to the public meeting" in count("consent", {"2": 6}, advisory=True).sentence
    assert count("leader", {}, inputs=4).sentence == "4 things were brought before it was decided."


@pytest.mark.parametrize(
    ("made", "way"),
    [
        (count("consent", {"2": 3}), AGREED),
        (count("consent", {"2": 3}, objections={"open": 1}), WITHOUT),
        (count("consent", {"2": 3}, shown=False), None),
        (count("consent", {"2": 1}, shown=False), WITHOUT),
        (count("consent", {"2": 3}, advisory=True), MEETING),
        (count("leader", {}), LEADER),
        (count("leader", {}, advisory=True), MEETING),
    ],
)
def test_how_a_decision_comes_about(made, way):
    assert made.way == way


def test_every_step_has_a_meaning_and_asks_for_a_reason_only_where_it_matters():
    for steps in LADDERS.values():
        for step in steps.values():
            assert step.means
            assert step.label
            assert bool(step.prompt or step.objects) == step.needs_reason
    assert [one.number for one in ladder(Rule.GRADIENTS).values() if one.needs_reason] == [3, 2, 1]
    assert [one.number for one in ladder(Rule.FIST_TO_FIVE).values() if one.needs_reason] == [2, 1, 0]
    assert [one.number for one in ladder(Rule.CONSENT).values() if one.needs_reason] == [1, 0]
    assert ladder(Rule.LEADER) == {}
    assert set(LADDERS) == set(Rule.values)


counts = st.sampled_from(["consent", "fist_to_five", "gradients"]).flatmap(
    lambda rule: st.builds(
        lambda given, objections, shown, people: Count(
            rule=rule,
            people=people,
            said=len(given),
            steps=tally(given),
            objections=tally(objections),
            shown=shown,
            said_on=date(2026, 11, 3),
        ),
        st.lists(st.sampled_from(sorted(LADDERS[rule])), max_size=12),
        st.lists(st.sampled_from(["open", "resolved", "stands_aside", "stands", "settled"]), max_size=3),
        st.booleans(),
        st.integers(1, 30),
    )
)


@given(counts)
def test_what_is_kept_reads_the_same_later(made):
    kept = Count.from_json(made.as_json())
    assert kept.sentence == made.sentence
    assert (kept.said, kept.shown, kept.stands) == (made.said, made.shown, made.stands)
    if made.way is not None:
        assert kept.way == made.way


@given(counts)
def test_before_they_are_turned_over_every_count_with_as_many_says_the_same(made):
    """Nothing but how many have said can be read from anything that leaves."""
    if made.shown:
        return
    other = Count(rule=made.rule, people=made.people, said=made.said, said_on=made.said_on)
    assert made.sentence == other.sentence
    assert made.as_json() == other.as_json()
    assert made.for_all_to_see().rows == []


@given(counts)
def test_one_more_that_blocks_never_makes_it_stand(made):
    blocking = [step.number for step in ladder(made.rule).values() if step.blocks]
    for step in blocking:
        steps = made.steps | {str(step): made.steps.get(str(step), 0) + 1}
        worse = Count(rule=made.rule, people=made.people, said=made.said + 1, steps=steps, shown=True)
        assert not worse.stands


@given(counts)
def test_no_bar_is_wider_than_the_picture(made):
    bars = Bars(made.rows)
    for bar in bars:
        assert 0 <= bar.width <= 290
        assert bar.foot <= bars.height
    assert sum(bar.count for bar in bars) == (made.said if made.shown else 0)


def test_alone_on_a_team_one_is_enough():
    assert [enough(people) for people in (0, 1, 2, 30)] == [1, 1, 2, 2]
