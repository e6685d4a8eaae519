"""What one person answers to a question: theirs alone until they show it to the team, and again when they take it back.

Shared by why and the guides. Knows nothing of the questions.
"""

from django.db import models, transaction

from leadership.models import Membership
from leadership.news import tell

LONGEST_ANSWER = 2000  # letters


class PrivateAnswerQuerySet(models.QuerySet):
    def shared(self):
        """What its author shows to the team, where it says something."""
        return self.filter(shared=True).exclude(words="")

    def of_people_on(self, team):
        """Answers of those who are on the team now: whoever left could not take theirs back."""
        return self.filter(team=team, person__memberships__team=team)


class PrivateAnswer(models.Model):
    """Words to one question; each kind adds `team`, `person` and what names its question (`asked`, in order).

    `edition` counts the saves: a page that saves on top of an older edition is told so instead of overwriting.
    """

    asked = ("question",)
    topic = ""  # what open pages that show answers listen to

    words = models.TextField(max_length=LONGEST_ANSWER, blank=True)
    shared = models.BooleanField(default=False)
    edition = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects = PrivateAnswerQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("id",)

    def __str__(self):
        return str(self._meta.verbose_name)  # never whose, never what: this may end up in a log

    @classmethod
    def to(cls, team, person, *question):
        """This person's answer to that question, as a queryset of one or none."""
        return cls.objects.filter(team=team, person=person, **dict(zip(cls.asked, question, strict=True)))

    @classmethod
    def hold(cls, team, person) -> None:
        """Hold this person's answers still until the transaction ends: their other windows wait."""
        list(Membership.objects.select_for_update(no_key=True, of=("self",)).filter(team=team, person=person))

    def take(self, words) -> bool:
        """Say these words from now on. True where the team reads them."""
        if self.words == words:
            return False
        self.words, self.edition = words, self.edition + 1
        # Nothing but the words: whoever takes the answer back in this moment, in another window, has done so.
        self.save(update_fields=("words", "edition", "saved_at") if self.pk else None)
        return self.shared

    @classmethod
    @transaction.atomic
    def show(cls, team, person, *question) -> bool:
        """Let the team read this answer, and what becomes of it, until its author takes it back. False where it is empty."""
        shown = cls.to(team, person, *question).exclude(words="").update(shared=True)
        tell(team.pk, cls.topic)
        return shown > 0

    @classmethod
    @transaction.atomic
    def take_back(cls, team, person, *question) -> None:
        """The author's alone again."""
        cls.to(team, person, *question).update(shared=False)
        tell(team.pk, cls.topic)
