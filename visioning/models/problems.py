"""Problems of practice: what gets in the way of a goal, in teaching and learning here. The second of three steps to a theory."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import AssessmentRound, PlanPrint, Team
from leadership.models.groundwork import ChallengeKind
from leadership.models.tasks import MOMENT
from leadership.news import tell

from .goals import TOPIC, Goal, ThoughtOut, leads_to_a_page
from .personal_visions import Stale
from .phrases import Gone


class Check(models.TextChoices):
    """What makes a problem of practice one that is worth working on (UC Davis School of Education, after City et al. 2009)."""

    TEACHING = "teaching", _("It is about teaching and learning")
    OBSERVABLE = "observable", _("We can see it happen in classrooms")
    IN_OUR_POWER = "in_our_power", _("We can do something about it, soon")
    STRATEGY = "strategy", _("It belongs to what our school has set out to do")
    MATTERS = "matters", _("Few things would matter more for students")
    EVIDENCE = "evidence", _("It rests on evidence and talk, not on a hunch")


class NoEvidence(Exception):
    """Nothing is noted yet that the problem could rest on."""


class ProblemOfPractice(ThoughtOut):
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

    @transaction.atomic
    def tick(self, check, holds: bool) -> None:
        """The team says of one check that it holds, or waits. Others stay as they are. Raises NoEvidence and Gone."""
        held = self.held()
        if holds and check == Check.EVIDENCE and not held.evidence.exists():
            raise NoEvidence
        kept = {*held.holds, check} if holds else {*held.holds} - {check}
        held.keep(holds=[one for one in Check.values if one in kept])

    @transaction.atomic
    def sort(self, kind) -> None:
        """What sort of work it is. Raises Gone."""
        self.held().keep(kind=kind)

    def keep(self, **said) -> None:
        ProblemOfPractice.objects.filter(pk=self.pk).update(**said)
        tell(self.team_id, TOPIC)

    @transaction.atomic
    def rest_on(self, by, **said) -> "Evidence":
        """One more thing it rests on. The same words pressed twice are one. Raises Gone."""
        held = self.held()
        twin = held.evidence.filter(noted_by=by, noted_at__gt=timezone.now() - MOMENT, **said).first()
        if twin:
            return twin
        made = held.evidence.create(noted_by=by, **said)
        tell(self.team_id, TOPIC)
        return made


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
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("evidence")
        ordering = ("noted_at", "id")
        constraints = (
            models.CheckConstraint(condition=leads_to_a_page("address"), name="evidence_address_is_of_a_page"),
        )

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        return reverse("problem", args=(self.problem.team.slug, self.problem.number), fragment=f"evidence-{self.pk}")

    @transaction.atomic
    def mend(self, edition, **said) -> None:
        """Say it anew. Raises Stale (with the row as it is) and Gone."""
        problem = self.problem.held()
        held = problem.evidence.select_related("round").filter(pk=self.pk).first()
        if held is None:
            raise Gone
        if all(getattr(held, name) == value for name, value in said.items()):
            return
        if held.edition != edition:
            raise Stale(held)
        problem.evidence.filter(pk=self.pk).update(**said, edition=edition + 1)
        tell(problem.team_id, TOPIC)

    @transaction.atomic
    def remove(self) -> None:
        """For good. Where it was the last one, the problem rests on evidence no longer. Raises Gone with the problem."""
        problem = self.problem.held()
        Evidence.objects.filter(pk=self.pk).delete()
        if not problem.evidence.exists():
            problem.keep(holds=[one for one in problem.holds if one != Check.EVIDENCE])
        PlanPrint.forget(problem.team_id)
        tell(problem.team_id, TOPIC)
