"""What was observed: one number on one day, of a group or of all. Never of single students; set right in `corrections`."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models.tasks import MOMENT
from leadership.news import tell
from visioning.models import Gone

from .cycles import Cycle
from .measures import Measure
from .rows import TOPIC


class Source(models.TextChoices):
    """How an observation came."""

    TYPED = "typed", _("Typed")
    PASTED = "pasted", _("Pasted")
    FILE = "file", _("From a file")
    POLL = "poll", _("From a poll without names")


class ObservationQuerySet(models.QuerySet):
    def standing(self):
        """Those that count: not struck out."""
        return self.filter(struck_at=None)


class Observation(models.Model):
    """One number on one day. Set right with who and why (`Correction`); struck out, never lost."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="observations")
    on = models.DateField(_("day"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4)
    group = models.CharField(_("group"), max_length=60, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    cycle = models.ForeignKey(
        Cycle, models.SET_NULL, null=True, blank=True, related_name="observations", verbose_name=_("cycle")
    )
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.TYPED, editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="observations_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)
    struck_at = models.DateTimeField(null=True, editable=False)
    edition = models.PositiveIntegerField(default=0, editable=False)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        ordering = ("on", "id")
        indexes = (
            models.Index(fields=("measure", "on", "id"), condition=Q(struck_at=None), name="observation_in_line"),
        )

    def __str__(self):
        return f"{self.on}: {self.value}"

    @classmethod
    @transaction.atomic
    def observe(cls, measure, by, source=Source.TYPED, **said) -> tuple["Observation", bool]:
        """Write one down, and whether it is new: pressed twice it is one. Raises Gone and Closed."""
        measure.held()
        said["cycle"] = cycle_that_stands(measure, said.get("cycle"))
        same = {"measure": measure, "noted_by": by, "source": source, **said}
        twin = cls.objects.standing().filter(**same, noted_at__gt=timezone.now() - MOMENT).first()
        if twin:
            return twin, False
        made = cls.objects.create(**same)
        tell(measure.whose().team_id, TOPIC)
        return made, True

    @transaction.atomic
    def held(self):
        """This row, held still; first its pilot's and its measure's. Raises Gone, and Closed where the pilot is closed."""
        self.measure.held()
        found = Observation.objects.select_for_update(no_key=True, of=("self",)).filter(pk=self.pk).first()
        if found is None:
            raise Gone
        found.measure = self.measure
        return found


def cycle_that_stands(measure, cycle):
    """The cycle, or none where somebody removed it meanwhile. For whoever holds the pilot."""
    return cycle if cycle and Cycle.objects.filter(pk=cycle.pk, pilot=measure.pilot_id).exists() else None
