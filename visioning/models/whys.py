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
from .private_answers import PrivateAnswer
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


class WhyAnswer(PrivateAnswer):
    """What one person answers to one question of why."""

    topic = TOPIC

    team = models.ForeignKey(Team, models.CASCADE, related_name="why_answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="why_answers")
    question = models.CharField(max_length=16)

    class Meta(PrivateAnswer.Meta):
        verbose_name = _("answer to why")
        constraints = (
            models.UniqueConstraint(fields=("team", "person", "question"), name="one_answer_per_why_question"),
        )

    @classmethod
    @transaction.atomic
    def keep(cls, team, person, words, edition) -> "MyAnswers":
        """Save the author's words by question over that edition. Raises `Stale` where other words came meanwhile."""
        cls.hold(team, person)
        stored = MyAnswers.of(team, person)
        if stored.words == words:
            return stored
        if stored.edition != edition:
            raise Stale(stored)
        answers = {key: stored.answers.get(key) or cls(team=team, person=person, question=key) for key in words}
        if any([answers[key].take(said) for key, said in words.items()]):
            tell(team.pk, TOPIC)
        return MyAnswers.of(team, person)


@dataclass(frozen=True)
class MyAnswers:
    """One person's answers on one team, for this person's own page."""

    answers: dict[str, WhyAnswer]

    @classmethod
    def of(cls, team, person) -> "MyAnswers":
        rows = WhyAnswer.objects.filter(team=team, person=person)
        return cls({answer.question: answer for answer in rows})

    @property
    def words(self) -> dict[str, str]:
        """What each question is answered with, "" where it is not."""
        found = {question.key: "" for question in WHY_QUESTIONS}
        return found | {key: answer.words for key, answer in self.answers.items() if key in found}

    @property
    def edition(self) -> int:
        """Grows with every save, whichever answer it changed."""
        return sum(answer.edition for answer in self.answers.values())

    @property
    def saved_at(self):
        return max((answer.saved_at for answer in self.answers.values()), default=None)

    @property
    def said(self) -> list[tuple[WhyQuestion, str]]:
        """The questions that have an answer, with it, in order."""
        words = self.words
        return [(question, words[question.key]) for question in WHY_QUESTIONS if words[question.key]]

    @property
    def shown(self) -> set[str]:
        """The questions whose answer the team may read."""
        return {key for key, answer in self.answers.items() if answer.shared and answer.words}
