"""Cycles of plan, do, study, act, each built on the one before; what was predicted, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .pilots import LONGEST, Pilot
from .rows import PilotRow


class ScopeUnit(models.TextChoices):
    """What a test is counted in. Small is few of these."""

    CLASSES = "classes", _("classes")
    TEACHERS = "teachers", _("teachers")
    STUDENTS = "students", _("students")
    MEETINGS = "meetings", _("meetings")
    DAYS = "days", _("days")


class Act(models.TextChoices):
    """What follows from a cycle (after Langley et al. 2009)."""

    ADOPT = "adopt", _("Adopt: keep it as it is")
    ADAPT = "adapt", _("Adapt: change it and test again")
    ABANDON = "abandon", _("Abandon: let it go")
    SCALE = "scale", _("Scale: try it with more")


class Cycle(PilotRow):
    """One cycle. One is open at a time; closing needs a word beside each prediction."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="cycles")
    number = models.PositiveIntegerField(editable=False)
    builds_on = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="followed_by", verbose_name=_("builds on")
    )
    change_idea = models.CharField(_("what we try"), max_length=400)
    questions = models.TextField(_("what we want to find out"), max_length=LONGEST, blank=True)
    scope_count = models.PositiveIntegerField(_("with how many"), null=True, blank=True)
    scope_unit = models.CharField(_("of what"), max_length=10, choices=ScopeUnit.choices, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    happened = models.TextField(_("what happened"), max_length=LONGEST, blank=True)
    surprises = models.TextField(_("what surprised us"), max_length=LONGEST, blank=True)
    learned = models.TextField(_("what we learned"), max_length=LONGEST, blank=True)
    act = models.CharField(_("what follows"), max_length=8, choices=Act.choices, blank=True)
    act_why = models.TextField(_("why"), max_length=LONGEST, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("cycle")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("pilot", "number"), name="cycle_number_unique"),
            models.UniqueConstraint(fields=("pilot",), condition=Q(closed_at=None), name="one_open_cycle"),
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(act=""), name="cycle_closes_with_an_act"),
        )

    def __str__(self):
        return self.change_idea

    def get_absolute_url(self):
        return reverse("cycle", args=(self.pilot.team.slug, self.pilot.number, self.number))


class Held(models.TextChoices):
    """A prediction beside its result."""

    YES = "yes", _("It came true")
    PARTLY = "partly", _("It came true in part")
    NO = "no", _("It did not come true")
    UNCLEAR = "unclear", _("We cannot tell")


class Prediction(models.Model):
    """If we do this, that will happen; at the end of the cycle what did. Nobody's name is kept: it is the group's."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="predictions")
    if_words = models.CharField(_("if"), max_length=300)
    then_words = models.CharField(_("then"), max_length=300)
    measure = models.ForeignKey(
        "pilots.Measure",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="predictions",
        verbose_name=_("seen in which measure"),
    )
    result = models.CharField(_("what happened"), max_length=400, blank=True)
    held = models.CharField(_("did it come true?"), max_length=8, choices=Held.choices, blank=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("prediction")
        ordering = ("id",)

    def __str__(self):
        return self.then_words


class CycleTask(models.Model):
    """Who does what, when and where, in one cycle. Whoever takes part can take it on themselves."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="tasks")
    words = models.CharField(_("what"), max_length=300)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="cycle_tasks"
    )
    on = models.DateField(_("when"), null=True, blank=True)
    where = models.CharField(_("where"), max_length=120, blank=True)
    done_at = models.DateTimeField(null=True, editable=False)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("task of a cycle")
        ordering = ("on", "id")

    def __str__(self):
        return self.words
