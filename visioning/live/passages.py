"""Passages: a stretch of a text by the ids of its letters, found again after edits. Pure: knows no person, no database.

    picked = pick(reading, "content", (client, clock), (client, clock))
    place = locate(passage, reading, authors.moved)   # None: its words were taken out of the text

A passage is anything with `fragment`, `letters`, `quote`, `before` and `after`, as `Picked` has. Letters are found by their
ids for ever; retyped ones (Enter, indent, taking back, restoring) through where they came from; what is then still
missing by how it reads, close by. Nothing is guessed: where the signs are weak, a passage counts as gone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .blocks import WORD
from .carried import Carried
from .finding import Finder
from .flow import BREAK, Flow
from .items import Id
from .reading import Reading

CONTEXT = 60  # letters kept from before and after a passage
# Where a sentence ends: its sign, closing quotes, then space; in scripts without spaces the sign alone.
SENTENCE = re.compile(r"[.!?…؟।۔]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”’）]*|\n")


@dataclass(frozen=True)
class Picked:
    """Letters somebody chose: `letters` is [[client, first clock, how many], …] in the order of the text."""

    fragment: str
    letters: list[list[int]]
    quote: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Range:
    """Letters `start` to `end` of one paragraph or heading (UTF-16 units; a line break counts one). `leaf` is its number
    in the fragment."""

    leaf: int
    block: Id
    start: int
    end: int


@dataclass(frozen=True)
class Place:
    """Where a passage stands now. `words` is what it says now, `changed` whether that is something else than it said."""

    fragment: str
    ranges: tuple[Range, ...]
    letters: list[list[int]]
    words: str
    changed: bool
    start: Id
    end: Id
    order: int

    @property
    def blocks(self) -> list[Id]:
        """The paragraphs and headings it touches, in order."""
        return list(dict.fromkeys(one.block for one in self.ranges))

    @property
    def in_one_block(self) -> bool:
        return len(self.blocks) == 1


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text, for choosing it from a list."""

    words: str
    start: Id
    end: Id
    leaf: int


def pick(reading: Reading, fragment: str, start: Id, end: Id) -> Picked | None:
    """The letters in sight from one to another, both included. None where one of them is not in sight, or no word is."""
    flow = flow_of(reading, fragment)
    first, last = flow.place_of(tuple(start)), flow.place_of(tuple(end))
    if first is None or last is None:
        return None
    return picked(flow, min(first, last), max(first, last) + 1)


def picked(flow: Flow, start: int, end: int) -> Picked | None:
    """The letters between two places, without white space at the ends and without half a character."""
    if start > 0 and "\udc00" <= flow.text[start] <= "\udfff":
        start -= 1
    if "\ud800" <= flow.text[end - 1] <= "\udbff":
        end += 1
    start, end = flow.trimmed(start, end)
    quote = flow.shown(start, end)
    if start >= end or not quote.strip():
        return None
    before, after = flow.shown(max(start - CONTEXT, 0), start), flow.shown(end, end + CONTEXT)
    return Picked(flow.fragment, flow.letters(start, end), quote, before[-CONTEXT:], after[:CONTEXT])


def pick_words(reading: Reading, fragment: str, quote: str, near: Id | None = None) -> Picked | None:
    """The letters that read like `quote`, white space aside: the first such, or the one closest to the letter `near`."""
    flow = flow_of(reading, fragment)
    parts = [re.escape("".join(map(chr, _units(part)))) for part in quote.split()]
    found = list(re.finditer(r"\s+".join(parts), flow.text)) if parts else []
    if not found:
        return None
    at = flow.place_of(tuple(near)) if near else None
    best = found[0] if at is None else min(found, key=lambda match: abs(match.start() - at))
    return picked(flow, best.start(), best.end())


def sentences(reading: Reading, fragment: str) -> list[Sentence]:
    """The fragment sentence by sentence; a heading or a bullet without a full stop is one too."""
    return list(_sentences(flow_of(reading, fragment)))


def _sentences(flow: Flow) -> Iterator[Sentence]:
    for number, leaf in enumerate(flow.leaves):
        cuts = [leaf.start + match.end() for match in SENTENCE.finditer(flow.text[leaf.start : leaf.end])]
        start = leaf.start
        for cut in [*cuts, leaf.end]:
            first, after = flow.trimmed(start, cut)
            start = cut
            if first < after and WORD.search(flow.shown(first, after)):
                yield Sentence(flow.shown(first, after), flow.id_at(first), flow.id_at(after - 1), number)


def locate(passage, reading: Reading, carried: Carried | None = None) -> Place | None:
    """Where the passage is in this reading, or None where nothing is left of it. `carried` is `Authors.moved`."""
    finder = finder_of(reading, passage.fragment, carried)
    flow = finder.flow
    stretches = [flow.trimmed(*stretch) for stretch in finder.find(passage)]
    ranges: list[Range] = []
    letters: list[list[int]] = []
    words: list[str] = []
    for start, end in stretches:
        letters += flow.letters(start, end)
        words.append(flow.shown(start, end))
        for number in range(flow.leaf_at(start), flow.leaf_at(end - 1) + 1):
            leaf = flow.leaves[number]
            first, after = flow.trimmed(max(start, leaf.start), min(end, leaf.end))
            if first < after:
                ranges.append(Range(number, leaf.block.id, first - leaf.start, after - leaf.start))
    if not ranges:
        return None
    says = " … ".join(words)
    return Place(
        fragment=passage.fragment,
        ranges=tuple(ranges),
        letters=letters,
        words=says,
        changed=says.split() != passage.quote.split(),
        start=tuple(letters[0][:2]),
        end=(letters[-1][0], letters[-1][1] + letters[-1][2] - 1),
        order=stretches[0][0],
    )


# --- What is worked out once for a reading ----------------------------------------------------------------------

KEPT = 24
_finders: list[tuple[Reading, str, Carried | None, Finder]] = []


def finder_of(reading: Reading, fragment: str, carried: Carried | None) -> Finder:
    """A hundred passages of one reading share the work."""
    for known, name, moves, finder in tuple(_finders):
        if known is reading and name == fragment and moves is carried:
            return finder
    finder = Finder(flow_of(reading, fragment), carried)
    _finders.append((reading, fragment, carried, finder))
    del _finders[:-KEPT]
    return finder


def flow_of(reading: Reading, fragment: str) -> Flow:
    for known, name, _moves, finder in tuple(_finders):
        if known is reading and name == fragment:
            return finder.flow
    return Flow(reading, fragment)


def _units(text: str) -> Iterator[int]:
    raw = text.encode("utf-16-le", "surrogatepass")
    return (int.from_bytes(raw[at : at + 2], "little") for at in range(0, len(raw), 2))


__all__ = ["BREAK", "Picked", "Place", "Range", "Sentence", "locate", "pick", "pick_words", "sentences"]
