"""What the writing page of a theory shows: its columns, the statements in them, what leads where. Knows rows, no requests."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visioning.theory.shape import COLUMNS, Column

JUST_NOW = timedelta(minutes=2)  # for so long what somebody took out stands in its place for them, with the way back

HELP = {
    Column.DO: _("Begin with a verb: we plan, we visit, we protect."),
    Column.ADULTS: _("What you would see teachers and leaders do that they do not do today."),
    Column.STUDENTS: _("What a student would notice: in class, with others, in their own work."),
    Column.IMPROVES: _("What gets better for students in the end, so that one can tell."),
}


@dataclass(frozen=True)
class Lead:
    """An arrow as its statement shows it: the label of the other end, and where the arrow's page is."""

    label: int
    words: str
    url: str
    because: str


@dataclass(frozen=True)
class Line:
    """A statement in its column; one that was taken out has no label."""

    statement: object
    label: int | None
    leads: tuple[Lead, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class DeskColumn:
    key: str
    title: str
    help: str
    lines: tuple[Line, ...]


class Desk:
    """A theory on the desk of one person. Two questions to the database, however long it is."""

    def __init__(self, theory, person=None, *, also=None):
        """`also` is the number of a statement that is shown even if it was taken out: a form about it is open."""
        self.theory, self.person, self.also = theory, person, also
        rows = list(theory.statements.select_related("written_by", "removed_by"))
        self.standing = [row for row in rows if row.removed_at is None]
        self.taken_out = sorted(
            (row for row in rows if row.removed_at), key=lambda row: (row.removed_at, row.pk), reverse=True
        )
        for row in rows:
            row.theory = theory
        arrows = list(theory.arrows.all())
        theory.standing_statements = self.standing
        theory.standing_arrows = [row for row in arrows if row.removed_at is None]
        self.shape = theory.shape()
        self.untied = self.leads_untied([row for row in arrows if row.removed_at], {row.pk: row.number for row in rows})

    @cached_property
    def columns(self) -> dict[str, DeskColumn]:
        return {column.value: self.column(column) for column in COLUMNS}

    def column(self, column) -> DeskColumn:
        rows = [row for row in (*self.standing, *self.taken_out) if row.column == column and self.shows(row)]
        rows.sort(key=lambda row: (row.place, row.pk))
        numbers = [row.number for row in rows if row.removed_at is None]
        lines = tuple(
            Line(
                row,
                self.shape.labels.get(row.number),
                self.leads_of(row.number),
                is_first=row.number == numbers[0] if numbers else False,
                is_last=row.number == numbers[-1] if numbers else False,
            )
            for row in rows
        )
        return DeskColumn(column.value, column.label, HELP[column], lines)

    def shows(self, row) -> bool:
        if row.removed_at is None or row.number == self.also:
            return True
        mine = self.person is not None and row.removed_by_id == self.person.pk
        return mine and row.removed_at > timezone.now() - JUST_NOW

    def leads_of(self, number) -> tuple[Lead, ...]:
        return tuple(self.lead(arrow, arrow.target) for arrow in self.shape.out_of(number))

    def lead(self, arrow, end) -> Lead:
        """An arrow, told by that end of it."""
        return Lead(self.shape.labels[end], self.shape.statement(end).words, self.link(arrow.ends), arrow.because)

    def leads_untied(self, arrows, numbers) -> list:
        """Arrows that somebody took out, the last first, as labels of their ends and an address; those that went with a
        statement come back with it.
        """
        found = {}
        for arrow in sorted(arrows, key=lambda row: (row.removed_at, row.pk), reverse=True):
            ends = numbers[arrow.source_id], numbers[arrow.target_id]
            stand = all(number in self.shape.labels for number in ends)
            if stand and ends not in self.ties:
                found.setdefault(ends, (*(self.shape.labels[number] for number in ends), self.link(ends)))
        return list(found.values())

    @cached_property
    def ties(self) -> set:
        return {arrow.ends for arrow in self.shape.arrows}

    def link(self, what) -> str:
        """The address of a statement (its number) or of an arrow (two numbers)."""
        place = self.theory.team.slug, self.theory.number
        if isinstance(what, tuple):
            return reverse("arrow", args=(*place, *what))
        return reverse("statement", args=(*place, what))
