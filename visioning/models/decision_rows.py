"""What belongs to one decision: what people bring, the proposal in its editions, where each stands, and objections with their end.

Everything here carries a name: a group this small cannot promise otherwise, and says so.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .decisions import Decision


class Proposal(models.Model):
    """The proposal in one edition; the last one counts. `answers`: the objection it takes up."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="proposals")
    number = models.PositiveIntegerField(editable=False)
    words = models.TextField(_("the proposal"), max_length=4000)
    answers = models.ForeignKey(
        "visioning.Objection", models.SET_NULL, null=True, blank=True, related_name="amendments"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="proposals")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("proposal")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("decision", "number"), name="proposal_number_unique"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.number}"


class Stance(models.Model):
    """Where one person stands on one edition of the proposal. `step` is on the rule's own ladder (see `decision_rules`)."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="stances")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="stances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="stances")
    step = models.PositiveSmallIntegerField()
    reason = models.CharField(_("why"), max_length=400, blank=True)
    in_person = models.BooleanField(default=False, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="stances_recorded"
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("stance")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("proposal", "person"), name="one_stance_each"),
            models.CheckConstraint(condition=models.Q(step__lte=8), name="stance_on_its_ladder"),
        )

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class Objection(models.Model):
    """A reasoned objection: what harm it sees to which aim. Only whoever raised it says how it ended."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        RESOLVED = "resolved", _("Resolved: what changed takes care of it")
        STANDS_ASIDE = "stands_aside", _("Stands aside: still sees it, and does not block")
        STANDS = "stands", _("Stands")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="objections")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="objections")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="objections")
    words = models.TextField(_("what harm I see"), max_length=2000)
    harms = models.CharField(_("which aim it harms"), max_length=300)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN, editable=False)
    answer = models.CharField(_("how it ended, in my words"), max_length=600, blank=True)
    in_person = models.BooleanField(default=False, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="objections_recorded"
    )
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("objection")
        ordering = ("id",)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
