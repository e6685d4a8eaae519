"""The tree a Yjs update describes: elements and texts, every letter with its id. Pure: knows no schema and no person."""

import struct
from dataclasses import dataclass

from .items import Id, Item, read_items
from .order import cut, integrate, mark_deleted
from .updates import FORMAT, STRING, TYPE, read_delete_set

TEXTS = (2, 6)  # YText, YXmlText
DEEPEST = 40  # elements within elements; deeper ones are left out


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
