"""Sets of spans: which clocks of which Yjs client. Pure arithmetic, used for what is deleted and by whom."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from .updates import Span


class Spans:
    """A set of (client, clock) pairs kept as disjoint, sorted, half-open ranges per client."""

    __slots__ = ("by_client",)

    def __init__(self, spans: Iterable[Span] = ()):
        self.by_client: dict[int, tuple[list[int], list[int]]] = {}
        for client, start, end in spans:
            self.add(client, start, end)

    def add(self, client: int, start: int, end: int) -> None:
        starts, ends = self.by_client.setdefault(client, ([], []))
        first = bisect_left(ends, start)  # the first range that touches or follows
        last = bisect_right(starts, end)  # the first range that lies wholly behind
        if first < last:
            start, end = min(start, starts[first]), max(end, ends[last - 1])
        starts[first:last] = [start]
        ends[first:last] = [end]

    def missing(self, client: int, start: int, end: int) -> list[Span]:
        """The parts of this range that are not in the set."""
        known = self.by_client.get(client)
        if known is None:
            return [(client, start, end)]
        starts, ends = known
        found: list[Span] = []
        index = bisect_right(ends, start)
        while index < len(starts) and starts[index] < end:
            if start < starts[index]:
                found.append((client, start, starts[index]))
            start = max(start, ends[index])
            index += 1
        if start < end:
            found.append((client, start, end))
        return found

    def __contains__(self, point: tuple[int, int]) -> bool:
        client, clock = point
        return not self.missing(client, clock, clock + 1)

    def __iter__(self) -> Iterator[Span]:
        for client, (starts, ends) in self.by_client.items():
            for start, end in zip(starts, ends, strict=True):
                yield client, start, end

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spans) and self.by_client == other.by_client

    __hash__ = None

    def __bool__(self) -> bool:
        return bool(self.by_client)
