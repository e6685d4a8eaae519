"""Draws a theory as SVG: columns of statements, and arrows between them. Pure: knows a shape and what is marked on it.

Focus moves in the order of the outline: each statement, then the arrows that leave it. Links are plain ones.
"""

from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import bands, layout
from .drawing_key import key_of
from .drawing_look import DASHES, FAMILY, THICK, Pen, plain, point_of, rounded
from .drawn_words import NOTHING_YET, name_of_arrow, name_of_statement, outline_in_words, summary_of
from .letters import as_seen, runs_leftward
from .marks import NO_MARKS, Marks
from .placing import PAD_X, PAD_Y, Layout
from .shape import COLUMNS, Shape, State
from .signs import GLYPHS, RADIUS, Room, signs_of

FORMS = ("wide", "narrow", "print", "file", "picture")
ON_PAPER = ("print", "pages", "picture")  # through WeasyPrint
ALONE = (*ON_PAPER, "file")
TALLEST = 1.4  # of a page's width: an A4 page, upright, with a heading and a caption
ABOVE = 4  # what a box keeps above it when a page is cut there
RISE = 0.74  # of a line: from its top to where letters stand


def draw(
    shape: Shape, *, name: str, links=None, marks: Marks | None = None, form: str = "wide", described_by: str = ""
) -> SafeString:
    """An inline SVG ("" where there are no statements). `name` keeps its ids apart where a page has several.

    `links(number)` and `links((source, target))` give the address of a statement and of an arrow, or "". `described_by` is the
    id of the outline on the same page, the full text alternative. "print" is 900 units wide at most: on an upright A4 page its
    words are 8 pt or larger. "file" stands alone, with its own colours and the outline in words; "picture" is the same for WeasyPrint, which sets letters
    its own way.
    """
    if not shape:
        return SafeString("")
    return _Drawing(
        shape, laid_out(shape, form, get_language()), name, links, marks or NO_MARKS, form, described_by
    ).whole()


def draw_pages(shape: Shape, *, name: str, marks: Marks | None = None) -> tuple[SafeString, ...]:
    """For paper: one SVG where it fits an upright A4 page, else several, one below the other, cut between statements."""
    if not shape:
        return ()
    marks = marks or NO_MARKS
    one = _Drawing(shape, laid_out(shape, "print", get_language()), name, None, marks, "print", "")
    if one.layout.width <= layout.ROOM["print"] and one.height <= one.layout.width * TALLEST:
        return (one.whole(),)
    return _Drawing(shape, laid_out(shape, "pages", get_language()), name, None, marks, "pages", "").slices()


@lru_cache(maxsize=64)
def laid_out(shape: Shape, form: str, _language) -> Layout:
    """Where everything stands, kept as long as nothing is written: a page is read more often than a theory changes."""
    if form in ("narrow", "pages"):
        return bands.lay_out(shape, form)
    return layout.lay_out(shape, form)


class _Drawing:
    def __init__(self, shape, placed: Layout, name, links, marks, form, described_by):
        self.shape, self.layout, self.name, self.marks, self.form = shape, placed, name, marks, form
        self.links = links or (lambda _what: "")
        self.described_by = described_by
        self.pen = Pen(form in ALONE)
        self.room = Room(placed)
        self.boxes = {box.number: box for box in placed.boxes}
        self.routes = {route.ends: route for route in placed.routes}
        self.key, key_height = key_of(self.pen, shape, marks, placed)
        self.height = round(placed.height + key_height, 1)

    def whole(self) -> SafeString:
        inside = [self._heading(one) for one in self.layout.headings]
        for statement in self.shape.statements:
            arrows = "".join(self._arrow(arrow) for arrow in self.shape.out_of(statement.number))
            inside.append(self.pen.element("g", "theory-step", self._statement(statement) + arrows))
        return self._svg("".join([*inside, self.key]), 0, self.height, self.name, summary_of(self.shape))

    def slices(self) -> tuple[SafeString, ...]:
        """As many as needed; what reaches over a cut is drawn on both sides of it."""
        cuts = self._cuts()
        drawn = {arrow.ends: self._arrow(arrow) for arrow in self.shape.arrows}
        found = []
        for place, (top, bottom) in enumerate(zip(cuts, cuts[1:], strict=False), 1):
            inside = [self._heading(one) for one in self.layout.headings if top <= one.y < bottom]
            inside += [
                self._statement(one) for one in self.shape.statements if top <= self.boxes[one.number].y < bottom
            ]
            for route in self.layout.routes:
                heights = [y for _x, y in route.points]
                if min(heights) < bottom and max(heights) > top:
                    inside.append(drawn[route.ends])
            if place == len(cuts) - 1:
                inside.append(self.key)
            part = _("%(summary)s, part %(part)s of %(parts)s") % {
                "summary": summary_of(self.shape),
                "part": place,
                "parts": len(cuts) - 1,
            }
            found.append(self._svg("".join(inside), top, bottom - top, f"{self.name}-{place}", part))
        return tuple(found)

    def _cuts(self) -> list[float]:
        """Heights between boxes; a heading stays with the statement below it."""
        tallest = self.layout.width * TALLEST
        first = {self.shape.in_column(column)[0].number for column in COLUMNS if self.shape.in_column(column)}
        tops = [one.y for one in self.layout.headings] + [box.y for box in self.layout.boxes if box.number not in first]
        cuts, ends = [0.0], [*(round(top - ABOVE, 1) for top in sorted(tops) if top > ABOVE), self.height]
        for place, end in enumerate(ends[:-1]):
            if ends[place + 1] - cuts[-1] > tallest:
                cuts.append(end)
        return [*cuts, self.height]

    def _svg(self, inside, top, height, name, title) -> SafeString:
        wide, linked = self.layout.width, any(self.links(one.number) for one in self.shape.statements)
        attributes = {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 {top:g} {wide:g} {height:g}",
            "width": f"{wide:g}",
            "height": f"{height:g}",
        }
        # Named by its <title> in both cases; naming a group twice would have it read out as its description, too.
        attributes |= {"role": "group"} if linked else {"role": "img", "aria-labelledby": f"{name}-title"}
        description = ""
        if self.form == "file":
            attributes |= {"xml:lang": get_language() or "en", "aria-describedby": f"{name}-desc"}
            words = escape(plain(outline_in_words(self.shape, self.marks)))
            description = f'<desc id="{name}-desc">{words}</desc><rect width="100%" height="100%" fill="#ffffff"/>'
        elif self.described_by:
            # Details, not a description: that would be read out whole, sixty statements long, at the first step into it.
            attributes["aria-details"] = self.described_by
        if self.pen.alone:
            attributes |= {"font-family": FAMILY}
        else:
            columns = sum(1 for column in COLUMNS if self.shape.in_column(column))
            attributes["class"] = f"theory-drawing is-{self.form} has-{columns}-columns"
        written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
        svg = f'<svg{written}><title id="{name}-title">{escape(plain(title))}</title>{description}{inside}</svg>'
        return mark_safe(svg)  # noqa: S308 - numbers and fixed words; everything people wrote is escaped by the pen

    def _heading(self, heading) -> str:
        size, step = self.layout.type.heading, self.layout.type.heading_line
        lines = [
            self.pen.words("theory-heading", heading.x, heading.y + step * (place + RISE), size, line)
            for place, line in enumerate(heading.lines)
        ]
        below = heading.y + step * len(heading.lines)
        if heading.is_empty:
            lines.append(self.pen.words("theory-empty", heading.x, below + step * RISE, size, str(NOTHING_YET)))
        else:
            rule = f"M{heading.x:g} {below + 4:g}h{heading.width:g}"
            lines.append(self.pen.element("path", "theory-rule", d=rule))
        return "".join(lines)

    def _statement(self, statement) -> str:
        box, mark = self.boxes[statement.number], self.marks.statements.get(statement.number)
        href = self.links(statement.number)
        dashed = {"stroke_dasharray": "5 4"} if mark and mark.kind in ("removed", "hole") else {}
        thick = self.pen.thick(bool(mark) and mark.kind in ("added", "changed"))
        inside = [
            self.pen.element(
                "rect", "theory-frame", x=box.x, y=box.y, width=box.width, height=box.height, rx=5, **dashed, **thick
            ),
            self._words(statement, box, hidden=bool(href), struck=bool(mark) and mark.kind == "removed"),
        ]
        if mark:
            inside.append(self._sign(mark.kind, box.right - RADIUS - 6, box.y))
        return self._linked(
            "theory-statement",
            href,
            name_of_statement(self.shape, statement, self.marks),
            "".join(inside),
            data_statement=statement.number,
        )

    def _words(self, statement, box, hidden, struck) -> str:
        """The number, then the words; both from the right where the words run that way."""
        type_, leftward = self.layout.type, runs_leftward(statement.words)
        edge, way = (box.right - PAD_X, -1) if leftward else (box.x + PAD_X, 1)
        anchor = {"text_anchor": "end"} if leftward else {}
        rows = len(box.lines) + len(box.foot)
        top = box.y + max(PAD_Y, (box.height - rows * type_.line) / 2)
        line = {"text_decoration": "line-through"} if struck else {}
        drawn = [self.pen.words("theory-number", edge, top + type_.line * RISE, type_.size, str(box.label), **anchor)]
        for place, words in enumerate(box.lines):
            x = edge + way * box.indent if not place else edge
            words = self._directed(words, leftward)
            y = top + type_.line * (place + RISE)
            drawn.append(self.pen.words("theory-words", x, y, type_.size, words, **anchor, **line))
        for place, words in enumerate(box.foot, len(box.lines)):
            y = top + type_.line * (place + RISE)
            drawn.append(self.pen.words("theory-foot", box.x + PAD_X, y, type_.heading, words))
        # A link says its words once, in its name: not line by line.
        return self.pen.element("g", "", "".join(drawn), aria_hidden="true" if hidden else "")

    def _directed(self, words, leftward) -> str:
        if self.form in ON_PAPER:
            return as_seen(words, leftward)
        # Isolated, so that full stops and numbers stand on the right side of words that run leftward.
        return f"\u2067{words}\u2069" if leftward else words

    def _arrow(self, arrow) -> str:
        route, mark = self.routes[arrow.ends], self.marks.arrows.get(arrow.ends)
        name = name_of_arrow(self.shape, arrow, self.marks)
        style = arrow.state if arrow.state != State.UNTESTED else mark.kind if mark else ""
        dashes = {"stroke_dasharray": DASHES[style]} if style in DASHES else {}
        thick = self.pen.thick(style in THICK)
        way = rounded(route.points, shorter=6)
        inside = [f"<title>{escape(plain(name))}</title>"]
        if not self.pen.alone:
            inside.append(self.pen.element("path", "theory-reach", d=way))
        inside.append(self.pen.element("path", "theory-line", d=way, **dashes, **thick))
        inside.append(self.pen.element("path", "theory-point", d=point_of(route.points)))
        inside += [self._sign(kind, *self.room.on(route)) for kind in signs_of(arrow, mark)]
        return self._linked(
            "theory-arrow",
            self.links(arrow.ends),
            name,
            "".join(inside),
            data_source=arrow.source,
            data_target=arrow.target,
        )

    def _sign(self, kind, x, y) -> str:
        inside = self.pen.element("circle", "theory-sign", r=RADIUS) + self.pen.element(
            "path", "theory-glyph", d=GLYPHS[kind]
        )
        return self.pen.element("g", "", inside, transform=f"translate({x:g} {y:g})")

    def _linked(self, look, href, name, inside, **data) -> str:
        if self.pen.alone:
            return self.pen.element("g", "", inside)
        if href:
            # Named by a <title>: beside an aria-label it would be read out twice, and words that are cut into lines do not
            # match a label for those who speak to their computer.
            title = "" if inside.startswith("<title>") else f"<title>{escape(plain(name))}</title>"
            return self.pen.element("a", look, title + inside, href=str(href), **data)
        return self.pen.element("g", look, inside, **data)
