"""The search for a passage in one fragment: by ids, by where retyped letters came from, and at last by how it reads.

Pure. A stretch is (place, place after) in a `Flow`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from .blocks import WORD
from .carried import Carried
from .flow import Flow, words_in
from .items import Id

NEAR = 300  # letters somebody may write in the middle of a passage before it counts as two stretches
FEW, MANY = 3, 5  # words in a row that are no chance: where a neighbour agrees; anywhere
NEIGHBOURS = 5  # words before and after that are compared
WEAK = 10  # one letter of so many is no passage any more
TRIES = 40  # places of one word before it is too common to begin at
DEEPEST = 20  # times the same words were moved
WORTH_ALIGNING = 250_000  # words of the quote times words close by


@dataclass(slots=True)
class Cluster:
    """Letters of the passage that stand together, in their order."""

    start: int
    end: int
    parts: list[tuple[int, int]] = field(default_factory=list)  # offsets within the passage

    @property
    def size(self) -> int:
        return sum(end - start for start, end in self.parts)


class Finder:
    """Finds passages in one fragment of one reading."""

    def __init__(self, flow: Flow, carried: Carried | None = None):
        self.flow, self.carried = flow, carried

    def find(self, passage) -> list[tuple[int, int]]:
        """The stretches of the passage in the order of the text; none where it is gone."""
        size = sum(length for _client, _clock, length in passage.letters)
        clusters = self.chosen(list(self.pieces(passage.letters)), size)
        clusters = [one for one in clusters if WORD.search(self.flow.text[one.start : one.end])]
        found = sum(one.size for one in clusters)
        if found * WEAK < size:  # a letter or two that somebody's rewriting left over
            return self.by_words(passage)
        stretches = [(one.start, one.end) for one in clusters]
        if found < size:
            main = max(range(len(clusters)), key=lambda number: clusters[number].size)
            stretches[main] = self.regained(passage.quote, stretches[main], size - found)
        return joined(stretches)

    # --- By ids ---------------------------------------------------------------------------------------------------

    def pieces(self, letters) -> Iterator[tuple[int, int, int]]:
        """(place, place after, offset within the passage) of every letter of it that is in sight."""
        offset = 0
        for client, clock, length in letters:
            for at, end, inner in self.flow.places_of(client, clock, length):
                yield at, end, offset + inner
            if self.carried is not None:
                once = ((client, clock), length, 0)
                for source, count, inner in (once, *self.origins((client, clock), length)):
                    yield from self.copies(*source, count, offset + inner)
            offset += length

    def copies(self, client: int, clock: int, length: int, offset: int) -> Iterator[tuple[int, int, int]]:
        """Where letters stand now that were once these."""
        for first, after, at in self.sources.get(client, ()):
            begin, end = max(first, clock), min(after, clock + length)
            if begin < end:
                yield at + begin - first, at + end - first, offset + begin - clock

    @cached_property
    def sources(self) -> dict[int, list[tuple[int, int, int]]]:
        """For letters in sight that were typed again: by client of what they were, its clocks, and the place now."""
        found: dict[int, list[tuple[int, int, int]]] = {}
        for at, run in self.flow.runs:
            for (client, clock), length, inner in self.origins(run.id, len(run.text)):
                found.setdefault(client, []).append((clock, clock + length, at + inner))
        return found

    def origins(self, id: Id, length: int, inner: int = 0, depth: int = 0) -> Iterator[tuple[Id, int, int]]:
        """Every letter these ones ever were: (id, how many, how far in)."""
        (client, clock), end = id, id[1] + length
        while clock < end and depth < DEEPEST:
            step = self.carried.step((client, clock))
            if step is None:
                clock += self.carried.until((client, clock)) or end
                continue
            source, count = step[0], min(step[1], end - clock)
            yield source, count, inner + clock - id[1]
            yield from self.origins(source, count, inner + clock - id[1], depth + 1)
            clock += count

    def chosen(self, pieces, size: int) -> list[Cluster]:
        """Letters that stand close to each other and in their order, together. No letter counts twice."""
        clusters: list[Cluster] = []
        for at, end, offset in sorted(set(pieces)):
            last = clusters[-1] if clusters else None
            close = last is not None and at - last.end <= max(NEAR, 2 * size)
            if close and last.parts[-1][1] <= offset:
                last.parts.append((offset, offset + end - at))
                last.end = max(last.end, end)
            elif not (close and at < last.end):
                clusters.append(Cluster(at, end, [(offset, offset + end - at)]))
        taken: set[int] = set()
        kept = []
        for cluster in sorted(clusters, key=lambda one: (-one.size, one.start)):
            letters = {letter for start, end in cluster.parts for letter in range(start, end)}
            if len(letters - taken) * 2 > len(letters):
                kept.append(cluster)
                taken |= letters
        return sorted(kept, key=lambda one: one.start)

    # --- By how it reads ------------------------------------------------------------------------------------------

    def regained(self, said: str, stretch: tuple[int, int], missing: int) -> tuple[int, int]:
        """The stretch together with words beside it that belong to the quote and were typed again."""
        flow, quote, (start, end) = self.flow, words_in(said), stretch
        margin = 2 * missing + NEAR // 5
        words = [word for word in flow.words if word.end > start - margin and word.start < end + margin]
        if not quote or len(quote) * len(words) > WORTH_ALIGNING:
            return stretch
        first = next((number for number, word in enumerate(words) if word.end > start), len(words))
        after = next((number for number, word in enumerate(words) if word.start >= end), len(words))
        if [word.key for word in words[first:after]] == quote:
            return stretch
        matcher = SequenceMatcher(None, quote, [word.key for word in words], autojunk=False)
        blocks = [(at, at + count) for _i, at, count in matcher.get_matching_blocks() if count]
        for begin, stop in blocks:
            if stop > after and (begin <= after or stop - begin >= FEW):
                after = stop
        for begin, stop in reversed(blocks):
            if begin < first and (stop >= first or stop - begin >= FEW):
                first = begin
        if first < after:
            start, end = min(start, words[first].start), max(end, words[after - 1].end)
        return self.with_signs(said, start, end)

    def with_signs(self, said: str, start: int, end: int) -> tuple[int, int]:
        """The stretch with the signs around the quote's first and last word, where they stand there still."""
        words = list(WORD.finditer(said))
        head, tail = (said[: words[0].start()], said[words[-1].end() :]) if words else ("", "")
        if head and self.flow.text[max(start - len(head), 0) : start] == head:
            start -= len(head)
        if tail and self.flow.text.startswith(tail, end):
            end += len(tail)
        return start, end

    def by_words(self, passage) -> list[tuple[int, int]]:
        """Where no letter is left by its id: the one place that reads like the quote, if its neighbours say so too."""
        quote = words_in(passage.quote)
        before, after = words_in(passage.before)[-NEIGHBOURS:], words_in(passage.after)[:NEIGHBOURS]
        best, rivals = None, 0
        for begin, at, count in self.alike(quote):
            agree = self.agreeing(begin, at, count, len(quote), before, after)
            sure = count >= MANY or (agree >= 2 and (count >= FEW or count == len(quote)))
            if not sure:
                continue
            if best is None or count + agree > best[0]:
                best, rivals = (count + agree, at, count), 0
            elif count + agree == best[0]:
                rivals += 1
        if best is None or rivals:
            return []
        _score, at, count = best
        stretch = self.flow.words[at].start, self.flow.words[at + count - 1].end
        if count < len(quote):
            return [self.regained(passage.quote, stretch, len(passage.quote))]
        return [self.with_signs(passage.quote, *stretch)]

    def alike(self, quote: list[str]) -> Iterator[tuple[int, int, int]]:
        """Words in a row that read like a part of the quote: (where in the quote, number of the first word, how many)."""
        words, done = self.flow.words, set()
        for number, key in enumerate(quote):
            places = self.flow.word_places.get(key, ())
            if len(places) > TRIES:
                continue
            for place in places:
                if (place - number, place) in done:
                    continue
                begin, at = number, place
                while begin and at and words[at - 1].key == quote[begin - 1]:
                    begin, at = begin - 1, at - 1
                count = 0
                while begin + count < len(quote) and at + count < len(words):
                    if words[at + count].key != quote[begin + count]:
                        break
                    done.add((place - number, at + count))
                    count += 1
                yield begin, at, count

    def agreeing(self, begin, at, count, size, before, after) -> int:
        """How many words beside it are those that stood beside the passage."""
        words, agree = self.flow.words, 0
        if begin == 0:
            for number, key in enumerate(reversed(before), 1):
                if at < number or words[at - number].key != key:
                    break
                agree += 1
        if begin + count == size:
            for number, key in enumerate(after, at + count):
                if number >= len(words) or words[number].key != key:
                    break
                agree += 1
        return agree


def joined(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order, those that touch as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
