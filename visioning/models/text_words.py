"""The words of each shared text as they stood when somebody last searched, so that Postgres can find them. Knows nothing of who may."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .shared_texts import SharedText


class TextWords(models.Model):
    """`upto` is the number of the last row of the text's log that is in `words`; a text that went on is read again before a search."""

    text = models.OneToOneField(SharedText, models.CASCADE, related_name="search_words")
    words = models.TextField(blank=True)
    vector = models.GeneratedField(
        expression=SearchVector("words", config="english"), output_field=SearchVectorField(), db_persist=True
    )
    upto = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("words of a text")
        indexes = (GinIndex(fields=["vector"], name="text_words_found"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
