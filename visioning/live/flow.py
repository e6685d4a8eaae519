"""One fragment of a reading as a single line of letters, each with its id and its place. Pure: knows no passage.

Places count UTF-16 units, as Yjs does. Blocks and line breaks are divided by one "\\n" that has no id.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .blocks import UNSEEN, WORD, Block, Run
from .items import Id, whole
from .reading import Reading
from .tokens import characters

BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A paragraph or heading and where it lies in the line."""

    block: Block
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it reads, small letters, and where it lies."""

    key: str
    start: int
    end: int


class Flow:
    """The letters of one fragment, one after the other."""

    def __init__(self, reading: Reading, fragment: str):
        parts: list[str] = []
        self.fragment = fragment
        self.leaves: list[Leaf] = []
        self.runs: list[tuple[int, Run]] = []  # where each begins
        at = 0
        for block in (leaf for top in reading.blocks(fragment) for leaf in top.leaves()):
            start = at
            for child in block.children:
                if isinstance(child, Run):
                    self.runs.append((at, child))
                    parts.append(child.text)
                    at += len(child.text)
                else:
                    parts.append(BREAK)
                    at += 1
            self.leaves.append(Leaf(block, start, at))
            parts.append(BREAK)
            at += 1
        self.text = "".join(parts)
        self.leaf_starts = [leaf.start for leaf in self.leaves]
        self.run_starts = [start for start, _run in self.runs]

    @cached_property
    def homes(self) -> dict[int, list[tuple[int, int, int]]]:
        """By client: first clock, clock after the last, place of the first."""
        found: dict[int, list[tuple[int, int, int]]] = {}
        for at, run in self.runs:
            client, clock = run.id
            found.setdefault(client, []).append((clock, clock + len(run.text), at))
        for ranges in found.values():
            ranges.sort()
        return found

    def place_of(self, id: Id) -> int | None:
        """Where this letter stands, or None where it is not in sight."""
        found = next(self.places_of(*id, 1), None)
        return found and found[0]

    def places_of(self, client: int, clock: int, length: int) -> Iterator[tuple[int, int, int]]:
        """Where these letters stand now: (place, place after, how many letters in)."""
        ranges = self.homes.get(client, ())
        index = max(bisect_right(ranges, (clock, 2**60)) - 1, 0)
        while index < len(ranges) and ranges[index][0] < clock + length:
            first, after, at = ranges[index]
            begin, end = max(first, clock), min(after, clock + length)
            if begin < end:
                yield at + begin - first, at + end - first, begin - clock
            index += 1

    def id_at(self, place: int) -> Id | None:
        """The letter at a place; None for a break."""
        index = bisect_right(self.run_starts, place) - 1
        if index < 0:
            return None
        at, run = self.runs[index]
        return (run.id[0], run.id[1] + place - at) if place < at + len(run.text) else None

    def letters(self, start: int, end: int) -> list[list[int]]:
        """The ids between two places, as [client, first clock, how many]."""
        found: list[list[int]] = []
        index = max(bisect_right(self.run_starts, start) - 1, 0)
        while index < len(self.runs) and self.run_starts[index] < end:
            at, run = self.runs[index]
            begin, stop = max(at, start), min(at + len(run.text), end)
            if begin < stop:
                client, clock = run.id[0], run.id[1] + begin - at
                if found and found[-1][0] == client and found[-1][1] + found[-1][2] == clock:
                    found[-1][2] += stop - begin
                else:
                    found.append([client, clock, stop - begin])
            index += 1
        return found

    def shown(self, start: int, end: int) -> str:
        """The words between two places, for people."""
        return UNSEEN.sub("", whole(self.text[start:end]))

    def leaf_at(self, place: int) -> int:
        """Which leaf a place lies in."""
        return bisect_right(self.leaf_starts, place) - 1

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Without the white space at both ends."""
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return start, end

    @cached_property
    def words(self) -> list[Word]:
        line, places = characters(self.text)
        return [
            Word(match.group().lower(), places[match.start()], places[match.end()]) for match in WORD.finditer(line)
        ]

    @cached_property
    def word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def word_places(self) -> dict[str, list[int]]:
        """Which words read so, by number."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            found.setdefault(word.key, []).append(number)
        return found


def words_in(text: str) -> list[str]:
    return [match.group().lower() for match in WORD.finditer(text)]
