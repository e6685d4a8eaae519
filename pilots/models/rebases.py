"""Re-basing a run chart: from a day on it has a new middle line. By hand, with a reason; it can be taken back, with who and why."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.news import tell
from leadership.rows_together import built, listed, name_of
from visioning.models import Gone

from .measures import InTimeBefore, Measure
from .rows import TOPIC

TOLD = ("id", "from_on", "why", "at", "taken_back_at", "taken_back_why")


class LineStands(Exception):
    """From that day on the middle line is counted anew already."""

    def __init__(self, rebase):
        super().__init__()
        self.rebase = rebase


class TakenBack(Exception):
    """Somebody took it back a moment ago: `rebase` says why."""

    def __init__(self, rebase):
        super().__init__()
        self.rebase = rebase


class RebaseQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(taken_back_at=None)


class Rebase(models.Model):
    """From `from_on` on the line's median is counted anew."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="rebases")
    from_on = models.DateField(_("from when"))
    why = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="rebases_made"
    )
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, editable=False)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="rebases_taken_back"
    )
    taken_back_why = models.CharField(_("why it is taken back"), max_length=300, blank=True)

    objects = RebaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("new middle line")
        ordering = ("from_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("measure", "from_on"), condition=models.Q(taken_back_at=None), name="one_rebase_a_day"
            ),
        )

    def __str__(self):
        return self.why

    @classmethod
    def told(cls):
        """For an annotation of a measure: all of its lines, those taken back, too, with who drew them."""
        lines = cls.objects.filter(measure=models.OuterRef("pk")).order_by("from_on", "id")
        return listed(lines, *TOLD, by_name=name_of("by"), taken_back_by_name=name_of("taken_back_by"))

    @classmethod
    def built(cls, rows) -> list["Rebase"]:
        """What that annotation brought, as rows to be read."""
        made = built(cls, [{name: row[name] for name in TOLD} for row in rows])
        for one, row in zip(made, rows, strict=True):
            one.by_name, one.taken_back_by_name = row["by_name"], row["taken_back_by_name"]
        return made

    @classmethod
    @transaction.atomic
    def draw(cls, measure, by, from_on, why) -> "Rebase":
        """Count the middle line anew from this day on. The same words pressed twice are one.

        Raises LineStands, InTimeBefore, Gone and Closed.
        """
        held = measure.held()
        if held.baseline_until and from_on <= held.baseline_until:
            raise InTimeBefore(held.baseline_until)
        standing = cls.objects.standing().filter(measure=measure, from_on=from_on).first()
        if standing and (standing.by_id, standing.why) == (by.pk, why):
            return standing
        if standing:
            raise LineStands(standing)
        made = cls.objects.create(measure=measure, by=by, from_on=from_on, why=why)
        tell(measure.whose().team_id, TOPIC)
        return made

    @transaction.atomic
    def take_back(self, by, why) -> None:
        """It no longer counts; that it did, and why not any more, is kept. Raises TakenBack, Gone and Closed."""
        self.measure.held()
        held = Rebase.objects.select_for_update(no_key=True, of=("self",)).filter(pk=self.pk).first()
        if held is None:
            raise Gone
        if held.taken_back_at:
            raise TakenBack(held)
        held.taken_back_at, held.taken_back_by, held.taken_back_why = timezone.now(), by, why
        held.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_why"])
        tell(self.measure.whose().team_id, TOPIC)
