"""Working through a guide: each answers a big question privately, shows it when ready, then the team decides together.

A decision point is a shared text with how it was decided, when, and who sees it differently.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models import Team

from .shared_texts import SharedText

LONGEST_ANSWER = 2000  # letters
TOPIC = "guide"


class DecidedBy(models.TextChoices):
    """How a team came to it."""

    CONSENT = "consent", _("Consent: nobody had a reasoned objection")
    FIST_TO_FIVE = "fist_to_five", _("Fist to five: nobody below three")
    GRADIENTS = "gradients", _("Gradients of agreement")
    TALKED = "talked", _("We talked until we agreed")
    MAJORITY = "majority", _("A majority")
    LEADER = "leader", _("One person, after hearing the others")


class DecisionPoint(models.Model):
    """What a team decided on one big question of a guide. `decided_on` is None while it is being written."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="decision_points")
    guide = models.CharField(max_length=16)
    question = models.CharField(max_length=60)
    text = models.OneToOneField(SharedText, models.CASCADE, related_name="decision_point")
    decided_by = models.CharField(_("how we decided"), max_length=16, choices=DecidedBy.choices, blank=True)
    decided_on = models.DateField(_("when"), null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="decision_points_noted"
    )
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("decision point")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("team", "guide", "question"), name="one_decision_point_per_question"),
            models.CheckConstraint(
                condition=models.Q(decided_on=None) | ~models.Q(decided_by=""), name="decided_says_how"
            ),
        )

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.guide} · {self.question}"

    def get_absolute_url(self):
        return reverse("guide_question", args=(self.team.slug, self.guide, self.question))


class DecisionDissent(models.Model):
    """How somebody sees a decision differently, with their name, beside it."""

    decision_point = models.ForeignKey(DecisionPoint, models.CASCADE, related_name="dissents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="decision_dissents")
    words = models.TextField(_("how I see it"), max_length=1200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("dissent")
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=("decision_point", "person"), name="one_dissent_per_person_and_decision"),
        )

    def __str__(self):
        return str(self._meta.verbose_name)


class GuideAnswer(models.Model):
    """What one person answers to a big question. Private until its author shows it to the team, and again when taken back.

    `edition` counts the saves: a page that saves on top of an older edition is told so instead of overwriting.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="guide_answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="guide_answers")
    guide = models.CharField(max_length=16)
    question = models.CharField(max_length=60)
    words = models.TextField(max_length=LONGEST_ANSWER, blank=True)
    shared = models.BooleanField(default=False)
    edition = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("answer")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("team", "person", "guide", "question"), name="one_answer_per_guide_question"
            ),
        )

    def __str__(self):
        return str(self._meta.verbose_name)
