"""Rounds of self-assessment: one set of items, asked of a team or a staff, answered once. Knows nothing of results.

What was answered, and who has answered, lie in two tables (`assessment_answers`) with no path, order or time between them.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .audiences import Audience, Naming
from .teams import Team

TOPIC = "assessment"


class RoundOpen(Exception):
    """One round at a time: another one is open."""


class RoundClosed(Exception):
    """The round takes no more answers."""


class TooFew(Exception):
    """Fewer people are asked than can answer without their names."""


class AssessmentRoundQuerySet(models.QuerySet):
    def open(self):
        """Those that take answers today."""
        return self.filter(closed_at=None).exclude(closes_on__lt=timezone.localdate())

    def closed(self):
        return self.filter(closed_at__isnull=False)

    def for_place(self, place):
        """Colleagues who are only invited see the rounds that ask the staff."""
        return self.filter(audience=Audience.STAFF) if place.role == "invited" else self


class AssessmentRound(models.Model):
    """One time at which people say how things stand. `naming` and `wording` are fixed when it opens, for good.

    `wording` is a list of parts, each what was asked, in the words of that day:
    {"key": "vision" or the key of a form, "kind": "pulse" | "rubric" | "form", "version": "2026-1", "title": str,
     "items": [{"key": str, "title": str, "text": str, "levels": [str, str, str, str]}, …]}.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="assessment_rounds")
    number = models.PositiveIntegerField(editable=False)  # within the team, for its address
    name = models.CharField(_("name"), max_length=120, help_text=_("For example “Autumn 2026”."))
    audience = models.CharField(_("who is asked"), max_length=8, choices=Audience.choices, default=Audience.TEAM)
    naming = models.CharField(_("names"), max_length=8, choices=Naming.choices)
    wording = models.JSONField(editable=False)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="assessment_rounds_opened"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    reminded_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    people_count = models.PositiveIntegerField(null=True, editable=False)  # how many were asked when it closed
    # The school shows the district what came of it, and can take that back.
    released_at = models.DateTimeField(null=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="assessment_rounds_released"
    )

    objects = AssessmentRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of self-assessment")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("team", "number"), name="assessment_round_number_unique"),
            models.UniqueConstraint(
                fields=("team",), condition=Q(closed_at=None), name="one_open_assessment_round_per_team"
            ),
            models.CheckConstraint(
                condition=Q(released_at=None) | Q(closed_at__isnull=False), name="assessment_released_when_closed"
            ),
        )

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("assessment_round", args=(self.team.slug, self.number))

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_due(self) -> bool:
        """Its last day has passed and nobody has closed it: no more answers, and no result yet."""
        return not self.is_closed and self.closes_on is not None and self.closes_on < timezone.localdate()

    @property
    def takes_answers(self) -> bool:
        return not self.is_closed and not self.is_due

    @property
    def is_named(self) -> bool:
        return self.naming == Naming.NAMED

    @property
    def condition_keys(self) -> list[str]:
        """The conditions it asks about, in the order it asks. Forms of their own are not in it."""
        return [part["key"] for part in self.wording if part["kind"] != "form"]
