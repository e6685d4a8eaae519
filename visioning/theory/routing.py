"""In which lane each arrow runs through a channel, so that few cross and none lie on each other. Pure numbers.

A channel is a strip without boxes; a wire crosses it: flat from one wall, upright in its lane, flat to the same or other wall.
The classic name for this is channel routing; lanes are shared as in colouring intervals.
"""

from dataclasses import dataclass

LEFT, RIGHT = 0, 1
CLEAR = 5  # how far above each other two wires must end to share a lane
LEVEL = 0.5  # less than this is one height
TOUCH = 3.0  # flat pieces nearer than this would look like one
ON_EACH_OTHER = 4  # such a pair is as bad as this many crossings


@dataclass(eq=False)
class Wire:
    """One arrow in one channel: the heights at which it meets the walls, and which walls (side, side)."""

    first: float
    last: float
    sides: tuple[int, int] = (LEFT, RIGHT)

    @property
    def is_straight(self) -> bool:
        return self.sides == (LEFT, RIGHT) and abs(self.first - self.last) < LEVEL

    def span(self) -> tuple[float, float]:
        return (self.first, self.last) if self.first < self.last else (self.last, self.first)

    def flats(self, side: int) -> tuple[float, ...]:
        return tuple(height for height, wall in zip((self.first, self.last), self.sides, strict=True) if wall == side)


def lanes_of(wires: list[Wire]) -> tuple[dict[int, int], int]:
    """The lane of each wire by its place in the list, counted from the left, and how many lanes there are."""
    upright = [place for place, wire in enumerate(wires) if not wire.is_straight]
    order = _ordered(wires, upright)
    lanes, count = {}, 0
    spans = {place: wires[place].span() for place in order}
    for position, place in enumerate(order):
        low, high = spans[place]
        lane = 0
        for other in order[:position]:
            start, end = spans[other]
            if lanes[other] >= lane and start < high + CLEAR and low < end + CLEAR:
                lane = lanes[other] + 1
        lanes[place] = lane
        count = max(count, lane + 1)
    return lanes, count


def _ordered(wires: list[Wire], upright: list[int]) -> list[int]:
    """From left to right. Each wire in turn goes where it disturbs the others least."""
    facts = {place: (*wires[place].span(), wires[place].flats(LEFT), wires[place].flats(RIGHT)) for place in upright}
    better = {
        place: {} for place in upright
    }  # better[a][b]: what it costs to have a left of b, less the other way round
    for position, one in enumerate(upright):
        for other in upright[position + 1 :]:
            low, high, lefts, rights = facts[one]
            start, end, other_lefts, other_rights = facts[other]
            if start > high + TOUCH or low > end + TOUCH:
                continue
            cost = _cost(rights, start, end, other_lefts, low, high) - _cost(other_rights, low, high, lefts, start, end)
            if cost:
                better[one][other], better[other][one] = cost, -cost
    order = sorted(upright, key=lambda place: _starting_place(wires[place]))
    for _round in range(3):
        moved = False
        for place in list(order):
            rest = [one for one in order if one != place]
            spot = _best_spot(better[place], rest)
            if rest[:spot] + [place] + rest[spot:] != order:
                order, moved = rest[:spot] + [place] + rest[spot:], True
        if not moved:
            break
    return order


def _starting_place(wire: Wire):
    """Loops at the left wall stay near it, the short ones nearest; of those going down, the upper ones run further right."""
    low, high = wire.span()
    if wire.sides == (LEFT, LEFT):
        return 0, high - low, low
    return 1, -wire.first if wire.last > wire.first else wire.first, wire.last


def _best_spot(costs: dict[int, int], rest: list[int]) -> int:
    """Where among the rest it costs least; the middle of equals would move things for nothing, so the first."""
    cost = best = sum(costs.values())  # left of all
    spot = 0
    cost_of = costs.get
    for position, other in enumerate(rest, 1):
        if change := cost_of(other):
            cost -= 2 * change
            if cost < best:
                best, spot = cost, position
    return spot


def _cost(rights, start, end, lefts, low, high) -> int:
    """Crossings where the wire with `rights` and the span low–high runs left of the one with `lefts` and the span start–end."""
    cost = 0
    for height in rights:
        if start < height < end:
            cost += 1
        for other in lefts:
            if -TOUCH < height - other < TOUCH:
                cost += ON_EACH_OTHER
    for height in lefts:
        if low < height < high:
            cost += 1
    return cost


def spread(wanted: list[float], gaps: list[float], weights: list[float]) -> list[float]:
    """Positions nearest to those wanted, in this order and with at least these gaps between neighbours.

    Least squares under an order: pool adjacent violators (Ayer and others, 1955).
    """
    starts, total = [], 0.0
    for place in range(len(wanted)):
        if place:
            total += gaps[place - 1]
        starts.append(total)
    blocks = []  # (mean, weight, count)
    for want, start, weight in zip(wanted, starts, weights, strict=True):
        mean, heavy, count = want - start, weight, 1
        while blocks and blocks[-1][0] > mean:
            other, other_heavy, other_count = blocks.pop()
            mean = (mean * heavy + other * other_heavy) / (heavy + other_heavy)
            heavy, count = heavy + other_heavy, count + other_count
        blocks.append((mean, heavy, count))
    levels = [mean for mean, _heavy, count in blocks for _one in range(count)]
    return [level + start for level, start in zip(levels, starts, strict=True)]
