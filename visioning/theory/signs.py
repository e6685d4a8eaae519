"""Small signs on a drawn theory, and where on its arrow each finds room. Pure.

A sign says the same as the style of the line and as the words, so that nothing hangs on colour. Drawn around 0 0.
"""

from .placing import Layout, Route
from .shape import ArrowShape, State

RADIUS = 7.5
GLYPHS = {
    "supported": "M-3.4.2L-1 2.6L3.5-2.6",
    "contradicted": "M-2.7-2.7L2.7 2.7M2.7-2.7L-2.7 2.7",
    "split": "M-3.4-1.5h6.8M-3.4 1.5h6.8M2-4L-2 4",
    "sure": "M-3.2-1.5h6.4M-3.2 1.5h6.4",
    "unsure": "M-2.1-1.9a2.1 2.1 0 1 1 3.2 1.9q-1.1.6-1.1 1.5M0 3.5v.3",
    "added": "M-3.4 0h6.8M0-3.4v6.8",
    "removed": "M-3.4 0h6.8",
    "changed": "M-3.6.8q1.8-2.9 3.6-.8t3.6-.8",
    "hole": "M0-3.8v4.4M0 3.4v.3",
}


def signs_of(arrow: ArrowShape, mark) -> list[str]:
    """What stands on an arrow: how it fared, then what is marked."""
    found = [str(arrow.state)] if arrow.state in (State.SUPPORTED, State.CONTRADICTED) else []
    return [*found, mark.kind] if mark else found


class Room:
    """Finds room for signs on arrows: not on a box, not on another sign, away from other arrows where possible."""

    def __init__(self, layout: Layout):
        self.boxes = layout.boxes
        self.taken = []
        self.pieces = [
            (route.ends, min(x, u), min(y, v), max(x, u), max(y, v))
            for route in layout.routes
            for (x, y), (u, v) in zip(route.points, route.points[1:], strict=False)
        ]

    def on(self, route: Route) -> tuple[float, float]:
        """Where it troubles least; of equals the longest piece, then the leftmost. Looks no further than it must."""
        least, found = None, None
        for _length, x, y in sorted(self._spots(route), key=lambda spot: (-spot[0], spot[1], spot[2])):
            trouble = self._trouble(route, x, y, least)
            if least is None or trouble < least:
                least, found = trouble, (x, y)
            if not least:
                break
        self.taken.append(found)
        return found

    def _spots(self, route):
        """The middle of each straight piece, and of long ones other places, too. Not under the point of the arrow."""
        points = route.points
        for place, ((x, y), (u, v)) in enumerate(zip(points, points[1:], strict=False)):
            length = abs(x - u) + abs(y - v)
            end = 1 - min(0.5, 9 / length) if place == len(points) - 2 else 1
            for share in (0.5,) if length < 48 else (0.5, 0.3, 0.7, 0.15, 0.85):
                yield length, round(x + (u - x) * share * end, 1), round(y + (v - y) * share * end, 1)

    def _trouble(self, route, x, y, most=None) -> int:
        """How much it would be in the way there; `most` or more is too much to be counted on."""
        near = RADIUS + 2
        trouble = sum(8 for a, b in self.taken if abs(a - x) < 2 * near and abs(b - y) < 2 * near)
        trouble += sum(
            6 for box in self.boxes if box.x - near < x < box.right + near and box.y - near < y < box.bottom + near
        )
        for ends, left, top, right, bottom in self.pieces:
            if most is not None and trouble >= most:
                break
            if left - near < x < right + near and top - near < y < bottom + near and ends != route.ends:
                trouble += 1
        return trouble
