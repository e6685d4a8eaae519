"""Why lead together: beliefs, who gains, and what to say yes and no to. Each answers privately; then the team writes one."""

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leadership.models import Team

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


class Why(models.Model):
    """The team's common answers: a shared text with one fragment a question."""

    team = models.OneToOneField(Team, models.CASCADE, related_name="why")
    text = models.OneToOneField(SharedText, models.CASCADE, related_name="why")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("why")

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.team}"


class WhyAnswerQuerySet(models.QuerySet):
    def shared(self):
        return self.filter(shared=True)


class WhyAnswer(models.Model):
    """What one person answers. Private until its author shows it to the team, and again when they take it back."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="why_answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="why_answers")
    question = models.CharField(max_length=16)
    words = models.TextField(max_length=2000, blank=True)
    shared = models.BooleanField(default=False)
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
