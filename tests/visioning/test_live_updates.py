"""The reader of Yjs updates: it reads what Yjs writes, and answers everything else with ValueError alone."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text, get_state, get_update, merge_updates

from visioning.live.updates import (
    number,
    read_number,
    read_state_vector,
    read_update,
    write_delete_set,
    write_state_vector,
)

from .live_updates import STEPS, erased, typed, write_together

EMPTY = b"\x00\x00"


def test_a_typed_word_is_one_span_of_its_author():
    update, _ = typed("hello", client=7)
    read = read_update(update)
    assert read.added == ((7, 0, 5),)
    assert read.deleted == ()


def test_letters_outside_the_basic_plane_count_twice_as_in_the_browser():
    update, _ = typed("a😀", client=7)
    assert read_update(update).added == ((7, 0, 3),)


def test_a_deletion_names_the_clocks_of_the_words_it_takes():
    _, state = typed("hello world", client=7)
    read = read_update(erased(state, 0, 6))
    assert read.added == ()
    assert read.deleted == ((7, 0, 6),)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_reads_whatever_people_write(steps):
    log = write_together(steps)
    for update in log:
        read_update(update)
    state = merge_updates(EMPTY, *log)
    ends = {}
    for client, _, end in read_update(state).added:
        ends[client] = max(end, ends.get(client, 0))
    assert ends == read_state_vector(get_state(state))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
@example(b"")
@example(b"\xff" * 40)
@example(b"\x01" * 40)
def test_any_bytes_are_read_or_refused_and_nothing_else_happens(data):
    try:
        read_update(data)
    except ValueError:
        return


@settings(max_examples=200, deadline=None)
@given(STEPS, st.data())
def test_damaged_updates_are_read_or_refused_and_nothing_else_happens(steps, data):
    whole = bytearray(merge_updates(EMPTY, *write_together(steps)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    for damaged in (bytes(whole), bytes(whole[:cut]), bytes(whole) + b"\x00"):
        try:
            read_update(damaged)
        except ValueError:
            continue


def test_every_byte_must_be_accounted_for():
    update, _ = typed("hello", client=7)
    for cut in range(len(update)):
        with pytest.raises(ValueError):  # noqa: PT011 - the module promises nothing finer
            read_update(update[:cut])
    with pytest.raises(ValueError):  # noqa: PT011
        read_update(update + b"\x00")


def item(content: bytes) -> bytes:
    """An update of one item in `content` by client 7, with this kind byte and content."""
    return b"\x01\x01\x07\x00" + content[:1] + b"\x01\x07content" + content[1:] + b"\x00"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a document inside the document", b"\x09\x01a\x7e"),
        ("a move, which browsers do not know", b"\x0b\x00\x07\x00"),
        ("a mark whose value is no JSON", b"\x06\x06strong\x05truth"),
        ("a mark whose value is NaN", b"\x06\x06strong\x03NaN"),
        ("an embed nested too deep", b"\x05" + number(9000) + b"[" * 9000),
        ("text that is no UTF-8", b"\x04\x02\xc3\x28"),
        ("empty text", b"\x04\x00"),
        ("an unknown type", b"\x07\x0f"),
        ("an attribute nested too deep", b"\x08\x01" + b"\x75\x01" * 40 + b"\x7e"),
    ],
)
def test_what_a_browser_could_not_read_is_refused(name, content):
    read_update(item(b"\x04\x01a"))  # the same frame around sound content is fine
    with pytest.raises(ValueError):  # noqa: PT011
        read_update(item(content))


def test_a_client_may_not_stand_twice():
    section = b"\x01\x07\x00\x04\x01\x07content\x01a"
    read_update(b"\x01" + section + b"\x00")
    with pytest.raises(ValueError, match="twice"):
        read_update(b"\x02" + section + section + b"\x00")


def test_attributes_of_every_kind_are_read():
    doc = Doc(client_id=7)
    doc.get("content", type=Map).update(
        {"a": 1, "b": -2.5, "c": None, "d": True, "e": "x", "f": [1, {"g": False}], "h": b"\x01", "i": 2**40, "j": -9}
    )
    assert read_update(doc.get_update()).added == ((7, 0, 9),)


@given(st.integers(0, 2**53 - 1))
def test_numbers_come_back(value):
    assert read_number(number(value), 0) == (value, len(number(value)))


@settings(deadline=None)
@given(STEPS)
def test_vectors_and_delete_sets_are_written_as_yjs_reads_them(steps):
    state = merge_updates(EMPTY, *write_together(steps))
    clocks = read_state_vector(get_state(state))
    assert read_state_vector(write_state_vector(clocks)) == clocks
    nothing_new = get_update(state, write_state_vector(clocks))
    deleted = read_update(nothing_new).deleted
    again = b"\x00" + write_delete_set(list(deleted))
    assert sorted(read_update(again).deleted) == sorted(deleted)
    Doc().apply_update(again)


def test_the_second_reader_agrees_on_plain_text():
    update, _ = typed("hello", client=7)
    doc = Doc()
    doc.apply_update(update)
    assert str(doc.get("content", type=Text)) == "hello"
