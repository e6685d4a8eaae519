"""From suggested words to the smallest change of a text that makes a passage say them. Pure: knows no person, no database.

Words that stay keep their letters, so they keep their authors and their looks. What others wrote into the passage since
stays too, unless the suggestion is about these very words; then what would go is shown before anybody accepts.
"""

import hashlib
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from visioning.live.blocks import UNSEEN
from visioning.live.carried import Carried
from visioning.live.compare import ADDED, NOBODY, REMOVED, Piece, Row
from visioning.live.flow import BREAK, Flow
from visioning.live.items import units, whole
from visioning.live.passages import flow_of, locate
from visioning.live.reading import Reading
from visioning.live.rewriting import Edit, rewriting
from visioning.live.tokens import TOKEN

PART = re.compile(rf"(?:{TOKEN.pattern})|\n|[^\S\n]+")
AROUND = 60  # letters shown before and after a passage
NEAR = 200  # letters that somebody may have typed where the ends of a passage were


@dataclass(frozen=True, slots=True)
class Part:
    """A word, a sign or white space, and where it lies. White space is as good as any other."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Prospect:
    """What would become of a passage. `edits` is None where its words now stand too far apart for one change.

    `changed` is whether the passage says something else than when the words were suggested.
    """

    flow: Flow
    now: str
    after: str
    changed: bool
    rows: list[Row]
    edits: list[Edit] | None

    @property
    def mark(self) -> str:
        """Stands for what somebody was shown before they accepted."""
        return hashlib.sha256(f"{self.now}\0{self.after}".encode()).hexdigest()[:20]

    def update(self, state: bytes, client: int) -> bytes | None:
        """The change, written as `client`; None where the text says so already."""
        return rewriting(state, self.flow, self.edits, client) if self.edits else None


def prospect(passage, was: str, wanted: str, reading: Reading, carried: Carried | None = None) -> Prospect | None:
    """What the passage would say with the words `wanted` where it said `was`, or None where nothing is left of it."""
    place = locate(passage, reading, carried)
    if place is None:
        return None
    flow = flow_of(reading, passage.fragment)
    stretches = widened(flow, passage, place)
    now = parts_of(flow.text, stretches)
    edits = merged(parts_of(units(was)), parts_of(units(wanted)), now, units(wanted))
    if edits is None and len(stretches) == 1 and BREAK not in flow.text[slice(*stretches[0])]:
        edits = [Edit(*span_of(now, i, j), text) for i, j, text in hunks(now, parts_of(units(wanted)), units(wanted))]
    if edits and not wanted.strip():
        edits = [without_gap(flow, edit) for edit in edits]
    now_says = " … ".join(flow.shown(*stretch) for stretch in stretches)
    return Prospect(
        flow=flow,
        now=now_says,
        after=" … ".join(rewritten(flow, *stretch, edits or ()) for stretch in stretches),
        changed=now_says.split() != was.split(),
        rows=[row_of(flow, *stretch, edits or ()) for stretch in stretches],
        edits=edits,
    )


def word_rows(old: str, new: str) -> list[Row]:
    """Two wordings laid beside each other, for a comparison's template."""
    parts, line, at = parts_of(units(old)), units(old), 0
    row = Row("paragraph", 0)
    for i, j, words in hunks(parts, parts_of(units(new)), units(new)):
        start, end = span_of(parts, i, j)
        add(row, "", line[at:start])
        add(row, REMOVED, line[start:end])
        add(row, ADDED, words)
        at = end
    add(row, "", line[at:])
    return [row]


def whole_rows(old: str, new: str) -> list[Row]:
    """One wording, then the other, where looking for what they share would take too long."""
    row = Row("paragraph", 0)
    add(row, REMOVED, units(old))
    add(row, ADDED, units(new))
    return [row]


def widened(flow: Flow, passage, place) -> list[tuple[int, int]]:
    """Where the passage lies. Where its first or last letters are gone, what was typed in their stead belongs to it."""
    found = [(flow.leaves[one.leaf].start + one.start, flow.leaves[one.leaf].start + one.end) for one in place.ranges]
    (start, first_end), (last_start, end) = found[0], found[-1]
    client, clock, length = passage.letters[-1]
    if flow.place_of(tuple(passage.letters[0][:2])) is None:
        leaf, tail = flow.leaves[flow.leaf_at(start)], units(passage.before.rpartition(BREAK)[2][-25:])
        at = flow.text.rfind(tail, max(leaf.start, start - NEAR), start) if tail else leaf.start
        if at >= leaf.start and start - at < NEAR:
            found[0] = flow.trimmed(at + len(tail), start)[0], first_end
    if flow.place_of((client, clock + length - 1)) is None:
        leaf, head = flow.leaves[flow.leaf_at(end - 1)], units(passage.after.partition(BREAK)[0][:25])
        at = flow.text.find(head, end, min(leaf.end, end + NEAR)) if head else leaf.end
        if at >= 0 and at - end < NEAR:
            found[-1] = found[-1][0] if len(found) == 1 else last_start, flow.trimmed(end, at)[1]
    return found


# --- Which words instead of which -----------------------------------------------------------------------------------


def parts_of(text: str, stretches=None) -> list[Part]:
    """The words, signs and gaps; between two stretches one part that nothing is like."""
    found: list[Part] = []
    for start, end in [(0, len(text))] if stretches is None else stretches:
        if found:
            found.append(Part(BREAK, found[-1].end, start))
        for match in PART.finditer(text, start, end):
            key = match.group()
            if not UNSEEN.fullmatch(key) or key == BREAK:
                found.append(Part(" " if key.isspace() and key != BREAK else key, match.start(), match.end()))
    return found


def hunks(old: list[Part], new: list[Part], line: str) -> list[tuple[int, int, str]]:
    """(first part, part after the last, words instead); what only a gap divides is one."""
    matcher = SequenceMatcher(None, [part.key for part in old], [part.key for part in new], autojunk=False)
    found: list[list[int]] = []
    for tag, i, j, x, y in matcher.get_opcodes():
        if tag == "equal":
            continue
        if found and all(part.key == " " for part in old[found[-1][1] : i]):
            found[-1][1], found[-1][3] = j, y
        else:
            found.append([i, j, x, y])
    return [(i, j, line[slice(*span_of(new, x, y))]) for i, j, x, y in found]


def span_of(parts: list[Part], first: int, after: int) -> tuple[int, int]:
    if first < after:
        return parts[first].start, parts[after - 1].end
    place = parts[first].start if first < len(parts) else parts[-1].end if parts else 0
    return place, place


def merged(was: list[Part], wanted: list[Part], now: list[Part], line: str) -> list[Edit] | None:
    """The suggestion's changes carried over to what the passage says now; None where they meet those of others."""
    matcher = SequenceMatcher(None, [part.key for part in was], [part.key for part in now], autojunk=False)
    home = {i + n: j + n for i, j, length in matcher.get_matching_blocks() for n in range(length)}
    edits = []
    for first, after, words in hunks(was, wanted, line):
        # What stands on both sides must still stand there, and nothing else between.
        around = [home.get(n) for n in range(max(first - 1, 0), min(after + 1, len(was)))]
        if None in around or any(b - a != 1 for a, b in pairwise(around)):
            return None
        here = home[first] if first < len(was) else home[first - 1] + 1
        there = home[after - 1] + 1 if first < after else here
        if any(part.key == BREAK for part in now[here:there]):
            return None
        edits.append(Edit(*span_of(now, here, there), words))
    return edits


def without_gap(flow: Flow, edit: Edit) -> Edit:
    """Where words are taken out, one of the two gaps around them goes as well."""
    leaf = flow.leaves[flow.leaf_at(edit.start)]
    line = flow.text
    opens = edit.start == leaf.start or line[edit.start - 1].isspace()
    closes = edit.end >= leaf.end or line[edit.end].isspace()
    if opens and edit.end < leaf.end and line[edit.end] == " ":
        return Edit(edit.start, edit.end + 1, edit.words)
    if closes and edit.start > leaf.start and line[edit.start - 1] == " ":
        return Edit(edit.start - 1, edit.end, edit.words)
    return edit


def rewritten(flow: Flow, start: int, end: int, edits) -> str:
    """What a stretch will say."""
    row = row_of(flow, start, end, edits, around=0)
    return "".join(piece.text for piece in row.pieces if piece.change != REMOVED).strip()


def row_of(flow: Flow, start: int, end: int, edits, around=AROUND) -> Row:
    """A stretch with its changes marked, and a few words before and after it."""
    leaf = flow.leaves[flow.leaf_at(start)]
    row, at = Row("paragraph", 0), start
    if around:
        at = flow.text.rfind(" ", leaf.start, start - around) + 1 if start - around > leaf.start else leaf.start
        add(row, "", "… " if at > leaf.start else "")
    for edit in edits:
        if edit.end < start - 1 or edit.start > end + 1:
            continue
        add(row, "", flow.text[at : edit.start])
        add(row, REMOVED, flow.text[edit.start : edit.end])
        add(row, ADDED, edit.words)
        at = max(edit.end, at)
    stop = end
    if around:
        stop = flow.text.find(" ", end + around, leaf.end) if end + around < leaf.end else leaf.end
        stop = leaf.end if stop < 0 else stop
    add(row, "", flow.text[at:stop])
    add(row, "", " …" if stop < leaf.end and around else "")
    return row


def add(row: Row, change: str, line: str) -> None:
    if words := UNSEEN.sub("", whole(line)):
        row.pieces.append(Piece(change, words, NOBODY if change else None))
