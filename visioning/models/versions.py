"""Versions of a shared text: points worth keeping, each frozen for ever; adoption; and what a person saw last.

A version holds the visible words and whose hand wrote each (a `Reading`), not the log behind them.
"""

from datetime import timedelta
from functools import cached_property

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from visioning.live import store
from visioning.live.authorship import Authors, Contribution, contributions, fresh_client, read_text
from visioning.live.compare import word_changes
from visioning.live.reading import Reading
from visioning.live.restoring import restoring

from .shared_texts import SharedText

REST = timedelta(minutes=30)


class VersionQuerySet(models.QuerySet):
    def named(self):
        return self.exclude(name="")

    def adopted(self):
        return self.filter(adoptions__isnull=False).distinct()

    def listed(self):
        """Ready for a list: without the words, with who kept each and its adoptions."""
        return self.defer("words").select_related("kept_by").prefetch_related("adoptions")


class Version(models.Model):
    """A point in a text's life."""

    text = models.ForeignKey(SharedText, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(editable=False)
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("For example “After the January staff meeting”.")
    )
    words = models.BinaryField(editable=False)
    word_count = models.PositiveIntegerField(default=0, editable=False)
    words_added = models.PositiveIntegerField(default=0, editable=False)
    words_removed = models.PositiveIntegerField(default=0, editable=False)
    automatic = models.BooleanField(default=False, editable=False)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="versions_kept"
    )
    kept_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("text", "number"), name="version_number_unique"),)

    def __str__(self):
        return self.name or _("Version %(number)s") % {"number": self.number}

    @classmethod
    @transaction.atomic
    def keep(cls, text, by=None, name="", automatic=False) -> "Version":
        """Freeze what the text says now.

        Where the newest version already says exactly that, it is given back instead, with the name added
        if it had none.
        """
        # Only those who keep versions wait for each other here; writers go on writing.
        SharedText.objects.select_for_update(no_key=True).get(pk=text.pk)
        reading = read_text(text.pk)
        last = cls.objects.filter(text=text).first()
        if last and last.reading == reading:
            if name and not last.name:
                last.name, last.kept_by, last.automatic = name, by, False
                last.save(update_fields=("name", "kept_by", "automatic"))
            if not name or last.name == name:
                return last
        added, removed = word_changes(last.reading if last else Reading.EMPTY, reading)
        return cls.objects.create(
            text=text,
            number=last.number + 1 if last else 1,
            name=name,
            words=reading.pack(),
            word_count=reading.word_count(),
            words_added=added,
            words_removed=removed,
            automatic=automatic,
            kept_by=by,
        )

    @classmethod
    def keep_if_due(cls, text) -> "Version | None":
        """Keep an automatic point where the words changed and the newest version is half an hour old."""
        last = cls.objects.filter(text=text).only("kept_at").first()
        if last and timezone.now() - last.kept_at < REST:
            return None
        reading = read_text(text.pk)
        if reading.is_empty() if last is None else last.reading == reading:
            return None
        return cls.keep(text, automatic=True)

    @cached_property
    def reading(self) -> Reading:
        """The frozen words, block by block."""
        return Reading.unpack(bytes(self.words))

    def html(self, fragment="content", first_heading=2) -> str:
        """Clean HTML of one fragment, its highest heading being `<h{first_heading}>`. Empty text gives ""."""
        return self.reading.html(fragment, first_heading=first_heading)

    def plain(self, fragment="content") -> str:
        """One fragment as plain text, a line for each block."""
        return self.reading.plain(fragment)

    def contributors(self) -> list[Contribution]:
        """Who wrote the words in this version, by name: `.person` (None for those who left), `.name`, `.words`."""
        return contributions(Authors.of(self.text_id), self.reading)

    @property
    def label(self) -> str:
        """Name and number, so that two versions of one name can be told apart."""
        number = _("Version %(number)s") % {"number": self.number}
        return f"{self.name} ({number})" if self.name else str(number)

    def rename(self, name: str) -> None:
        """A named version is no longer just an automatic point."""
        self.name, self.automatic = name, self.automatic and not name
        self.save(update_fields=("name", "automatic"))

    @transaction.atomic
    def restore(self, by) -> bool:
        """Write what this version says into the text again, as a change by this person. False where it says so already.

        What the text says until then is kept as a version first.
        """
        Version.keep(self.text, automatic=True)
        update = restoring(store.read_state(self.text_id), self.reading, fresh_client(self.text_id))
        return update is not None and store.append(self.text_id, by.pk, update) > 0

    @transaction.atomic
    def adopt(self, recorded_by, people, at=None) -> "Adoption":
        """Note that these people adopted this version. It stands beside earlier adoptions and counts before them."""
        people = list(people)
        adoption = Adoption.objects.create(
            version=self, recorded_by=recorded_by, at=at or timezone.now(), people_count=len(people)
        )
        adoption.people.set(people)
        return adoption


class Adoption(models.Model):
    """A team said yes to one version, on a day, these people taking part. Never erased, only followed by a later one."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="adoptions")
    at = models.DateTimeField(_("adopted on"), default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="adoptions_recorded"
    )
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="adoptions", verbose_name=_("who took part"))
    # Somebody who deletes the account leaves the list of names, not the number.
    people_count = models.PositiveIntegerField(editable=False)

    class Meta:
        verbose_name = _("adoption")
        ordering = ("-id",)

    def __str__(self):
        return f"{self.version} · {self.at:%Y-%m-%d}"

    @property
    def names(self) -> list[str]:
        """The names of those who took part; whoever has left is "a former colleague"."""
        names = [str(person) for person in self.people.all()]
        return names + [str(_("a former colleague"))] * (self.people_count - len(names))


class Visit(models.Model):
    """When a person last read a shared text, and what it said then: the base of “since you were last here”."""

    text = models.ForeignKey(SharedText, models.CASCADE, related_name="visits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="visits")
    words = models.BinaryField(editable=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("visit")
        constraints = (models.UniqueConstraint(fields=("text", "person"), name="visit_unique"),)

    def __str__(self):
        return f"{self.person} · {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def record(cls, text, person, reading=None) -> "Visit":
        """This person has read the text as it is now."""
        reading = reading or read_text(text.pk)
        return cls.objects.update_or_create(
            text=text, person=person, defaults={"words": reading.pack(), "at": timezone.now()}
        )[0]

    @cached_property
    def reading(self) -> Reading:
        return Reading.unpack(bytes(self.words))
