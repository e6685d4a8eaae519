"""Voices: what people beyond the team said in a listening round. No account, no address, no time is kept with one."""

import hashlib
import secrets
import uuid

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leadership.keys import hash_of, key_from
from leadership.models import Position
from leadership.news import tell
from visioning.languages import language

from .listening import ListeningRound

LONGEST_VOICE = 2000


class NotAsSeen(Exception):
    """Somebody else, or the author, was quicker: the voice is no longer what the person who acted had read."""


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

    def set_aside(self):
        return self.filter(state=VoiceState.SET_ASIDE)

    def for_key(self, key):
        """The voice this key opens, or None."""
        return self.filter(key_hash=hash_of(key)).select_related("round__gathering__team__school").first()


class Voice(models.Model):
    """One contribution gathered in listening. No account, no address, no time; `heard_by` where it was noted in person.

    Setting aside deletes nothing. Only its author, by key, or whoever noted it for the speaker takes a voice back.
    """

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
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="voices_read"
    )  # who let it through or set it aside last
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

    @classmethod
    @transaction.atomic
    def say(cls, round, *, words, language="en", position="", once="") -> tuple["Voice", str]:
        """Take in a voice by link, to be read first. Gives the key that is shown once.

        `once` is drawn with the form: the same form sent twice gives the same voice and the same key.
        """
        seed = "\n".join((str(round.pk), once or secrets.token_hex(16), language, position, words))
        key = key_from(seed)
        voice, _created = cls.objects.get_or_create(
            key_hash=hash_of(key),
            defaults={"round": round, "words": words, "language": language, "position": position},
        )
        tell(round.gathering.team_id, "listening")
        return voice, key

    @classmethod
    @transaction.atomic
    def note(cls, round, by, *, words, language="en", position="", translation="") -> "Voice":
        """Take in what somebody said in person and agreed to have noted. Its reader is the one who wrote it down."""
        voice = cls.objects.create(
            round=round,
            words=words,
            language=language,
            position=position,
            translation=translation,
            state=VoiceState.SHOWN,
            heard_by=by,
            heard_in_person=True,
            read_by=by,
        )
        voice._tell(table=True)
        return voice

    @transaction.atomic
    def let_through(self, by, seen=None) -> None:
        """Put it on the weaving table."""
        self._hold(seen)
        if self.state == VoiceState.SHOWN:
            raise NotAsSeen
        self.state, self.set_aside_because, self.read_by = VoiceState.SHOWN, "", by
        self.save(update_fields=("state", "set_aside_because", "read_by"))
        self._tell(table=True)

    @transaction.atomic
    def set_aside(self, by, because, seen=None) -> None:
        """Keep it from the table, with a reason the team can read. Its phrases wait with it."""
        self._hold(seen)
        if self.state == VoiceState.SET_ASIDE:
            raise NotAsSeen
        self.state, self.set_aside_because, self.read_by = VoiceState.SET_ASIDE, because, by
        self.save(update_fields=("state", "set_aside_because", "read_by"))
        self._tell(table=True)

    @transaction.atomic
    def translate(self, translation, seen=None) -> None:
        """Put a translation made by a person beside the words; an empty one takes it away."""
        self._hold(seen)
        self.translation = translation
        self.save(update_fields=("translation",))
        self.phrases.refit(self)
        self._tell(table=self.state == VoiceState.SHOWN)

    @transaction.atomic
    def rewrite(self, words, language=None, position=None) -> bool:
        """Its author says it in other words: it waits to be read again. False where nothing is different.

        A translation of the old words would be wrong beside the new ones, so it goes.
        """
        self._hold()
        new = {
            "words": words,
            "language": self.language if language is None else language,
            "position": self.position if position is None else position,
        }
        if all(getattr(self, name) == value for name, value in new.items()):
            return False
        if words != self.words:
            self.translation = ""
        for name, value in new.items():
            setattr(self, name, value)
        self.state, self.set_aside_because, self.read_by = VoiceState.WAITING, "", None
        self.save(update_fields=(*new, "translation", "state", "set_aside_because", "read_by"))
        self.phrases.refit(self)
        self._tell(table=True)
        return True

    @transaction.atomic
    def withdraw(self) -> None:
        """Taken back: nothing of it stays."""
        # Whoever is just picking words from it comes first, so that their phrase goes with it.
        Voice.objects.select_for_update().filter(pk=self.pk).first()
        Voice.objects.filter(pk=self.pk).delete()
        self._tell(table=True)

    def _hold(self, seen=None):
        """Lock the row, so that of two people one is first; and be sure that it still is what was read."""
        found = Voice.objects.select_for_update(no_key=True).filter(pk=self.pk).first()
        if found is None or (seen is not None and found.seen != seen):
            raise NotAsSeen
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(found, field.attname))

    def _tell(self, table):
        team = self.round.gathering.team_id
        tell(team, "listening")
        if table:
            tell(team, "weaving")

    @property
    def seen(self) -> str:
        """A mark of what a reader has before them; forms carry it, so that nobody lets through what they have not read."""
        said = "\0".join((self.state, self.language, self.words, self.translation))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def tongue(self):
        """Name and reading direction of its language."""
        return language(self.language)
