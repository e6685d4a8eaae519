"""What a drawn theory is made of once everything has its place: boxes, routes, headings. Pure; shared by both layouts."""

from dataclasses import dataclass

from .letters import width, wrap
from .shape import Column, Shape

PAD_X, PAD_Y = 10, 8
NUMBER_GAP = 6  # between the number of a statement and its first word


@dataclass(frozen=True)
class Type:
    """Sizes of letters. `line` is the distance of two lines."""

    size: float = 15
    line: float = 20
    heading: float = 14
    heading_line: float = 18


@dataclass(eq=False)
class Box:
    """One statement: where it stands and its words in lines. The number comes first in the first line."""

    number: int
    label: int
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    indent: float
    foot: tuple[str, ...] = ()  # where its arrows lead, in words, where they are too many to follow

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def centre(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Route:
    """The way of one arrow, from its source to its target, by right angles."""

    source: int
    target: int
    points: tuple[tuple[float, float], ...]

    @property
    def ends(self) -> tuple[int, int]:
        return self.source, self.target


@dataclass(frozen=True)
class Heading:
    """The name of a column. Where `is_empty`, nothing stands in it yet."""

    column: Column
    x: float
    y: float
    width: float
    lines: tuple[str, ...]
    is_empty: bool = False


@dataclass(frozen=True)
class Layout:
    """Everything in its place."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    headings: tuple[Heading, ...]
    type: Type


def boxed(shape: Shape, statement, room: float, type_: Type, ports: int, apart: float, foot: str = "") -> Box:
    """A box of this width, as high as its words and its arrows need; not placed yet."""
    label = shape.labels[statement.number]
    indent = width(str(label), type_.size, 700) + NUMBER_GAP
    lines = wrap(statement.words, type_.size, room - 2 * PAD_X, indent=indent)
    feet = wrap(foot, type_.heading, room - 2 * PAD_X) if foot else ()
    height = max((len(lines) + len(feet)) * type_.line + 2 * PAD_Y, (ports - 1) * apart + 2 * PAD_Y, 36)
    return Box(statement.number, label, 0, 0, room, height, lines, indent, feet)


def tidy(points) -> tuple[tuple[float, float], ...]:
    """Without points that say nothing: doubles, and those in the middle of a straight line."""
    kept = []
    for x, y in points:
        point = (round(x, 1), round(y, 1))
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept[-1] = point
            continue
        kept.append(point)
    return tuple(kept)
