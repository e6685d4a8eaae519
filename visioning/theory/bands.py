"""Where everything stands when there is little room across: the columns become bands, one below the other. Pure, deterministic.

Boxes take all the width but a strip for arrows: those that go down run at the right, those that come back up at the left.
Neighbours are joined straight. Strips share their lanes as far as arrows do not overlap; boxes give way within reason.
"""

from .drawn_words import leads_to
from .letters import wrap
from .placing import Heading, Layout, Route, Type, boxed, tidy
from .shape import COLUMNS, Shape

ROOM = {"narrow": 288, "pages": 640}
EDGE = 2
GAP, TIED_GAP, BAND_GAP = 14, 26, 22
LANE, TIGHT = 8, 2.5
HEAD_ROOM = 13  # between a box and the first lane: an arrow's point fits
PORTS = 8
CORNER = 9
DENSE = 4.5  # lanes nearer than this are hard to follow: statements also say in words where they lead
LEAST_BOX = 158  # of 288; the words stay readable
STRAIGHT = {"down": 18, "up": 34}  # from a box's right edge


def lay_out(shape: Shape, form: str = "narrow") -> Layout:
    """For a phone ("narrow"), or for paper over several pages ("pages")."""
    return _Bands(shape, ROOM[form]).layout()


class _Bands:
    def __init__(self, shape: Shape, room: float):
        self.shape, self.type, self.room = shape, Type(), room
        self.order = {one.number: place for place, one in enumerate(shape.statements)}
        self.straight, self.strips = [], {"down": [], "up": []}
        for arrow in shape.arrows:
            step = self.order[arrow.target] - self.order[arrow.source]
            if abs(step) == 1:
                self.straight.append(arrow)
            else:
                self.strips["down" if step > 0 else "up"].append(arrow)

    def layout(self) -> Layout:
        lanes, counts = self._lanes_by(lambda arrow: arrow.ends)
        self.bundle = None
        if self._apart(sum(counts.values())) < TIGHT:
            lanes, counts = self._lanes_by(lambda arrow: arrow.source)
            self.bundle = "source"
        apart = self._apart(sum(counts.values()))
        self.is_dense = apart < DENSE
        strip = {way: (HEAD_ROOM + (count - 1) * apart + 3 if count else EDGE) for way, count in counts.items()}
        self.left, self.right = strip["up"], self.room - strip["down"]
        headings = self._place()
        ports = {way: self._ports(arrows, way) for way, arrows in self.strips.items()}
        routes = {}
        for way, arrows in self.strips.items():
            wall, sign = (self.right, 1) if way == "down" else (self.left, -1)
            for arrow in arrows:
                x = wall + sign * (HEAD_ROOM + lanes[way][arrow.ends] * apart)
                first, last = ports[way][arrow.ends, 0], ports[way][arrow.ends, 1]
                routes[arrow.ends] = ((wall, first), (x, first), (x, last), (wall, last))
        for arrow in self.straight:
            routes[arrow.ends] = self._straight_way(arrow)
        bottom = max([one.y + 44 for one in headings] + [box.bottom for box in self.boxes.values()])
        return Layout(
            self.room,
            round(bottom + EDGE + 2, 1),
            tuple(self.boxes.values()),
            tuple(Route(*one.ends, tidy(routes[one.ends])) for one in self.shape.arrows),
            tuple(headings),
            self.type,
        )

    def _apart(self, lanes: int) -> float:
        room = self.room - 2 * HEAD_ROOM - 6 - max(LEAST_BOX, self.room * 0.55)
        return min(LANE, room / max(1, lanes))

    def _lanes_by(self, key):
        """Lanes for every arrow, or one for all arrows of the same key where there are too many for the room."""
        lanes, counts = {}, {}
        for way, arrows in self.strips.items():
            lanes[way], counts[way] = self._lanes(arrows, key)
        return lanes, counts

    def _lanes(self, arrows, key):
        """Short ones next to the boxes; each in the first lane that is free all its way."""
        spans = {}
        for arrow in arrows:
            low, high = sorted((self.order[arrow.source], self.order[arrow.target]))
            start, end = spans.get(key(arrow), (low, high))
            spans[key(arrow)] = min(low, start), max(high, end)
        taken, lanes = [], {}
        for name, (low, high) in sorted(spans.items(), key=lambda entry: (entry[1][1] - entry[1][0], entry[1])):
            lane = 0
            while lane < len(taken) and any(start < high and low < end for start, end in taken[lane]):
                lane += 1
            if lane == len(taken):
                taken.append([])
            taken[lane].append((low, high))
            lanes[name] = lane
        return {arrow.ends: lanes[key(arrow)] for arrow in arrows}, len(taken)

    def _place(self) -> list[Heading]:
        """Boxes and headings from the top; each box as high as its words and its arrows need."""
        counts = {}
        for way, arrows in self.strips.items():
            for arrow in arrows:
                for number in arrow.ends:
                    counts[number, way] = counts.get((number, way), 0) + 1
        tied = {frozenset(one.ends) for one in self.straight}
        self.boxes, headings, y, before = {}, [], EDGE, None
        for column in COLUMNS:
            statements = self.shape.in_column(column)
            if headings:
                y += BAND_GAP
            lines = wrap(str(column.label), self.type.heading, self.right - self.left - 52, weight=700)
            headings.append(Heading(column, self.left, y, self.right - self.left, lines, not statements))
            y += len(lines) * self.type.heading_line + 13 + (0 if statements else self.type.heading_line)
            for place, statement in enumerate(statements):
                if place:
                    y += TIED_GAP if frozenset((before, statement.number)) in tied else GAP
                most = max(counts.get((statement.number, way), 0) for way in self.strips)
                box = boxed(
                    self.shape, statement, self.right - self.left, self.type, most, PORTS, self._foot(statement)
                )
                box.x, box.y = self.left, y
                self.boxes[statement.number] = box
                y += box.height
                before = statement.number
        return headings

    def _foot(self, statement) -> str:
        arrows = self.shape.out_of(statement.number) if self.is_dense else ()
        return leads_to([self.shape.labels[arrow.target] for arrow in arrows]) if arrows else ""

    def _ports(self, arrows, way) -> dict:
        """Heights, by arrow and end (0 where it leaves, 1 where it arrives). What comes from above arrives above what leaves
        downward, the nearest first, so that short ways lie inside long ones."""
        sides = {}
        for arrow in arrows:
            if not (
                self.bundle
                and any(other.source == arrow.source for other, end, _far in sides.get(arrow.source, ()) if not end)
            ):
                sides.setdefault(arrow.source, []).append((arrow, 0, arrow.target))
            sides.setdefault(arrow.target, []).append((arrow, 1, arrow.source))
        heights = {}
        for number, found in sides.items():
            box, own = self.boxes[number], self.order[number]
            found.sort(key=lambda port: (self.order[port[2]] > own, -self.order[port[2]]))
            room = box.height - 2 * CORNER
            apart = min(PORTS, room / max(1, len(found) - 1))
            if all(self.order[other] < own for _arrow, _end, other in found):
                start = box.y + CORNER
            elif all(self.order[other] > own for _arrow, _end, other in found):
                start = box.bottom - CORNER - apart * (len(found) - 1)
            else:
                start = box.middle - apart * (len(found) - 1) / 2
            for place, (arrow, end, _other) in enumerate(found):
                heights[arrow.ends, end] = start + place * apart
        for arrow in arrows if self.bundle else ():  # they leave together
            together = next(one for one in arrows if one.source == arrow.source and (one.ends, 0) in heights)
            heights[arrow.ends, 0] = heights[together.ends, 0]
        return heights

    def _straight_way(self, arrow):
        source, target = self.boxes[arrow.source], self.boxes[arrow.target]
        down = source.y < target.y
        x = self.right - STRAIGHT["down" if down else "up"]
        return ((x, source.bottom), (x, target.y)) if down else ((x, source.y), (x, target.bottom))
