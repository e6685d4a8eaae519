"""A theory on paper: one plain object that the printed page and the plan show. Knows no requests and prints nothing itself."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from leadership import guides
from visioning.theory.compact import Compact, compact_of, loose_sentence
from visioning.theory.drawing import draw, draw_pages
from visioning.theory.narrative import narrative_of
from visioning.theory.outline import Outline, outline_of
from visioning.theory.shape import Shape, State

TITLE = re.compile(r"(<title[^>]*>).*?(</title>)", re.DOTALL)
SIZE = re.compile(r'viewBox="\S+ \S+ ([\d.]+) ([\d.]+)"')

EDGE = 16  # of white around a picture


@dataclass(frozen=True)
class Spot:
    """One arrow in the table of what is assumed."""

    source: str
    target: str
    assumption: str
    wrong_if: str
    state: str


@dataclass(frozen=True)
class ToldTheory:
    """What a page or a paper says of a theory. All of it is made of one shape."""

    number: int
    serves: str  # the label of a condition, or "" for the whole vision
    goal: str
    problem: str
    skipped: str
    shape: Shape

    @property
    def title(self) -> str:
        return self.shape.title

    @property
    def anchor(self) -> str:
        """Before the ids of its outline: a plan has several."""
        return f"theory-{self.number}-"

    @cached_property
    def compact(self) -> tuple[Compact, ...]:
        return compact_of(self.shape)

    @property
    def loose(self) -> str:
        return loose_sentence(self.shape)

    @cached_property
    def outline(self) -> Outline:
        return outline_of(self.shape)

    @cached_property
    def drawings(self) -> tuple[SafeString, ...]:
        """For paper: several where one page is not enough, each with the outline as its text."""
        return drawings_of(self.shape, f"{self.anchor}print", self.outline.text())


@dataclass(frozen=True)
class TheoryPrint(ToldTheory):
    """Everything the printed theory says."""

    changed_on: date

    @property
    def narrative(self) -> tuple[str, ...]:
        return narrative_of(self.shape)

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        return tuple(spots_of(self.shape, self.outline))


def print_of(theory) -> TheoryPrint:
    """What is printed of a theory as it stands."""
    problem = theory.problem
    goal = problem.goal if problem else None
    return TheoryPrint(
        number=theory.number,
        serves=guides.guide(theory.guide).label if theory.guide else "",
        goal=goal.words if goal else "",
        problem=problem.words if problem else "",
        skipped=theory.skipped,
        shape=theory.shape(),
        changed_on=timezone.localdate(theory.changed_at),
    )


def drawings_of(shape, name, alternative):
    """The first drawing has the whole theory in words as its text alternative; where there are more, they go on with it."""
    drawn = draw_pages(shape, name=name)
    words = [
        alternative,
        *[_("More of the same diagram. All of it is told in words at its first part.")] * (len(drawn) - 1),
    ]
    return tuple(with_title(one, said) for one, said in zip(drawn, words, strict=True))


def with_title(svg, words):
    """The same drawing under other words. They are escaped here."""
    return mark_safe(TITLE.sub(lambda found: f"{found[1]}{escape(words)}{found[2]}", svg, count=1))  # noqa: S308


def spots_of(shape, outline):
    """The arrows of which something is assumed, or said that would show us wrong, or that were tried."""
    states = {
        arrow.arrow.ends: arrow.state for column in outline.columns for one in column.statements for arrow in one.arrows
    }
    for arrow in shape.arrows:
        if arrow.assumption or arrow.wrong_if or arrow.state is not State.UNTESTED:
            ends = shape.statement(arrow.source).words, shape.statement(arrow.target).words
            yield Spot(*ends, arrow.assumption, arrow.wrong_if, states[arrow.ends])


def pdf_html(theory) -> str:
    """The page as it goes to the press. The same for everybody."""
    context = {"theory": theory, "team": theory.team, "print": print_of(theory)}
    return render_to_string("visioning/theory_files/theory_pdf.html", context)


def picture_html(shape: Shape, name: str) -> str:
    """A page that is exactly as large as the drawing, for a picture of it."""
    svg = draw(shape, name=name, form="picture")
    width, height = (float(number) for number in SIZE.search(svg).groups())
    context = {"svg": svg, "title": shape.title, "edge": EDGE, "width": width, "height": height}
    context |= {"page_width": width + 2 * EDGE, "page_height": height + 2 * EDGE}
    return render_to_string("visioning/theory_files/theory_png.html", context)
