"""How a drawn theory looks: on pages by class (static/css/pages/theory_diagram.css), on paper and in files by its own colours.

Pure. The colours here are those of the light page (static/css/tokens.css), for places that read no style sheet.
"""

import re
from functools import cache
from xml.sax.saxutils import quoteattr

from django.utils.html import escape

INK, SOFT, LINE, ACCENT, PAPER = "#231f1a", "#544d43", "#877d6e", "#2e3a87", "#ffffff"
FAMILY = "'Atkinson Hyperlegible Next', 'Atkinson Hyperlegible', 'Noto Sans', 'DejaVu Sans', 'Segoe UI', sans-serif"
THICK = ("supported", "added")
DASHES = {"being_tested": "7 4", "unsure": "1.5 4.5", "removed": "3 4"}
OWN = {
    "theory-heading": {"fill": INK, "font-weight": "700"},
    "theory-empty": {"fill": SOFT},
    "theory-rule": {"stroke": LINE, "stroke-width": "1", "fill": "none"},
    "theory-frame": {"fill": PAPER, "stroke": LINE, "stroke-width": "1.25"},
    "theory-words": {"fill": INK},
    "theory-number": {"fill": ACCENT, "font-weight": "700"},
    "theory-line": {"fill": "none", "stroke": INK, "stroke-width": "1.5", "stroke-linecap": "round"},
    "theory-point": {"fill": INK},
    "theory-sign": {"fill": PAPER, "stroke": INK, "stroke-width": "1.25"},
    "theory-glyph": {"fill": "none", "stroke": INK, "stroke-width": "1.6", "stroke-linecap": "round"},
    "theory-foot": {"fill": SOFT},
    "theory-key": {"fill": SOFT},
}
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HARMLESS = re.compile(r"[\w .,:;/#()+-]*", re.ASCII)  # as it stands in quotes: most of what is written, such as paths


class Pen:
    """Writes elements. `alone`: with its own colours, for a place without our style sheet."""

    own = OWN

    def __init__(self, alone: bool):
        self.alone = alone

    def element(self, tag: str, look: str = "", inside: str | None = None, also: str = "", **attributes) -> str:
        """`inside` is SVG already. Underscores in names stand for hyphens."""
        found = {}
        if self.alone:
            found |= self.own.get(look, {})
        elif look:
            found["class"] = f"{look} {also}".strip()
        found |= {hyphened(name): value for name, value in attributes.items() if value not in ("", None)}
        written = "".join([f" {name}={quoted(number(value))}" for name, value in found.items()])
        return f"<{tag}{written}/>" if inside is None else f"<{tag}{written}>{inside}</{tag}>"

    def thick(self, is_so: bool) -> dict:
        """What makes a line heavier: on pages a class, since a style sheet goes before attributes."""
        if not is_so:
            return {}
        return {"stroke_width": 2.5} if self.alone else {"also": "is-thick"}

    def words(self, look: str, x: float, y: float, size: float, words: str, **attributes) -> str:
        return self.element("text", look, escape(plain(words)), x=x, y=y, font_size=size, **attributes)


@cache
def hyphened(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def quoted(words: str) -> str:
    return f'"{words}"' if HARMLESS.fullmatch(words) else quoteattr(plain(words))


def plain(words: str) -> str:
    """Without what XML forbids."""
    return FORBIDDEN.sub("", words)


def number(value) -> str:
    """12.0 is written 12."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def rounded(points, radius: float = 9, shorter: float = 0) -> str:
    """A path along right angles whose corners are round; it ends `shorter` before the last point."""
    points = list(points)
    (x, y), (u, v) = points[-2:]
    length = abs(u - x) + abs(v - y)
    share = max(0.0, 1 - shorter / length) if length else 1
    points[-1] = (x + (u - x) * share, y + (v - y) * share)
    drawn = [f"M{number(float(points[0][0]))} {number(float(points[0][1]))}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        turn = min(radius, _length(before, corner) / 2, _length(corner, after) / 2)
        start, end = _towards(corner, before, turn), _towards(corner, after, turn)
        drawn.append(f"L{_at(start)}Q{_at(corner)} {_at(end)}")
    drawn.append(f"L{_at(points[-1])}")
    return "".join(drawn)


def point_of(points, size: float = 8, half: float = 4) -> str:
    """The triangle at the end of an arrow, its tip on the last point."""
    (x, y), (u, v) = points[-2:]
    length = _length((x, y), (u, v)) or 1
    dx, dy = (u - x) / length, (v - y) / length
    back = (u - dx * size, v - dy * size)
    one = (back[0] - dy * half, back[1] + dx * half)
    other = (back[0] + dy * half, back[1] - dx * half)
    return f"M{_at((u, v))}L{_at(one)}L{_at(other)}Z"


def _at(point) -> str:
    return f"{number(float(point[0]))} {number(float(point[1]))}"


def _length(one, other) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(start, end, far):
    length = _length(start, end)
    share = far / length if length else 0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
