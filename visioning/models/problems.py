"""Problems of practice: what gets in the way of a goal, in teaching and learning here. The second of three steps to a theory."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models import AssessmentRound, Team
from leadership.models.groundwork import ChallengeKind

from .goals import Goal


class Check(models.TextChoices):
    """What makes a problem of practice one that is worth working on (UC Davis School of Education, after City et al. 2009)."""

    TEACHING = "teaching", _("It is about teaching and learning")
    OBSERVABLE = "observable", _("We can see it happen in classrooms")
    IN_OUR_POWER = "in_our_power", _("We can do something about it, soon")
    STRATEGY = "strategy", _("It belongs to what our school has set out to do")
    MATTERS = "matters", _("Few things would matter more for students")
    EVIDENCE = "evidence", _("It rests on evidence and talk, not on a hunch")


class ProblemOfPractice(models.Model):
    """One problem. `holds` are the checks of which the team says that they hold. Without a goal, `skipped` says why."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="problems")
    number = models.PositiveIntegerField(editable=False)
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="problems")
    skipped = models.CharField(_("why without a goal"), max_length=300, blank=True)
    words = models.CharField(_("the problem"), max_length=400)
    holds = ArrayField(models.CharField(max_length=16, choices=Check.choices), default=list, blank=True)
    kind = models.CharField(_("what kind"), max_length=10, choices=ChallengeKind.choices, blank=True, default="")
    technical = models.CharField(_("what somebody knows how to solve"), max_length=400, blank=True)
    adaptive = models.CharField(_("what we have to learn and change ourselves"), max_length=400, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="problems_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("problem of practice")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("team", "number"), name="problem_number_unique"),)

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        return reverse("problem", args=(self.team.slug, self.number))


class Evidence(models.Model):
    """What a problem rests on: in words, with an address or a round of self-assessment where it can be looked up."""

    problem = models.ForeignKey(ProblemOfPractice, models.CASCADE, related_name="evidence")
    words = models.CharField(_("what we saw or heard"), max_length=400)
    address = models.URLField(_("where it can be read"), max_length=500, blank=True)
    round = models.ForeignKey(
        AssessmentRound, models.SET_NULL, null=True, blank=True, related_name="evidence", verbose_name=_("which round")
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="evidence_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("evidence")
        ordering = ("noted_at", "id")

    def __str__(self):
        return self.words
