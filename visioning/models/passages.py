"""Passages: a stretch of a shared text that something refers to, kept so that it is found again after edits.

Knows letters and words, not what refers to them.
"""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from visioning.live.carried import Carried
from visioning.live.passages import Picked, Place, locate
from visioning.live.reading import Reading

from .shared_texts import SharedText

LONGEST_QUOTE = 4000


class TooLong(ValueError):
    """More words than one passage holds."""


class Passage(models.Model):
    """Some letters of a text, by the numbers they have in its log for ever, and what they said then.

    `letters` is [[client, first clock, length], …] in the order of the text. See `visioning.live.passages`.
    """

    text = models.ForeignKey(SharedText, models.CASCADE, related_name="passages")
    fragment = models.CharField(max_length=12)
    letters = models.JSONField(default=list)
    quote = models.TextField(max_length=LONGEST_QUOTE)
    # What stood around it then, for finding it where every letter was typed again.
    before = models.CharField(max_length=80, blank=True)
    after = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("passage")
        ordering = ("id",)

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    @transaction.atomic
    def take(cls, text, picked: Picked) -> "Passage":
        """The passage of exactly these letters, made where there is none yet. Two people at once get the same one."""
        if len(picked.quote) > LONGEST_QUOTE:
            raise TooLong
        SharedText.objects.select_for_update(no_key=True).get(pk=text.pk)
        same = {"text": text, "fragment": picked.fragment, "letters": picked.letters}
        found = cls.objects.filter(**same).first()
        return found or cls.objects.create(**same, quote=picked.quote, before=picked.before, after=picked.after)

    def place(self, reading: Reading, moved: Carried | None = None) -> Place | None:
        """Where it stands in a reading, live or frozen; None where its words were taken out. `moved` is `Authors.moved`."""
        return locate(self, reading, moved)
