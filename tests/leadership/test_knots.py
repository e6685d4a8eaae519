"""Knots and links alone: whatever hangs on whatever, each way is told once, ends, and leads the same both ways."""

from hypothesis import given
from hypothesis import strategies as st

from leadership.knots import Kind, Knot, Link, Web
from leadership.thread_words import in_words


def web(*pairs):
    keys = {key for pair in pairs for key in pair}
    knots = [Knot(Kind(key.partition("-")[0]), key.partition("-")[2], key) for key in sorted(keys)]
    return Web.of(knots, [Link(*pair) for pair in pairs])


def told(steps):
    return [(one.knot.key, one.again) for step in steps for one in step]


def test_a_circle_ends_where_it_began():
    round_and_round = web(("goal-1", "sentence-1"), ("goal-2", "goal-1"), ("goal-1", "goal-2"))
    assert told(round_and_round.down("sentence-1")) == [("goal-1", False), ("goal-2", False), ("goal-1", True)]


def test_each_knot_is_told_once_by_the_shortest_way():
    chain = (("goal-1", "sentence-1"), ("theory-1", "goal-1"), ("arrow-1", "theory-1"), ("pilot-1", "arrow-1"))
    both = web(*chain, ("pilot-1", "goal-1"))
    assert told(both.down("sentence-1")) == [
        ("goal-1", False),
        ("theory-1", False),
        ("arrow-1", False),
        ("pilot-1", True),
        ("pilot-1", False),
    ]
    assert [one.key for one in both.all_above("pilot-1")] == ["sentence-1", "goal-1", "theory-1", "arrow-1"]


def test_links_to_what_is_not_there_are_left_out():
    assert Web.of([Knot(Kind.GOAL, "1", "A goal")], [Link("goal-1", "sentence-1")]).links == ()


KEYS = st.sampled_from([f"{kind}-{number}" for kind in ("sentence", "goal", "theory", "pilot") for number in range(3)])


@given(st.lists(st.tuples(KEYS, KEYS), min_size=1, max_size=30, unique=True))
def test_any_web_tells_everything_once_and_ends(pairs):
    any_web = web(*pairs)
    for key in any_web.knots:
        for steps, every in (
            (any_web.down(key), any_web.all_below(key)),
            (any_web.up(key), any_web.all_above(key)),
        ):
            firsts = [name for name, again in told(steps) if not again]
            assert sorted(firsts) == sorted(one.key for one in every)
        for one in any_web.all_below(key):
            assert key in {above.key for above in any_web.all_above(one.key)}


def test_counts_are_words_and_arrows_go_with_their_theory():
    def knots(kind, count):
        return [Knot(kind, str(number), "") for number in range(count)]

    assert in_words([]) == ""
    assert in_words(knots(Kind.ARROW, 2)) == "2 arrows"
    both = knots(Kind.PILOT, 1) + knots(Kind.THEORY, 1) + knots(Kind.ARROW, 5) + knots(Kind.GUIDE, 2)
    assert in_words(both) == "2 conditions, 1 theory with 5 arrows, 1 pilot"
