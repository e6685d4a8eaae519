"""Drafting rounds: how the next version of the text comes about, who keeps it going, and how open it is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .gatherings import Audience
from .shared_visions import SharedVision


class Openness(models.TextChoices):
    """Five ways to involve people (Senge et al. after Tannenbaum and Schmidt 1958), told to all beforehand."""

    TELL = "tell", _("Tell: the text is set, you hear why")
    SELL = "sell", _("Sell: the text is set, we want to win you over")
    TEST = "test", _("Test: a draft stands, we want your honest reaction")
    CONSULT = "consult", _("Consult: we ask you first, then decide what to take in")
    CO_CREATE = "co_create", _("Co-create: we write it together")


class DraftingRound(models.Model):
    """One round from a draft to the next. While one that invites the staff is open, `openness` says what they may do."""

    vision = models.ForeignKey(SharedVision, models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField(editable=False)
    aim = models.CharField(_("aim"), max_length=280, help_text=_("What should be there at the end of this round?"))
    steward = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="rounds_kept", verbose_name=_("steward")
    )
    openness = models.CharField(_("how open it is"), max_length=10, choices=Openness.choices)
    audience = models.CharField(_("who is invited"), max_length=8, choices=Audience.choices, default=Audience.TEAM)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    outcome = models.CharField(_("what came of it"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("round of drafting")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("vision", "number"), name="drafting_round_number_unique"),
            models.UniqueConstraint(
                fields=("vision",), condition=models.Q(closed_at=None), name="one_open_drafting_round"
            ),
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="round_ends_after"),
        )

    def __str__(self):
        return self.aim


class ProcessAnswer(models.Model):
    """What the team says of one sign that the process itself shares leadership. One answer a sign, anybody may mend it."""

    round = models.ForeignKey(DraftingRound, models.CASCADE, related_name="process_answers")
    sign = models.CharField(max_length=20)  # a key of the list in visioning.process
    answer = models.CharField(
        max_length=8, choices=(("yes", _("Yes")), ("partly", _("Partly")), ("not_yet", _("Not yet")))
    )
    note = models.CharField(_("how we know"), max_length=280, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="process_answers")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("answer about the process")
        constraints = (models.UniqueConstraint(fields=("round", "sign"), name="one_answer_per_sign"),)

    def __str__(self):
        return self.sign
