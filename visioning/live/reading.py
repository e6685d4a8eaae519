"""What a shared text says at one moment: its fragments, block by block. Pure: knows no person and no database.

Whose hand a letter is in says `visioning.live.authorship`.
"""

import json
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import ClassVar

from .blocks import WORD, Block, Run
from .items import units, whole
from .rendering import to_html, to_json, to_text
from .schema import blocks_of
from .tree import Letters, read_document

BEYOND = 2**60  # past every clock


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
        return sum(len(WORD.findall(to_text(self.blocks(name)))) for name in names)

    def html(self, fragment="content", first_heading=2, hands=None, notes=None) -> str:
        """Clean HTML; its highest heading is `<h{first_heading}>` and no level is skipped. Empty text gives "".

        With `hands` (an `Authors`), each run names who wrote it. With `notes` (by the id of a block) a line stands below
        that block; it is escaped unless it is safe.
        """
        return to_html(self.blocks(fragment), first_heading=first_heading, hands=hands, notes=notes)

    def plain(self, fragment="content") -> str:
        """Plain text, a line for each block."""
        return to_text(self.blocks(fragment))

    def json(self, fragment="content") -> dict:
        """The fragment as a ProseMirror document."""
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
    fragments = {name: tuple(blocks_of(root.children)) for name, root in tree.items()}
    return Reading({name: blocks for name, blocks in sorted(fragments.items()) if blocks}), lines


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
