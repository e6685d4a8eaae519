"""Decides what of an update is new, and whether this person may have written it. Pure: the same for sockets and plain HTTP.

What is already known is cut away before anything is stored: nobody can slip other words under clocks that
others have already seen, and sending twice adds nothing.
"""

from dataclasses import dataclass, field

from pycrdt import Doc, get_state, get_update

from .spans import Spans
from .updates import Point, Span, read_state_vector, read_update, write_delete_set, write_state_vector

BAD, SIGNED_OUT, NO_REACH, NO_TEXT, RESYNC, TAKEN, TOO_LARGE, TOO_MANY = (
    4400,
    4401,
    4403,
    4404,
    4408,
    4409,
    4413,
    4429,
)
AWAY = 1013  # the code of the socket protocol for: try again later


class Refusal(Exception):
    """Why this connection cannot go on: a close code of the socket and a short phrase."""

    def __init__(self, code: int, reason: str):
        super().__init__(code, reason)
        self.code, self.reason = code, reason


class TooEarly(Exception):
    """Changes that rest on others we have not got. The sender's next full exchange brings both."""


@dataclass(slots=True)
class Known:
    """What a text already holds: how far each client got, what is deleted, and whose hand each client is."""

    clocks: dict[int, int] = field(default_factory=dict)
    deleted: Spans = field(default_factory=Spans)
    owners: dict[int, int | None] = field(default_factory=dict)

    @classmethod
    def of_state(cls, state: bytes, owners: dict[int, int | None]) -> "Known":
        """What a whole state holds. Its structs are skipped over quickly; only their ends and the delete set count."""
        vector = get_state(state)
        clocks = read_state_vector(vector)
        return cls(clocks, Spans(read_update(get_update(state, vector)).deleted), owners)

    def learn(self, update: bytes) -> None:
        """Take in changes that another process stored."""
        read = read_update(update)
        for client, start, end in read.added:
            if start <= self.clocks.get(client, 0) < end:
                self.clocks[client] = end
        for span in read.deleted:
            self.deleted.add(*span)

    def take(self, change: "Change") -> None:
        for client, _, end in change.added:
            self.clocks[client] = end
        for span in change.deleted:
            self.deleted.add(*span)


@dataclass(frozen=True, slots=True)
class Change:
    """What is new in an update, ready to be stored. `fresh` clients must be claimed for the person first.

    Where it puts something into elements that stood there before (`parents`), it must be tried on first.
    """

    data: bytes
    added: tuple[Span, ...]
    deleted: tuple[Span, ...]
    erased: tuple[Span, ...]
    fresh: tuple[int, ...]
    parents: tuple[Point, ...]


def examine(known: Known, person: int, data: bytes) -> Change | None:
    """The new part of an update, or None when nothing is new. Refusal or TooEarly otherwise."""
    try:
        update = read_update(data)
        if any(start < known.clocks.get(client, 0) for client, start, _ in update.added):
            vector = {client: known.clocks[client] for client, *_ in update.added if client in known.clocks}
            data = get_update(data, write_state_vector(vector))
            update = read_update(data)
        else:
            get_state(data)  # the second opinion: the reader the server's own Yjs uses
    except ValueError as fault:
        raise Refusal(BAD, "not a Yjs update") from fault
    except BaseException as fault:  # pycrdt's panics are no Exception
        if type(fault).__name__ != "PanicException":
            raise
        raise Refusal(BAD, "not a Yjs update") from fault
    ends: dict[int, int] = {}
    fresh = []
    for client, start, end in update.added:
        if client in known.owners:
            if known.owners[client] != person:
                raise Refusal(TAKEN, "this client id belongs to somebody else")
        elif client not in ends:
            fresh.append(client)
        if start > ends.get(client, known.clocks.get(client, 0)):
            raise TooEarly
        ends[client] = end
    deleted: list[Span] = []
    for client, start, end in update.deleted:
        if end > ends.get(client, known.clocks.get(client, 0)):
            raise TooEarly
        deleted += known.deleted.missing(client, start, end)
    for client, clock in update.rests_on:
        if clock >= ends.get(client, known.clocks.get(client, 0)):
            raise TooEarly
    if not update.added and not deleted:
        return None
    if len(deleted) != len(update.deleted) or tuple(deleted) != update.deleted:
        data = data[: update.deleted_at] + write_delete_set(list(Spans(deleted)))
    mine = {client for client, owner in known.owners.items() if owner == person}.union(fresh) if deleted else ()
    erased = tuple(span for span in deleted if span[0] not in mine)
    return Change(data, update.added, tuple(deleted), erased, tuple(fresh), update.parents)


def try_on(pieces: list[bytes], change: Change) -> None:
    """Refuse what could never become part of the text, such as a paragraph inside a letter.

    It would be stored and then keep everybody from opening the text.
    """
    doc = Doc(skip_gc=True)
    try:
        for piece in (*pieces, change.data):
            doc.apply_update(piece)
    except BaseException as fault:  # pycrdt's panics are no Exception
        if not isinstance(fault, (ValueError, RuntimeError)) and type(fault).__name__ != "PanicException":
            raise
        raise Refusal(BAD, "changes that fit nowhere") from fault
