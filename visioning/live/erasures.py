"""Who deleted what. Yjs notes that something was deleted, never by whom, so each row of the log carries it.

Only deletions by somebody other than the author are written down: whatever is deleted and not listed here was
deleted by its own author. People stand as numbers; a number that no longer names anybody is a former colleague.
Pure: knows no database.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from .spans import Spans
from .updates import Span, number, read_number


@dataclass(frozen=True, slots=True)
class Erasure:
    """A person deleted these clocks of this client."""

    person: int
    client: int
    start: int
    end: int


def write_erasures(by_person: dict[int, Iterable[Span]]) -> bytes:
    """Compact bytes; empty when nobody deleted anything of somebody else's."""
    people = {person: Spans(spans) for person, spans in by_person.items()}
    people = {person: spans for person, spans in people.items() if spans}
    if not people:
        return b""
    out = bytearray(number(len(people)))
    for person, spans in sorted(people.items()):
        out += number(person) + number(len(spans.by_client))
        for client, (starts, ends) in sorted(spans.by_client.items()):
            out += number(client) + number(len(starts))
            before = 0
            for start, end in zip(starts, ends, strict=True):
                out += number(start - before) + number(end - start)
                before = end
    return bytes(out)


def read_erasures(data: bytes) -> list[Erasure]:
    """The erasures written by `write_erasures`."""
    if not data:
        return []
    found = []
    people, at = read_number(data, 0)
    for _ in range(people):
        person, at = read_number(data, at)
        clients, at = read_number(data, at)
        for _ in range(clients):
            client, at = read_number(data, at)
            ranges, at = read_number(data, at)
            clock = 0
            for _ in range(ranges):
                gap, at = read_number(data, at)
                length, at = read_number(data, at)
                found.append(Erasure(person, client, clock + gap, clock + gap + length))
                clock += gap + length
    return found


def fold_erasures(pieces: Iterable[bytes]) -> bytes:
    """Several records as one. Where two people deleted the same clocks, the first did it."""
    taken = Spans()
    by_person: dict[int, list[Span]] = {}
    for piece in pieces:
        for erasure in read_erasures(bytes(piece)):
            for span in taken.missing(erasure.client, erasure.start, erasure.end):
                by_person.setdefault(erasure.person, []).append(span)
                taken.add(*span)
    return write_erasures(by_person)
