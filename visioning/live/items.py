"""Takes a Yjs update apart into its pieces, with their content. Pure: knows no order, no person, no database.

An id is a pair (client, clock); text is counted in UTF-16 units, as Yjs counts. Any fault in the bytes is a ValueError
or an IndexError.
"""

import json
import struct

from .updates import (
    ANY,
    BINARY,
    DELETED,
    ELEMENT,
    EMBED,
    FORMAT,
    GC,
    HOOK,
    JSON,
    LAST_TYPE,
    SKIP,
    STRING,
    TYPE,
    read_bytes,
    read_number,
    read_text,
)

Id = tuple[int, int]


class Item:
    """One piece of the log, linked to its neighbours. Deliberately bare: there may be a hundred thousand."""

    __slots__ = (
        "children",
        "client",
        "clock",
        "content",
        "deleted",
        "first",
        "key",
        "kind",
        "left",
        "length",
        "origin",
        "parent",
        "right",
        "right_origin",
    )

    def __init__(self, client, clock, length, kind, content, origin, right_origin, parent, key):
        self.client, self.clock, self.length = client, clock, length
        self.kind, self.content = kind, content
        self.origin, self.right_origin = origin, right_origin
        self.parent, self.key = parent, key
        self.left = self.right = self.first = self.children = None
        self.deleted = kind == DELETED

    def split(self, at: int) -> "Item":
        """Cut at `at` letters; self keeps the left part, the right part is returned."""
        content = self.content
        right = Item(
            self.client,
            self.clock + at,
            self.length - at,
            self.kind,
            content[at:] if content is not None else None,
            (self.client, self.clock + at - 1),
            self.right_origin,
            self.parent,
            self.key,
        )
        self.length = at
        if content is not None:
            self.content = content[:at]
        return right


def read_items(data: bytes) -> tuple[dict[int, list[Item]], int]:
    """Every item of the update by client, in the order of its clock. Left-out and collected ones are None-kind."""
    structs: dict[int, list[Item]] = {}
    clients, position = read_number(data, 0)
    for _ in range(clients):
        count, position = read_number(data, position)
        client, position = read_number(data, position)
        clock, position = read_number(data, position)
        if client in structs:
            raise ValueError("a client stands twice")
        items = structs[client] = []
        add = items.append
        for _ in range(count):
            info = data[position]
            position += 1
            kind = info & 0x1F
            if kind in (GC, SKIP):
                length, position = read_number(data, position)
                item = Item(client, clock, length, kind, None, None, None, None, None)
            else:
                origin = right_origin = parent = key = None
                if info & 0x80:
                    a, position = read_number(data, position)
                    b, position = read_number(data, position)
                    origin = (a, b)
                if info & 0x40:
                    a, position = read_number(data, position)
                    b, position = read_number(data, position)
                    right_origin = (a, b)
                if not info & 0xC0:
                    by_name, position = read_number(data, position)
                    if by_name == 1:
                        parent, position = read_text(data, position)
                    else:
                        a, position = read_number(data, position)
                        b, position = read_number(data, position)
                        parent = (a, b)
                    if info & 0x20:
                        key, position = read_text(data, position)
                length, content, position = read_content(data, position, kind)
                item = Item(client, clock, length, kind, content, origin, right_origin, parent, key)
            if not length:
                raise ValueError("a piece is empty")
            clock += length
            add(item)
    return structs, position


def read_content(data: bytes, position: int, kind: int):
    """Length, content and where it ends. What no text shows (binary, embeds) is passed over."""
    if kind == STRING:
        text, position = read_text(data, position)
        text = units(text)
        return len(text), text, position
    if kind == DELETED:
        length, position = read_number(data, position)
        return length, None, position
    if kind == FORMAT:
        name, position = read_text(data, position)
        value, position = read_text(data, position)
        return 1, (name, json.loads(value)), position
    if kind == TYPE:
        which, position = read_number(data, position)
        name = ""
        if which > LAST_TYPE:
            raise ValueError("an unknown type")
        if which in (ELEMENT, HOOK):
            name, position = read_text(data, position)
        return 1, (which, name), position
    if kind == ANY:
        length, position = read_number(data, position)
        values = []
        for _ in range(length):
            value, position = read_any(data, position, 0)
            values.append(value)
        return length, values, position
    if kind == EMBED:
        _, position = read_text(data, position)
        return 1, None, position
    if kind == BINARY:
        _, position = read_bytes(data, position)
        return 1, None, position
    if kind == JSON:
        length, position = read_number(data, position)
        values = []
        for _ in range(length):
            value, position = read_text(data, position)
            values.append(None if value == "undefined" else json.loads(value))
        return length, values, position
    raise ValueError("an unknown kind of content")


def read_any(data: bytes, position: int, depth: int):
    """One of lib0's tagged values."""
    tag = data[position]
    position += 1
    if tag in (127, 126):
        return None, position
    if tag in (121, 120):
        return tag == 120, position
    if tag == 119:
        return read_text(data, position)
    if tag == 125:
        byte = data[position]
        position += 1
        value, shift, negative = byte & 0x3F, 6, byte & 0x40
        while byte & 0x80:
            byte = data[position]
            position += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if shift > 62:
                raise ValueError("a number is too long")
        return -value if negative else value, position
    if tag in (124, 123, 122):
        form = {124: ">f", 123: ">d", 122: ">q"}[tag]
        return struct.unpack_from(form, data, position)[0], position + struct.calcsize(form)
    if tag == 116:
        return read_bytes(data, position)
    if tag not in (118, 117) or depth > 32:
        raise ValueError("an unknown or too deep value")
    length, position = read_number(data, position)
    keyed, values = {}, []
    for _ in range(length):
        key = None
        if tag == 118:
            key, position = read_text(data, position)
        value, position = read_any(data, position, depth + 1)
        keyed[key] = value
        values.append(value)
    return (keyed if tag == 118 else values), position


def units(text: str) -> str:
    """The same text with one character for each UTF-16 unit, so that lengths are as Yjs counts them."""
    if text.isascii() or max(text, default="") < "\U00010000":
        return text
    raw = text.encode("utf-16-le")
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))


def whole(text: str) -> str:
    """Back from UTF-16 units; half a character becomes the replacement mark, as in the browser."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
