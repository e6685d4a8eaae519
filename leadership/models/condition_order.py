"""In which order a team works on the seven conditions, why, and which time in existing meetings is kept for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .teams import Team


class RankedCondition(models.Model):
    """One condition's place in the team's order. No row: the team has not placed it."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="ranked_conditions")
    condition = models.CharField(max_length=16)
    position = models.PositiveSmallIntegerField()
    reason = models.CharField(_("why here"), max_length=400, blank=True)
    begins_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="conditions_ranked"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("place in the order")
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("team", "condition"), name="condition_ranked_once"),
            models.CheckConstraint(
                condition=Q(begins_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("begins_on")),
                name="ranked_condition_ends_after_it_begins",
            ),
        )

    def __str__(self):
        return self.condition


class Rhythm(models.TextChoices):
    ONCE = "once", _("Once")
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY = "monthly", _("Every month")


class ReservedTime(models.Model):
    """Minutes kept for a condition inside a meeting that exists already."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="reserved_times")
    condition = models.CharField(max_length=16)
    meeting = models.CharField(_("in which meeting"), max_length=120)
    first_at = models.DateTimeField(_("first time"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=40)
    rhythm = models.CharField(_("how often"), max_length=12, choices=Rhythm.choices, default=Rhythm.ONCE)
    times = models.PositiveSmallIntegerField(_("how many times"), default=1)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="times_reserved"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("reserved time")
        ordering = ("first_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 480), times__range=(1, 60)), name="reserved_time_in_range"
            ),
        )

    def __str__(self):
        return self.meeting
