"""A reading cut into words, and two such rows of words laid beside each other. Pure: knows ids and letters, no people."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from .blocks import LISTS, UNSEEN, WORD, Block, Run
from .items import Id, whole

TOKEN = re.compile(rf"(?P<word>{WORD.pattern})|[\ud800-\udbff][\udc00-\udfff]|[^\s]")
SPACE = re.compile(r"\s*")
WORTH_MATCHING = 4_000_000  # a gap of 2,000 words by 2,000 words; anything bigger was rewritten

Letters = tuple[int, int, int]  # client, first clock, clock after the last
START = "¶"  # the key of the token that opens a block


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, or (kind set) the start of a block. `space` is the white space behind it."""

    key: str
    id: Id
    letters: tuple[Letters, ...] = ()
    space: str = ""
    is_word: bool = False
    look: tuple = ()
    kind: str = ""
    number: int = 0

    @property
    def shown(self) -> str:
        return UNSEEN.sub("", whole(self.key + self.space))


def around_changes(old: Sequence[Block], new: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks that differ, and on both sides the one beside them."""
    there = {block.id: block for block in old}
    same = {block.id for block in new if there.get(block.id) == block}
    kept = set()
    for blocks in (old, new):
        filled = [block for block in blocks if block.id not in same or not block.is_empty()]
        for one, other in pairwise(filled):
            if one.id not in same or other.id not in same:
                kept |= {one.id, other.id}
    return tuple([block for block in blocks if block.id in kept or block.id not in same] for blocks in (old, new))


def tokens_of(blocks) -> list[Token]:
    """All tokens of a fragment. Blocks without a letter are passed over."""
    return list(_tokens(blocks, "paragraph", 0))


def _tokens(blocks, context: str, depth: int) -> Iterator[Token]:
    for block in blocks:
        if block.kind in ("paragraph", "heading"):
            kind = "heading" if block.kind == "heading" else context
            found = list(_tokens_of_block(block))
            if found:
                yield Token(START, block.id, kind=kind, number=block.number or depth)
                yield from found
        elif block.kind in LISTS:
            yield from _tokens(block.children, "item", depth + 1)
        elif block.kind == "blockquote":
            yield from _tokens(block.children, "quote", depth)
        else:
            yield from _tokens(block.children, context, depth)


def _tokens_of_block(block: Block) -> Iterator[Token]:
    runs: list[Run] = []
    for child in block.children:
        if isinstance(child, Run):
            runs.append(child)
        elif runs:
            yield from _tokens_of_line(runs)
            runs = []
    yield from _tokens_of_line(runs)


def _tokens_of_line(runs: list[Run]) -> Iterator[Token]:
    line, places = characters("".join(run.text for run in runs))
    starts, at = [], 0
    for run in runs:
        starts.append(at)
        at += len(run.text)
    for match in TOKEN.finditer(line):
        first, last = places[match.start()], places[match.end()]
        index = bisect_left(starts, first + 1) - 1
        look, letters = runs[index].look, []
        while index < len(runs) and starts[index] < last:
            client, clock = runs[index].id
            begin = clock + max(first - starts[index], 0)
            end = clock + min(last - starts[index], len(runs[index].text))
            if end > begin:
                letters.append((client, begin, end))
            index += 1
        space = SPACE.match(line, match.end()).group()
        yield Token(match.group(), letters[0][:2], tuple(letters), space, match.lastgroup == "word", look)


def characters(text: str) -> tuple[str, Sequence[int]]:
    """UTF-16 units as characters, and for each the place of its first unit."""
    if text.isascii():
        return text, range(len(text) + 1)
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return joined, [0, *accumulate(2 if char > "\uffff" else 1 for char in joined)]


def align(old: list[Token], new: list[Token]) -> list[tuple[int, int]]:
    """Which token of the new row is which of the old one, as rising pairs of places.

    The same letters in the same place come first: their ids say so for certain. Between those, words that were typed
    again (a divided paragraph, a restored one) are found by how they read.
    """
    places = {(token.id, token.key): place for place, token in enumerate(old)}
    pairs: list[tuple[int, int]] = []
    last = -1
    for place, token in enumerate(new):
        before = places.get((token.id, token.key), -1)
        if before > last:
            pairs.append((before, place))
            last = before
    whole_pairs: list[tuple[int, int]] = []
    a = b = 0
    for i, j in (*pairs, (len(old), len(new))):
        if a < i and b < j:
            whole_pairs += ((a + x, b + y) for x, y in _alike(old[a:i], new[b:j]))
        if i < len(old):
            whole_pairs.append((i, j))
        a, b = i + 1, j + 1
    return whole_pairs


def _alike(old: list[Token], new: list[Token]) -> Iterator[tuple[int, int]]:
    if len(old) * len(new) > WORTH_MATCHING:
        return
    matcher = SequenceMatcher(None, [token.key for token in old], [token.key for token in new], autojunk=len(new) > 400)
    for i, j, size in matcher.get_matching_blocks():
        yield from ((i + n, j + n) for n in range(size))
