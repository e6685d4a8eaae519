"""What a pilot measures and what was observed. Of groups and days, never of single students."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .cycles import Cycle
from .pilots import Pilot
from .rows import PilotRow


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


class Source(models.TextChoices):
    """How an observation came."""

    TYPED = "typed", _("Typed")
    PASTED = "pasted", _("Pasted")
    FILE = "file", _("From a file")
    POLL = "poll", _("From a poll without names")


class ObservationQuerySet(models.QuerySet):
    def standing(self):
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


class Correction(models.Model):
    """What an observation said before, who set it right and why. `struck`: it was taken out of the line."""

    observation = models.ForeignKey(Observation, models.CASCADE, related_name="corrections")
    on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=4)
    group = models.CharField(max_length=60, blank=True)
    struck = models.BooleanField(default=False)
    because = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="corrections_made"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("correction")
        ordering = ("-at", "-id")

    def __str__(self):
        return self.because


class ImportDraft(models.Model):
    """Rows of a file that somebody has looked at and not yet confirmed. One a person and measure; gone after a day."""

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
