"""Initiatives: what a school has under way, whom it takes how many hours, and what the filter question said of each.

Knows what each serves only through `strands`.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models import Team

from .uses import Outcome

TOPIC = "initiatives"
MOST_HOURS = 60


class Initiative(models.Model):
    """One thing under way or planned. `lead_because` is the skill that made this person the lead, not their position."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        RUNNING = "running", _("Under way")
        PAUSED = "paused", _("Resting")
        ENDED = "ended", _("Ended")

    team = models.ForeignKey(Team, models.CASCADE, related_name="initiatives")
    number = models.PositiveIntegerField(editable=False)  # within the team
    name = models.CharField(_("name"), max_length=120)
    words = models.CharField(_("what it is for"), max_length=400, blank=True)
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="initiatives_led",
        verbose_name=_("who leads it"),
    )
    lead_because = models.CharField(_("for which skill"), max_length=200, blank=True)
    hours = models.DecimalField(
        _("hours a week, of all who work on it"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_HOURS)],
    )
    status = models.CharField(_("status"), max_length=8, choices=Status.choices, default=Status.RUNNING)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="initiatives_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("initiative")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("team", "number"), name="initiative_number_unique"),
            models.CheckConstraint(
                condition=models.Q(hours=None) | models.Q(hours__gte=0, hours__lte=MOST_HOURS),
                name="initiative_hours_of_a_week",
            ),
        )

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("initiative", args=(self.team.slug, self.number))


class InitiativeSupporter(models.Model):
    """Somebody who works on it. Everybody says so for themselves."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="supporters")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="initiatives_supported")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("supporter of an initiative")
        ordering = ("person__name", "id")
        constraints = (models.UniqueConstraint(fields=("initiative", "person"), name="supports_once"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class Filtering(models.Model):
    """One time the filter question was put to an initiative: what it led to, and why. The last one counts."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="filterings")
    outcome = models.CharField(_("what follows"), max_length=10, choices=Outcome.choices)
    because = models.CharField(_("why"), max_length=400)
    question = models.TextField(blank=True, editable=False)  # the filter question as it was worded then
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="filterings"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("filtering of an initiative")
        ordering = ("-at", "-id")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
