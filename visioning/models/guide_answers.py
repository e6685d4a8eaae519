"""What each person answers to a guide's big questions: theirs alone until they show it. Knows no decisions."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leadership.models import Team
from leadership.news import tell

from .decision_points import TOPIC
from .personal_visions import Stale
from .private_answers import PrivateAnswer


class GuideAnswer(PrivateAnswer):
    """What one person answers to a big question of a guide."""

    asked = ("guide", "question")
    topic = TOPIC

    team = models.ForeignKey(Team, models.CASCADE, related_name="guide_answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="guide_answers")
    guide = models.CharField(max_length=16)
    question = models.CharField(max_length=60)

    class Meta(PrivateAnswer.Meta):
        verbose_name = _("answer")
        constraints = (
            models.UniqueConstraint(
                fields=("team", "person", "guide", "question"), name="one_answer_per_guide_question"
            ),
        )

    @property
    def said(self) -> list[tuple[None, str]]:
        """For a page that sets it beside other words; there is one question, and the page has it."""
        return [(None, self.words)] if self.words else []

    @classmethod
    def of(cls, team, person, guide, question) -> "GuideAnswer":
        """This person's answer, or an empty one that is not saved yet."""
        found = cls.to(team, person, guide, question).first()
        return found or cls(team=team, person=person, guide=guide, question=question)

    @classmethod
    @transaction.atomic
    def keep(cls, team, person, guide, question, words, edition) -> "GuideAnswer":
        """Save the author's words over that edition. Raises `Stale` where other words came meanwhile."""
        cls.hold(team, person)
        answer = cls.of(team, person, guide, question)
        if answer.words == words:
            return answer
        if answer.edition != edition:
            raise Stale(answer)
        if answer.take(words):
            tell(team.pk, TOPIC)
        return answer
