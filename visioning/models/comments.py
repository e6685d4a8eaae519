"""What people say about a passage of a shared text, or about a statement or an arrow of a theory.

Knows nothing of how a passage is found again.
"""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models, transaction
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.news import tell

from .arrows import Arrow
from .passages import Passage
from .statements import Statement

ABOUT = ("passage", "statement", "arrow")
LONGEST_COMMENT = 2000


class CommentQuerySet(models.QuerySet):
    def of_text(self, text):
        return self.filter(passage__text=text)

    def of_theory(self, theory):
        return self.filter(models.Q(statement__theory=theory) | models.Q(arrow__theory=theory))

    def about(self, thing):
        """About this passage, statement or arrow. An arrow that was taken out and tied anew is the same one to readers."""
        if isinstance(thing, Arrow):
            return self.filter(arrow__source=thing.source_id, arrow__target=thing.target_id)
        return self.filter(**{name_of(thing): thing})

    def openings(self):
        """First comments; each begins a conversation."""
        return self.filter(answers=None)

    def unresolved(self):
        return self.openings().filter(resolved_at=None)

    def resolved(self):
        return self.openings().filter(resolved_at__isnull=False)

    def with_part_of(self, person):
        """Conversations this person said something in."""
        said = models.Q(by=person) | models.Q(
            models.Exists(Comment.objects.filter(answers=models.OuterRef("pk"), by=person))
        )
        return self.openings().filter(said)

    def asking(self, person):
        """Conversations in which this person was asked something, answered or not."""
        mentions = Mention.objects.filter(person=person)
        here = models.Exists(mentions.filter(comment=models.OuterRef("pk")))
        below = models.Exists(mentions.filter(comment__answers=models.OuterRef("pk")))
        return self.openings().filter(here | below)

    def with_asked(self):
        """With `.asked`: whom each asks, as {name, person, seen}, by name."""
        mentions = Mention.objects.filter(comment=models.OuterRef("pk")).order_by("person__name")
        one = JSONObject(name="person__name", person="person_id", seen="seen_at")
        return self.annotate(asked=ArraySubquery(mentions.values(one=one))).select_related("by")

    def in_full(self):
        """Ready to be shown: with its writer, its passage, and every answer with its own."""
        answers = models.Prefetch("replies", queryset=Comment.objects.with_asked())
        return self.with_asked().select_related("by", "resolved_by", *ABOUT).prefetch_related(answers)


class Gone(Exception):
    """Somebody took the conversation back a moment ago."""


def name_of(thing) -> str:
    """Which of `ABOUT` it is."""
    return thing._meta.model_name


class Comment(models.Model):
    """One contribution to a conversation about one thing. The first has no `answers`; it carries whether it is resolved.

    An opening that its author takes back after others answered keeps its place without its words.
    """

    passage = models.ForeignKey(Passage, models.CASCADE, null=True, related_name="comments")
    statement = models.ForeignKey(Statement, models.CASCADE, null=True, related_name="comments")
    arrow = models.ForeignKey(Arrow, models.CASCADE, null=True, related_name="comments")
    answers = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    words = models.TextField(_("comment"), max_length=LONGEST_COMMENT, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments")
    at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(null=True, editable=False)
    taken_back_at = models.DateTimeField(null=True, editable=False)
    mentions = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Mention", related_name="comments_asking", blank=True
    )
    resolved_at = models.DateTimeField(null=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="comments_resolved"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(passage__isnull=False, statement=None, arrow=None)
                | models.Q(passage=None, statement__isnull=False, arrow=None)
                | models.Q(passage=None, statement=None, arrow__isnull=False),
                name="comment_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(resolved_at=None) | models.Q(answers=None), name="only_openings_are_resolved"
            ),
            models.CheckConstraint(
                condition=models.Q(resolved_by=None) | models.Q(resolved_at__isnull=False), name="resolved_by_and_at"
            ),
            models.CheckConstraint(
                condition=models.Q(~models.Q(words=""), taken_back_at=None)
                | models.Q(words="", taken_back_at__isnull=False),
                name="comment_has_words_or_was_taken_back",
            ),
        )

    def __str__(self):
        return str(self._meta.verbose_name)

    def get_absolute_url(self):
        """Where it is read and answered: with everything that is said about the same thing."""
        slug, theory = self.team.slug, self.theory
        if theory:
            return reverse("theory_comment_about", args=(slug, theory.number, self.spot), fragment=f"comment-{self.pk}")
        return reverse("comment_about", args=(slug, self.passage_id), fragment=f"comment-{self.pk}")

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None

    @property
    def theory(self):
        """The theory it speaks of; None where it is about a text."""
        thing = self.statement or self.arrow
        return thing and thing.theory

    @property
    def team(self):
        return self.theory.team if self.theory else self.passage.text.team

    @property
    def spot(self) -> str:
        """Which statement or arrow of its theory, for addresses: "3", or "3-5" from the third to the fifth."""
        if self.statement:
            return str(self.statement.number)
        return f"{self.arrow.source.number}-{self.arrow.target.number}"

    @classmethod
    @transaction.atomic
    def begin(cls, thing, by, words, mentions=()) -> "Comment":
        """Open a conversation about a passage, a statement or an arrow."""
        comment = cls.objects.create(**{name_of(thing): thing}, by=by, words=words)
        comment._ask(mentions)
        comment._tell()
        return comment

    @transaction.atomic
    def answer(self, by, words, mentions=()) -> "Comment":
        """Say something in this conversation; a resolved one is open again. Gone where it was taken back meanwhile."""
        opening = self._held(self.answers_id or self.pk)
        if opening.resolved_at:
            opening._settle(None, None)
        about = {f"{name}_id": getattr(opening, f"{name}_id") for name in ABOUT}
        comment = Comment.objects.create(**about, answers=opening, by=by, words=words)
        comment._ask(mentions)
        opening.see(by)
        self._tell()
        return comment

    @transaction.atomic
    def change(self, words, mentions=()) -> None:
        """Its author found better words. Whoever has seen that they were asked is not asked again."""
        held = self._held(self.pk)
        held.words, held.changed_at = words, timezone.now()
        held.save(update_fields=("words", "changed_at"))
        held._ask(mentions)
        self._tell()

    @transaction.atomic
    def take_back(self) -> None:
        """Its author wants it gone. What others answered stays."""
        held = self._held(self.pk)
        if held.replies.exists():
            held.mention_set.all().delete()
            held.words, held.taken_back_at = "", timezone.now()
            held.save(update_fields=("words", "taken_back_at"))
        else:
            opening = held.answers_id and self._held(held.answers_id)
            held.delete()
            # A conversation that was kept for its answers alone ends with the last of them.
            if opening and opening.taken_back_at and not opening.replies.exists():
                opening.delete()
        self._tell()

    @transaction.atomic
    def resolve(self, by) -> None:
        """The conversation has come to its end for now. Whoever comes second changes nothing."""
        held = self._held(self.pk)
        if not held.resolved_at:
            held._settle(timezone.now(), by)
            held.see(by)
            self._tell()

    @transaction.atomic
    def reopen(self) -> None:
        held = self._held(self.pk)
        if held.resolved_at:
            held._settle(None, None)
            self._tell()

    def see(self, person) -> None:
        """This person knows what they were asked in this conversation."""
        here = models.Q(comment=self) | models.Q(comment__answers=self)
        Mention.objects.filter(here, person=person, seen_at=None).update(seen_at=timezone.now())

    @staticmethod
    def _held(pk) -> "Comment":
        """The row, held still: answering and taking back wait for each other."""
        try:
            return Comment.objects.select_for_update(no_key=True).get(pk=pk)
        except Comment.DoesNotExist as gone:
            raise Gone from gone

    def _settle(self, at, by):
        self.resolved_at, self.resolved_by = at, by
        self.save(update_fields=("resolved_at", "resolved_by"))

    def _ask(self, people):
        people = {person for person in people if person.pk != self.by_id}
        self.mention_set.exclude(person__in=people).delete()
        Mention.objects.bulk_create((Mention(comment=self, person=person) for person in people), ignore_conflicts=True)

    def _tell(self):
        if self.theory:  # a topic of its own: guests of the vision hear nothing of theories
            tell(self.theory.team_id, "theory-comments")
        else:
            tell(self.passage.text.team_id, "comments")


class MentionQuerySet(models.QuerySet):
    def waiting(self, person):
        """What this person was asked and has neither answered nor put aside, newest first."""
        return (
            self.filter(person=person, seen_at=None)
            .select_related(
                "comment__by",
                "comment__passage__text__team",
                "comment__statement__theory__team",
                "comment__arrow__theory__team",
                "comment__arrow__source",
                "comment__arrow__target",
            )
            .order_by("-comment__at")
        )


class Mention(models.Model):
    """Somebody is asked by name in a comment. It waits on their first page until they answer or have seen it."""

    comment = models.ForeignKey(Comment, models.CASCADE)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions")
    seen_at = models.DateTimeField(null=True, editable=False)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        constraints = (models.UniqueConstraint(fields=("comment", "person"), name="mention_unique"),)

    def __str__(self):
        return str(self._meta.verbose_name)
