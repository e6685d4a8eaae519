"""Words that only changed their place keep their author. Pure: knows items, numbers of people and nothing else.

Yjs cannot move text: when somebody presses Enter in a paragraph, makes a heading of it, indents it or takes a deletion
back, the editor deletes the words and types the same ones anew, so they come back under that person's client id. The
log still holds what was deleted, so each new stretch is traced to the deleted one it repeats. Nobody can gain by this:
words are only ever traced to somebody who typed exactly these words in this text.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from .blocks import WORD
from .items import Id
from .tree import Letters

FEW = 3  # words in a row that are no chance, when whoever deleted them typed them again
MANY = 5  # words in a row that are no chance, whoever deleted them
SHORTEST = 3  # letters
TRIES = 40  # places where the same three words stand, before we give up on them


@dataclass(slots=True)
class Stretch:
    """Letters next to each other: all deleted ones in a place, or all that one client typed in one go."""

    text: str = ""
    parts: list[tuple[int, int, int]] = field(default_factory=list)  # offset, client, clock

    def add(self, item: Letters) -> None:
        self.parts.append((len(self.text), *item.id))
        self.text += item.text

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, Id, int]]:
        """(offset from start, id, length) of what stands between two places."""
        index = bisect_right(self.parts, (start, float("inf"))) - 1
        while index < len(self.parts) and self.parts[index][0] < end:
            at, client, clock = self.parts[index]
            stop = self.parts[index + 1][0] if index + 1 < len(self.parts) else len(self.text)
            first, last = max(at, start), min(stop, end)
            if first < last:
                yield first - start, (client, clock + first - at), last - first
            index += 1


class Carried:
    """For letters that were typed again: which letter each one was."""

    def __init__(self):
        self.spans: dict[int, list[tuple[int, int, Id]]] = {}  # client → (start, end, id of the first letter's source)

    def note(self, id: Id, source: Id, length: int) -> None:
        spans = self.spans.setdefault(id[0], [])
        if spans and spans[-1][1] == id[1]:
            _start, _end, (client, clock) = spans[-1]
            if (client, clock + spans[-1][1] - spans[-1][0]) == source:
                spans[-1] = (spans[-1][0], id[1] + length, spans[-1][2])
                return
        spans.append((id[1], id[1] + length, source))

    def settle(self) -> "Carried":
        for spans in self.spans.values():
            spans.sort()
        return self

    def step(self, id: Id) -> tuple[Id, int] | None:
        """Where this letter was before, and how many letters from here on share the way."""
        spans = self.spans.get(id[0], ())
        index = bisect_right(spans, (id[1], float("inf"))) - 1
        if index < 0 or id[1] >= spans[index][1]:
            return None
        start, end, (client, clock) = spans[index]
        return (client, clock + id[1] - start), end - id[1]

    def until(self, id: Id) -> int | None:
        """How many letters from here on were not carried; None for all."""
        spans = self.spans.get(id[0], ())
        index = bisect_right(spans, (id[1], float("inf")))
        return spans[index][0] - id[1] if index < len(spans) else None

    def origin(self, id: Id, length: int, rank: dict[int, int]) -> tuple[Id, int]:
        """The letter this one was at first, and for how many of the `length` letters that holds together."""
        seen = [id]
        while True:
            found = self.step(seen[-1])
            if found is None:
                free = self.until(seen[-1])
                return seen[-1], min(length, free) if free else length
            length = min(length, found[1])
            if found[0] in seen:  # back and forth between two people: the older hand had them first
                circle = seen[seen.index(found[0]) :]
                return min(circle, key=lambda one: (rank.get(one[0], len(rank)), one[1])), length
            seen.append(found[0])


def trace(
    lines: list[list[Letters]],
    owner: Callable[[int], int | None],
    eraser: Callable[[int, int], int | None],
    own: bool = False,
) -> Carried:
    """Find, for every stretch somebody typed, the deleted stretch of somebody else it repeats; with `own`, of anybody.

    `lines` holds each text node's letters in order, deleted ones too.
    """
    carried = Carried()
    gone = list(_gone(lines))
    if not gone:
        return carried
    by_start, by_words = _index(gone)
    for typed in _typed(lines):
        if len(typed.text) < SHORTEST:
            continue
        writer = owner(typed.parts[0][1])
        mover = object() if own else writer  # whose words are not traced
        done = 0
        words = list(WORD.finditer(typed.text))
        whole = _whole(typed, words, by_start, writer, owner, eraser)
        if whole is not None:
            done = _note(carried, typed, 0, whole, 0, len(whole.text), mover, owner)
        for place, word in enumerate(words[: 1 - FEW]):
            if word.start() < done:
                continue
            best = _longest(typed, words, place, by_words, writer, owner, eraser)
            if best is not None:
                stretch, start, length = best
                done = _note(carried, typed, word.start(), stretch, start, length, mover, owner)
    return carried.settle()


def _note(carried, typed, start, gone, at, length, writer, owner) -> int:
    for offset, source, size in gone.pieces(at, at + length):
        if owner(source[0]) != writer:
            for inner, id, part in typed.pieces(start + offset, start + offset + size):
                carried.note(id, (source[0], source[1] + inner), part)
    return start + length


def _whole(typed, words, by_start, writer, owner, eraser) -> Stretch | None:
    """A deleted stretch this one begins with, however short, deleted by the very person who typed this."""
    if not words:
        return None
    found = [
        gone
        for gone in by_start.get(words[0].group(), ())
        if gone.text != ""
        and typed.text.startswith(gone.text)
        and _deleted_by(gone, 0, len(gone.text), writer, eraser)
        and not _later(typed, 0, gone, 0)
    ]
    # Words moved twice by one person are gone twice, once as their copy: the older hand is somebody else's.
    return max(found, key=lambda gone: (len(gone.text), _foreign(gone, 0, len(gone.text), writer, owner)), default=None)


def _longest(typed, words, place, by_words, writer, owner, eraser):
    """The longest deleted stretch that goes on from this word as this one does: (stretch, offset, length)."""
    key = tuple(word.group() for word in words[place : place + FEW])
    best, start = None, words[place].start()
    for gone, at in by_words.get(key, ()):
        if _later(typed, start, gone, at):
            continue
        length = _common(typed.text, start, gone.text, at)
        rest = next((word for word in words[place:] if word.end() > start + length), None)
        if rest is not None:  # a word that only begins alike is another word
            length = min(length, rest.start() - start)
        if best is not None and (
            length < best[2] or (length == best[2] and not _foreign(gone, at, length, writer, owner))
        ):
            continue
        count = sum(1 for word in words[place:] if word.end() <= start + length)
        if count >= MANY or (count >= FEW and _deleted_by(gone, at, length, writer, eraser)):
            best = (gone, at, length)
    return best


def _common(one: str, a: int, other: str, b: int) -> int:
    """How far two texts go on alike from these places."""
    most = min(len(one) - a, len(other) - b)
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[a : a + middle] == other[b : b + middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _later(typed: Stretch, start: int, gone: Stretch, at: int) -> bool:
    """Whether the deleted letters are these very ones, deleted later, or were typed after them."""
    (client, clock), (other, source) = (next(one.pieces(at, at + 1))[1] for one, at in ((typed, start), (gone, at)))
    return client == other and source >= clock


def _foreign(gone: Stretch, start: int, length: int, writer, owner) -> bool:
    return any(owner(id[0]) != writer for _offset, id, _length in gone.pieces(start, start + length))


def _deleted_by(gone: Stretch, start: int, length: int, writer, eraser) -> bool:
    return all(eraser(*id) == writer for _offset, id, _length in gone.pieces(start, start + length))


def _gone(lines: list[list[Letters]]) -> Iterator[Stretch]:
    """Deleted letters next to each other, as one stretch. Visible ones divide."""
    for line in lines:
        stretch = Stretch()
        for item in line:
            if item.deleted:
                stretch.add(item)
            elif stretch.parts:
                yield stretch
                stretch = Stretch()
        if stretch.parts:
            yield stretch


def _typed(lines: list[list[Letters]]) -> Iterator[Stretch]:
    """What each client typed in one go into one text node: clocks that follow each other."""
    for line in lines:
        stretch, after = Stretch(), None
        for item in sorted(line, key=lambda item: item.id):
            if stretch.parts and item.id != after:
                yield stretch
                stretch = Stretch()
            stretch.add(item)
            after = (item.id[0], item.id[1] + len(item.text))
        if stretch.parts:
            yield stretch


def _index(gone: list[Stretch]):
    by_start: dict[str, list[Stretch]] = {}
    by_words: dict[tuple, list[tuple[Stretch, int]]] = {}
    for stretch in gone:
        if len(stretch.text) < SHORTEST:
            continue
        words = list(WORD.finditer(stretch.text))
        if not words:
            continue
        starters = by_start.setdefault(words[0].group(), [])
        if len(starters) < TRIES:
            starters.append(stretch)
        for place in range(len(words) + 1 - FEW):
            places = by_words.setdefault(tuple(word.group() for word in words[place : place + FEW]), [])
            if len(places) < TRIES:
                places.append((stretch, words[place].start()))
    return by_start, by_words
