"""Puts the pieces of a Yjs update into document order: a tree of elements and texts, every letter with its id.

This is the YATA rule as the browser's Yjs applies it, for reading only. Pure: knows no person, no schema, no database.
An id is a pair (client, clock); text is counted in UTF-16 units, as Yjs counts. Pieces whose neighbours are missing are
left out, as a browser would wait for them. Any fault in the bytes is a ValueError.
"""

import json
import struct
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

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
    read_delete_set,
    read_number,
    read_text,
)

TEXTS = (2, 6)  # YText, YXmlText
DEEPEST = 40  # elements within elements; deeper ones are left out
NOTHING = object()

Id = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters with one formatting; `id` is the id of the first letter, the rest count on from it."""

    text: str
    id: Id
    marks: dict


@dataclass(frozen=True, slots=True)
class Text:
    """A text node: its pieces in order."""

    id: Id
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """An element node, or a whole fragment (whose name is its key in the document)."""

    id: Id
    name: str
    attributes: dict
    children: tuple["Element | Text", ...]


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


@dataclass(frozen=True, slots=True)
class Letters:
    """A piece of text as it was typed, deleted or not."""

    id: Id
    text: str
    deleted: bool


def read_tree(update: bytes) -> dict[str, Element]:
    """The document an update describes: each fragment by its key."""
    return read_document(update)[0]


def read_document(update: bytes) -> tuple[dict[str, Element], list[list[Letters]]]:
    """The tree, and for every text node there ever was its letters in order, deleted ones where the update has them."""
    try:
        structs, position = read_items(update)
        deleted, end = read_delete_set(update, position)
        if end != len(update):
            raise ValueError("bytes are left over after the update")
        structs = cut(structs, deleted)
        roots = integrate(structs)
        mark_deleted(structs, deleted)
        tree = {name: build(root, (0, 0), name, {}, 0) for name, root in roots.items()}
        return tree, [
            list(letters(item))
            for items in structs.values()
            for item in items
            if item.kind == TYPE and item.content[0] in TEXTS
        ]
    except (IndexError, RecursionError, struct.error) as fault:
        raise ValueError("the update ends too early or nests too deep") from fault


# --- Reading ------------------------------------------------------------------------------------------------


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


# --- Putting in order ---------------------------------------------------------------------------------------


def cut(structs: dict[int, list[Item]], deleted) -> dict[int, list[Item]]:
    """Cut items wherever a neighbour, a parent or a deletion points into their middle, once and beforehand."""
    points: dict[int, set[int]] = {}
    for items in structs.values():
        for item in items:
            if item.origin:
                client, clock = item.origin
                points.setdefault(client, set()).add(clock + 1)
            if item.right_origin:
                client, clock = item.right_origin
                points.setdefault(client, set()).add(clock)
    for client, start, end in deleted:
        points.setdefault(client, set()).update((start, end))
    for client, clocks in points.items():
        items = structs.get(client)
        if not items:
            continue
        starts = [item.clock for item in items]
        inside: dict[int, list[int]] = {}
        for clock in clocks:
            index = bisect_right(starts, clock) - 1
            if index >= 0 and starts[index] < clock < starts[index] + items[index].length:
                inside.setdefault(index, []).append(clock)
        if inside:
            structs[client] = pieces = []
            for index, item in enumerate(items):
                pieces.append(item)
                for clock in sorted(inside.get(index, ())):
                    piece = pieces[-1]
                    pieces.append(piece.split(clock - piece.clock))
    return structs


def integrate(structs: dict[int, list[Item]]) -> dict[str, Item]:
    """Link all items whose neighbours are there. Returns the roots by name."""
    roots: dict[str, Item] = {}
    starts: dict[Id, Item] = {}
    ends: dict[Id, Item] = {}
    known: dict[int, int] = {}
    waiting = {client: iter(items) for client, items in structs.items()}
    heads = {}
    for client, items in waiting.items():
        heads[client] = next(items, None)
        if heads[client]:
            known[client] = 0
    blocked: dict[int, list[int]] = {}  # who waits for a client to get further
    todo = sorted(heads)
    while todo:
        client = todo.pop()
        items, item, clock = waiting[client], heads[client], known.get(client, 0)
        moved = False
        while item is not None:
            if item.clock > clock or item.kind == SKIP:
                item = None  # a gap: the rest of this client cannot be read yet
                break
            lacks = missing(item, known, client)
            if lacks is not None:
                blocked.setdefault(lacks, []).append(client)
                break
            if item.kind != GC:
                link(item, roots, starts, ends)
            starts[(client, item.clock)] = item
            ends[(client, item.clock + item.length - 1)] = item
            clock = known[client] = item.clock + item.length
            moved = True
            item = next(items, None)
        heads[client] = item
        if moved:
            todo.extend(blocked.pop(client, ()))
    return roots


def missing(item: Item, known: dict[int, int], client: int) -> int | None:
    """A client of whom this item needs more than there is."""
    for needed in (item.origin, item.right_origin, item.parent):
        if needed.__class__ is tuple and needed[1] >= known.get(needed[0], 0):
            return needed[0] if needed[0] != client else -1
    return None


def link(item: Item, roots: dict[str, Item], starts: dict[Id, Item], ends: dict[Id, Item]) -> None:
    """Find an item's place beside its neighbours, by the YATA rule."""
    left = ends.get(item.origin) if item.origin else None
    right = starts.get(item.right_origin) if item.right_origin else None
    parent = find_parent(item, left, right, roots, starts)
    if parent is None:
        item.deleted, item.parent = True, None  # its surroundings were collected, so it is gone too
        return
    item.parent = parent
    first = last_of(parent, item.key) if item.key is not None else parent.first
    if (left is None and (right is None or right.left is not None)) or (left is not None and left.right is not right):
        other = left.right if left is not None else first
        conflicting, before = set(), set()
        while other is not None and other is not right:
            before.add(other)
            conflicting.add(other)
            if item.origin == other.origin:
                if other.client < item.client:
                    left = other
                    conflicting.clear()
                elif item.right_origin == other.right_origin:
                    break
            elif other.origin is not None and (source := ends.get(other.origin)) in before:
                if source not in conflicting:
                    left = other
                    conflicting.clear()
            else:
                break
            other = other.right
    item.left = left
    if left is not None:
        item.right = left.right
        left.right = item
    else:
        item.right = first
        if item.key is None:
            parent.first = item
    if item.right is not None:
        item.right.left = item
        if item.key is not None:
            item.deleted = True
    elif item.key is not None:
        parent.children = parent.children or {}
        parent.children[item.key] = item
        if left is not None:
            left.deleted = True


def find_parent(item: Item, left, right, roots, starts):
    """The item whose content this one stands in, or None where that is gone."""
    if item.origin or item.right_origin:
        if (item.origin and left is None) or (item.right_origin and right is None):
            return None
        beside = left if left is not None else right
        if any(near is not None and near.kind == GC for near in (left, right)):
            return None
        item.key = beside.key
        return beside.parent
    if item.parent.__class__ is tuple:
        found = starts.get(item.parent)
        return found if found is not None and found.kind == TYPE else None
    root = roots.get(item.parent)
    if root is None:
        root = roots[item.parent] = Item(0, 0, 1, TYPE, (4, item.parent), None, None, None, None)
    return root


def last_of(parent: Item, key: str):
    """The leftmost value of an attribute; the rightmost is the one that counts."""
    found = (parent.children or {}).get(key)
    while found is not None and found.left is not None:
        found = found.left
    return found


def mark_deleted(structs: dict[int, list[Item]], deleted) -> None:
    starts = {client: [item.clock for item in items] for client, items in structs.items()}
    for client, start, end in deleted:
        items = structs.get(client)
        if not items:
            continue
        index = bisect_left(starts[client], start)
        while index < len(items) and items[index].clock < end:
            items[index].deleted = True
            index += 1


# --- What is there to see -----------------------------------------------------------------------------------


def build(item: Item, id: Id, name: str, attributes: dict, depth: int) -> Element:
    children = []
    loose = []  # letters straight inside a fragment, which only a foreign client would write
    child = item.first if depth < DEEPEST else None
    while child is not None:
        if not child.deleted:
            if child.kind == TYPE:
                which, inner = child.content
                here = (child.client, child.clock)
                if which in TEXTS:
                    children.append(Text(here, pieces(child)))
                else:
                    children.append(build(child, here, inner, attributes_of(child), depth + 1))
            elif child.kind == STRING:
                loose.append(Piece(child.content, (child.client, child.clock), {}))
        child = child.right
    if loose:
        children.append(Text(loose[0].id, tuple(loose)))
    return Element(id, name, attributes, tuple(children))


def attributes_of(item: Item) -> dict:
    found = {}
    for key, value in (item.children or {}).items():
        if not value.deleted and value.content:
            found[key] = value.content if value.kind == STRING else value.content[-1]
    return found


def letters(item: Item):
    child = item.first
    while child is not None:
        if child.kind == STRING:
            yield Letters((child.client, child.clock), child.content, child.deleted)
        child = child.right


def pieces(item: Item) -> tuple[Piece, ...]:
    found: list[Piece] = []
    marks: dict = {}
    letters, start, after, current = [], None, None, marks
    child = item.first
    while child is not None:
        if not child.deleted:
            if child.kind == STRING:
                id = (child.client, child.clock)
                if id == after and current is marks:
                    letters.append(child.content)
                else:
                    if letters:
                        found.append(Piece("".join(letters), start, current))
                    letters, start, current = [child.content], id, marks
                after = (child.client, child.clock + child.length)
            elif child.kind == FORMAT:
                name, value = child.content
                marks = {**marks, name: value}
                if value is None:
                    del marks[name]
        child = child.right
    if letters:
        found.append(Piece("".join(letters), start, current))
    return tuple(found)
