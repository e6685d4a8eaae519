"""The blocks and runs a shared text is made of: an allow-listed schema, each letter still knowing its id.

Pure: knows no bytes, no person and no database.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .items import Id, whole

TEXTBLOCKS = ("paragraph", "heading")
LISTS = ("bullet_list", "ordered_list")

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
