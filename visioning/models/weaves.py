"""Weaves: from a passage of the shared text to the words it grew from. The thread, as rows with who and when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .passages import Passage
from .phrases import Phrase
from .themes import Theme


class Weave(models.Model):
    """Somebody said: this passage grew from that phrase, or from that theme.

    Where the phrase was withdrawn or the theme is gone both keys are empty, and the thread reads "withdrawn".
    """

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="weaves")
    phrase = models.ForeignKey(Phrase, models.SET_NULL, null=True, related_name="weaves")
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, related_name="weaves")
    why = models.CharField(_("why"), max_length=280, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="weaves")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("weave")
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(phrase=None) | models.Q(theme=None), name="weave_has_at_most_one_source"
            ),
            models.UniqueConstraint(fields=("passage", "phrase"), name="weave_phrase_unique"),
            models.UniqueConstraint(fields=("passage", "theme"), name="weave_theme_unique"),
        )

    def __str__(self):
        return str(self._meta.verbose_name)

    @property
    def is_withdrawn(self) -> bool:
        return self.phrase_id is None and self.theme_id is None
