"""Sets of spans beside plain Python sets, and the record of who deleted what."""

from hypothesis import given
from hypothesis import strategies as st

from visioning.live.erasures import Erasure, fold_erasures, read_erasures, write_erasures
from visioning.live.spans import Spans

SPAN = st.tuples(st.integers(1, 3), st.integers(0, 40), st.integers(1, 12)).map(lambda s: (s[0], s[1], s[1] + s[2]))


def points(spans):
    return {(client, clock) for client, start, end in spans for clock in range(start, end)}


@given(st.lists(SPAN), SPAN)
def test_spans_behave_like_a_set_of_points(spans, asked):
    kept = Spans(spans)
    assert points(kept) == points(spans)
    assert points(kept.missing(*asked)) == points([asked]) - points(spans)
    for client, (starts, ends) in kept.by_client.items():
        edges = [edge for pair in zip(starts, ends, strict=True) for edge in pair]
        assert edges == sorted(set(edges)), f"ranges of {client} touch or overlap"


@given(st.dictionaries(st.integers(1, 2**40), st.lists(SPAN, min_size=1), max_size=3))
def test_erasures_come_back_as_written(by_person):
    read = read_erasures(write_erasures(by_person))
    for person, spans in by_person.items():
        mine = [(one.client, one.start, one.end) for one in read if one.person == person]
        assert points(mine) == points(spans)


@given(st.lists(st.tuples(st.integers(1, 4), SPAN), max_size=12))
def test_folding_keeps_the_first_who_deleted(deletions):
    first = {}
    for person, span in deletions:
        for point in points([span]):
            first.setdefault(point, person)
    folded = read_erasures(fold_erasures(write_erasures({person: [span]}) for person, span in deletions))
    found = {point: one.person for one in folded for point in points([(one.client, one.start, one.end)])}
    assert found == first


def test_nothing_erased_takes_no_bytes():
    assert write_erasures({}) == write_erasures({5: []}) == b""
    assert read_erasures(b"") == []


def test_an_erasure_says_who_and_what():
    assert read_erasures(write_erasures({5: [(7, 2, 4), (7, 4, 9)]})) == [Erasure(5, 7, 2, 9)]
