"""Phrases people picked from visions and voices. Knows where the words stand, nothing of what lies under which theme."""

import uuid

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leadership.models import Position
from leadership.news import tell
from visioning.undo import lock

from .gathered_visions import GatheredVision
from .gatherings import Gathering
from .personal_visions import PROMPTS
from .voices import Voice

LONGEST_PHRASE = 600
VOICE_FIELDS = ("words", "translation")
FAR = 1_000_000  # beyond any words: where phrases wait while others change places

SPEAKERS = {
    Position.TEACHER: _("a teacher"),
    Position.ADMINISTRATOR: _("an administrator"),
    Position.SUPPORT: _("somebody of the support staff"),
    Position.SPECIALIST: _("a specialist"),
    Position.DISTRICT: _("somebody of the district"),
    Position.FAMILY: _("a family"),
    Position.STUDENT_VOICE: _("a student"),
    Position.COMMUNITY: _("somebody of the community"),
}


class Gone(Exception):
    """What an act was about is no longer on the table: somebody merged, removed or withdrew it meanwhile."""


class TooLong(Exception):
    """More words than one phrase may hold."""


def fields_of(source):
    """The fields of a vision or a voice that hold somebody's words."""
    return VOICE_FIELDS if isinstance(source, Voice) else tuple(prompt.key for prompt in PROMPTS)


def label_of(source) -> str:
    """Whose words these are, as far as that was said: a name, or how they came to us."""
    if isinstance(source, GatheredVision):
        return str(source.person) if source.person_id else str(_("without a name"))
    speaker = SPEAKERS.get(source.position)
    if source.heard_in_person:
        heard = _("%(speaker)s, heard in person") % {"speaker": speaker} if speaker else _("heard in person")
        return str(heard)
    return str(speaker or _("without a name"))


def key_of(source) -> str:
    """The same for all words of one person, so that people can be counted once. Without a name each source is one."""
    if isinstance(source, Voice):
        return f"voice-{source.pk}"
    return f"person-{source.person_id}" if source.person_id else f"vision-{source.pk}"


def sources_of(phrases) -> int:
    """How many people these phrases come from: everybody named once, each unnamed vision and voice once."""
    return len({phrase.source_key for phrase in phrases})


class PhraseQuerySet(models.QuerySet):
    def visible(self):
        """Phrases whose source may be read: a revealed vision, or a voice on the table."""
        return self.filter(
            models.Q(vision__revealed=True, vision__gathering__revealed_at__isnull=False)
            | models.Q(voice__state="shown")
        )

    def on_table(self, gathering):
        """All that was picked at this gathering and may be read, with whose words they are."""
        return self.visible().filter(gathering=gathering).select_related("vision__person", "voice")

    def held(self):
        """Those of these that may be read, which nobody withdraws until the act is done. Call it with the table locked."""
        list(Voice.objects.select_for_update(no_key=True, of=("self",)).filter(phrases__in=self).order_by("pk"))
        return self.visible()

    @transaction.atomic
    def refit(self, source):
        """After a source's words changed: phrases that still stand there move along, the others go.

        Call it inside the transaction that changed the words, with the source locked.
        """
        phrases = list(source.phrases.order_by("start", "end"))
        if not phrases:
            return
        moved, gone, taken = [], [], set()
        for phrase in phrases:
            place = nearest(source, phrase, taken)
            if place is None:
                gone.append(phrase.pk)
                continue
            taken.add(place)
            if place != (phrase.prompt, phrase.start, phrase.end):
                phrase.prompt, phrase.start, phrase.end = place
                moved.append(phrase)
        if not moved and not gone:
            return
        source.phrases.filter(pk__in=gone).delete()
        # Two may change places: first out of each other's way, then to where they belong.
        F = models.F
        source.phrases.filter(pk__in=[one.pk for one in moved]).update(start=F("start") + FAR, end=F("end") + FAR)
        self.bulk_update(moved, ("prompt", "start", "end"))
        tell(phrases[0].gathering.team_id, "weaving")


def nearest(source, phrase, taken):
    """Where the words of a phrase stand now: where they stood, else closest to it, else in another answer."""
    fields = fields_of(source)
    for field in sorted(fields, key=lambda field: field != phrase.prompt):
        starts = [
            start
            for start in occurrences(getattr(source, field), phrase.words)
            if (field, start, start + len(phrase.words)) not in taken
        ]
        if starts:
            start = min(starts, key=lambda start: abs(start - phrase.start))
            return field, start, start + len(phrase.words)
    return None


def occurrences(text, words):
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


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

    @property
    def source(self):
        return self.vision if self.vision_id else self.voice

    @property
    def source_label(self) -> str:
        return label_of(self.source)

    @property
    def source_key(self) -> str:
        return key_of(self.source)

    @classmethod
    @transaction.atomic
    def pick(cls, gathering, source, prompt, start, end, person):
        """Take up these letters of somebody's words, or find them taken up already."""
        lock(gathering)
        source = locked(source)
        words = getattr(source, prompt)[start:end] if prompt in fields_of(source) else ""
        if not words.strip():
            raise Gone
        start += len(words) - len(words.lstrip())
        words = words.strip()
        if len(words) > LONGEST_PHRASE:
            raise TooLong
        side = {"voice" if isinstance(source, Voice) else "vision": source}
        phrase, _made = cls.objects.get_or_create(
            **side,
            prompt=prompt,
            start=start,
            end=start + len(words),
            defaults={"gathering": gathering, "words": words, "picked_by": person},
        )
        tell(gathering.team_id, "weaving")
        return phrase

    @transaction.atomic
    def put_back(self):
        """It was picked by mistake: the words stay where they stand. Not while the text says it grew from them."""
        lock(self.gathering)
        Phrase.objects.select_for_update().filter(pk=self.pk).first()  # whoever is just tying it comes first
        if self.weaves.exists():
            return False
        self.delete()
        tell(self.gathering.team_id, "weaving")
        return True


def locked(source):
    """The source as it is now, held until the act is done; whoever withdraws or rewrites it waits, or came first."""
    rows = type(source).objects.select_for_update(no_key=True, of=("self",))
    rows = rows.shown() if isinstance(source, Voice) else rows.revealed()
    found = rows.filter(pk=source.pk).first()
    if found is None:
        raise Gone
    return found
