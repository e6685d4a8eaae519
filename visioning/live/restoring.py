"""The smallest change that makes a text say again what it said: a Yjs update, like any other person's writing.

Words that are still there stay as they are, so they keep their authors; what is missing is written again, what came
later is deleted. Nothing is erased from the log. Pure: knows states and readings, no person and no database.
"""

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from .blocks import TEXTBLOCKS, UNSEEN, Block, Run
from .items import whole
from .reading import Reading
from .schema import run_of
from .tokens import TOKEN
from .tree import Element, Piece, Text, read_tree

WORD_OR_SPACE = re.compile(TOKEN.pattern + r"|\s")
SURE = 10**6  # the same element


def restoring(state: bytes, target: Reading, client: int) -> bytes | None:
    """The update that turns `state` back into `target`, written as `client`; None where nothing differs."""
    doc = Doc(client_id=client, skip_gc=True)
    doc.apply_update(state)
    before, size = doc.get_state(), doc.get_update()
    tree = read_tree(state)
    with doc.transaction():
        for name in sorted({*tree, *target.fragments}):
            root = tree.get(name) or Element((0, 0), name, {}, ())
            Restoring().blocks(doc.get(name, type=XmlFragment), root.children, target.blocks(name))
    return None if doc.get_update() == size else doc.get_update(before)


class Restoring:
    """Walks the live document, its tree with ids, and the wanted blocks side by side, from the end to the start."""

    def blocks(self, live, now, wanted) -> None:
        if len(live.children) != len(now):  # something is there that no editor of ours writes
            del live.children[: len(live.children)]
            now = ()
        for place, node, block in steps(now, wanted, _name, lambda block: block.kind):
            if block is None:
                del live.children[place]
            elif node is None:
                self.write_block(live, place, block)
            else:
                self.block(live.children[place], node, block)

    def block(self, live, node: Element, block: Block) -> None:
        for key, value in attributes_of(block).items():
            if live.attributes.get(key) != value:
                live.attributes[key] = value
        if block.kind in TEXTBLOCKS:
            self.inline(live, node.children, lines_of(block, node.children))
        else:
            self.blocks(live, node.children, block.children)

    def inline(self, live, now, wanted) -> None:
        if len(live.children) != len(now):
            del live.children[: len(live.children)]
            now = ()
        for place, node, line in steps(now, wanted, _name, lambda line: line.kind):
            if line is None:
                del live.children[place]
            elif node is None:
                self.write_line(live, place, line)
            elif isinstance(node, Text):
                self.letters(live.children[place], node, list(line.runs()))

    def letters(self, live: XmlText, node: Text, wanted: list[Run]) -> None:
        now = "".join(piece.text for piece in node.pieces)
        if "".join(str(part) for part, _marks in live.diff()) != whole(now):
            del live[0 : len(live)]
            node, now = Text(node.id, ()), ""
        text = "".join(run.text for run in wanted)
        kept = [(-1, -1), *same_letters(node, now, wanted, text), (len(now), len(text))]
        for (i, j), (next_i, next_j) in reversed(list(pairwise(kept))):
            if next_i - i > 1:
                del live[size(now[: i + 1]) : size(now[:next_i])]
            if next_j - j > 1:
                live.insert(size(now[: i + 1]), whole(text[j + 1 : next_j]))
        self.looks(live, wanted)

    def looks(self, live: XmlText, wanted: list[Run]) -> None:
        """Bold, italics and links as they were; marks the reading does not know are left alone."""
        has, wants = [], []
        for part, marks in live.diff():
            run = run_of(Piece(str(part), (0, 0), marks or {}))
            has += [run.look] * len(str(part).encode())
        for run in wanted:
            wants += [run.look] * size(run.text)
        start = 0
        for end in range(1, len(has) + 1):
            if end == len(has) or (has[end], wants[end]) != (has[start], wants[start]):
                was, look = has[start], wants[start]
                changes = {
                    name: value
                    for name, value, old, new in zip(MARKS, marks_of(look), was, look, strict=True)
                    if old != new
                }
                if changes:
                    live.format(start, end, changes)
                start = end

    def write_block(self, live, place: int, block: Block) -> None:
        element = XmlElement(block.kind, attributes_of(block))
        live.children.insert(place, element)
        if block.kind in TEXTBLOCKS:
            for number, line in enumerate(lines_of(block)):
                self.write_line(element, number, line)
        else:
            for number, child in enumerate(block.children):
                self.write_block(element, number, child)

    def write_line(self, live, place: int, line: Block) -> None:
        if line.kind == "hard_break":
            live.children.insert(place, XmlElement("hard_break"))
            return
        text = live.children.insert(place, XmlText("".join(whole(run.text) for run in line.children)))
        self.looks(text, list(line.children))


MARKS = ("strong", "em", "link")


def marks_of(look: tuple) -> tuple:
    strong, em, href = look
    return ({} if strong else None), ({} if em else None), ({"href": href} if href else None)


def attributes_of(block: Block) -> dict:
    return {"heading": {"level": block.number}, "ordered_list": {"order": block.number}}.get(block.kind, {})


def lines_of(block: Block, now=()) -> list[Block]:
    """A textblock's stretches of runs, as blocks of kind "text", and the breaks between them.

    Where two people began a block at the same moment, its letters stand in two text nodes; of `now` we learn which.
    """
    home = {letter: place for place, node in enumerate(now) for letter in letters_of(node)}
    found: list[Block] = []
    here = None
    for child in block.children:
        if not isinstance(child, Run):
            found.append(child)
            continue
        (client, first), homes = child.id, set()
        homes.update(home[client, clock] for clock in range(first, first + len(child.text)) if (client, clock) in home)
        place = homes.pop() if homes else here
        if found and found[-1].kind == "text" and here in (None, place):
            found[-1] = Block("text", found[-1].id, (*found[-1].children, child))
        else:
            found.append(Block("text", child.id, (child,)))
        here = place
    return found


def size(text: str) -> int:
    """Where a place lies in bytes, as pycrdt counts."""
    return len(text) if text.isascii() else len(whole(text).encode())


def _name(node) -> str:
    return "text" if isinstance(node, Text) else node.name


# --- Finding what is still there ----------------------------------------------------------------------------


def steps(now, wanted, name_of, kind_of):
    """From the end to the start: (place, node, wanted) to change, (place, node, None) to delete, (place, None, wanted)
    to write at that place."""
    i, j = len(now), len(wanted)
    for x, y in [*reversed(pair_up(now, wanted, name_of, kind_of)), (-1, -1)]:
        while i - 1 > x:
            i -= 1
            yield i, now[i], None
        while j - 1 > y:
            j -= 1
            yield i, None, wanted[j]
        if x >= 0:
            i, j = x, y
            yield i, now[i], wanted[j]


def pair_up(now, wanted, name_of, kind_of) -> list[tuple[int, int]]:
    """Which node becomes which wanted one: the same element, else the one that shares most letters, in order."""
    owner = {
        (run.id[0], clock): j
        for j, block in enumerate(wanted)
        for run in block.runs()
        for clock in range(run.id[1], run.id[1] + len(run.text))
    }
    words = ["".join(run.shown for run in block.runs()) for block in wanted]
    likeness: list[dict[int, int]] = []
    for node in now:
        shared = Counter(owner[letter] for letter in letters_of(node) if letter in owner)
        said = UNSEEN.sub("", text_in(node))
        found = {}
        for j, block in enumerate(wanted):
            if name_of(node) == kind_of(block):
                same = SURE * (node.id == block.id) + 2 * shared[j] + (said == words[j]) * (1 + len(said))
                if same:
                    found[j] = same
        likeness.append(found)
    # The rising set of pairs that are most alike together.
    best = [[0] * (len(wanted) + 1)]
    for found in likeness:
        above, row = best[-1], [0]
        for j in range(len(wanted)):
            row.append(max(above[j + 1], row[j], above[j] + found[j] if j in found else 0))
        best.append(row)
    pairs, i, j = [], len(now), len(wanted)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def letters_of(node):
    if isinstance(node, Text):
        for piece in node.pieces:
            yield from ((piece.id[0], clock) for clock in range(piece.id[1], piece.id[1] + len(piece.text)))
    else:
        for child in node.children:
            yield from letters_of(child)


def text_in(node) -> str:
    if isinstance(node, Text):
        return whole("".join(piece.text for piece in node.pieces))
    return "".join(text_in(child) for child in node.children)


def same_letters(node: Text, now: str, wanted: list[Run], text: str) -> list[tuple[int, int]]:
    """Rising pairs of places whose letters can stay: the same ids, and between them words that read alike."""
    places = {letter: place for place, letter in enumerate(letters_of(node))}
    pairs: list[tuple[int, int]] = []
    place, last = 0, -1
    for run in wanted:
        for clock in range(run.id[1], run.id[1] + len(run.text)):
            here = places.get((run.id[0], clock), -1)
            if here > last:
                pairs.append((here, place))
                last = here
            place += 1
    found: list[tuple[int, int]] = []
    a = b = 0
    for i, j in (*pairs, (len(now), len(text))):
        found += ((a + x, b + y) for x, y in alike(now[a:i], text[b:j]))
        if i < len(now):
            found.append((i, j))
        a, b = i + 1, j + 1
    return found


def alike(now: str, text: str):
    if not now or not text or len(now) * len(text) > 4_000_000:
        return
    a, b = ([match.span() for match in WORD_OR_SPACE.finditer(part)] for part in (now, text))
    matcher = SequenceMatcher(None, [now[x:y] for x, y in a], [text[x:y] for x, y in b], autojunk=False)
    for i, j, length in matcher.get_matching_blocks():
        for n in range(length):
            (x, end), (y, _end) = a[i + n], b[j + n]
            yield from ((x + step, y + step) for step in range(end - x))
