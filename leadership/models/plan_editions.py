"""Editions of a plan: what was put before the team, how it was adopted and who sees it differently; and what left the house.

Both keep `facts`: the plan's sentences by key, so that a later one can say in words what changed. Knows nothing of how facts are made.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .deciding import DecidedBy
from .teams import Team


class PlanEdition(models.Model):
    """One edition on its way: put before the team, then adopted or taken back. What is not an edition yet is the draft."""

    class State(models.TextChoices):
        WITH_TEAM = "with_team", _("With the team")
        ADOPTED = "adopted", _("Adopted")
        TAKEN_BACK = "taken_back", _("Taken back")

    team = models.ForeignKey(Team, models.CASCADE, related_name="plan_editions")
    number = models.PositiveIntegerField(editable=False)  # within the team
    state = models.CharField(max_length=12, choices=State.choices, default=State.WITH_TEAM)
    facts = models.JSONField(default=dict)
    why = models.CharField(_("what this edition is for"), max_length=300, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="plan_editions_sent"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.CharField(_("how we decided"), max_length=16, choices=DecidedBy.choices, blank=True)
    decided_on = models.DateField(_("when"), null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="plan_editions_noted"
    )

    class Meta:
        verbose_name = _("edition of the plan")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("team", "number"), name="plan_edition_number_unique"),
            models.UniqueConstraint(
                fields=("team",), condition=models.Q(state="with_team"), name="one_edition_with_the_team"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="adopted") | (~models.Q(decided_by="") & models.Q(decided_on__isnull=False)),
                name="adopted_edition_says_how",
            ),
        )

    def __str__(self):
        return f"{self._meta.verbose_name} {self.number}"


class PlanDissent(models.Model):
    """Somebody who takes part sees an edition differently, under their name. Theirs to change and to take back."""

    edition = models.ForeignKey(PlanEdition, models.CASCADE, related_name="dissents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="plan_dissents")
    words = models.CharField(_("what I see differently"), max_length=600)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("dissent on the plan")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("edition", "person"), name="one_plan_dissent_each"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class PlanExport(models.Model):
    """One time a plan left the house as a file: who took it, in which form, without which chapters, and what it said."""

    class Form(models.TextChoices):
        FULL = "full", _("The whole plan (PDF)")
        ONE_PAGE = "one_page", _("One page for the staff (PDF)")
        CROSSWALK = "crosswalk", _("The plan beside outside goals (PDF)")
        WORD = "word", _("The whole plan (Word)")

    team = models.ForeignKey(Team, models.CASCADE, related_name="plan_exports")
    edition = models.ForeignKey(PlanEdition, models.SET_NULL, null=True, related_name="exports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="plan_exports")
    at = models.DateTimeField(auto_now_add=True)
    form = models.CharField(max_length=10, choices=Form.choices)
    hidden = models.JSONField(default=list)
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("export of the plan")
        ordering = ("-at", "-id")

    def __str__(self):
        return f"{self.get_form_display()} · {self.team}"
