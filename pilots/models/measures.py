"""What a pilot measures: of groups and days, never of single students. Knows nothing of how numbers come in."""

import secrets

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from leadership.models.tasks import MOMENT
from leadership.news import tell
from visioning.models import Stale

from .pilots import Pilot
from .rows import TOPIC, PilotRow


class InTimeBefore(Exception):
    """The time before, whose middle line is frozen, and a new middle line would lie over each other. `day` is where the other begins."""

    def __init__(self, day):
        super().__init__()
        self.day = day


class MeasureKind(models.TextChoices):
    """What a measure is for (after Provost & Murray 2011)."""

    OUTCOME = "outcome", _("Outcome: what we hope for")
    PROCESS = "process", _("Process: whether we do what we said")
    BALANCING = "balancing", _("Balancing: what may suffer meanwhile")


class Direction(models.TextChoices):
    """Where it should go."""

    UP = "up", _("Up is better")
    DOWN = "down", _("Down is better")
    NEUTRAL = "neutral", _("Neither; we want to understand it")


class Measure(PilotRow):
    """One measure of a pilot, defined so that two people would note the same number."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="measures")
    number = models.PositiveIntegerField(editable=False)
    kind = models.CharField(_("what it is for"), max_length=10, choices=MeasureKind.choices)
    title = models.CharField(_("what we measure"), max_length=120)
    definition = models.TextField(_("how exactly"), max_length=1000)
    unit = models.CharField(_("counted in"), max_length=40, blank=True)
    direction = models.CharField(_("where it should go"), max_length=8, choices=Direction.choices)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=4, null=True, blank=True)
    baseline_until = models.DateField(
        _("the time before counts until"), null=True, blank=True
    )  # its median is frozen and goes on as the middle line

    class Meta:
        verbose_name = _("measure")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("pilot", "number"), name="measure_number_unique"),)

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("measure", args=(self.pilot.team.slug, self.pilot.number, self.number))

    @property
    def unit_label(self) -> str:
        """What stands over a field for its number."""
        return _now("Number (%(unit)s)") % {"unit": self.unit} if self.unit else _now("Number")

    @classmethod
    @transaction.atomic
    def note(cls, pilot, by, **said) -> "Measure":
        """Begin to measure something. The same words pressed twice are one. Raises Gone and Closed."""
        pilot.open_held()
        here = cls.objects.filter(pilot=pilot)
        twin = here.filter(noted_by=by, noted_at__gt=timezone.now() - MOMENT, **said).first()
        if twin:
            return twin
        last = here.aggregate(last=models.Max("number"))["last"] or 0
        # A number comes back once the last one is removed; no form that was open may save on top of what has it now.
        edition = secrets.randbelow(2**30)
        made = cls.objects.create(pilot=pilot, number=last + 1, noted_by=by, edition=edition, **said)
        tell(pilot.team_id, TOPIC)
        return made

    @transaction.atomic
    def remove(self, edition, observation_count=0) -> None:
        """For good, with as many observations as the reader was told of. Raises Stale where that is not so, Gone and Closed."""
        held = self.held()
        if held.observations.count() != observation_count:
            raise Stale(held)
        super().remove(edition)

    @transaction.atomic
    def freeze(self, edition, until) -> None:
        """The time before ends on this day, and its middle line goes on from there; None: there is no such time.

        Raises InTimeBefore, Stale, Gone and Closed.
        """
        held = self.held()
        line = held.rebases.filter(taken_back_at=None).first()
        if until and line and line.from_on <= until:
            raise InTimeBefore(line.from_on)
        self.mend(edition, baseline_until=until)
