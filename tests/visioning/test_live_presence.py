"""Who is here: signed by the server, readable in its colours, gone when the socket is."""

import json
from types import SimpleNamespace

import pytest

from visioning.live.intake import Refusal
from visioning.live.presence import COLORS, FORMER, Presence, card, color_of, signed
from visioning.live.protocol import AWARENESS, awareness_message, read_awareness, read_message

PAPER, INK, WHITE = "#fdfaf3", "#1c1a17", "#ffffff"


def luminance(color):
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("dark", "light"), [*COLORS, FORMER])
def test_colours_read_on_paper_and_on_ink(dark, light):
    assert contrast(dark, PAPER) >= 4.5
    assert contrast(dark, WHITE) >= 4.5
    assert contrast(light, INK) >= 4.5
    assert contrast(dark, light) >= 3


def test_a_person_keeps_their_colour_and_neighbours_differ():
    assert color_of(41) == color_of(41) == color_of(41 + len(COLORS))
    assert len({color_of(number) for number in range(60, 60 + len(COLORS))}) == len(COLORS)
    assert color_of(None) == FORMER


def here(person, name):
    return SimpleNamespace(person=person, card=card(person, name), clients=set())


def body(*states):
    return read_message(awareness_message(states))[2]


def told(presence):
    message = presence.take_changed()
    if message is None:
        return []
    kind, _, content = read_message(message)
    assert kind == AWARENESS
    return read_awareness(content)


def test_name_and_colour_are_those_of_who_is_signed_in():
    presence, ben = Presence(), here(2, "Ben")
    claim = json.dumps({"user": {"name": "Ana", "color": "red"}, "cursor": {"anchor": 1}})
    presence.hear(ben, body((7, 1, claim)), {})
    [(client, clock, text)] = told(presence)
    assert (client, clock) == (7, 1)
    assert json.loads(text) == {"user": card(2, "Ben"), "cursor": {"anchor": 1}}


def test_a_state_under_somebody_elses_client_id_counts_for_nothing():
    presence, ana, ben = Presence(), here(1, "Ana"), here(2, "Ben")
    presence.hear(ana, body((7, 1, "{}")), {})
    told(presence)
    presence.hear(ben, body((7, 5, '{"cursor": 1}'), (8, 1, "{}")), {})
    assert [client for client, *_ in told(presence)] == [8]
    presence.hear(ben, body((9, 1, "{}")), {9: 1})
    assert told(presence) == []
    presence.hear(ben, body((7, 9, "null")), {})
    assert told(presence) == []


def test_leaving_takes_exactly_ones_own_states_away():
    presence, ana, ben = Presence(), here(1, "Ana"), here(2, "Ben")
    presence.hear(ana, body((7, 3, "{}")), {})
    presence.hear(ben, body((8, 4, "{}")), {})
    told(presence)
    presence.leave(ana)
    assert told(presence) == [(7, 3, "null")]
    assert [client for client, *_ in read_awareness(read_message(presence.everybody())[2])] == [8]


def test_the_same_person_comes_back_by_another_socket():
    presence, old, new = Presence(), here(1, "Ana"), here(1, "Ana")
    presence.hear(old, body((7, 3, "{}")), {})
    presence.hear(new, body((7, 4, "{}")), {})
    told(presence)
    presence.leave(old)
    assert told(presence) == []
    assert presence.here[7].connection is new


def test_other_processes_states_are_shown_and_expire(monkeypatch):
    presence = Presence()
    presence.hear_process(body((7, 1, '{"user": {"name": "Ana"}}')))
    assert [client for client, *_ in told(presence)] == [7]
    assert presence.take_ours() == [], "what another process said is not said again"
    presence.here[7].at -= 60
    presence.sweep()
    assert told(presence) == [(7, 1, "null")]


@pytest.mark.parametrize("text", ["", "[]", "7", '{"a": NaN}', "{" * 50, "[" * 100_000])
def test_states_that_browsers_could_not_read_are_refused(text):
    with pytest.raises(Refusal):
        signed(text, card(1, "Ana"))


def test_half_letters_do_not_break_the_message():
    assert awareness_message([(7, 1, signed('{"x": "\\ud800"}', card(1, "Ana")))])


def test_one_socket_cannot_fill_the_room_with_ghosts():
    presence, ben = Presence(), here(2, "Ben")
    presence.hear(ben, body(*((client, 1, "{}") for client in range(100))), {})
    assert len(presence.here) <= 8
