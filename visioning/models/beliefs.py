"""How sure each member is of each arrow, said alone and revealed together. Knows nothing of how arrows fared.

Who has said something and what was said: no path, order or time between the two where names are not kept.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leadership.models import Naming

from .arrows import Arrow
from .theories import Theory

TOPIC = "beliefs"


class Sure(models.IntegerChoices):
    """How sure somebody is that an arrow holds here."""

    DOUBT = 1, _("I doubt it")
    UNSURE = 2, _("Rather unsure")
    HALF = 3, _("Half and half")
    RATHER = 4, _("Rather sure")
    SURE = 5, _("Sure")


class BeliefRound(models.Model):
    """One time at which the members of a team say how sure they are of the arrows of a theory. Fixed when it opens: `naming`."""

    theory = models.ForeignKey(Theory, models.CASCADE, related_name="belief_rounds")
    number = models.PositiveIntegerField(editable=False)
    naming = models.CharField(_("names"), max_length=8, choices=Naming.choices)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="belief_rounds_opened"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    revealed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("round about beliefs")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("theory", "number"), name="belief_round_number_unique"),
            models.UniqueConstraint(
                fields=("theory",), condition=Q(revealed_at=None), name="one_open_belief_round_per_theory"
            ),
        )

    def __str__(self):
        return str(self._meta.verbose_name)

    @property
    def is_revealed(self) -> bool:
        return self.revealed_at is not None


class BeliefTurn(models.Model):
    """Somebody has said how sure they are. What they said is elsewhere, without a way from here to there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(BeliefRound, models.CASCADE, related_name="turns")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="belief_turns")

    class Meta:
        verbose_name = _("turn")
        constraints = (models.UniqueConstraint(fields=("round", "person"), name="one_belief_turn_per_person"),)

    def __str__(self):
        return str(self._meta.verbose_name)


class Belief(models.Model):
    """How sure one person is of one arrow, and why. `sure` is None for "I can't say". `person` only where names are kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(BeliefRound, models.CASCADE, related_name="beliefs")
    arrow = models.ForeignKey(Arrow, models.CASCADE, related_name="beliefs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="beliefs")
    group = models.CharField(max_length=20, blank=True)  # the position they spoke from, where five hold it, or ""
    sure = models.PositiveSmallIntegerField(_("how sure"), choices=Sure.choices, null=True, blank=True)
    why = models.CharField(_("why"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("belief")
        ordering = ("id",)  # drawn by lot
        constraints = (
            models.UniqueConstraint(fields=("round", "arrow", "person"), name="one_named_belief_per_arrow"),
            models.CheckConstraint(condition=Q(sure=None) | Q(sure__range=(1, 5)), name="belief_in_range"),
        )

    def __str__(self):
        return str(self._meta.verbose_name)
