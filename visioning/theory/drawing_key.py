"""The key under a drawn theory: what its lines and signs mean. Only those that it uses. Pure."""

from django.utils.translation import gettext as _

from .drawing_look import DASHES, THICK, Pen
from .letters import width
from .placing import Layout
from .shape import Shape
from .signs import GLYPHS, RADIUS

SIZE, LINE, SAMPLE, BETWEEN = 14, 24, 40, 22


def entries(shape: Shape, marks) -> list[tuple[str, str]]:
    """(style, words), in a fixed order."""
    states = {arrow.state for arrow in shape.arrows}
    kinds = {mark.kind for mark in (*marks.statements.values(), *marks.arrows.values())}
    words = {
        "untested": _("Untested"),
        "being_tested": _("Being tested"),
        "supported": _("Supported"),
        "contradicted": _("Contradicted"),
        "split": _("We disagree"),
        "unsure": _("We are unsure"),
        "sure": _("We are sure"),
        "added": _("New"),
        "removed": _("Taken out"),
        "changed": _("Changed"),
        "hole": _("Something is missing"),
    }
    used = {str(state) for state in states} | kinds
    if used <= {"untested"}:
        return []
    return [(style, said) for style, said in words.items() if style in used]


def key_of(pen: Pen, shape: Shape, marks, layout: Layout) -> tuple[str, float]:
    """The key as SVG and how much height it takes; ("", 0) where there is nothing to explain."""
    found = entries(shape, marks)
    if not found:
        return "", 0
    x, y, drawn = 4.0, layout.height + 24, []
    for style, words in found:
        wide = SAMPLE + width(words, SIZE)
        if x > 4 and x + wide > layout.width:
            x, y = 4.0, y + LINE
        drawn.append(_sample(pen, style, x, y))
        drawn.append(pen.words("theory-key", x + SAMPLE, y + 5, SIZE, words))
        x += wide + BETWEEN
    return pen.element("g", "", "".join(drawn), aria_hidden="true"), y + 14 - layout.height


def _sample(pen: Pen, style: str, x: float, y: float) -> str:
    dashes = {"stroke_dasharray": DASHES[style]} if style in DASHES else {}
    thick = pen.thick(style in THICK)
    line = pen.element("path", "theory-line", d=f"M{x:g} {y:g}h{SAMPLE - 8}", **dashes, **thick)
    if style not in GLYPHS:
        return line
    sign = pen.element("circle", "theory-sign", r=RADIUS) + pen.element("path", "theory-glyph", d=GLYPHS[style])
    return line + pen.element("g", "", sign, transform=f"translate({x + (SAMPLE - 8) / 2:g} {y:g})")
