"""Alignment checks: can everybody work toward this version? Not a vote; nobody is outnumbered.

Who has answered and what was answered lie in two tables with no path, order or time between them.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .gatherings import Audience
from .shared_visions import SharedVision
from .versions import Version

LEVELS = (
    (5, _("I can put my weight behind it")),
    (4, _("I can work toward it")),
    (3, _("I can live with it")),
    (2, _("Something must change first")),
    (1, _("I cannot work toward it yet")),
)


class Naming(models.TextChoices):
    """Fixed when a check opens; it can never be loosened afterwards."""

    NAMED = "named", _("With names: the group sees who answered what")
    UNNAMED = "unnamed", _("Without names: we do not store who answered what")


class AlignmentCheck(models.Model):
    """One question to everybody about one frozen version, and the rule that was set before anybody answered.

    Enough to start means: at least `share` percent of those who answer are at `floor` or above, none is below
    `lowest`, and at least `answers_needed` answered.
    """

    vision = models.ForeignKey(SharedVision, models.CASCADE, related_name="alignment_checks")
    number = models.PositiveIntegerField(editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="alignment_checks")
    audience = models.CharField(_("who is asked"), max_length=8, choices=Audience.choices, default=Audience.TEAM)
    naming = models.CharField(_("names"), max_length=8, choices=Naming.choices)
    by_paragraph = models.BooleanField(_("ask about each paragraph too"), default=False)
    share = models.PositiveSmallIntegerField(_("percent"), default=80)
    floor = models.PositiveSmallIntegerField(_("at this level or above"), default=3)
    lowest = models.PositiveSmallIntegerField(_("nobody below"), default=2)
    answers_needed = models.PositiveSmallIntegerField(_("answers needed"), default=3)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="checks_opened")
    opened_at = models.DateTimeField(auto_now_add=True)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("alignment check")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("vision", "number"), name="alignment_check_number_unique"),
            models.UniqueConstraint(
                fields=("vision",), condition=models.Q(closed_at=None), name="one_open_alignment_check"
            ),
            models.CheckConstraint(
                condition=models.Q(share__range=(1, 100), floor__range=(1, 5), lowest__range=(1, 5)),
                name="alignment_rule_in_range",
            ),
        )

    def __str__(self):
        return f"{self._meta.verbose_name} {self.number}"


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
    """One answer. `person` only where the check is named; `levels_by_paragraph` is {block key: level}."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    check_asked = models.ForeignKey(AlignmentCheck, models.CASCADE, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="alignment_answers")
    level = models.PositiveSmallIntegerField(choices=LEVELS)
    closer = models.TextField(_("what would bring me closer"), max_length=1200, blank=True)
    levels_by_paragraph = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("answer")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("check_asked", "person"), name="one_named_answer"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 5)), name="alignment_level_in_range"),
        )

    def __str__(self):
        return str(self._meta.verbose_name)


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


class Dissent(models.Model):
    """Somebody sees it differently, and that stays visible beside the adopted text. Theirs to mend and take back."""

    vision = models.ForeignKey(SharedVision, models.CASCADE, related_name="dissents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="dissents")
    words = models.TextField(_("how I see it"), max_length=1200)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("dissent")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("vision", "person"), name="one_dissent_per_person"),)

    def __str__(self):
        return str(self._meta.verbose_name)
