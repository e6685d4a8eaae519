"""Cycles of plan, do, study, act, each built on the one before. Predictions and tasks stand in modules of their own."""

import secrets
import zlib

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from leadership.models import PlanPrint
from leadership.models.tasks import MOMENT
from leadership.news import tell
from visioning.models import Gone, Stale

from .inviting import NotReady
from .pilots import LONGEST, Pilot
from .rows import TOPIC, Closed, PilotRow

PLAN = ("builds_on", "change_idea", "questions", "scope_count", "scope_unit", "starts_on", "ends_on")
# Once the cycle has begun. How long it takes and with how many may turn out otherwise.
FIXED = ("builds_on", "change_idea", "questions")


class CycleClosed(Closed):
    """The cycle is closed: what was found is carried on by the next one."""


class UnderWay(Exception):
    """The cycle has begun: what was planned and predicted stays as it was."""


class OneIsOpen(Exception):
    """Another cycle is not closed yet."""

    def __init__(self, cycle):
        super().__init__()
        self.cycle = cycle


class CycleStep(models.TextChoices):
    """Where a cycle stands. Follows from what is said, never stored."""

    PLAN = "plan", _("Plan")
    DO = "do", _("Do")
    STUDY = "study", _("Study")
    ACT = "act", _("Act")
    CLOSED = "closed", _("Closed")


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
    started_at = models.DateTimeField(null=True, editable=False)  # "We begin": from then on predictions are fixed
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("cycle")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("pilot", "number"), name="cycle_number_unique"),
            models.UniqueConstraint(fields=("pilot",), condition=Q(closed_at=None), name="one_open_cycle"),
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(act=""), name="cycle_closes_with_an_act"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="cycle_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(scope_count=None, scope_unit="") | (Q(scope_count__gte=1) & ~Q(scope_unit="")),
                name="cycle_scope_is_a_pair",
            ),
        )

    def __str__(self):
        return self.change_idea

    def get_absolute_url(self):
        return reverse("cycle", args=(self.pilot.team.slug, self.pilot.number, self.number))

    def held(self):
        """As of any row of a pilot; raises CycleClosed, too."""
        held = super().held()
        if held.closed_at:
            raise CycleClosed
        return held

    def edition_of(self, names) -> int:
        """Tells whether these words are still those that were read: whoever writes in another step is not in the way."""
        said = (getattr(self, self._meta.get_field(name).attname) for name in names)
        return zlib.crc32(repr(tuple(str(value) for value in said)).encode()) & 0x7FFFFFFF

    @classmethod
    @transaction.atomic
    def plan(cls, pilot, by, **said) -> "Cycle":
        """Plan the next one. The same words pressed twice are one. Raises OneIsOpen, Gone and Closed."""
        pilot.open_held()
        here = cls.objects.filter(pilot=pilot)
        twin = here.filter(noted_by=by, noted_at__gt=timezone.now() - MOMENT, **said).first()
        if twin:
            return twin
        still_open = here.filter(closed_at=None).first()
        if still_open:
            raise OneIsOpen(still_open)
        last = here.aggregate(last=Max("number"))["last"] or 0
        # A number comes back once the last one is removed; no form that was open may save on top of what has it now.
        made = cls.objects.create(pilot=pilot, number=last + 1, noted_by=by, edition=secrets.randbelow(2**30), **said)
        tell(pilot.team_id, TOPIC)
        return made

    @transaction.atomic
    def mend(self, edition, **said) -> None:
        """Say it anew. Raises Stale where another said the same anew, UnderWay, Gone and Closed."""
        held = self.held()
        if all(getattr(held, name) == value for name, value in said.items()):
            return
        if held.edition_of(said) != edition:
            raise Stale(held)
        if held.started_at and any(getattr(held, name) != said[name] for name in FIXED if name in said):
            raise UnderWay
        Cycle.objects.filter(pk=self.pk).update(**said, edition=F("edition") + 1)
        tell(self.pilot.team_id, TOPIC)

    @transaction.atomic
    def begin(self) -> bool:
        """“We begin.” False where it has begun. Raises NotReady, Gone and Closed."""
        held = self.held()
        if held.started_at:
            return False
        pilot = Pilot.objects.get(pk=self.pilot_id)
        missing = [
            *(["pilot"] if not pilot.started_at else []),  # nothing is tried with people who were not asked yet
            *(["predictions"] if not held.predictions.exists() else []),
        ]
        if missing:
            raise NotReady(missing)
        now = timezone.now()
        said = {"started_at": now}
        today = timezone.localdate(now)
        if held.starts_on is None and (held.ends_on is None or held.ends_on >= today):
            said["starts_on"] = today
        Cycle.objects.filter(pk=self.pk).update(**said, edition=F("edition") + 1)
        tell(self.pilot.team_id, TOPIC)
        return True

    @transaction.atomic
    def remove(self, edition) -> None:
        """For good, while it is only planned. Raises Stale, UnderWay, Gone and Closed."""
        held = self.held()
        if held.started_at:
            raise UnderWay
        if held.edition != edition:
            raise Stale(held)
        Cycle.objects.filter(pk=self.pk).delete()
        PlanPrint.forget(self.pilot.team_id)
        tell(self.pilot.team_id, TOPIC)

    @property
    def missing(self) -> list[str]:
        """What is not said yet and must be before the cycle can be closed: names of steps."""
        predictions = list(self.predictions.all())
        return [
            *(["begin"] if not self.started_at else []),
            *(["happened"] if not self.happened else []),
            *(["predictions"] if any(not one.held for one in predictions) else []),
        ]

    @property
    def step(self) -> CycleStep:
        if self.closed_at:
            return CycleStep.CLOSED
        missing = self.missing
        for lacks, step in (("begin", CycleStep.PLAN), ("happened", CycleStep.DO), ("predictions", CycleStep.STUDY)):
            if lacks in missing:
                return step
        return CycleStep.ACT

    @property
    def compared_words(self) -> str:
        """How many of its predictions have a result by now."""
        held = [one.held for one in self.predictions.all()]
        if not any(held):
            return _now("No prediction is compared yet.")
        return ngettext(
            "%(done)s of %(all)s prediction compared.", "%(done)s of %(all)s predictions compared.", len(held)
        ) % {"done": sum(map(bool, held)), "all": len(held)}

    @transaction.atomic
    def settle(self, edition, act, act_why) -> list[str]:
        """What follows, and why. Closes the cycle where nothing is missing; else it is kept and what is missing comes back."""
        self.mend(edition, act=act, act_why=act_why)
        held = self.held()
        missing = held.missing
        if not missing:
            Cycle.objects.filter(pk=self.pk).update(closed_at=timezone.now(), edition=F("edition") + 1)
            tell(self.pilot.team_id, TOPIC)
        return missing

    @transaction.atomic
    def open_again(self, by, why) -> "CycleReopening":
        """Set the last one right, with who and why. Raises OneIsOpen, Gone, and Closed where the pilot is."""
        self.pilot.open_held()
        held = Cycle.objects.select_for_update(no_key=True, of=("self",)).filter(pk=self.pk).first()
        if held is None:
            raise Gone
        after = Cycle.objects.filter(pilot=self.pilot_id, number__gt=held.number).first()
        if after or held.closed_at is None:
            raise OneIsOpen(after or held)
        Cycle.objects.filter(pk=self.pk).update(closed_at=None, edition=F("edition") + 1)
        tell(self.pilot.team_id, TOPIC)
        return CycleReopening.objects.create(cycle=held, by=by, why=why)


class CycleReopening(models.Model):
    """A closed cycle was opened again: who, when, and why. The trace stays on its page."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="reopenings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="cycles_reopened"
    )
    at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(_("why"), max_length=300)

    class Meta:
        verbose_name = _("reopening of a cycle")
        ordering = ("at", "id")

    def __str__(self):
        return self.why
