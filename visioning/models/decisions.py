"""Decisions: a question, who decides and by which rule, fixed before anybody discusses it; what came of it; when it comes back.

Knows its own facts; proposals, stances, objections and input are rows of their own beside it.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models import Audience, Team

from .drafting import Openness

TOPIC = "decisions"


class Rule(models.TextChoices):
    """By which rule a decision is made. Said before the discussion; a trigger keeps it."""

    CONSENT = "consent", _("Consent: it stands unless somebody has a reasoned objection")
    FIST_TO_FIVE = "fist_to_five", _("Fist to five: it stands where nobody is below three")
    GRADIENTS = "gradients", _("Gradients of agreement: eight steps from full support to a veto")
    LEADER = "leader", _("One person decides, after hearing the others")


class DecisionStage(models.TextChoices):
    """Where a decision is."""

    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Open for input")
    DECIDED = "decided", _("Decided")
    DROPPED = "dropped", _("Not decided after all")


class Decision(models.Model):
    """One question and what was decided. The rights (`rule`, who decides, `openness`, `audience`) are fixed by `opened_at`."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField(editable=False)  # within the team
    question = models.CharField(_("the question"), max_length=300)
    background = models.TextField(_("what one should know"), max_length=4000, blank=True)
    guide = models.CharField(_("which condition it is about"), max_length=16, blank=True)
    # Decision rights, fixed when it opens.
    rule = models.CharField(_("by which rule"), max_length=16, choices=Rule.choices, default=Rule.CONSENT)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions_to_make",
        verbose_name=_("who decides, where it is one person"),
    )
    decider_name = models.CharField(max_length=120, blank=True, editable=False)  # as it was said then
    openness = models.CharField(_("how open it is"), max_length=10, choices=Openness.choices, default=Openness.CONSULT)
    audience = models.CharField(_("who may give input"), max_length=5, choices=Audience.choices, default=Audience.STAFF)
    without_agreement = models.CharField(_("what happens without agreement"), max_length=300, blank=True)
    input_until = models.DateField(_("input until"), null=True, blank=True)
    decide_by = models.DateField(_("decided by"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="decisions_opened"
    )
    advisory = models.BooleanField(default=False, editable=False)  # of a public body: what is said online binds nobody
    shown_at = models.DateTimeField(null=True, editable=False)  # when the stances were turned over
    # What came of it, in the words of a person.
    stage = models.CharField(max_length=8, choices=DecisionStage.choices, default=DecisionStage.DRAFT, editable=False)
    outcome = models.TextField(_("what was decided"), max_length=2000, blank=True)
    decided_on = models.DateField(_("when"), null=True, blank=True)
    meeting = models.CharField(_("at which public meeting"), max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="decisions_written"
    )
    explanation = models.TextField(_("what we heard and did not take up, and why"), max_length=4000, blank=True)
    effective_on = models.DateField(_("from when"), null=True, blank=True)
    prediction = models.CharField(_("what we expect to see"), max_length=400, blank=True)
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    supersedes = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="superseded_by"
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="decisions_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("decision")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("team", "number"), name="decision_number_unique"),
            models.CheckConstraint(
                condition=models.Q(stage="draft") | models.Q(stage="dropped") | models.Q(opened_at__isnull=False),
                name="decision_opened_before_it_goes_on",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="decided")
                | (~models.Q(outcome="") & models.Q(decided_on__isnull=False) & models.Q(review_on__isnull=False)),
                name="decided_says_what_and_comes_back",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="decided") | models.Q(advisory=False) | ~models.Q(meeting=""),
                name="public_body_decides_in_its_meeting",
            ),
        )

    def __str__(self):
        return self.question

    def get_absolute_url(self):
        return reverse("decision", args=(self.team.slug, self.number))


class DecisionReview(models.Model):
    """One look back: what came of it beside what was expected, and what follows."""

    class Verdict(models.TextChoices):
        KEEP = "keep", _("It stays")
        CHANGE = "change", _("It is decided anew")
        END = "end", _("It ends")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="reviews")
    due_on = models.DateField()  # which promised day this answers
    found = models.TextField(_("what came of it"), max_length=2000)
    verdict = models.CharField(_("what follows"), max_length=6, choices=Verdict.choices)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="decision_reviews"
    )
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("review of a decision")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("decision", "due_on"), name="one_review_a_promised_day"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
