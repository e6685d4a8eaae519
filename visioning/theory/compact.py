"""A theory in one sentence for each of its pieces: if, then, then, so that, because. Pure."""

from dataclasses import dataclass

from .joining import in_a_row
from .shape import Column, Shape


@dataclass(frozen=True)
class Compact:
    """One piece of a theory. Each part is the joined words of a column, or ""; `statements` are their numbers."""

    if_we: str
    then_adults: str
    then_students: str
    so_that: str
    because: str
    statements: tuple[int, ...] = ()

    @property
    def sentence(self) -> str:
        return ", ".join(filter(None, (self.if_we, self.then_adults, self.then_students, self.so_that, self.because)))


def compact_of(shape: Shape) -> tuple[Compact, ...]:
    """One for each piece that hangs together by arrows, in reading order."""
    if not shape:
        return ()
    parts = [in_a_row(one.words for one in shape.in_column(column)) for column in Column]
    reasons = in_a_row(arrow.because for arrow in shape.arrows if arrow.because)
    return (Compact(*parts, reasons, tuple(one.number for one in shape.statements)),)
