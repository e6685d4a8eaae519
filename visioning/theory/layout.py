"""Where everything stands when a theory is drawn from left to right: a column for each kind of statement. Pure, deterministic.

The order within a column is the team's own and is kept. Few crossings come from heights (linked statements are drawn level),
from the corridors between boxes that arrows over several columns take, and from the order of ports and lanes.
"""

from dataclasses import dataclass, field

from .across import EDGE, Across
from .placing import Layout, Route, Type, boxed, tidy
from .ports import PORTS, set_ports
from .routing import LEFT, LEVEL, RIGHT, Wire, lanes_of, spread
from .shape import COLUMNS, Shape

GAP, TIED_GAP = 18, 30  # between two boxes of a column; where a short arrow joins them
CORRIDOR = 9  # between an arrow that passes and its neighbours
ROOM = {"wide": 1088, "print": 900, "file": 1200, "picture": 1200}
SWEEPS = 6


@dataclass(eq=False)
class Pass:
    """Where an arrow passes through a column that it skips."""

    y: float
    height: float = 0

    @property
    def middle(self):
        return self.y


@dataclass(eq=False)
class Thread:
    """One arrow as the layout sees it: stations from left to right (box, passes, box), or both ends in one column."""

    source: int
    target: int
    stations: list
    columns: list[int]
    kind: str  # "across", "loop", "short"
    heights: list = field(default_factory=list)  # per channel: (height at its left wall, at its right wall)


def lay_out(shape: Shape, form: str = "wide") -> Layout:
    """For the page ("wide"), paper ("print") or a file of its own ("file", "picture")."""
    return _Wide(shape, ROOM[form]).layout()


class _Wide:
    def __init__(self, shape: Shape, room: float):
        self.shape, self.type = shape, Type()
        self.columns = [column for column in COLUMNS if shape.in_column(column)]
        self.at = {one.number: self.columns.index(one.column) for one in shape.statements}
        self.place = {one.number: place for column in self.columns for place, one in enumerate(shape.in_column(column))}
        self.room = room

    def layout(self) -> Layout:
        if not self.columns:
            return Layout(2 * EDGE, 2 * EDGE, (), (), (), self.type)
        self.across = Across(self.columns, self._passing(), self.room, self.type)
        ports = self._ports()
        self.boxes = {
            one.number: boxed(self.shape, one, self.across.box_width, self.type, ports[one.number], PORTS)
            for one in self.shape.statements
        }
        self.items = [[self.boxes[one.number] for one in self.shape.in_column(column)] for column in self.columns]
        self.threads = [self._thread(arrow) for arrow in self.shape.arrows]
        self.tied = {frozenset(one.stations) for one in self.threads if one.kind == "short"}
        self._stack()
        self._settle(SWEEPS)
        self._find_corridors()
        self._settle(SWEEPS)
        set_ports(self.threads, self.at, self.place)
        return self._draw_up()

    def _passing(self) -> list[int]:
        """How many arrows run in the channel right of each column."""
        passing = [0] * len(self.columns)
        for arrow in self.shape.arrows:
            low, high = sorted((self.at[arrow.source], self.at[arrow.target]))
            for channel in range(low, max(high, low + 1)):
                passing[channel] += 1
        return passing

    def _ports(self) -> dict[int, int]:
        """The most arrows at one side of each box."""
        sides = {(number, side): 0 for number in self.at for side in (LEFT, RIGHT)}
        for arrow in self.shape.arrows:
            source, target = self.at[arrow.source], self.at[arrow.target]
            if source == target:
                sides[arrow.source, RIGHT] += 1
                sides[arrow.target, RIGHT] += 1
            else:
                sides[arrow.source, RIGHT if source < target else LEFT] += 1
                sides[arrow.target, LEFT if source < target else RIGHT] += 1
        return {number: max(sides[number, LEFT], sides[number, RIGHT]) for number in self.at}

    def _thread(self, arrow) -> Thread:
        source, target = self.at[arrow.source], self.at[arrow.target]
        ends = [self.boxes[arrow.source], self.boxes[arrow.target]]
        if source == target:
            near = abs(self.place[arrow.source] - self.place[arrow.target]) == 1
            return Thread(arrow.source, arrow.target, ends, [source, source], "short" if near else "loop")
        if source > target:
            source, target, ends = target, source, ends[::-1]
        return Thread(arrow.source, arrow.target, ends, [source, target], "across")

    def _gap(self, upper, lower) -> float:
        if isinstance(upper, Pass) or isinstance(lower, Pass):
            return CORRIDOR if isinstance(upper, Pass) and isinstance(lower, Pass) else CORRIDOR + 2
        return TIED_GAP if frozenset((upper, lower)) in self.tied else GAP

    def _stack(self) -> None:
        for column in self.items:
            y = 0
            for upper, lower in zip([None, *column], column, strict=False):
                y += self._gap(upper, lower) if upper else 0
                lower.y = y
                y += lower.height

    def _settle(self, sweeps: int) -> None:
        """Pull what is linked level, column by column, there and back."""
        linked = {}
        for thread in self.threads:
            if thread.kind == "across":
                for one, other in zip(thread.stations, thread.stations[1:], strict=False):
                    linked.setdefault(one, {}).setdefault(RIGHT, []).append(other)
                    linked.setdefault(other, {}).setdefault(LEFT, []).append(one)
        for sweep in range(sweeps):
            both = sweep == sweeps - 1
            for items in self.items if sweep % 2 else self.items[::-1]:
                self._settle_column(items, linked, both, LEFT if sweep % 2 else RIGHT)

    def _settle_column(self, items, linked, both, side) -> None:
        gaps = [(a.height + b.height) / 2 + self._gap(a, b) for a, b in zip(items, items[1:], strict=False)]
        wanted, weights = [], []
        for item in items:
            sides = linked.get(item, {})
            others = sides.get(LEFT, []) + sides.get(RIGHT, []) if both else sides.get(side) or []
            if others:
                wanted.append(sum(one.middle for one in others) / len(others))
                weights.append(3.0 if isinstance(item, Pass) else 1.0)
            else:
                # Nothing pulls it anywhere: it stays with the one above it.
                wanted.append(wanted[-1] + gaps[len(wanted) - 1] if wanted else item.middle)
                weights.append(0.1)
        for item, middle in zip(items, spread(wanted, gaps, weights), strict=True):
            item.y = middle - item.height / 2

    def _find_corridors(self) -> None:
        """An arrow over several columns passes each between two boxes, as near to its straight way as can be."""
        passes = {}
        for thread in self.threads:
            first, last = thread.columns
            if thread.kind != "across" or last - first < 2:
                continue
            start, end = thread.stations
            way = [start]
            for column in range(first + 1, last):
                straight = start.middle + (end.middle - start.middle) * (column - first) / (last - first)
                boxes = self.items[column]
                heights = [(upper.bottom + lower.y) / 2 for upper, lower in zip(boxes, boxes[1:], strict=False)]
                heights = [boxes[0].y - GAP, *heights, boxes[-1].bottom + GAP]
                slot = min(range(len(heights)), key=lambda gap: (abs(heights[gap] - straight), gap))
                one = Pass(heights[slot])
                passes.setdefault(column, []).append((slot, straight, end.middle, len(way), one))
                way.append(one)
            thread.stations = [*way, end]
        for column, found in passes.items():
            slots = {}
            for slot, *_key, one in sorted(found, key=lambda entry: entry[:3]):
                slots.setdefault(slot, []).append(one)
            boxes = self.items[column]
            self.items[column] = [
                item for gap in range(len(boxes) + 1) for item in [*slots.get(gap, []), *boxes[gap : gap + 1]]
            ]
            self._part(self.items[column])

    def _part(self, items) -> None:
        """Make room for what passes, before everything settles again."""
        gaps = [(a.height + b.height) / 2 + self._gap(a, b) for a, b in zip(items, items[1:], strict=False)]
        for item, middle in zip(items, spread([one.middle for one in items], gaps, [1] * len(items)), strict=True):
            item.y = middle - item.height / 2

    def _draw_up(self) -> Layout:
        heading_height, headings = self.across.headings()
        top = min(item.y for items in self.items for item in items)
        down = EDGE + heading_height - top
        for items in self.items:
            for item in items:
                item.y += down
        wires = self._wires(down)
        lanes = {channel: lanes_of([wire for _thread, _leg, wire in found]) for channel, found in wires.items()}
        counts = [lanes.get(channel, ({}, 0))[1] for channel in range(len(self.columns))]
        xs, lane_xs, right = self.across.columns_and_lanes(counts)
        for box in self.boxes.values():
            box.x = xs[self.at[box.number]]
        routes = self._routes(wires, lanes, lane_xs)
        bottom = max(item.y + item.height for items in self.items for item in items)
        bottom = max([bottom, *(y for route in routes for _x, y in route.points)])
        placed, right = self.across.headings_placed(headings, xs, right)
        boxes = tuple(self.boxes[one.number] for one in self.shape.statements)
        return Layout(round(right + EDGE, 1), round(bottom + EDGE, 1), boxes, routes, placed, self.type)

    def _wires(self, down: float) -> dict[int, list]:
        """Per channel (numbered like the column left of it): thread, which leg of it, wire."""
        wires = {}
        for thread in self.threads:
            heights = [height + down for height in thread.heights]
            for leg, height in enumerate(heights[1:]):
                if abs(height - heights[leg]) < LEVEL:
                    heights[leg + 1] = heights[leg]
            if thread.kind == "loop":
                wires.setdefault(thread.columns[0], []).append((thread, 0, Wire(*heights, (LEFT, LEFT))))
            elif thread.kind == "across":
                for leg in range(len(heights) - 1):
                    wire = Wire(heights[leg], heights[leg + 1])
                    wires.setdefault(thread.columns[0] + leg, []).append((thread, leg, wire))
        return wires

    def _routes(self, wires, lanes, lane_xs) -> tuple[Route, ...]:
        ways = {}
        for channel, found in wires.items():
            for place, (thread, leg, wire) in enumerate(found):
                lane = lanes[channel][0].get(place)
                ways.setdefault(thread, {})[leg] = (wire, lane if lane is None else lane_xs[channel][lane])
        return tuple(
            self._short(thread) if thread.kind == "short" else self._long(thread, ways[thread])
            for thread in self.threads
        )

    def _long(self, thread, legs) -> Route:
        points = []
        if thread.kind == "loop":
            wire, x = legs[0]
            right = thread.stations[0].right
            points = [(right, wire.first), (x, wire.first), (x, wire.last), (right, wire.last)]
        else:
            start, end = thread.stations[0], thread.stations[-1]
            points.append((start.right, legs[0][0].first))
            for leg in range(len(legs)):
                wire, x = legs[leg]
                if x is not None:
                    points += [(x, wire.first), (x, wire.last)]
            points.append((end.x, legs[len(legs) - 1][0].last))
            if self.at[thread.source] > self.at[thread.target]:
                points.reverse()
        return Route(thread.source, thread.target, tidy(points))

    def _short(self, thread) -> Route:
        """Straight down or up to the neighbour; side by side where there is one each way."""
        source, target = thread.stations
        down = source.y < target.y
        both = any(one.source == thread.target and one.target == thread.source for one in self.threads)
        x = source.centre + ((-9 if down else 9) if both else 0)
        ends = (source.bottom, target.y) if down else (source.y, target.bottom)
        return Route(thread.source, thread.target, tidy([(x, ends[0]), (x, ends[1])]))
