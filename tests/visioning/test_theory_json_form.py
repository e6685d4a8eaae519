"""A theory as JSON: what comes back is what was written, and whatever else a file may hold is told by its place."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visioning.theory.json_form import json_of, looks_like_json, notes_on, read_json
from visioning.theory.unreadable import Unreadable

from .any_theories import shapes
from .theorising import shape_of

ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["title", "statements", "arrows", "words", "column", "from", "to"]), inner),
    ),
    max_leaves=8,
)


def wrong(text):
    with pytest.raises(Unreadable) as caught:
        read_json(text if isinstance(text, str) else json.dumps(text))
    return [str(one) for one in caught.value.problems]


@settings(max_examples=50, deadline=None)
@given(shapes())
def test_what_was_written_is_read_as_the_same(shape):
    text = json_of(shape)
    assert read_json(text) == shape
    assert looks_like_json(text)
    assert notes_on(text) == ()


@settings(max_examples=100, deadline=None)
@given(ANYTHING)
def test_whatever_a_file_holds_it_is_a_theory_or_a_kind_message(value):
    with suppress(Unreadable):
        assert read_json(json.dumps(value)).labels is not None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "Line 1: From here on this is not JSON"),
        ('{"title": "One",\n}', "Line 1: From here on this is not JSON"),
        ("[]", "one theory, in curly brackets"),
        ("[" * 100_000, "Line 1: Brackets are nested too deep"),
        ('{"title": ' + "9" * 5000 + "}", "nobody can count to"),
        ('{"title": NaN}', "nobody can count to"),
        ({"format": "recipe"}, "format: This is another kind of file"),
        ({"version": 2}, "version: This comes from a later edition"),
        ({"statements": {}}, "statements: Here belongs a list"),
        ({"statements": [1]}, "statements[1]: Here belongs an entry"),
        ({"statements": [{"column": "do", "words": 5}]}, "statements[1].words: Here belong words"),
        ({"statements": [{"column": ["do"], "words": "One"}]}, "statements[1].column: Here belongs one of these: do,"),
        ({"statements": [{"column": "do", "words": "One"}], "arrows": [{"from": 1, "to": []}]}, "arrows[1].to: Here"),
        ({"arrows": [{"from": 1, "to": 2}]}, "arrows[1]: There is no statement 1"),
        ({"statements": [{"column": "do", "words": "x" * 301}]}, "statements[1].words: This statement has 301 letters"),
    ],
)
def test_a_mistake_is_told_with_its_place(text, words):
    assert words in wrong(text)[0]


def test_what_is_called_otherwise_is_left_out_and_said():
    plain = json.loads(json_of(shape_of()))
    plain["colour"] = "red"
    plain["arrows"][0]["weight"] = plain["arrows"][1]["weight"] = 3
    text = json.dumps(plain)
    assert read_json(text) == shape_of()
    assert notes_on(text) == ("colour", "arrows[…].weight")


def test_a_sign_no_database_takes_is_left_out():
    text = '{"statements": [{"column": "do", "words": "On\\u0000e \\ud800"}]}'
    assert read_json(text).statements[0].words == "One"
