"""Other words that somebody suggests for a passage of a shared text, and what became of them.

How words get into a text is `visioning.suggesting`.
"""

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.news import tell
from visioning.live import store
from visioning.live.authorship import Authors, fresh_client
from visioning.suggesting import Prospect, prospect, word_rows

from .passages import LONGEST_QUOTE, Passage


class SuggestionState(models.TextChoices):
    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Not taken")
    TAKEN_BACK = "taken_back", _("Taken back")


class SuggestionQuerySet(models.QuerySet):
    def of_text(self, text):
        return self.filter(passage__text=text)

    def open(self):
        return self.filter(state=SuggestionState.OPEN)

    def answered(self):
        return self.exclude(state=SuggestionState.OPEN)

    def answered_for(self, person):
        """What this person suggested and somebody else accepted or did not take."""
        answered = self.filter(by=person, state__in=(SuggestionState.ACCEPTED, SuggestionState.REFUSED))
        return answered.exclude(answered_by=person)

    def in_full(self):
        """Ready to be shown."""
        return self.select_related("by", "answered_by", "passage")


class Answered(Exception):
    """Somebody answered the suggestion, or took it back, a moment ago."""


class Moved(Exception):
    """The text no longer says what whoever accepts was shown, or the words cannot be placed in it."""


class Suggestion(models.Model):
    """Other words for a passage; none means to take the passage out.

    Accepted, they stand in the text under the hand of whoever suggested them. Where that person has left by then,
    they stand under the hand of whoever accepted them, and `credited` says so.
    """

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="suggestions")
    was = models.TextField(max_length=LONGEST_QUOTE, editable=False)  # what the passage said when they were suggested
    words = models.TextField(_("new words"), max_length=LONGEST_QUOTE, blank=True)
    why = models.CharField(_("why"), max_length=280, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="suggestions")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=SuggestionState.choices, default=SuggestionState.OPEN)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="suggestions_answered"
    )
    answered_at = models.DateTimeField(null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=600, blank=True)
    credited = models.BooleanField(default=True, editable=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="open", answered_at=None)
                | (~models.Q(state="open") & models.Q(answered_at__isnull=False)),
                name="answered_when_not_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(reason=""), name="refused_with_a_reason"
            ),
        )

    def __str__(self):
        return str(self._meta.verbose_name)

    @property
    def is_open(self) -> bool:
        return self.state == SuggestionState.OPEN

    @classmethod
    @transaction.atomic
    def make(cls, passage, by, was, words, why="") -> "Suggestion":
        """Suggest `words` for a passage that says `was` now."""
        suggestion = cls.objects.create(passage=passage, by=by, was=was, words=words, why=why)
        suggestion._tell()
        return suggestion

    @transaction.atomic
    def take_back(self) -> None:
        """Its author no longer means it. Raises Answered where somebody was quicker."""
        self._hold()
        self._settle(SuggestionState.TAKEN_BACK, None)

    @transaction.atomic
    def refuse(self, by, reason) -> None:
        """Not taken, and why. Raises Answered where somebody was quicker."""
        self._hold()
        self._settle(SuggestionState.REFUSED, by, reason=reason)

    def prospect(self, authors: Authors) -> Prospect | None:
        """What the passage would say, in a text read as `authors.now`; None where its words were taken out."""
        return prospect(self.passage, self.was, self.words, authors.now, authors.moved)

    @property
    def rows(self) -> list:
        """What was meant: the words then, and the words instead."""
        return word_rows(self.was, self.words)

    @transaction.atomic
    def accept(self, by, seen, credit=True) -> None:
        """Write the words into the text, which then says what `seen` (the mark of a prospect) stands for.

        They are the suggester's own where `credit`, else the words of whoever accepts. Raises Answered where somebody was
        quicker, Moved where the text has changed meanwhile.
        """
        self._hold()
        text = self.passage.text_id
        with connection.cursor() as cursor:  # nobody writes between reading and writing
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [store.lock_of(text)])
        coming = self.prospect(Authors.of(text))
        if coming is None or coming.edits is None or coming.mark != seen:
            raise Moved
        credit = credit and self.by_id is not None
        update = coming.update(store.read_state(text), fresh_client(text))
        if update is not None:
            store.append(text, self.by_id if credit else by.pk, update)
        self._settle(SuggestionState.ACCEPTED, by, credited=credit)

    def _hold(self):
        held = Suggestion.objects.select_for_update(no_key=True).get(pk=self.pk)
        if not held.is_open:
            raise Answered
        self.by_id = held.by_id  # may have left since

    def _settle(self, state, by, reason="", credited=True):
        self.state, self.answered_by, self.answered_at = state, by, timezone.now()
        self.reason, self.credited = reason, credited
        self.save(update_fields=("state", "answered_by", "answered_at", "reason", "credited"))
        self._tell()

    def _tell(self):
        tell(self.passage.text.team_id, "comments")
