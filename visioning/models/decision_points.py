"""What a team decides together on the big questions of a guide. Knows nothing of what people answered before: `guide_answers`.

A decision point is a shared text with how it was decided, when, and who sees it differently. Settling freezes nothing.
"""

from collections.abc import Iterable
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models import DecidedBy, PlanPrint, Team
from leadership.news import tell
from visioning.live import store
from visioning.live.authorship import read_text
from visioning.live.reading import Reading, read

from .shared_texts import SharedText
from .versions import Version

TOPIC = "guide"


class DecidedMeanwhile(Exception):
    """Somebody else noted something else while this page was open. Nothing was changed; `point` is as it is now."""

    def __init__(self, point):
        super().__init__()
        self.point = point


class NothingDecided(Exception):
    """The text says nothing yet."""


class DecisionPointQuerySet(models.QuerySet):
    def settled(self):
        return self.filter(decided_on__isnull=False)

    def being_written(self):
        return self.filter(decided_on=None)

    def listed(self):
        """Ready to be read: with the words that were decided, and who sees it differently."""
        dissents = DecisionDissent.objects.select_related("person")
        return self.select_related("version").prefetch_related(models.Prefetch("dissents", dissents))


class DecisionPoint(models.Model):
    """What a team decided on one big question of a guide. `decided_on` is None while it is being written.

    `version` holds the words of that moment: the text stays open, and a page can say that they have changed since.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="decision_points")
    guide = models.CharField(max_length=16)
    question = models.CharField(max_length=60)
    text = models.OneToOneField(SharedText, models.CASCADE, related_name="decision_point")
    decided_by = models.CharField(_("how we decided"), max_length=16, choices=DecidedBy.choices, blank=True)
    decided_on = models.DateField(_("when"), null=True, blank=True)
    version = models.ForeignKey(Version, models.SET_NULL, null=True, editable=False, related_name="decision_points")
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="decision_points_noted"
    )
    started_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision point")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("team", "guide", "question"), name="one_decision_point_per_question"),
            models.CheckConstraint(
                condition=models.Q(decided_on=None) | ~models.Q(decided_by=""), name="decided_says_how"
            ),
        )

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.guide} · {self.question}"

    def get_absolute_url(self):
        return reverse("guide_question", args=(self.team.slug, self.guide, self.question))

    @classmethod
    @transaction.atomic
    def start(cls, team, guide, question) -> "DecisionPoint":
        """Open the common text for everybody. Two people who begin at once get the same one."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        found = cls.objects.filter(team=team, guide=guide, question=question).first()
        if found is None:
            text = SharedText.objects.create(team=team)
            found = cls.objects.create(team=team, guide=guide, question=question, text=text)
            tell(team.pk, TOPIC)
        return found

    @property
    def is_settled(self) -> bool:
        return self.decided_on is not None

    @property
    def state(self) -> str:
        """How and when it was decided, in a word that a page carries, so that nobody overwrites what they have not seen."""
        return f"{self.decided_by}.{self.decided_on:%Y-%m-%d}" if self.is_settled else "open"

    @cached_property
    def now(self) -> Reading:
        """What the text says now. A list reads many at once: `read_together`."""
        return read_text(self.text_id)

    @property
    def decided(self) -> Reading:
        """The words as they were decided; while nothing is settled, and for those whose version is gone, the words of now."""
        return self.version.reading if self.version_id else self.now

    @property
    def changed_since(self) -> bool:
        """Somebody went on writing after it was settled."""
        return self.version_id is not None and self.version.reading.plain() != self.now.plain()

    def held(self) -> "DecisionPoint":
        return DecisionPoint.objects.select_for_update(no_key=True, of=("self",)).get(pk=self.pk)

    @transaction.atomic
    def settle(self, by, decided_by, decided_on, seen) -> "DecisionPoint":
        """Note how and when it was decided, with the words of this moment. `seen` is the `state` the page showed.

        Raises `DecidedMeanwhile` where that is no longer so, and `NothingDecided` while the text is empty.
        """
        held = self.held()
        if held.state == f"{decided_by}.{decided_on:%Y-%m-%d}" and not held.changed_since:
            return held
        if held.state != seen:
            raise DecidedMeanwhile(held)
        if held.now.is_empty():
            raise NothingDecided
        held.version = Version.keep(held.text, by)
        return held.note(by, decided_by, decided_on)

    @transaction.atomic
    def reopen(self, by) -> "DecisionPoint":
        """The team is not done with it: it is being written again. The words stay, and so does every version."""
        held = self.held()
        held.version = None
        return held.note(by, "", None)

    def note(self, by, decided_by, decided_on):
        self.decided_by, self.decided_on, self.noted_by = decided_by, decided_on, by
        self.save(update_fields=("decided_by", "decided_on", "version", "noted_by"))
        tell(self.team_id, TOPIC)
        return self


def read_together(points: Iterable[DecisionPoint]) -> None:
    """Put what each text says now into `now`, all in one query."""
    points = list(points)
    states: dict[UUID, bytes] = store.read_states([point.text_id for point in points])
    for point in points:
        point.now = read(states[point.text_id])


class DecisionDissent(models.Model):
    """How somebody sees a decision differently, with their name, beside it. Theirs to say anew and to take back.

    Who deletes their account leaves the words as "a former colleague": the team decided in their sight.
    """

    decision_point = models.ForeignKey(DecisionPoint, models.CASCADE, related_name="dissents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="decision_dissents")
    words = models.TextField(_("how I see it"), max_length=1200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("dissent")
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=("decision_point", "person"), name="one_dissent_per_person_and_decision"),
        )

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    @transaction.atomic
    def say(cls, point, person, words) -> "DecisionDissent":
        """Write it down, or say it anew. Two tabs leave one."""
        said, new = cls.objects.update_or_create(decision_point=point, person=person, defaults={"words": words})
        if not new:
            PlanPrint.forget(point.team_id)
        tell(point.team_id, TOPIC)
        return said

    @transaction.atomic
    def take_back(self) -> None:
        """Nothing of it is kept."""
        self.delete()
        PlanPrint.forget(self.decision_point.team_id)
        tell(self.decision_point.team_id, TOPIC)
