"""What a shared text says: blocks and runs of an allow-listed schema, each letter still knowing its id.

Nothing a client wrote is trusted: what the schema does not know becomes its bare words. Pure: knows no person and no
database; whose hand an id is says `visioning.live.authorship`, how it looks in HTML `visioning.live.rendering`.
"""

import json
import re
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import ClassVar
from urllib.parse import urlsplit

from .items import Id, units, whole
from .tree import Element, Letters, Piece, Text, read_document

TEXTBLOCKS = ("paragraph", "heading")
LISTS = ("bullet_list", "ordered_list")
CONTAINERS = (*LISTS, "list_item", "blockquote")
BEYOND = 2**60  # past every clock
DEEPEST = 8  # lists within quotes within lists; deeper words are kept, their nesting is not
LINKS = ("http", "https", "mailto")

# Controls, non-characters and marks that turn the direction of what follows; none of them is a letter.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
# Words as people count them. Scripts without spaces count letter by letter.
IDEOGRAPH = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{IDEOGRAPH}]|(?:(?![{IDEOGRAPH}])\w)+(?:['’\-](?:(?![{IDEOGRAPH}])\w)+)*")


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one look, one after the other in one hand. `text` counts in UTF-16 units; `shown` is for people."""

    text: str
    id: Id
    strong: bool = False
    em: bool = False
    href: str = ""

    @property
    def shown(self) -> str:
        return UNSEEN.sub("", whole(self.text))

    @property
    def look(self) -> tuple:
        return self.strong, self.em, self.href


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the schema. `number` is a heading's level or an ordered list's start. A hard break is one too."""

    kind: str
    id: Id
    children: tuple["Block | Run", ...] = ()
    number: int = 0

    def runs(self) -> Iterator[Run]:
        for child in self.children:
            if isinstance(child, Run):
                yield child
            else:
                yield from child.runs()

    def leaves(self) -> Iterator["Block"]:
        if self.kind in TEXTBLOCKS:
            yield self
        else:
            for child in self.children:
                if isinstance(child, Block):
                    yield from child.leaves()

    def shown(self) -> str:
        """The block's words in one line."""
        return "".join(
            child.shown if isinstance(child, Run) else "\n" if child.kind == "hard_break" else child.shown() + "\n"
            for child in self.children
        ).strip("\n")

    def is_empty(self) -> bool:
        return not any(run.shown.strip() for run in self.runs())


@dataclass(frozen=True)
class Reading:
    """A text at one moment: its fragments by name, blocks in order."""

    fragments: dict[str, tuple[Block, ...]] = field(default_factory=dict)

    EMPTY: ClassVar["Reading"]

    def blocks(self, fragment="content") -> tuple[Block, ...]:
        return self.fragments.get(fragment, ())

    def runs(self, fragment=None) -> Iterator[Run]:
        for name in self.fragments if fragment is None else (fragment,):
            for block in self.blocks(name):
                yield from block.runs()

    def leaves(self) -> Iterator[Block]:
        """Every paragraph and heading, wherever it stands."""
        for blocks in self.fragments.values():
            for block in blocks:
                yield from block.leaves()

    def is_empty(self, fragment=None) -> bool:
        return not any(run.shown.strip() for run in self.runs(fragment))

    def word_count(self, fragment=None) -> int:
        names = self.fragments if fragment is None else (fragment,)
        return sum(len(WORD.findall(text_of(self.blocks(name)))) for name in names)

    def html(self, fragment="content", first_heading=2, hands=None) -> str:
        """Clean HTML; its highest heading is `<h{first_heading}>` and no level is skipped. Empty text gives "".

        With `hands` (an `Authors`), each run names who wrote it.
        """
        from .rendering import to_html  # noqa: PLC0415 - circular: rendering knows blocks

        return to_html(self.blocks(fragment), first_heading=first_heading, hands=hands)

    def plain(self, fragment="content") -> str:
        """Plain text, a line for each block."""
        return text_of(self.blocks(fragment))

    def json(self, fragment="content") -> dict:
        """The fragment as a ProseMirror document."""
        from .rendering import to_json  # noqa: PLC0415 - circular: rendering knows blocks

        return to_json(self.blocks(fragment))

    def pack(self) -> bytes:
        """Compact bytes for a version: visible words only, nothing of their history."""
        clients: dict[int, int] = {}
        fragments = {name: [_packed(block, clients) for block in blocks] for name, blocks in self.fragments.items()}
        body = {"v": 1, "clients": list(clients), "fragments": fragments}
        return zlib.compress(json.dumps(body, separators=(",", ":")).encode(), 9)

    @classmethod
    def unpack(cls, data: bytes) -> "Reading":
        body = json.loads(zlib.decompress(data))
        clients = body["clients"]
        return cls(
            {name: tuple(_unpacked(block, clients) for block in blocks) for name, blocks in body["fragments"].items()}
        )

    @cached_property
    def ids(self) -> dict[int, list[tuple[int, int]]]:
        """The clocks in sight, by client, as sorted ranges."""
        found: dict[int, list[tuple[int, int]]] = {}
        for run in self.runs():
            found.setdefault(run.id[0], []).append((run.id[1], run.id[1] + len(run.text)))
        return {client: sorted(ranges) for client, ranges in found.items()}

    def holds(self, client: int, clock: int) -> bool:
        """Whether this letter is in sight."""
        ranges = self.ids.get(client, ())
        index = bisect_right(ranges, (clock, BEYOND)) - 1
        return index >= 0 and clock < ranges[index][1]


Reading.EMPTY = Reading()


def read(state: bytes) -> Reading:
    """Read a state (a Yjs update, version 1). Bytes that are none raise ValueError."""
    return read_whole(bytes(state))[0]


@lru_cache(maxsize=16)
def read_whole(state: bytes) -> tuple[Reading, list[list[Letters]]]:
    """The reading, and every letter ever typed by text node, for tracing where words came from."""
    tree, lines = read_document(state)
    fragments = {name: tuple(_blocks(root.children, 0)) for name, root in tree.items()}
    return Reading({name: blocks for name, blocks in sorted(fragments.items()) if blocks}), lines


# --- From the raw tree to the schema ------------------------------------------------------------------------


def _blocks(nodes, depth) -> list[Block]:
    found: list[Block] = []
    loose: list[Run | Block] = []

    def settle():
        if loose:
            found.append(Block("paragraph", loose[0].id, tuple(loose)))
            loose.clear()

    for node in nodes:
        if isinstance(node, Text) or node.name == "hard_break":
            loose.extend(_inline([node]))
            continue
        settle()
        found.extend(_element(node, depth))
    settle()
    return found


def _element(node: Element, depth) -> list[Block]:
    name = node.name
    if name == "paragraph":
        return [Block(name, node.id, tuple(_inline(node.children)))]
    if name == "heading":
        level = _whole_number(node.attributes.get("level"), 1, 3)
        return [Block(name, node.id, tuple(_inline(node.children)), level)]
    if name not in CONTAINERS or depth >= DEEPEST:
        return _blocks(node.children, depth)
    children = _blocks(node.children, depth + 1)
    if name in LISTS:
        children = [
            child if child.kind == "list_item" else Block("list_item", child.id, (child,)) for child in children
        ]
        if not children:
            return []
        start = _whole_number(node.attributes.get("order"), 1, 99_999) if name == "ordered_list" else 0
        return [Block(name, node.id, tuple(children), start)]
    if name == "list_item" and depth == 0:  # no list around it
        return children
    return [Block(name, node.id, tuple(_without_items(children)))]


def _without_items(children):
    for child in children:
        if child.kind == "list_item":
            yield from child.children
        else:
            yield child


def _inline(nodes) -> Iterator["Run | Block"]:
    for node in nodes:
        if isinstance(node, Text):
            yield from map(_run, node.pieces)
        elif node.name == "hard_break":
            yield Block("hard_break", node.id)
        else:
            yield from _inline(node.children)


def _run(piece: Piece) -> Run:
    link = piece.marks.get("link")
    href = link.get("href") if isinstance(link, dict) else None
    return Run(piece.text, piece.id, "strong" in piece.marks, "em" in piece.marks, safe_link(href))


def safe_link(href) -> str:
    """The address if a reader may follow it, else ""."""
    if not isinstance(href, str) or len(href) > 2000:
        return ""
    href = UNSEEN.sub("", whole(href)).replace("\t", "").replace("\n", "").strip()
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme not in LINKS or (parts.scheme != "mailto" and not parts.netloc):
        return ""
    return href


def _whole_number(value, least, most) -> int:
    """A client's number as a whole number in range; whatever it cannot be is the least."""
    try:
        return min(max(int(value), least), most)
    except (TypeError, ValueError, OverflowError):
        return least


def text_of(blocks, indent="") -> str:
    lines = []
    for block in blocks:
        if block.kind in LISTS:
            for number, item in enumerate(block.children, block.number):
                sign = f"{number}. " if block.kind == "ordered_list" else "- "
                inner = text_of(item.children, indent + " " * len(sign))
                lines.append(indent + sign + inner[len(indent) + len(sign) :])
        elif block.kind in ("blockquote", "list_item"):
            lines.append(text_of(block.children, indent))
        elif text := block.shown().strip():
            lines.extend(indent + line for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip())


# --- Packing ------------------------------------------------------------------------------------------------


def _packed(node, clients):
    client = clients.setdefault(node.id[0], len(clients))
    if isinstance(node, Run):
        look = node.strong + 2 * node.em
        text = node.text if node.text.isascii() else whole(node.text)
        return [text, client, node.id[1], look, node.href] if node.href else [text, client, node.id[1], look]
    return {
        "k": node.kind,
        "i": [client, node.id[1]],
        "n": node.number,
        "c": [_packed(child, clients) for child in node.children],
    }


def _unpacked(node, clients):
    if isinstance(node, list):
        text, client, clock, look = node[:4]
        return Run(units(text), (clients[client], clock), bool(look & 1), bool(look & 2), "".join(node[4:]))
    client, clock = node["i"]
    children = tuple(_unpacked(child, clients) for child in node["c"])
    return Block(node["k"], (clients[client], clock), children, node["n"])
