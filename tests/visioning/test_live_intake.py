"""What of an update is new, and what its sender may not have written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text, XmlElement, XmlFragment, XmlText, merge_updates

from visioning.live.intake import BAD, TAKEN, Known, Refusal, TooEarly, examine, try_on

from .live_updates import STEPS, erased, typed, words_of, write_together

ANA, BEN = 1, 2


def known_after(state: bytes, **owners) -> Known:
    return Known.of_state(state, {int(client[1:]): person for client, person in owners.items()})


def test_first_use_of_a_client_id_is_reported():
    update, _ = typed("hello", client=7)
    change = examine(Known(), ANA, update)
    assert change.fresh == (7,)
    assert change.data == update


def test_what_is_known_already_is_nothing_new():
    update, state = typed("hello", client=7)
    assert examine(known_after(state, c7=ANA), ANA, update) is None
    assert examine(known_after(state, c7=ANA), BEN, state) is None


def test_only_the_new_part_is_kept():
    _, hello = typed("hello", client=7)
    world, both = typed(" world", client=7, before=hello)
    change = examine(known_after(hello, c7=ANA), ANA, both)
    assert change.added == ((7, 5, 11),)
    assert len(change.data) <= len(world) + 2
    assert words_of(merge_updates(hello, change.data)) == "hello world"


def test_new_words_under_another_persons_client_id_are_refused():
    _, hello = typed("hello", client=7)
    forged, _ = typed(" and goodbye", client=7, before=hello)
    assert examine(known_after(hello, c7=BEN), BEN, forged).added == ((7, 5, 17),)  # the owner may
    with pytest.raises(Refusal) as refused:
        examine(known_after(hello, c7=ANA), BEN, forged)
    assert refused.value.code == TAKEN


def test_nobody_takes_over_the_id_of_somebody_who_left():
    _, hello = typed("hello", client=7)
    forged, _ = typed("!", client=7, before=hello)
    with pytest.raises(Refusal) as refused:
        examine(known_after(hello, c7=None), BEN, forged)
    assert refused.value.code == TAKEN


def test_other_words_under_known_clocks_are_cut_away():
    _, hello = typed("hello", client=7)
    other, _ = typed("jello, says Ben", client=7)
    change = examine(known_after(hello, c7=ANA), ANA, other)
    assert change.added == ((7, 5, 15),)
    assert words_of(merge_updates(hello, change.data)).startswith("hello")
    with pytest.raises(Refusal):
        examine(known_after(hello, c7=ANA), BEN, other)


def test_changes_with_a_hole_before_them_wait():
    _, hello = typed("hello", client=7)
    world, _ = typed(" world", client=7, before=hello)
    with pytest.raises(TooEarly):
        examine(Known(), ANA, world)


def test_nobody_deletes_words_that_are_not_written_yet():
    _, hello = typed("hello", client=7)
    _, longer = typed(" world", client=7, before=hello)
    with pytest.raises(TooEarly):
        examine(known_after(hello, c7=ANA), BEN, erased(longer, 0, 11))


def item(client: int, place: bytes, content: bytes) -> bytes:
    """An update of one item: an info byte and place, then its kind's content."""
    return b"\x01\x01" + bytes([client]) + b"\x00" + place + content + b"\x00"


IN_A_LETTER = item(8, b"\x04\x00\x07\x00", b"\x02hi")  # parent is the first letter of client 7


def test_what_could_never_become_part_of_the_text_is_refused():
    """It reads well, merges well, and would keep everybody from opening the text."""
    _, hello = typed("hello", client=7)
    change = examine(known_after(hello, c7=ANA), BEN, IN_A_LETTER)
    assert change.parents == ((7, 0),)
    with pytest.raises(RuntimeError):
        Doc().apply_update(merge_updates(hello, change.data))
    with pytest.raises(Refusal) as refused:
        try_on([hello], change)
    assert refused.value.code == BAD


def test_it_cannot_be_smuggled_in_before_its_parent_either():
    with pytest.raises(TooEarly):
        examine(Known(), BEN, IN_A_LETTER)


@pytest.mark.parametrize(
    "update",
    [
        item(8, b"\x84\x08\x00", b"\x02hi"),  # its own left neighbour
        item(8, b"\x84\x08\x05", b"\x02hi"),  # the neighbour of a later self
        item(8, b"\x01\x01\x07content", b"\x80\x80\x80\x80\x80\x20"),  # longer than clocks can count
    ],
)
def test_impossible_pieces_are_refused(update):
    with pytest.raises(Refusal) as refused:
        examine(Known(), BEN, update)
    assert refused.value.code == BAD


def test_paragraphs_in_paragraphs_that_stood_before_are_fine():
    doc = Doc(client_id=7)
    rich = doc.get("rich", type=XmlFragment)
    rich.children.append(XmlElement("paragraph"))
    state, vector = doc.get_update(), doc.get_state()
    rich.children[0].children.append(XmlText("We listen."))
    change = examine(known_after(state, c7=ANA), ANA, doc.get_update(vector))
    assert change.parents
    try_on([state], change)


def test_deleting_again_is_nothing_new_and_not_credited_again():
    _, hello = typed("hello", client=7)
    first = erased(hello, 0, 4)
    known = known_after(hello, c7=ANA)
    change = examine(known, BEN, first)
    assert change.erased == ((7, 0, 4),)
    known.take(change)
    assert examine(known, ANA, first) is None
    more = examine(known, ANA, erased(hello, 0, 5))
    assert more.deleted == ((7, 4, 5),)
    assert words_of(merge_updates(hello, change.data, more.data)) == ""


def test_deleting_ones_own_words_is_not_written_down():
    _, hello = typed("hello", client=7)
    assert examine(known_after(hello, c7=ANA), ANA, erased(hello, 0, 4)).erased == ()


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=120))
def test_bytes_are_taken_or_refused_and_nothing_else_happens(data):
    codes = []
    try:
        examine(Known(), ANA, data)
    except Refusal as refusal:
        codes.append(refusal.code)
    except TooEarly:
        return
    assert codes in ([], [BAD])


@settings(max_examples=60, deadline=None)
@given(STEPS, st.randoms(use_true_random=False))
def test_sending_everything_twice_and_in_pieces_gives_the_same_text(steps, dice):
    log = write_together(steps)
    known = Known(owners=dict.fromkeys((100, 101, 102), ANA))
    kept = [b"\x00\x00"]
    for index in range(len(log)):
        sent = merge_updates(b"\x00\x00", *log[: index + 1]) if dice.random() < 0.3 else log[index]
        for _ in range(1 + (dice.random() < 0.3)):
            change = examine(known, ANA, sent)
            if change is not None:
                known.take(change)
                kept.append(change.data)
    straight, cut = Doc(), Doc()
    straight.apply_update(merge_updates(b"\x00\x00", *log))
    cut.apply_update(merge_updates(*kept))
    assert str(cut.get("content", type=Text)) == str(straight.get("content", type=Text))
    assert cut.get_state() == straight.get_state()
    assert known == Known.of_state(merge_updates(*kept), known.owners)
