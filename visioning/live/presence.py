"""Who is here and where their cursor stands, for one room. Kept in memory only, never stored. Knows no database.

Whatever a client says about itself, its name and colour are those of the person who is signed in.
"""

import json
import time
from dataclasses import dataclass

from .intake import BAD, Refusal
from .protocol import State, awareness_message, read_awareness
from .updates import parse_json

# Pairs of one hue: the first is read on paper (AA with paper and with white on it), the second on ink, or as a tint.
COLORS = (
    ("#1e4fa3", "#b3cdf7"),
    ("#9c2f2f", "#f2b8b5"),
    ("#166534", "#9fe0b4"),
    ("#6d2f9c", "#dbbff2"),
    ("#8a4b08", "#f0c48a"),
    ("#0f5f5c", "#92dcd6"),
    ("#8f2a72", "#f0b6dd"),
    ("#3f6212", "#c3e08a"),
    ("#0b5c85", "#9fd3f0"),
    ("#6b5900", "#e3d07a"),
    ("#4b3fa8", "#c9c4f7"),
    ("#5b5346", "#d8cfc0"),
)
FORMER = ("#5b5346", "#d8cfc0")
GONE_AFTER = 40.0  # seconds; clients renew themselves every 15
BIGGEST_STATE = 4096


def color_of(person_id: int | None) -> tuple[str, str]:
    """The colours of a person, the same everywhere and always."""
    return FORMER if person_id is None else COLORS[person_id % len(COLORS)]


def card(person_id: int, name: str) -> dict:
    """How a person is shown beside their cursor."""
    color, light = color_of(person_id)
    return {"id": person_id, "name": name, "color": color, "colorLight": light}


@dataclass(slots=True)
class Here:
    """One client's state, and the connection it came by; None when another process holds it."""

    clock: int
    text: str
    connection: object | None
    at: float


class Presence:
    """The states of one room, and which of them changed since they were last sent."""

    def __init__(self):
        self.here: dict[int, Here] = {}
        self.changed: dict[int, State] = {}  # to everybody in this process
        self.ours: dict[int, State] = {}  # to the other processes, too

    def hear(self, connection, body: bytes, owners: dict[int, int | None]) -> None:
        """Take in what a connection says. Echoes of other people's states, as standard clients send them, count for nothing."""
        try:
            states = read_awareness(body)
        except ValueError as fault:
            raise Refusal(BAD, "not an awareness message") from fault
        for client, clock, text in states:
            if owners.get(client, connection.person) != connection.person:
                continue
            known = self.here.get(client)
            if known and known.connection is not connection:
                other = getattr(known.connection, "person", None)
                if other != connection.person or clock <= known.clock:
                    continue
            if known and clock < known.clock or len(text) > BIGGEST_STATE:
                continue
            if text == "null":
                if known:
                    self.forget(client, clock)
                continue
            if len(connection.clients) >= 8 and client not in connection.clients:
                continue
            connection.clients.add(client)
            self.put(client, clock, signed(text, connection.card), connection)

    def put(self, client: int, clock: int, text: str, connection) -> None:
        self.here[client] = Here(clock, text, connection, time.monotonic())
        self.changed[client] = (client, clock, text)
        if connection is not None:
            self.ours[client] = (client, clock, text)

    def forget(self, client: int, clock: int | None = None) -> None:
        """Take a client off. The clock stays as it was, so that the client can come back with its next one."""
        known = self.here.pop(client)
        gone = (client, known.clock if clock is None else clock, "null")
        self.changed[client] = gone
        if known.connection is not None:
            self.ours[client] = gone

    def leave(self, connection) -> None:
        for client in connection.clients:
            known = self.here.get(client)
            if known and known.connection is connection:
                self.forget(client)

    def hear_process(self, body: bytes) -> None:
        """States of another process, already signed there."""
        for client, clock, text in read_awareness(body):
            known = self.here.get(client)
            if known and clock < known.clock:
                continue
            if text != "null":
                self.put(client, clock, text, None)
            elif known and known.connection is None:
                self.forget(client, clock)

    def sweep(self) -> None:
        late = time.monotonic() - GONE_AFTER
        for client in [client for client, here in self.here.items() if here.connection is None and here.at < late]:
            self.forget(client)

    def take_changed(self) -> bytes | None:
        """What this process's sockets have not heard yet."""
        if not self.changed:
            return None
        message = awareness_message(self.changed.values())
        self.changed.clear()
        return message

    def take_ours(self) -> list[State]:
        states = list(self.ours.values())
        self.ours.clear()
        return states

    def ours_again(self) -> None:
        """Another process asks who is here."""
        for client, here in self.here.items():
            if here.connection is not None:
                self.ours[client] = (client, here.clock, here.text)

    def everybody(self) -> bytes:
        return awareness_message((client, here.clock, here.text) for client, here in self.here.items())


def signed(text: str, card: dict) -> str:
    """A state with its user replaced by the person who is signed in."""
    try:
        state = parse_json(text)
    except ValueError as fault:
        raise Refusal(BAD, "an awareness state is no JSON") from fault
    if not isinstance(state, dict):
        raise Refusal(BAD, "an awareness state is no object")
    state["user"] = card
    return json.dumps(state, separators=(",", ":"))
