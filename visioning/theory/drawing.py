"""Draws a theory as SVG: columns of statements, and arrows between them. Pure: knows a shape and what is marked on it."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .marks import NO_MARKS, Marks
from .shape import Shape

FORMS = ("wide", "narrow", "print", "file")


def draw(
    shape: Shape, *, name: str, links=None, marks: Marks | None = None, form: str = "wide", described_by: str = ""
) -> SafeString:
    """An inline SVG ("" where there are no statements). `name` keeps its ids apart where a page has several.

    `links(number)` and `links((source, target))` give the address of a statement and of an arrow, or "". `described_by` is the
    id of the outline on the same page, the full text alternative.
    """
    marks = marks or NO_MARKS
    if not shape:
        return SafeString("")
    lines = [f"{shape.labels[one.number]} {one.words}" for one in shape.statements]
    texts = format_html_join(
        "", '<text x="8" y="{}">{}</text>', ((24 + 24 * place, line) for place, line in enumerate(lines))
    )
    height = 24 * len(lines) + 16
    svg = format_html(
        '<svg class="theory-drawing is-{}" viewBox="0 0 288 {}" width="288" height="{}" role="img"'
        ' aria-labelledby="{}-title" xmlns="http://www.w3.org/2000/svg"><title id="{}-title">{}</title>{}</svg>',
        form,
        height,
        height,
        name,
        name,
        shape.title,
        texts,
    )
    return svg


def draw_pages(shape: Shape, *, name: str, marks: Marks | None = None) -> tuple[SafeString, ...]:
    """For paper: one SVG, or several, one below the other, none taller than a page."""
    drawn = draw(shape, name=name, marks=marks, form="print")
    return (drawn,) if drawn else ()
