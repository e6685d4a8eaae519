"""Answers to an alignment check, and what the team says to them.

Who has answered and what was answered lie in two tables with no path, order or time between them.
"""

import uuid

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leadership.models import PlanPrint
from leadership.news import tell

from .alignment import TOPIC, AlignmentCheck

LEVELS = (
    (5, _("I can put my weight behind it")),
    (4, _("I can work toward it")),
    (3, _("I can live with it")),
    (2, _("Something must change first")),
    (1, _("I cannot work toward it yet")),
)


class AlignmentTurn(models.Model):
    """Somebody has answered. What they answered is elsewhere, without a way from here to there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    check_asked = models.ForeignKey(AlignmentCheck, models.CASCADE, related_name="turns")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="alignment_turns")

    class Meta:
        verbose_name = _("turn")
        constraints = (models.UniqueConstraint(fields=("check_asked", "person"), name="one_turn_per_person"),)

    def __str__(self):
        return str(self._meta.verbose_name)


class AlignmentAnswer(models.Model):
    """One answer. `person` only where the check is named; `levels_by_paragraph` is {paragraph key: level}."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    check_asked = models.ForeignKey(AlignmentCheck, models.CASCADE, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="alignment_answers")
    level = models.PositiveSmallIntegerField(choices=LEVELS)
    closer = models.TextField(_("what would bring me closer"), max_length=1200, blank=True)
    even_if_few = models.BooleanField(_("my words may be read even if few answer"), default=False)
    levels_by_paragraph = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("answer")
        ordering = ("id",)  # drawn by lot where nobody is named
        constraints = (
            models.UniqueConstraint(fields=("check_asked", "person"), name="one_named_answer"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="alignment_level_in_range"),
        )

    def __str__(self):
        return str(self._meta.verbose_name)

    @transaction.atomic
    def reply(self, words, by) -> "AlignmentReply":
        """What the team says to this reason."""
        tell(self.check_asked.vision.team_id, TOPIC)
        return self.replies.create(words=words, by=by)


class AlignmentReply(models.Model):
    """What the team says to somebody's reason, once the check is closed."""

    answer = models.ForeignKey(AlignmentAnswer, models.CASCADE, related_name="replies")
    words = models.TextField(_("reply"), max_length=1200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="alignment_replies")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reply")
        ordering = ("at", "id")

    def __str__(self):
        return str(self._meta.verbose_name)

    @transaction.atomic
    def take_back(self) -> None:
        team = self.answer.check_asked.vision.team_id
        PlanPrint.forget(team)
        tell(team, TOPIC)
        self.delete()
