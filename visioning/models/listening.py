"""Listening rounds: one question to people beyond the team, and the voices that answer it. Asks nobody for a name."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models import Position
from leadership.models.links import WithLink

from .gatherings import Gathering

LONGEST_VOICE = 2000


class ListeningRound(WithLink):
    """A question asked by link or in person. Its voices join the weaving table of its gathering once let through."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="listening_rounds")
    number = models.PositiveIntegerField(editable=False)  # within the gathering, for its address
    name = models.CharField(
        _("name"), max_length=120, help_text=_("For your team: “Families at the spring fair”. Nobody else sees it.")
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="listening_rounds_opened"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("listening round")
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("gathering", "number"), name="listening_round_number_unique"),)

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("listening_round", args=(self.gathering.team.slug, self.gathering.number, self.number))


class ListeningQuestion(models.Model):
    """The question of a round in one language. The first one is what the team asks; the others stand beside it."""

    round = models.ForeignKey(ListeningRound, models.CASCADE, related_name="questions")
    language = models.CharField(_("language"), max_length=12)  # BCP 47, as in the page's lang attribute
    words = models.CharField(_("question"), max_length=280)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("question")
        ordering = ("place", "id")
        constraints = (models.UniqueConstraint(fields=("round", "language"), name="one_question_per_language"),)

    def __str__(self):
        return self.words


class VoiceState(models.TextChoices):
    """Nothing shows before somebody on the team has read it."""

    WAITING = "waiting", _("Waiting to be read")
    SHOWN = "shown", _("On the table")
    SET_ASIDE = "set_aside", _("Set aside")


class VoiceQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(state=VoiceState.SHOWN)

    def waiting(self):
        return self.filter(state=VoiceState.WAITING)


class Voice(models.Model):
    """One contribution gathered in listening. No account, no address, no time; `heard_by` where it was noted in person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(ListeningRound, models.CASCADE, related_name="voices")
    words = models.TextField(_("words"), max_length=LONGEST_VOICE)
    language = models.CharField(_("language"), max_length=12, default="en")
    translation = models.TextField(_("translation"), max_length=LONGEST_VOICE, blank=True)
    position = models.CharField(_("speaks as"), max_length=20, choices=Position.choices, blank=True)
    state = models.CharField(max_length=10, choices=VoiceState.choices, default=VoiceState.WAITING)
    set_aside_because = models.CharField(_("reason"), max_length=280, blank=True)
    heard_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="voices_heard"
    )
    heard_in_person = models.BooleanField(default=False, editable=False)
    key_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("voice")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("key_hash",), condition=~models.Q(key_hash=""), name="voice_key_unique"),
        )

    def __str__(self):
        return str(self._meta.verbose_name)
