"""What leads to what in a theory, and why we think so; and how each arrow has fared when it was tried."""

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import PlanPrint
from visioning.theory.shape import LONGEST_REASON, MOST_ARROWS, REASONS, ArrowShape, State

from .personal_visions import Stale
from .phrases import Gone
from .statements import Statement
from .themes import TooMany
from .theory_parts import TheoryPart, TheoryPartQuerySet


class ToItself(Exception):
    """An arrow needs two ends."""


class TiedAlready(Exception):
    """There is an arrow between these two in this direction: `arrow`."""

    def __init__(self, arrow):
        super().__init__()
        self.arrow = arrow


class ArrowQuerySet(TheoryPartQuerySet):
    def with_ends(self):
        return self.select_related("source", "target")


class Arrow(TheoryPart):
    """From one statement to another of the same theory. A circle is allowed and named as a hole; an arrow to itself is not."""

    source = models.ForeignKey(Statement, models.CASCADE, related_name="arrows_out")
    target = models.ForeignKey(Statement, models.CASCADE, related_name="arrows_in")
    because = models.TextField(_("because"), max_length=LONGEST_REASON, blank=True)
    assumption = models.TextField(_("what we assume"), max_length=LONGEST_REASON, blank=True)
    evidence = models.TextField(_("what speaks for it"), max_length=LONGEST_REASON, blank=True)
    wrong_if = models.TextField(_("what would show us wrong"), max_length=LONGEST_REASON, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.UNTESTED, editable=False)
    state_on = models.DateField(null=True, editable=False)

    objects = ArrowQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrow")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("source", "target"), condition=models.Q(removed_at=None), name="one_arrow_each_way"
            ),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="arrow_has_two_ends"),
            models.CheckConstraint(
                condition=models.Q(state=State.UNTESTED) | models.Q(state_on__isnull=False), name="arrow_state_is_dated"
            ),
        )

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self):
        theory = self.theory
        return reverse("arrow", args=(theory.team.slug, theory.number, self.source.number, self.target.number))

    def shape(self, source: int, target: int) -> ArrowShape:
        """With the numbers of its ends."""
        said = {name: getattr(self, name) for name in REASONS}
        return ArrowShape(source, target, **said, state=State(self.state), state_on=self.state_on)

    @classmethod
    @transaction.atomic
    def tie(cls, source, target, by, **said) -> "Arrow":
        """Say that one leads to the other. Raises ToItself, TiedAlready, TooMany, and Gone where an end was taken out."""
        if source.pk == target.pk:
            raise ToItself
        theory = source.theory.held()
        ends = theory.statements.standing().filter(pk__in=(source.pk, target.pk))
        if ends.count() < 2:
            raise Gone
        found = theory.arrows.standing().filter(source=source, target=target).first()
        if found:
            raise TiedAlready(found)
        if theory.arrows.standing().count() >= MOST_ARROWS:
            raise TooMany
        made = cls.objects.create(theory=theory, source=source, target=target, written_by=by, **said)
        theory.touch()
        return made

    @transaction.atomic
    def mend(self, by, edition, **said) -> None:
        """Say its reasons anew. Raises Stale (with the row as it is) and Gone."""
        held = self._held()
        if all(getattr(held, name) == words for name, words in said.items()):
            return
        if held.edition != edition:
            raise Stale(held)
        for name, words in said.items():
            setattr(held, name, words)
        held.changed_by, held.changed_at, held.edition = by, timezone.now(), held.edition + 1
        held.save(update_fields=(*said, "changed_by", "changed_at", "edition"))
        held.theory.touch()

    @transaction.atomic
    def remove(self, by) -> bool:
        """Untie; `put_back` ties it again. False where somebody was quicker."""
        theory = self.theory.held()
        gone = theory.arrows.standing().filter(pk=self.pk).update(removed_at=timezone.now(), removed_by=by)
        PlanPrint.forget(theory.team_id)
        theory.touch()
        return bool(gone)

    @transaction.atomic
    def put_back(self) -> bool:
        """False where it stands already. Raises TiedAlready, TooMany, and Gone where an end was taken out."""
        theory = self.theory.held()
        row = Arrow.objects.with_ends().get(pk=self.pk)
        if row.removed_at is None:
            return False
        if row.source.removed_at or row.target.removed_at:
            raise Gone
        found = theory.arrows.standing().filter(source=row.source_id, target=row.target_id).first()
        if found:
            raise TiedAlready(found)
        if theory.arrows.standing().count() >= MOST_ARROWS:
            raise TooMany
        Arrow.objects.filter(pk=row.pk).update(removed_at=None, removed_by=None)
        theory.touch()
        return True

    @transaction.atomic
    def note_state(self, by, state, on, because="") -> "ArrowState":
        """How it has fared, from this day on, and what showed it. Pilots do the same. Raises Gone."""
        held = self._held()
        noted = ArrowState.objects.create(arrow=held, state=state, on=on, because=because, noted_by=by)
        # The latest day counts; something found out later about an earlier day changes nothing today.
        latest = held.states.order_by("-on", "-id").first()
        held.state, held.state_on = latest.state, latest.on
        held.save(update_fields=("state", "state_on"))
        held.theory.touch()
        return noted

    @classmethod
    def lay(cls, theory, shapes, rows, by, at) -> None:
        """Make the theory's arrows these, between those rows. Part of `Theory.become`; states stay with their arrows."""
        standing = {(one.source_id, one.target_id): one for one in theory.arrows.standing()}
        wanted = {(rows[one.source].pk, rows[one.target].pk): one for one in shapes}
        gone = [one.pk for ends, one in standing.items() if ends not in wanted]
        cls.objects.filter(pk__in=gone).update(removed_at=at, removed_by=by)
        removed = {
            (one.source_id, one.target_id): one
            for one in theory.arrows.filter(removed_at__isnull=False).order_by("removed_at")
        }
        for (source, target), shape in wanted.items():
            said = {name: getattr(shape, name) for name in REASONS}
            row = standing.get((source, target)) or removed.get((source, target))
            if row is None:
                cls.objects.create(theory=theory, source_id=source, target_id=target, written_by=by, **said)
                continue
            if any(getattr(row, name) != words for name, words in said.items()):
                row.changed_by, row.changed_at, row.edition = by, timezone.now(), row.edition + 1
            for name, words in said.items():
                setattr(row, name, words)
            row.removed_at = row.removed_by = None
            row.save()


class ArrowState(models.Model):
    """How an arrow fared: what was found, on which day, and what showed it. Never erased, only followed by a later one."""

    arrow = models.ForeignKey(Arrow, models.CASCADE, related_name="states")
    state = models.CharField(_("how it stands"), max_length=12, choices=State.choices)
    on = models.DateField(_("since"))
    because = models.CharField(_("what showed it"), max_length=400, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="arrow_states_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("state of an arrow")
        ordering = ("-on", "-id")

    def __str__(self):
        return self.get_state_display()
