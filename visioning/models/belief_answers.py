"""Beliefs: how sure somebody is of an arrow, and that somebody has said so. No path, order or time between the two without names."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .arrows import Arrow
from .beliefs import BeliefRound


class Sure(models.IntegerChoices):
    """How sure somebody is that an arrow holds here."""

    DOUBT = 1, _("I doubt it")
    UNSURE = 2, _("Rather unsure")
    HALF = 3, _("Half and half")
    RATHER = 4, _("Rather sure")
    SURE = 5, _("Sure")


class BeliefTurn(models.Model):
    """Somebody has said how sure they are. What they said is elsewhere, without a way from here to there.

    `group` is what their beliefs say of their position too, and never more: needed to see whether so few are new since an
    earlier round that what they said could be worked out. After the reveal never of fewer than five.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(BeliefRound, models.CASCADE, related_name="turns")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="belief_turns")
    group = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("turn")
        constraints = (models.UniqueConstraint(fields=("round", "person"), name="one_belief_turn_per_person"),)

    def __str__(self):
        return str(self._meta.verbose_name)


class Belief(models.Model):
    """How sure one person is of one arrow, and why. `sure` is None for "I can't say". Rows of one person share nothing unnamed.

    `person` only where names are kept, and of formal leaders in a round without; `private`: for that person's eyes only.
    `group` is the position they spoke from, or ""; without names only where five of those asked hold it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(BeliefRound, models.CASCADE, related_name="beliefs")
    arrow = models.ForeignKey(Arrow, models.CASCADE, related_name="beliefs")
    # An account that is deleted takes named beliefs along; a nameless one has nothing to be found by.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="beliefs")
    private = models.BooleanField(_("for my eyes only"), default=False)
    group = models.CharField(max_length=20, blank=True)
    sure = models.PositiveSmallIntegerField(_("how sure"), choices=Sure.choices, null=True, blank=True)
    why = models.CharField(_("why"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("belief")
        ordering = ("id",)  # drawn by lot
        constraints = (
            models.UniqueConstraint(fields=("round", "arrow", "person"), name="one_named_belief_per_arrow"),
            models.CheckConstraint(condition=Q(sure=None) | Q(sure__range=(1, 5)), name="belief_in_range"),
            models.CheckConstraint(
                condition=Q(private=False) | Q(person__isnull=False), name="private_belief_has_person"
            ),
        )

    def __str__(self):
        return str(self._meta.verbose_name)
