"""What hangs together in a theory, what can be reached from where, and where it goes round in a circle. Pure; knows no words."""

from functools import cached_property

from .shape import Shape


class Ties:
    """The arrows of a shape, asked for their lie. All answers are in reading order."""

    def __init__(self, shape: Shape):
        self.shape = shape
        self.numbers = [one.number for one in shape.statements]
        self.onward = {one: [arrow.target for arrow in shape.out_of(one)] for one in self.numbers}
        self.back = {one: [arrow.source for arrow in shape.into(one)] for one in self.numbers}

    @cached_property
    def reach(self) -> dict[int, set[int]]:
        """What each statement leads to in the end; itself only by a circle."""
        return {one: walked(self.onward[one], lambda at: self.onward[at]) for one in self.numbers}

    @cached_property
    def pieces(self) -> tuple[tuple[int, ...], ...]:
        """Statements that hang together by arrows, whichever way these point. Those without any arrow are in none."""
        found, seen = [], set()
        for one in self.numbers:
            if one in seen or not (self.onward[one] or self.back[one]):
                continue
            together = walked([one], lambda at: self.onward[at] + self.back[at])
            seen |= together
            found.append(self.in_order(together))
        return tuple(found)

    @cached_property
    def loose(self) -> tuple[int, ...]:
        return tuple(one for one in self.numbers if not (self.onward[one] or self.back[one]))

    @cached_property
    def knots(self) -> tuple[tuple[int, ...], ...]:
        """Statements that lead to each other, together; every other one alone."""
        found, seen = [], set()
        for one in self.numbers:
            if one not in seen:
                knot = {one} | {other for other in self.reach[one] if one in self.reach[other]}
                seen |= knot
                found.append(self.in_order(knot))
        return tuple(found)

    @cached_property
    def circles(self) -> tuple[tuple[int, ...], ...]:
        """For each knot one shortest way round, from its first statement; an arrow leads from the last back to the first."""
        return tuple(self.way_round(knot[0]) for knot in self.knots if len(knot) > 1)

    def way_round(self, start):
        came_from, ways = {}, [start]
        for at in ways:
            for onward in self.onward[at]:
                if onward == start:
                    return tuple(self.way_back(came_from, at))
                if onward not in came_from:
                    came_from[onward] = at
                    ways.append(onward)
        raise AssertionError("a knot has a way round")

    @staticmethod
    def way_back(came_from, at):
        way = [at]
        while at in came_from:
            at = came_from[at]
            way.append(at)
        return reversed(way)

    def in_order(self, numbers):
        return tuple(sorted(numbers, key=self.shape.labels.__getitem__))


def walked(starts, onward) -> set[int]:
    """Everything that can be reached from these, these included."""
    seen, waiting = set(starts), list(starts)
    while waiting:
        for one in onward(waiting.pop()):
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return seen
