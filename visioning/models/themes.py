"""The weaving table: themes, and the phrases that lie under them. Nothing here is ranked or counted."""

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from leadership.news import tell
from visioning.undo import Undo, lock

from .gatherings import Gathering
from .phrases import Gone, Phrase, locked

MOST_THEMES = 60  # more can no longer be seen together


class NameTaken(Exception):
    """Another theme at this table has that name."""


class TooMany(Exception):
    """More themes than anybody can keep in view."""


class ThemeQuerySet(models.QuerySet):
    def called(self, name):
        """Those of this name, in capitals or not: told apart as the database does, which holds each name once."""
        return self.alias(low=Lower("name")).filter(low=Lower(models.Value(name)))


class Theme(models.Model):
    """What some phrases have in common, in the words of those who laid them together."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="themes")
    name = models.CharField(_("name"), max_length=120)
    note = models.CharField(_("note"), max_length=600, blank=True, help_text=_("What belongs here, and what does not."))
    phrases = models.ManyToManyField(Phrase, through="Placing", related_name="themes")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="themes_named")
    named_at = models.DateTimeField(auto_now_add=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        ordering = ("id",)
        constraints = (models.UniqueConstraint("gathering", Lower("name"), name="theme_name_unique"),)

    def __str__(self):
        return self.name

    @classmethod
    @transaction.atomic
    def begin(cls, gathering, name, person):
        """The theme of that name: a new one, or the one somebody named the same before."""
        lock(gathering)
        found = gathering.themes.called(name).first()
        if found:
            return found
        if gathering.themes.count() >= MOST_THEMES:
            raise TooMany
        theme = cls.objects.create(gathering=gathering, name=name, named_by=person)
        tell(gathering.team_id, "weaving")
        return theme

    def hold(self):
        """Whoever comes second waits here, and learns if the theme went meanwhile."""
        lock(self.gathering)
        if not Theme.objects.filter(pk=self.pk).exists():
            raise Gone

    def tell(self):
        tell(self.gathering.team_id, "weaving")

    @transaction.atomic
    def lay(self, phrase, person, *, instead_of=None) -> Undo:
        """Lay a phrase here as well, or instead of under another theme."""
        self.hold()
        locked(phrase.source)
        if not Phrase.objects.filter(pk=phrase.pk, gathering=self.gathering_id).exists():
            raise Gone
        undo = Undo()
        _placing, laid = Placing.objects.get_or_create(theme=self, phrase=phrase, defaults={"by": person})
        if laid:
            undo.take_out.append([self.pk, str(phrase.pk)])
        if instead_of and instead_of != self:
            taken, _rows = Placing.objects.filter(theme=instead_of, phrase=phrase).delete()
            if taken:
                undo.lay.append([instead_of.pk, str(phrase.pk)])
        self.tell()
        return undo

    @transaction.atomic
    def take_out(self, phrase) -> Undo:
        """The phrase no longer lies here. It stays picked."""
        self.hold()
        taken, _rows = self.placings.filter(phrase=phrase).delete()
        if not taken:
            raise Gone
        self.tell()
        return Undo(lay=[[self.pk, str(phrase.pk)]])

    @transaction.atomic
    def rename(self, name, note):
        """Say better what lies here."""
        self.hold()
        if self.gathering.themes.called(name).exclude(pk=self.pk).exists():
            raise NameTaken
        self.name, self.note = name, note
        self.save(update_fields=("name", "note"))
        self.tell()

    @transaction.atomic
    def merge_into(self, other) -> Undo:
        """All that lies here lies under `other` from now on; what the text grew from this theme grew from that one."""
        self.hold()
        other.hold()
        undo = Undo.of_theme(self)
        there = set(other.placings.values_list("phrase", flat=True))
        moving = self.placings.exclude(phrase__in=there)
        undo.take_out = [[other.pk, str(phrase)] for phrase in moving.values_list("phrase", flat=True)]
        moving.update(theme=other)
        self.weaves.exclude(passage__weaves__theme=other).update(theme=other)
        self.weaves.all().delete()  # that passage is tied to the other theme already
        self.delete()
        other.tell()
        return undo

    @transaction.atomic
    def split(self, name, phrases, person):
        """Some of what lies here under a name of its own: the new theme, and what would take it back."""
        self.hold()
        if self.gathering.themes.called(name).exists():
            raise NameTaken
        moving = self.placings.filter(phrase__in=phrases)
        if not moving.exists():
            raise Gone
        new = Theme.begin(self.gathering, name, person)
        moved = [str(phrase) for phrase in moving.values_list("phrase", flat=True)]
        moving.update(theme=new)
        undo = Undo(
            lay=[[self.pk, phrase] for phrase in moved], take_out=[[new.pk, phrase] for phrase in moved], drop=[new.pk]
        )
        self.tell()
        return new, undo

    @transaction.atomic
    def remove(self) -> Undo:
        """The theme goes; what lay under it stays picked."""
        self.hold()
        undo = Undo.of_theme(self)
        self.delete()
        self.tell()
        return undo


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
