"""The sentences of a theory, by column. Knows nothing of what leads to what."""

from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import PlanPrint
from visioning.theory.shape import (
    COLUMNS,
    LONGEST_STATEMENT,
    MOST_ARROWS,
    MOST_STATEMENTS,
    Column,
    StatementShape,
    folded,
)

from .personal_visions import Stale
from .phrases import Gone
from .themes import TooMany
from .theory_parts import TheoryPart


class SaidAlready(Exception):
    """The theory says this already, word for word: `statement`."""

    def __init__(self, statement):
        super().__init__()
        self.statement = statement


class TooManyArrows(TooMany):
    """With the arrows that would come back, the theory had more than it may have."""


class Statement(TheoryPart):
    """One sentence of a theory. `place` orders it within its column; `number` is its name for ever."""

    number = models.PositiveIntegerField(editable=False)
    column = models.CharField(_("column"), max_length=8, choices=Column.choices)
    words = models.CharField(_("in one sentence"), max_length=LONGEST_STATEMENT)
    place = models.PositiveIntegerField(editable=False)

    class Meta:
        verbose_name = _("statement")
        ordering = ("place", "id")
        constraints = (
            models.UniqueConstraint(fields=("theory", "number"), name="statement_number_unique"),
            models.UniqueConstraint(
                "theory", Lower("words"), condition=models.Q(removed_at=None), name="statement_said_once"
            ),
            models.CheckConstraint(
                condition=models.Q(removed_by=None) | models.Q(removed_at__isnull=False),
                name="statement_removed_by_and_at",
            ),
        )

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        return reverse("statement", args=(self.theory.team.slug, self.theory.number, self.number))

    def shape(self) -> StatementShape:
        return StatementShape(self.number, Column(self.column), self.words)

    @classmethod
    @transaction.atomic
    def add(cls, theory, by, column, words) -> "Statement":
        """Say one more thing, last in its column. Raises SaidAlready, TooMany (sixty are enough), Gone."""
        theory = theory.held()
        cls._must_be_new(theory, words)
        if theory.statements.standing().count() >= MOST_STATEMENTS:
            raise TooMany
        return cls._write(theory, by, column, words)

    @classmethod
    @transaction.atomic
    def add_all(cls, theory, by, column, lines) -> list["Statement"]:
        """Say several things one below the other: all of them, or none where `add` raises."""
        return [cls.add(theory, by, column, words) for words in lines]

    @transaction.atomic
    def mend(self, by, words, edition, column=None) -> None:
        """Say it in other words, or in another column. Raises Stale (with the row as it is), SaidAlready, Gone."""
        held = self._held()
        column = column or held.column
        if (held.words, held.column) == (words, column):
            return
        if held.edition != edition:
            raise Stale(held)
        self._must_be_new(held.theory, words, but=held)
        if held.column != column:
            held.column, held.place = column, self._last_place(held.theory, column) + 1
        held.words, held.changed_by, held.changed_at, held.edition = words, by, timezone.now(), held.edition + 1
        held.save(update_fields=("words", "column", "place", "changed_by", "changed_at", "edition"))
        held.theory.touch()

    @transaction.atomic
    def move(self, up: bool) -> bool:
        """One place up or down in its column. False where it is at the end already."""
        held = self._held()
        column = list(held.theory.statements.standing().filter(column=held.column))
        at = [one.pk for one in column].index(held.pk)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(column):
            return False
        column[at], column[to] = column[to], column[at]
        for place, one in enumerate(column, 1):
            if one.place != place:
                one.place = place
                one.save(update_fields=("place",))
        held.theory.touch()
        return True

    @transaction.atomic
    def remove(self, by) -> bool:
        """Take it out with its arrows; `put_back` brings all of it back. False where somebody was quicker."""
        try:
            held = self._held()
        except Gone:
            return False
        gone = {"removed_at": timezone.now(), "removed_by": by}
        for arrows in (held.arrows_out, held.arrows_in):
            arrows.standing().update(**gone)
        Statement.objects.filter(pk=held.pk).update(**gone)
        PlanPrint.forget(held.theory.team_id)
        held.theory.touch()
        return True

    @transaction.atomic
    def put_back(self) -> bool:
        """Where it was, with the arrows that went with it, as far as their other ends stand. False where it stands already.

        An arrow whose other end is gone, too, comes back with that one. Raises SaidAlready where somebody wrote the same words
        meanwhile, TooMany, TooManyArrows, Gone with the theory.
        """
        theory = self.theory.held()
        row = Statement.objects.get(pk=self.pk)
        if row.removed_at is None:
            return False
        self._must_be_new(theory, row.words)
        if theory.statements.standing().count() >= MOST_STATEMENTS:
            raise TooMany
        Statement.objects.filter(pk=row.pk).update(removed_at=None, removed_by=None)
        standing = set(theory.arrows.standing().values_list("source", "target"))
        back = []
        for arrow in theory.arrows.with_ends().filter(
            models.Q(source=row) | models.Q(target=row), removed_at=row.removed_at
        ):
            other = arrow.target if arrow.source_id == row.pk else arrow.source
            if other.removed_at:
                theory.arrows.filter(pk=arrow.pk).update(removed_at=other.removed_at)
            elif (arrow.source_id, arrow.target_id) not in standing:
                standing.add((arrow.source_id, arrow.target_id))
                back.append(arrow.pk)
        if len(standing) > MOST_ARROWS:
            raise TooManyArrows
        theory.arrows.filter(pk__in=back).update(removed_at=None, removed_by=None)
        theory.touch()
        return True

    @classmethod
    def lay(cls, theory, shapes, by, at, numbers_first=False) -> dict[int, "Statement"]:
        """Make the theory's statements these, in this order. The rows by the numbers of the shapes. Part of `Theory.become`."""
        standing = list(theory.statements.standing())
        found = cls._same(shapes, standing, theory.statements.all(), numbers_first)
        taken = {one.pk for one in found.values()}
        gone = [one for one in standing if one.pk not in taken]
        cls.objects.filter(pk__in=[one.pk for one in gone]).update(removed_at=at, removed_by=by)
        # Words change hands below; no two standing statements may say the same on the way there.
        changing = [shape for shape in shapes if shape.number in found and found[shape.number].words != shape.words]
        for shape in changing:
            cls.objects.filter(pk=found[shape.number].pk).update(words=f"\x1f{found[shape.number].pk}")
        places = dict.fromkeys(COLUMNS, 0)
        for shape in shapes:
            places[shape.column] += 1
            place = places[shape.column]
            row = found.get(shape.number)
            if row is None:
                found[shape.number] = cls._write(theory, by, shape.column, shape.words, place)
                continue
            if (row.words, row.column) != (shape.words, shape.column):
                row.changed_by, row.changed_at, row.edition = by, timezone.now(), row.edition + 1
            row.words, row.column, row.place, row.removed_at, row.removed_by = (
                shape.words,
                shape.column,
                place,
                None,
                None,
            )
            row.save()
        return found

    @staticmethod
    def _same(shapes, standing, rows, numbers_first) -> dict[int, "Statement"]:
        """Which row goes on as which shape. Each row once: whoever finds it by the surer sign is asked first."""
        by_number = {one.number: one for one in rows}
        by_words = {folded(one.words): one for one in standing}
        ways = [lambda shape: by_words.get(folded(shape.words)), lambda shape: by_number.get(shape.number)]
        found, taken = {}, set()
        for way in reversed(ways) if numbers_first else ways:
            for shape in shapes:
                same = way(shape)
                if shape.number not in found and same and same.pk not in taken:
                    taken.add(same.pk)
                    found[shape.number] = same
        return found

    @classmethod
    def _must_be_new(cls, theory, words, but=None):
        twins = theory.statements.standing().annotate(lower=Lower("words")).filter(lower=Lower(models.Value(words)))
        twin = twins.exclude(pk=but.pk if but else None).first()
        if twin:
            raise SaidAlready(twin)

    @classmethod
    def _write(cls, theory, by, column, words, place=None) -> "Statement":
        place = place or cls._last_place(theory, column) + 1
        theory.last_number += 1
        theory.save(update_fields=("last_number",))
        made = cls.objects.create(
            theory=theory, number=theory.last_number, column=column, words=words, place=place, written_by=by
        )
        theory.touch()
        return made

    @staticmethod
    def _last_place(theory, column) -> int:
        return theory.statements.standing().filter(column=column).aggregate(last=models.Max("place"))["last"] or 0
