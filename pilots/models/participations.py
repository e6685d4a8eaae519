"""Who takes part in a pilot, each by their own act; nobody can add somebody else. Who has not joined is no row, and never missing."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .notes import PilotNote
from .pilots import Pilot


class Participation(models.Model):
    """One person in one pilot. Leaving deletes the row and carries out the rule that the invitation stated."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="participations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="participations")
    joined_at = models.DateTimeField(auto_now_add=True)
    backs = models.ForeignKey(
        PilotNote, models.SET_NULL, null=True, blank=True, editable=False, related_name="backers"
    )  # the proposed challenge they would take

    class Meta:
        verbose_name = _("participation")
        ordering = ("joined_at", "id")
        constraints = (models.UniqueConstraint(fields=("pilot", "person"), name="joined_once"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
