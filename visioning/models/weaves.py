"""Weaves: from a passage of the shared text to the words it grew from. The thread, as rows with who and when."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models.functions import JSONArray
from django.utils.translation import gettext_lazy as _

from leadership.news import tell

from .passages import Passage
from .phrases import Gone, Phrase, locked
from .themes import Theme

OF_A_PHRASE = (
    "vision__person",
    "vision",
    "vision__revealed",
    "vision__gathering__revealed_at",
    "voice",
    "voice__state",
)
SOURCES = [f"{way}__{name}" for way in ("phrase", "theme__phrases") for name in OF_A_PHRASE]


class WeaveQuerySet(models.QuerySet):
    def of_text(self, text):
        return self.filter(passage__text=text)

    def in_full(self):
        """Ready to be shown, in three queries: with its passage, and what of its phrase or theme may be read."""
        phrases = Phrase.objects.visible().select_related("vision__person", "voice")
        return self.select_related("passage", "by", "theme__gathering").prefetch_related(
            models.Prefetch("phrase", phrases.select_related("gathering")),
            models.Prefetch("theme__phrases", phrases, to_attr="laid"),
        )


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

    objects = WeaveQuerySet.as_manager()

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

    @classmethod
    @transaction.atomic
    def tie(cls, passage, by, source, why="") -> "Weave":
        """Tie a passage to a phrase or a theme. Tied twice, it is one thread. Gone where the source was withdrawn."""
        if isinstance(source, Phrase):
            locked(source.source)
            # Held, so that nobody puts it back meanwhile.
            rows, side = Phrase.objects.select_for_update(no_key=True).filter(pk=source.pk), {"phrase": source}
        else:
            source.hold()
            rows, side = Theme.objects.filter(pk=source.pk), {"theme": source}
        if rows.first() is None:
            raise Gone
        weave, _made = cls.objects.get_or_create(passage=passage, **side, defaults={"by": by, "why": why})
        tell(passage.text.team_id, "weaves")
        return weave

    @transaction.atomic
    def untie(self) -> None:
        """It was tied by mistake, or the words have gone their own way. The passage and the phrase stay."""
        self.delete()
        tell(self.passage.text.team_id, "weaves")

    @property
    def is_withdrawn(self) -> bool:
        """Nothing of what it came from may be read any more."""
        return self.phrase is None and self.theme is None

    @property
    def phrases(self) -> list[Phrase]:
        """The words it leads to, as far as they may be read. For weaves loaded `in_full`."""
        if self.phrase is not None:
            return [self.phrase]
        return self.theme.laid if self.theme is not None else []


def woven_passages(text) -> dict[Passage, set[str]]:
    """The passages of a text that are tied to something, each with everybody whose words it grew from, each once.

    One query. Only what may be read counts, so that a set is empty where all of them have withdrawn.
    """
    ties = Weave.objects.filter(passage=models.OuterRef("pk"))
    passages = Passage.objects.filter(models.Exists(ties), text=text)
    sources = ArraySubquery(ties.order_by().values(sources=JSONArray(*SOURCES)))
    return {passage: keys_of(passage.sources) for passage in passages.annotate(sources=sources)}


def keys_of(sources) -> set[str]:
    """As `Phrase.source_key`, for rows of SOURCES."""
    found = set()
    for sides in sources:
        for person, vision, revealed, opened, voice, state in (sides[:6], sides[6:]):
            if vision and revealed and opened:
                found.add(f"person-{person}" if person else f"vision-{vision}")
            elif voice and state == "shown":
                found.add(f"voice-{voice}")
    return found
