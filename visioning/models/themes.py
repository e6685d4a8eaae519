"""The weaving table: phrases people picked from visions and voices, and the themes they lie under. Nothing here is ranked."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .gathered_visions import GatheredVision
from .gatherings import Gathering
from .listening import Voice

LONGEST_PHRASE = 600


class PhraseQuerySet(models.QuerySet):
    def visible(self):
        """Phrases whose source may be read: a revealed vision, or a voice on the table."""
        return self.filter(
            models.Q(vision__revealed=True, vision__gathering__revealed_at__isnull=False)
            | models.Q(voice__state="shown")
        )


class Phrase(models.Model):
    """A stretch of words from one vision or one voice. It goes when its source does: nobody's words outlive their wish.

    `start` and `end` count letters of the source's field (`prompt`; for a voice "words" or "translation").
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="phrases")
    vision = models.ForeignKey(GatheredVision, models.CASCADE, null=True, related_name="phrases")
    voice = models.ForeignKey(Voice, models.CASCADE, null=True, related_name="phrases")
    prompt = models.CharField(max_length=12)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.CharField(max_length=LONGEST_PHRASE)
    picked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="phrases_picked")
    picked_at = models.DateTimeField(auto_now_add=True)

    objects = PhraseQuerySet.as_manager()

    class Meta:
        verbose_name = _("phrase")
        ordering = ("picked_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(vision=None, voice__isnull=False) | models.Q(vision__isnull=False, voice=None),
                name="phrase_has_one_source",
            ),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="phrase_is_not_empty"),
            models.UniqueConstraint(
                fields=("vision", "voice", "prompt", "start", "end"), nulls_distinct=False, name="phrase_unique"
            ),
        )

    def __str__(self):
        return str(self._meta.verbose_name)


class Theme(models.Model):
    """What some phrases have in common, in the words of those who laid them together."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="themes")
    name = models.CharField(_("name"), max_length=120)
    note = models.CharField(_("note"), max_length=600, blank=True, help_text=_("What belongs here, and what does not."))
    phrases = models.ManyToManyField(Phrase, through="Placing", related_name="themes")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="themes_named")
    named_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("theme")
        ordering = ("id",)
        constraints = (models.UniqueConstraint("gathering", models.functions.Lower("name"), name="theme_name_unique"),)

    def __str__(self):
        return self.name


class Placing(models.Model):
    """Somebody laid a phrase under a theme. A phrase may lie under several: that is how themes touch."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="placings")
    phrase = models.ForeignKey(Phrase, models.CASCADE, related_name="placings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="placings")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("placing")
        ordering = ("at", "id")
        constraints = (models.UniqueConstraint(fields=("theme", "phrase"), name="placing_unique"),)

    def __str__(self):
        return f"{self.theme_id} {self.phrase_id}"
