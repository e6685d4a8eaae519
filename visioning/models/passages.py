"""Passages: a stretch of a shared text that something refers to, kept so that it is found again after edits.

Knows letters and words, not what refers to them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .shared_texts import SharedText

LONGEST_QUOTE = 4000


class Passage(models.Model):
    """Some letters of a text, by the numbers they have in its log for ever, and what they said then.

    `letters` is [[client, first clock, length], …] in the order of the text. See `visioning.live.passages`.
    """

    text = models.ForeignKey(SharedText, models.CASCADE, related_name="passages")
    fragment = models.CharField(max_length=12)
    letters = models.JSONField(default=list)
    quote = models.TextField(max_length=LONGEST_QUOTE)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("passage")
        ordering = ("id",)

    def __str__(self):
        return str(self._meta.verbose_name)
