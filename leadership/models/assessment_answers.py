"""Answers to a round of self-assessment. Who has answered and what was answered: no path, order or time between the two.

Formal leaders are one to four people in nearly every school, so nothing they answer can be nameless. In a round without
names they choose: with their name for all to see, or for their own eyes beside the others' result.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .assessments import AssessmentRound


class AssessmentTurn(models.Model):
    """Somebody has answered. What they answered is elsewhere, without a way from here to there.

    `group` is what the answer says of their position too: needed to see whether so few are new since the last round that
    their answers could be worked out. Never more than that, and after the close never of fewer than five, so that it is no
    path either (`AssessmentRound.close`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(AssessmentRound, models.CASCADE, related_name="turns")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assessment_turns")
    group = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("turn")
        constraints = (models.UniqueConstraint(fields=("round", "person"), name="one_assessment_turn_per_person"),)

    def __str__(self):
        return str(self._meta.verbose_name)


class AssessmentAnswer(models.Model):
    """One person's answers to all items. `levels` is {"<part key>.<item key>": 0 to 4}; 0 is "I can't see this from my role".

    `person` is set in named rounds, and in others only for formal leaders, who chose so; `private` means only they see it.
    `notes` is {"<part key>.<item key>": words about evidence}. `group` is the position they spoke from, or "". Without names it
    is kept only where five of those asked hold it, and after the close only where five answered from it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(AssessmentRound, models.CASCADE, related_name="answers")
    # An account that is deleted takes named answers along; a nameless one has nothing to be found by.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="assessment_answers")
    private = models.BooleanField(_("for my eyes only"), default=False)
    group = models.CharField(max_length=20, blank=True)
    levels = models.JSONField()
    notes = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("answer")
        ordering = ("id",)  # drawn by lot where nobody is named
        constraints = (
            models.UniqueConstraint(fields=("round", "person"), name="one_named_assessment_answer"),
            models.CheckConstraint(
                condition=Q(private=False) | Q(person__isnull=False), name="private_assessment_answer_has_person"
            ),
        )

    def __str__(self):
        return str(self._meta.verbose_name)
