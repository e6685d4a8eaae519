"""Blind consensus: each member puts a level privately, all are turned over at once, then the team settles on one.

Knows nothing of what people answered in the round; it begins where that has been read.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .assessments import AssessmentRound


class Consensus(models.Model):
    """What a team settles on for one condition after one round. `level` is None until it is settled."""

    round = models.ForeignKey(AssessmentRound, models.CASCADE, related_name="consensuses")
    condition = models.CharField(max_length=16)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="consensuses_opened"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    revealed_at = models.DateTimeField(null=True, editable=False)
    level = models.PositiveSmallIntegerField(_("our level"), null=True, blank=True)
    reason = models.TextField(_("why this level"), max_length=2000, blank=True)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="consensuses_settled"
    )
    edition = models.PositiveIntegerField(default=0, editable=False)  # a save on top of an older one is told so

    class Meta:
        verbose_name = _("consensus")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("round", "condition"), name="one_consensus_per_condition"),
            models.CheckConstraint(condition=Q(level=None) | Q(level__range=(1, 4)), name="consensus_level_in_range"),
            models.CheckConstraint(
                condition=Q(level=None) | Q(revealed_at__isnull=False), name="consensus_settled_after_reveal"
            ),
        )

    def __str__(self):
        return str(self._meta.verbose_name)


class BlindLevel(models.Model):
    """The level one member puts. Theirs alone until the reveal; with their name afterwards, for the team."""

    consensus = models.ForeignKey(Consensus, models.CASCADE, related_name="blind_levels")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blind_levels")
    level = models.PositiveSmallIntegerField(_("level"))
    reason = models.CharField(_("what makes you say so"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("level")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("consensus", "person"), name="one_blind_level_per_person"),
            models.CheckConstraint(condition=Q(level__range=(1, 4)), name="blind_level_in_range"),
        )

    def __str__(self):
        return str(self._meta.verbose_name)


class ConsensusDissent(models.Model):
    """How somebody sees it differently; stands beside the consensus, with their name."""

    consensus = models.ForeignKey(Consensus, models.CASCADE, related_name="dissents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="consensus_dissents")
    words = models.TextField(_("how I see it"), max_length=1200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("dissent")
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=("consensus", "person"), name="one_dissent_per_person_and_consensus"),
        )

    def __str__(self):
        return str(self._meta.verbose_name)
