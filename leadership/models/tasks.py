"""What a team takes on: tasks with an owner and a date, questions it must learn to answer, ideas for pilots."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.guides import OVERVIEW
from leadership.news import tell

from .assessments import AssessmentRound
from .plans import PlanPrint
from .teams import Team

MOMENT = timedelta(seconds=20)  # a second press of the same button
SOON = timedelta(days=14)  # a task that is due in this time is on its owner's first page


class NotedQuerySet(models.QuerySet):
    def for_guide(self, key):
        """What was noted for one guide. What belongs to none lies with the overview, so that it is found."""
        return self.filter(guide__in=(key, "") if key == OVERVIEW else (key,))


class Noted(models.Model):
    """Words that somebody on the team noted for one guide. `guide` is a key of `leadership.guides`, or "" for none."""

    TOPIC = "conditions"

    team = models.ForeignKey(Team, models.CASCADE, related_name="%(class)ss")
    guide = models.CharField(max_length=16, blank=True)
    words = models.CharField(_("in one sentence"), max_length=400)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="%(class)ss_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)

    objects = NotedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("noted_at", "id")

    def __str__(self):
        return self.words

    @classmethod
    @transaction.atomic
    def note(cls, team, by, **said):
        """Write it down. The same words pressed twice are one note."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        twin = cls.twins(team, by, **said).first()
        if twin:
            return twin
        made = cls.objects.create(team=team, noted_by=by, **said)
        tell(team.pk, cls.TOPIC)
        return made

    @classmethod
    def twins(cls, team, by, **said):
        """What would be the same note a second time: all of it alike, from the same hand, a moment ago."""
        return cls.objects.filter(team=team, noted_by=by, noted_at__gt=timezone.now() - MOMENT, **said)

    @transaction.atomic
    def mend(self, **said) -> bool:
        """Say it anew. False where somebody removed it meanwhile."""
        changed = type(self).objects.filter(pk=self.pk).update(**said)
        tell(self.team_id, self.TOPIC)
        return bool(changed)

    @transaction.atomic
    def remove(self) -> None:
        type(self).objects.filter(pk=self.pk).delete()
        PlanPrint.forget(self.team_id)
        tell(self.team_id, self.TOPIC)


class FromGap(models.Model):
    """Words that may have come out of a result: the round and the item ("<part key>.<item key>") they answer."""

    round = models.ForeignKey(
        AssessmentRound, models.SET_NULL, null=True, blank=True, editable=False, related_name="%(class)ss"
    )
    item = models.CharField(max_length=60, blank=True, editable=False)

    class Meta:
        abstract = True


class TaskQuerySet(NotedQuerySet):
    def open(self):
        return self.filter(done_at=None)

    def done(self):
        return self.filter(done_at__isnull=False)

    def due_soon(self):
        """Open ones whose day is near or has come."""
        return self.open().filter(due_on__lte=timezone.localdate() + SOON)


class Task(Noted, FromGap):
    """Something to do. `suggested` is the key of the guide's task it was taken from, or ""."""

    TOPIC = "tasks"

    stage = models.CharField(max_length=4, blank=True)
    suggested = models.CharField(max_length=60, blank=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="tasks", verbose_name=_("who")
    )
    due_on = models.DateField(_("by when"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="tasks_done"
    )

    objects = TaskQuerySet.as_manager()

    class Meta(Noted.Meta):
        verbose_name = _("task")
        ordering = ("due_on", "noted_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("team", "guide", "suggested"),
                condition=~models.Q(suggested=""),
                name="suggested_task_taken_over_once",
            ),
        )

    @classmethod
    @transaction.atomic
    def take(cls, team, by, guide, stage, suggested) -> tuple["Task", bool]:
        """A guide's suggestion becomes the team's task. The task, and False where somebody took it over before."""
        task, new = cls.objects.get_or_create(
            team=team,
            guide=guide.key,
            suggested=suggested.key,
            defaults={"stage": stage.key, "words": suggested.text, "noted_by": by},
        )
        if new:
            tell(team.pk, cls.TOPIC)
        return task, new

    def settle(self, done: bool, by) -> bool:
        """It is done, or not after all. Done twice keeps the first day and hand. False where it was removed."""
        if done and self.done_at:
            return True
        return self.mend(done_at=timezone.now() if done else None, done_by=by if done else None)

    @property
    def was_planned(self) -> bool:
        """Its day has passed; that is a fact, and no reproach."""
        return self.due_on is not None and self.due_on < timezone.localdate()


class BurningQuestionQuerySet(NotedQuerySet):
    def open(self):
        """Those that wait for an answer."""
        return self.filter(learned="")


class BurningQuestion(Noted):
    """What the team must learn from colleagues. It waits for a pilot that answers it."""

    slug = "burning-question"

    learned = models.TextField(_("what we learned"), max_length=2000, blank=True)
    learned_at = models.DateTimeField(null=True, editable=False)

    objects = BurningQuestionQuerySet.as_manager()

    class Meta(Noted.Meta):
        verbose_name = _("burning question")

    @classmethod
    def twins(cls, team, by, **said):
        """A question is kept once for a guide, whoever keeps it."""
        return cls.objects.filter(team=team, **said)

    def learn(self, learned) -> bool:
        """What the team found out, or "" where it is open again. False where the question was removed."""
        return self.mend(learned=learned, learned_at=timezone.now() if learned else None)


class PilotIdea(Noted, FromGap):
    """Something a small group could try. `because` is the gap or the reason behind it."""

    slug = "pilot-idea"

    because = models.CharField(_("because"), max_length=400, blank=True)

    class Meta(Noted.Meta):
        verbose_name = _("idea for a pilot")
