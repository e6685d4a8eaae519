"""Rows of a file or a paste that somebody looks at before they count. Nothing of them is an observation until the yes."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.news import tell
from visioning.models import Gone, Stale

from .measures import Measure
from .observations import Observation, Source, cycle_that_stands
from .rows import TOPIC

KEPT_FOR = timedelta(days=1)


class ImportDraft(models.Model):
    """One a person and measure; nobody else reaches it; gone after a day. `rows`: its table, as `pilots.tables` packs it."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="import_drafts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="import_drafts")
    made_at = models.DateTimeField(auto_now=True)
    file_name = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=8, choices=Source.choices, editable=False)
    rows = models.JSONField(default=list)

    class Meta:
        verbose_name = _("import not yet confirmed")
        constraints = (models.UniqueConstraint(fields=("measure", "by"), name="one_import_draft_each"),)

    def __str__(self):
        return self.file_name

    @classmethod
    def forget_old(cls) -> None:
        """Whoever comes by clears away what nobody confirmed within a day, theirs or not."""
        cls.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()

    @classmethod
    def of(cls, measure, by):
        """The person's own, no older than a day; or none."""
        cls.forget_old()
        return cls.objects.filter(measure=measure, by=by).first()

    @classmethod
    @transaction.atomic
    def lay(cls, measure, by, source, rows, file_name="") -> "ImportDraft":
        """Put rows down to look at, in place of those that lay there. Raises Gone and Closed."""
        measure.held()
        cls.forget_old()
        said = {"source": source, "rows": rows, "file_name": file_name[:120]}
        return cls.objects.update_or_create(measure=measure, by=by, defaults=said)[0]

    @transaction.atomic
    def take_in(self, read, as_counted, cycle=None) -> int:
        """Make observations of what `read(draft)` finds fine, if these rows were seen, and as many told of; then it is gone.

        Raises Stale where it is not, Gone where it was taken in already, Closed.
        """
        self.measure.held()
        found = ImportDraft.objects.select_for_update(of=("self",)).filter(pk=self.pk).first()
        if found is None:
            raise Gone
        found.measure = self.measure
        report = read(found)
        # Other rows may lie there by now, laid down from another window, and be just as many.
        if report.counted != as_counted or found.made_at != self.made_at:
            raise Stale(found)
        cycle = cycle_that_stands(self.measure, cycle)
        Observation.objects.bulk_create(
            (
                Observation(
                    measure=self.measure,
                    on=one.on,
                    value=one.value,
                    group=one.group,
                    note=one.note,
                    cycle=cycle,
                    source=found.source,
                    noted_by_id=found.by_id,
                )
                for one in report.fine
            ),
            batch_size=1000,
        )
        found.delete()
        tell(self.measure.whose().team_id, TOPIC)
        return len(report.fine)
