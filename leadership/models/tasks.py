"""What a team takes on: tasks with an owner and a date, questions it must learn to answer, ideas for pilots."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .assessments import AssessmentRound
from .teams import Team


class Noted(models.Model):
    """Words that somebody on the team noted for one guide. `guide` is a key of `leadership.guides`, or "" for none."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="%(class)ss")
    guide = models.CharField(max_length=16, blank=True)
    words = models.CharField(_("in one sentence"), max_length=400)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="%(class)ss_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ("noted_at", "id")

    def __str__(self):
        return self.words


class FromGap(models.Model):
    """Words that may have come out of a result: the round and the item ("<part key>.<item key>") they answer."""

    round = models.ForeignKey(
        AssessmentRound, models.SET_NULL, null=True, blank=True, editable=False, related_name="%(class)ss"
    )
    item = models.CharField(max_length=60, blank=True, editable=False)

    class Meta:
        abstract = True


class Task(Noted, FromGap):
    """Something to do. `suggested` is the key of the guide's task it was taken from, or ""."""

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


class BurningQuestion(Noted):
    """What the team must learn from colleagues. It waits for a pilot that answers it."""

    learned = models.TextField(_("what we learned"), max_length=2000, blank=True)
    learned_at = models.DateTimeField(null=True, editable=False)

    class Meta(Noted.Meta):
        verbose_name = _("burning question")


class PilotIdea(Noted, FromGap):
    """Something a small group could try. `because` is the gap or the reason behind it."""

    because = models.CharField(_("because"), max_length=400, blank=True)

    class Meta(Noted.Meta):
        verbose_name = _("idea for a pilot")
