"""Listening rounds: one question to people beyond the team, by link or in person. Asks nobody for a name."""

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models.short_links import WithShortLink
from leadership.news import tell
from visioning.languages import language

from .gatherings import Gathering


class ListeningRoundQuerySet(models.QuerySet):
    def listed(self):
        """With its questions and how many voices wait, are on the table, and lie aside."""
        return self.prefetch_related("questions").annotate(
            waiting_count=models.Count("voices", filter=models.Q(voices__state="waiting")),
            shown_count=models.Count("voices", filter=models.Q(voices__state="shown")),
            aside_count=models.Count("voices", filter=models.Q(voices__state="set_aside")),
        )


class ListeningRound(WithShortLink):
    """A question asked by link or in person. Its voices join the weaving table of its gathering once let through."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="listening_rounds")
    number = models.PositiveIntegerField(editable=False)  # within the gathering, for its address
    name = models.CharField(
        _("name"), max_length=120, help_text=_("For your team: “Families at the spring fair”. Nobody else sees it.")
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="listening_rounds_opened"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    outcome_shown = models.BooleanField(default=False, editable=False)  # by the same link, once it is closed

    objects = ListeningRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("listening round")
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("gathering", "number"), name="listening_round_number_unique"),)

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("listening_round", args=(self.gathering.team.slug, self.gathering.number, self.number))

    @classmethod
    @transaction.atomic
    def open_in(cls, gathering, by, *, name, questions, closes_on=None) -> "ListeningRound":
        """Ask `questions`, a list of (language, words), the team's own first. Its link works at once."""
        Gathering.objects.select_for_update(no_key=True).get(pk=gathering.pk)  # two at once get two numbers
        newest = gathering.listening_rounds.aggregate(newest=models.Max("number"))["newest"] or 0
        opened = cls.objects.create(
            gathering=gathering,
            number=newest + 1,
            name=name,
            opened_by=by,
            closes_on=closes_on,
            link_number=1,
            link_open=True,
        )
        opened._ask(questions)
        tell(gathering.team_id, "listening")
        return opened

    @transaction.atomic
    def reword(self, *, name, questions, closes_on=None) -> None:
        """Another name, day or wording, or one language more. The link stays, so posters stay true."""
        ListeningRound.objects.select_for_update(no_key=True).get(pk=self.pk)
        self.name, self.closes_on = name, closes_on
        self.save(update_fields=("name", "closes_on"))
        self.questions.all().delete()
        self._ask(questions)
        tell(self.gathering.team_id, "listening")

    def _ask(self, questions):
        ListeningQuestion.objects.bulk_create(
            ListeningQuestion(round=self, language=code, words=words, place=place)
            for place, (code, words) in enumerate(questions)
        )

    @property
    def languages(self) -> list[str]:
        """The codes it is asked in, the team's own first."""
        return [question.language for question in self.questions.all()] or ["en"]

    @property
    def is_open(self) -> bool:
        """Whether voices are taken in today."""
        return self.closed_at is None and (self.closes_on is None or self.closes_on >= timezone.localdate())

    @transaction.atomic
    def close(self) -> None:
        """Take in nothing more. What was said stays where it is."""
        ListeningRound.objects.filter(pk=self.pk, closed_at=None).update(closed_at=timezone.now(), link_open=False)
        self.refresh_from_db(fields=("closed_at", "link_open"))
        tell(self.gathering.team_id, "listening")

    @transaction.atomic
    def reopen(self) -> None:
        """Listen on, by the same link: it may hang on a door. A last day that has gone by no longer holds."""
        ListeningRound.objects.filter(pk=self.pk).update(closed_at=None, link_open=True)
        ListeningRound.objects.filter(pk=self.pk, closes_on__lt=timezone.localdate()).update(closes_on=None)
        self.refresh_from_db(fields=("closed_at", "link_open", "closes_on"))
        tell(self.gathering.team_id, "listening")

    @transaction.atomic
    def show_outcome(self, shown: bool) -> None:
        """Let whoever has the link read what became of the answers, or no longer. It waits until the round is closed."""
        ListeningRound.objects.filter(pk=self.pk).update(outcome_shown=shown)
        self.refresh_from_db(fields=("outcome_shown",))
        tell(self.gathering.team_id, "listening")

    @classmethod
    def link_salt(cls):
        return "visioning.listening-link"

    @classmethod
    def behind_links(cls):
        return cls.objects.select_related("gathering__team__school").prefetch_related("questions")

    @classmethod
    def for_outcome(cls, token):
        """The closed round whose outcome a link leads to, or None."""
        found = cls.by_token(token)
        return found if found and found.outcome_shown and not found.is_open else None


class ListeningQuestion(models.Model):
    """The question of a round in one language. The first one is what the team asks; the others stand beside it."""

    round = models.ForeignKey(ListeningRound, models.CASCADE, related_name="questions")
    language = models.CharField(_("language"), max_length=12)  # BCP 47, as in the page's lang attribute
    words = models.CharField(_("question"), max_length=280)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("question")
        ordering = ("place", "id")
        constraints = (models.UniqueConstraint(fields=("round", "language"), name="one_question_per_language"),)

    def __str__(self):
        return self.words

    @property
    def tongue(self):
        """Name and reading direction of its language."""
        return language(self.language)
