"""Reads Yjs updates (v1 encoding) byte by byte and says which pieces they hold. Pure: knows no person, no room, no database.

The browser's Yjs reads whatever we pass on, so only what it can read gets through: every byte must be accounted
for, every string be UTF-8, every JSON value be JSON. Any fault is a ValueError and nothing else.
"""

import json
from dataclasses import dataclass

BIGGEST = 2**53 - 1  # what JavaScript counts exactly
LAST_CLOCK = 2**31  # the server's Yjs counts clocks in 32 bits
MOST_BRACKETS = 1000  # in one JSON value: what bounds how deep it nests
DEEPEST = 32  # nesting of values inside attributes; people need two or three

GC, DELETED, JSON, BINARY, STRING, EMBED, FORMAT, TYPE, ANY, SKIP = 0, 1, 2, 3, 4, 5, 6, 7, 8, 10
ELEMENT, HOOK, LAST_TYPE = 3, 5, 6

Span = tuple[int, int, int]  # client, first clock, clock after the last
Point = tuple[int, int]  # client, clock


@dataclass(frozen=True, slots=True)
class Update:
    """What an update holds: the spans it adds, the spans it deletes, and where its delete set starts.

    `rests_on` are pieces it names as neighbours or parents; `parents` those of them that must be elements and
    are not elements of this very update.
    """

    added: tuple[Span, ...]
    deleted: tuple[Span, ...]
    deleted_at: int
    rests_on: tuple[Point, ...]
    parents: tuple[Point, ...]


def read_update(data: bytes) -> Update:
    """The spans of an update, or ValueError."""
    try:
        added, rests_on, parents, position = read_structs(data)
        deleted, end = read_delete_set(data, position)
    except (IndexError, RecursionError) as fault:
        raise ValueError("the update ends too early or nests too deep") from fault
    if end != len(data):
        raise ValueError("bytes are left over after the update")
    return Update(added, deleted, position, rests_on, parents)


def read_state_vector(data: bytes) -> dict[int, int]:
    """How far each client is known, or ValueError."""
    clocks: dict[int, int] = {}
    try:
        count, position = read_number(data, 0)
        for _ in range(count):
            client, position = read_number(data, position)
            clocks[client], position = read_number(data, position)
    except IndexError as fault:
        raise ValueError("the state vector ends too early") from fault
    if position != len(data):
        raise ValueError("bytes are left over after the state vector")
    return clocks


def write_state_vector(clocks: dict[int, int]) -> bytes:
    out = bytearray(number(len(clocks)))
    for client, clock in sorted(clocks.items(), reverse=True):
        out += number(client) + number(clock)
    return bytes(out)


def write_delete_set(spans: list[Span]) -> bytes:
    """A delete set of these spans; each client's spans must not overlap."""
    by_client: dict[int, list[tuple[int, int]]] = {}
    for client, start, end in spans:
        by_client.setdefault(client, []).append((start, end))
    out = bytearray(number(len(by_client)))
    for client in sorted(by_client, reverse=True):
        ranges = sorted(by_client[client])
        out += number(client) + number(len(ranges))
        for start, end in ranges:
            out += number(start) + number(end - start)
    return bytes(out)


def number(value: int) -> bytes:
    """lib0's unsigned number: seven bits a byte, low bits first."""
    if value < 0x80:
        return bytes((value,))
    out = bytearray()
    while value > 0x7F:
        out.append(0x80 | value & 0x7F)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_number(data: bytes, position: int) -> tuple[int, int]:
    byte = data[position]
    position += 1
    if byte < 0x80:
        return byte, position
    value = byte & 0x7F
    shift = 7
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
        shift += 7
        if shift > 56:
            raise ValueError("a number is too long")
    if value > BIGGEST:
        raise ValueError("a number is too big")
    return value, position


def read_bytes(data: bytes, position: int) -> tuple[bytes, int]:
    length, position = read_number(data, position)
    end = position + length
    if end > len(data):
        raise ValueError("a run of bytes ends too early")
    return data[position:end], end


def read_text(data: bytes, position: int) -> tuple[str, int]:
    raw, position = read_bytes(data, position)
    return str(raw, "utf-8"), position  # UnicodeDecodeError is a ValueError


def read_json(data: bytes, position: int) -> int:
    """Past a JSON value in a string. JSON.parse in the browser must be able to read it."""
    text, position = read_text(data, position)
    parse_json(text)
    return position


def parse_json(text: str):
    """A JSON value that the browser reads the same way, or ValueError. Python's own reader recurses, so depth is bounded first."""
    if text.count("[") + text.count("{") > MOST_BRACKETS:
        raise ValueError("a value nests too deep")
    return json.loads(text, parse_constant=_no_constant)


def _no_constant(name: str):
    raise ValueError(f"{name} is no JSON")


def read_structs(data: bytes) -> tuple[tuple[Span, ...], tuple[Point, ...], tuple[Point, ...], int]:
    added: list[Span] = []
    rests_on: list[Point] = []
    parents: list[Point] = []
    elements: set[Point] = set()
    seen: set[int] = set()
    clients, position = read_number(data, 0)
    for _ in range(clients):
        structs, position = read_number(data, position)
        client, position = read_number(data, position)
        clock, position = read_number(data, position)
        if client in seen:
            raise ValueError("a client stands twice")
        seen.add(client)
        start = clock
        for _ in range(structs):
            info = data[position]
            kind = info & 0x1F
            if kind == SKIP:
                length, position = read_number(data, position + 1)
                if start < clock:
                    added.append((client, start, clock))
                start = clock + length
            elif kind == GC:
                length, position = read_number(data, position + 1)
            else:
                had = len(rests_on)
                position = read_place(data, position + 1, info, rests_on, parents)
                if any(other == client and at >= clock for other, at in rests_on[had:]):
                    raise ValueError("a piece rests on itself")
                length, position = read_content(data, position, kind)
                if kind == TYPE:
                    elements.add((client, clock))
            if not length:
                raise ValueError("a piece is empty")
            clock += length
            if clock > LAST_CLOCK:
                raise ValueError("a clock is too big")
        if start < clock:
            added.append((client, start, clock))
    outside = tuple(parent for parent in parents if parent not in elements)
    return tuple(added), tuple(rests_on), outside, position


def read_place(data: bytes, position: int, info: int, rests_on: list[Point], parents: list[Point]) -> int:
    """Past where an item stands: its neighbours, or else its parent."""
    if info & 0x80:  # the piece on its left
        client, position = read_number(data, position)
        clock, position = read_number(data, position)
        rests_on.append((client, clock))
    if info & 0x40:  # the piece on its right
        client, position = read_number(data, position)
        clock, position = read_number(data, position)
        rests_on.append((client, clock))
    if info & 0xC0:
        return position
    by_name, position = read_number(data, position)
    if by_name == 1:
        _, position = read_text(data, position)
    elif by_name == 0:
        client, position = read_number(data, position)
        clock, position = read_number(data, position)
        rests_on.append((client, clock))
        parents.append((client, clock))
    else:
        raise ValueError("a parent is named in an unknown way")
    if info & 0x20:
        _, position = read_text(data, position)
    return position


def read_content(data: bytes, position: int, kind: int) -> tuple[int, int]:
    if kind == STRING:
        text, position = read_text(data, position)
        length = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
        return length, position
    if kind == DELETED:
        return read_number(data, position)
    if kind == FORMAT:
        _, position = read_text(data, position)
        return 1, read_json(data, position)
    if kind == TYPE:
        which, position = read_number(data, position)
        if which > LAST_TYPE:
            raise ValueError("an unknown type")
        if which in (ELEMENT, HOOK):
            _, position = read_text(data, position)
        return 1, position
    if kind == ANY:
        length, position = read_number(data, position)
        for _ in range(length):
            position = read_any(data, position, DEEPEST)
        return length, position
    if kind == EMBED:
        return 1, read_json(data, position)
    if kind == BINARY:
        _, position = read_bytes(data, position)
        return 1, position
    if kind == JSON:
        length, position = read_number(data, position)
        for _ in range(length):
            text, after = read_text(data, position)
            position = after if text == "undefined" else read_json(data, position)
        return length, position
    raise ValueError("an unknown kind of content")  # documents inside documents among them


def read_any(data: bytes, position: int, depth: int) -> int:
    """Past one of lib0's tagged values."""
    tag = data[position]
    position += 1
    if tag in (127, 126, 121, 120):  # undefined, null, false, true
        return position
    if tag == 119:
        return read_text(data, position)[1]
    if tag == 125:  # a signed number: its first byte holds six bits
        for extra in range(8):
            if data[position + extra] < 0x80:
                return position + extra + 1
        raise ValueError("a number is too long")
    if tag in (124, 123, 122):  # float32, float64, bigint
        end = position + (4 if tag == 124 else 8)
        if end > len(data):
            raise ValueError("a number ends too early")
        return end
    if tag == 116:
        return read_bytes(data, position)[1]
    if tag not in (118, 117) or not depth:
        raise ValueError("an unknown or too deep value")
    length, position = read_number(data, position)
    for _ in range(length):
        if tag == 118:
            _, position = read_text(data, position)
        position = read_any(data, position, depth - 1)
    return position


def read_delete_set(data: bytes, position: int) -> tuple[tuple[Span, ...], int]:
    deleted: list[Span] = []
    clients, position = read_number(data, position)
    for _ in range(clients):
        client, position = read_number(data, position)
        ranges, position = read_number(data, position)
        for _ in range(ranges):
            clock, position = read_number(data, position)
            length, position = read_number(data, position)
            if clock + length > LAST_CLOCK:
                raise ValueError("a clock is too big")
            if length:
                deleted.append((client, clock, clock + length))
    return tuple(deleted), position
