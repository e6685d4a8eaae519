"""The vision sentence by sentence as it reads now, each with the passages that cover it. Pure: knows a reading, no rows.

A sentence has no row of its own. Its key, for addresses that stay right after edits, is the passage it is known by, else its first
letter, which keeps its id for ever.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .live.carried import Carried
from .live.passages import Picked, flow_of, pick, sentences
from .live.reading import Reading
from .models import CONTENT, ORGANIZER

WANTED = (CONTENT, *ORGANIZER)  # the parts that say what we want; the others follow from them, or tell of today
FRAGMENTS = tuple(section.key for section in WANTED)
TITLES = {section.key: section.title for section in WANTED}
LETTER = re.compile(rf"({'|'.join(FRAGMENTS)})-(\d{{1,16}})-(\d{{1,16}})")


@dataclass(frozen=True)
class VisionSentence:
    """One sentence. `passages` are keys of those that cover some of it. Where `stands` is False its words were taken out."""

    key: str
    fragment: str
    words: str
    passages: tuple[int, ...] = ()
    start: tuple[int, int] | None = None
    end: tuple[int, int] | None = None
    stands: bool = True

    @property
    def part(self):
        return TITLES.get(self.fragment, "")

    def picked(self, reading: Reading) -> Picked | None:
        """Its letters, for a passage of its own."""
        return pick(reading, self.fragment, self.start, self.end) if self.stands else None


def sentences_of(reading: Reading, passages: Iterable = (), moved: Carried | None = None) -> list[VisionSentence]:
    """Every sentence in the order of the text, headings aside; then the passages whose words are gone, as they were."""
    found, gone = [], []
    passages = sorted(passages, key=lambda one: one.pk)
    placed = [(one, one.place(reading, moved)) for one in passages]
    for fragment in FRAGMENTS:
        flow = flow_of(reading, fragment)
        spans = [(one.pk, span_of(flow, place)) for one, place in placed if place and place.fragment == fragment]
        known = set()  # a passage of two sentences is the name of its first
        for one in sentences(reading, fragment):
            if flow.leaves[one.leaf].block.kind == "heading":
                continue
            start, end = flow.place_of(one.start), flow.place_of(one.end)
            covering = {pk: span for pk, span in spans if span[0] <= end and span[1] >= start}
            own = [pk for pk in covering if pk not in known]
            # That which is just this sentence, before one that is more or less than it.
            own.sort(key=lambda pk: (covering[pk] != (start, end), pk))
            known.update(covering)
            key = str(own[0]) if own else f"{fragment}-{one.start[0]}-{one.start[1]}"
            found.append(VisionSentence(key, fragment, one.words, tuple(covering), one.start, one.end))
    for one, place in placed:
        if place is None:
            gone.append(VisionSentence(str(one.pk), one.fragment, one.quote, (one.pk,), stands=False))
    return found + gone


def span_of(flow, place) -> tuple[int, int]:
    """From its first to its last letter."""
    return flow.place_of(place.start), flow.place_of(place.end)


def letter_of(key: str) -> tuple[str, tuple[int, int]] | None:
    """Which letter of which part a key names, where it names one."""
    found = LETTER.fullmatch(key)
    return found and (found[1], (int(found[2]), int(found[3])))


def with_letter(found: Iterable[VisionSentence], reading: Reading, key: str) -> VisionSentence | None:
    """The sentence that this letter stands in by now."""
    named = letter_of(key)
    flow = named and flow_of(reading, named[0])
    at = flow.place_of(named[1]) if flow else None
    if at is None:
        return None
    for one in found:
        if one.stands and one.fragment == named[0] and flow.place_of(one.start) <= at <= flow.place_of(one.end):
            return one
    return None
