"""Why lead together: beliefs, who gains, and what to say yes and no to. Each answers privately; then the team writes one."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models import Team
from leadership.news import tell
from visioning.live.authorship import read_text
from visioning.live.reading import Reading

from .personal_visions import Stale
from .shared_texts import SharedText


@dataclass(frozen=True)
class WhyQuestion:
    """One question. Its key names the private answer and the fragment of the team's text, for ever."""

    key: str
    title: str
    prompt: str


BELIEFS = (
    WhyQuestion(
        "talent", _("The talent in this building"), _("What can people here do that the school hardly uses yet?")
    ),
    WhyQuestion(
        "capacity", _("What we could do together"), _("What becomes possible when the adults here act as one group?")
    ),
    WhyQuestion(
        "students", _("What students could do"), _("What could students reach if everybody took responsibility for it?")
    ),
)
BENEFITS = (
    WhyQuestion("for_students", _("Good for students"), _("What will a student notice?")),
    WhyQuestion("for_teachers", _("Good for teachers"), _("What gets lighter, or more worth the effort?")),
    WhyQuestion(
        "for_others",
        _("Good for others"),
        _("Families, office, kitchen, bus lane, neighbors: who else gains, and who might lose?"),
    ),
)
LEDGER = (
    WhyQuestion("yes", _("We say yes to"), _("What deserves our time from now on?")),
    WhyQuestion("no", _("We say no to"), _("What do we stop or leave undone, so that there is room?")),
)
WHY_QUESTIONS = (*BELIEFS, *BENEFITS, *LEDGER)
LONGEST_ANSWER = 2000  # letters
TOPIC = "why"


class Why(models.Model):
    """The team's common answers: a shared text with one fragment a question."""

    team = models.OneToOneField(Team, models.CASCADE, related_name="why")
    text = models.OneToOneField(SharedText, models.CASCADE, related_name="why")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("why")

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.team}"

    def get_absolute_url(self):
        return reverse("why", args=(self.team.slug,))

    @classmethod
    @transaction.atomic
    def start(cls, team) -> "Why":
        """The team's common answers, begun if nobody has yet. Two people who begin at once get the same one."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        found = cls.objects.filter(team=team).select_related("text").first()
        if found is None:
            found = cls.objects.create(team=team, text=SharedText.objects.create(team=team))
            tell(team.pk, TOPIC)
        return found

    def reading(self) -> Reading:
        """What the text says now; its fragments are the keys of the questions."""
        return read_text(self.text_id)


class WhyAnswerQuerySet(models.QuerySet):
    def shared(self):
        """What its author shows to the team, where it says something."""
        return self.filter(shared=True).exclude(words="")

    def of_people_on(self, team):
        """Answers of those who are on the team now: whoever left could not take theirs back."""
        return self.filter(team=team, person__memberships__team=team)


class WhyAnswer(models.Model):
    """What one person answers. Private until its author shows it to the team, and again when they take it back.

    `edition` counts the saves: a page that saves on top of an older edition is told so instead of overwriting.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="why_answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="why_answers")
    question = models.CharField(max_length=16)
    words = models.TextField(max_length=LONGEST_ANSWER, blank=True)
    shared = models.BooleanField(default=False)
    edition = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects = WhyAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to why")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("team", "person", "question"), name="one_answer_per_why_question"),
        )

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def held(cls, team, person, question) -> "WhyAnswer":
        """The author's answer, begun if there is none, held still until the transaction ends."""
        cls.objects.get_or_create(team=team, person=person, question=question)
        return cls.objects.select_for_update(no_key=True).get(team=team, person=person, question=question)

    @classmethod
    @transaction.atomic
    def keep(cls, team, person, question, words, edition) -> "WhyAnswer":
        """Save the author's words. Raises Stale where the page was loaded before other words were saved."""
        answer = cls.held(team, person, question)
        if answer.words == words:
            return answer
        if answer.edition != edition:
            raise Stale(answer)
        answer.words, answer.edition = words, edition + 1
        answer.save(update_fields=("words", "edition", "saved_at"))
        if answer.shared:
            tell(team.pk, TOPIC)
        return answer

    @classmethod
    @transaction.atomic
    def show(cls, team, person, question) -> "WhyAnswer":
        """Let the team read this answer, and what becomes of it, until its author takes it back."""
        answer = cls.held(team, person, question)
        answer.shared = True
        answer.save(update_fields=("shared",))
        tell(team.pk, TOPIC)
        return answer

    @classmethod
    @transaction.atomic
    def take_back(cls, team, person, question) -> None:
        """The author's alone again."""
        cls.objects.filter(team=team, person=person, question=question).update(shared=False)
        tell(team.pk, TOPIC)
