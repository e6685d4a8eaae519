"""Pilots: small tests of change that people join of their own will. From a problem of practice, a question or an arrow."""

import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from leadership.models import Audience, PlanPrint, Team
from leadership.models.tasks import MOMENT, BurningQuestion, PilotIdea
from leadership.news import tell
from visioning.models import CutOff, Gone, ProblemOfPractice, Stale
from visioning.models.goals import must_stand

from .closing import Closes
from .inviting import Inviting, NotReady
from .rows import TOPIC, Closed

LONGEST = 2000


class Stage(models.TextChoices):
    """Where a pilot is. Follows from its days, never stored."""

    PLANNED = "planned", _("Being planned")
    INVITING = "inviting", _("Inviting")
    RUNNING = "running", _("Under way")
    CLOSED = "closed", _("Closed")


class DataRule(models.TextChoices):
    """What becomes of what a participant noted once they leave. Said in the invitation, and fixed from then on."""

    UNNAMED = "unnamed", _("It stays, without their name")
    DELETED = "deleted", _("It is deleted")


class PilotDecision(models.TextChoices):
    """What the team does after a pilot."""

    STAY = "stay", _("Stay with this and test again")
    MOVE_ON = "move_on", _("Move on to something else")
    SPREAD = "spread", _("Spread it, step by step")
    STOP = "stop", _("Stop it")


def held_rows(model, rows) -> list:
    """Those of these rows that are still there; none of them goes before this transaction ends."""
    return list(model.objects.select_for_update(no_key=True).filter(pk__in=[row.pk for row in rows]).order_by("pk"))


def print_of(row) -> str:
    """Which of the team's notes another one was taken over from."""
    return f"{row.slug}-{row.pk}"


class PilotQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def closed(self):
        return self.filter(closed_at__isnull=False)

    def invited(self):
        """Those whose invitation was opened, whether or not it still is."""
        return self.filter(invited_at__isnull=False)

    def inviting(self):
        """Those that may be joined."""
        return self.open().invited()


class Pilot(Closes, Inviting):
    """One pilot. What it tests is in its rows of `TestedArrow`; where it stands on none, `skipped` says why."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="pilots")
    number = models.PositiveIntegerField(editable=False)  # within the team, for its address
    title = models.CharField(_("name"), max_length=120)
    guide = models.CharField(max_length=16, blank=True)  # the condition it serves, a key of `leadership.guides`, or ""
    problem = models.ForeignKey(ProblemOfPractice, models.SET_NULL, null=True, blank=True, related_name="pilots")
    idea = models.ForeignKey(PilotIdea, models.SET_NULL, null=True, blank=True, related_name="pilots")
    skipped = models.CharField(_("why without a problem, a question or an arrow"), max_length=300, blank=True)

    # The aim: by when, who, what, measured how. `pinned` is how it was said when the invitation opened.
    ends_on = models.DateField(_("by when"))
    who = models.CharField(_("who"), max_length=200)
    what = models.CharField(_("what will be different"), max_length=300)
    measured_how = models.CharField(_("measured how"), max_length=300)
    pinned = models.CharField(max_length=1000, blank=True, editable=False)

    first_step = models.CharField(_("what we do first"), max_length=300, blank=True)
    starts_on = models.DateField(_("from when"), null=True, blank=True)
    led_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="pilots_led"
    )
    benefits_educators = models.CharField(_("what educators gain"), max_length=400, blank=True)
    benefits_students = models.CharField(_("what students gain"), max_length=400, blank=True)
    benefits_others = models.CharField(_("who else gains, and what"), max_length=400, blank=True)
    allowance = models.CharField(_("what may go wrong without anybody being blamed"), max_length=400, blank=True)
    midpoint_on = models.DateField(_("when we ask those affected"), null=True, blank=True)
    midpoint_words = models.TextField(_("what they said, and what we change"), max_length=LONGEST, blank=True)

    # The invitation. What joining means, who is invited and the rule for data are fixed once it was opened.
    audience = models.CharField(_("who is invited"), max_length=8, choices=Audience.choices, default=Audience.TEAM)
    joining_means = models.TextField(_("what joining means"), max_length=LONGEST, blank=True)
    recorded = models.TextField(_("what is written down, and who sees it"), max_length=LONGEST, blank=True)
    data_rule = models.CharField(_("when somebody leaves"), max_length=8, choices=DataRule.choices, blank=True)
    challenge = models.CharField(_("the challenge the group chose"), max_length=400, blank=True, editable=False)

    invited_at = models.DateTimeField(null=True, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="pilots_closed"
    )
    results = models.TextField(_("what came of it, beside the aim"), max_length=LONGEST, blank=True)
    decision = models.CharField(_("what we do now"), max_length=8, choices=PilotDecision.choices, blank=True)
    decision_why = models.TextField(_("why"), max_length=LONGEST, blank=True)

    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="pilots_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    objects = PilotQuerySet.as_manager()

    class Meta:
        verbose_name = _("pilot")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("team", "number"), name="pilot_number_unique"),
            models.CheckConstraint(
                condition=Q(invited_at=None) | (~Q(data_rule="") & ~Q(pinned="")), name="pilot_invites_with_a_rule"
            ),
            models.CheckConstraint(
                condition=Q(started_at=None) | Q(invited_at__isnull=False), name="pilot_starts_after_inviting"
            ),
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(decision=""), name="pilot_closes_with_a_decision"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on__gte=F("starts_on")), name="pilot_ends_after_it_starts"
            ),
        )

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("pilot", args=(self.team.slug, self.number))

    @property
    def stage(self) -> Stage:
        if self.closed_at:
            return Stage.CLOSED
        if self.started_at:
            return Stage.RUNNING
        return Stage.INVITING if self.invited_at else Stage.PLANNED

    @property
    def aim(self) -> str:
        """By when, who, what, measured how: in one sentence."""
        said = {"day": date_format(self.ends_on, "DATE_FORMAT"), "who": self.who, "what": self.what}
        return _now("By %(day)s, %(who)s: %(what)s. We will know by: %(how)s.") % {
            **said,
            "what": self.what.rstrip("."),
            "how": self.measured_how.rstrip("."),
        }

    @property
    def set_out_for(self) -> str:
        """The goal as it was said at first: pinned on every page."""
        return self.pinned or self.aim

    def held(self):
        """This row, held still, the team's first. Raises Gone."""
        Team.objects.select_for_update(no_key=True).get(pk=self.team_id)
        found = Pilot.objects.select_for_update(no_key=True, of=("self",)).filter(pk=self.pk).first()
        if found is None:
            raise Gone
        return found

    def open_held(self):
        """As `held`; raises Closed where nothing may change any more."""
        found = self.held()
        if found.closed_at:
            raise Closed
        return found

    @classmethod
    @transaction.atomic
    def start(cls, team, by, arrows=(), questions=(), **said) -> "Pilot":
        """Begin to plan one. The same words pressed twice are one. Raises CutOff where what it begins with was removed."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        must_stand(said.get("problem"))
        if said.get("idea") and not held_rows(PilotIdea, [said["idea"]]):
            raise CutOff
        questions = held_rows(BurningQuestion, questions)
        here = cls.objects.filter(team=team)
        twin = here.filter(noted_by=by, noted_at__gt=timezone.now() - MOMENT, **said).first()
        if twin:
            return twin
        last = here.aggregate(last=models.Max("number"))["last"] or 0
        # A number comes back once the last one is removed; no form that was open may save on top of what has it now.
        edition = secrets.randbelow(2**30)
        made = cls.objects.create(team=team, number=last + 1, noted_by=by, led_by=by, edition=edition, **said)
        for arrow in arrows:
            made.tested_arrows.create(arrow=arrow, added_by=by)
        for question in questions:
            made.notes.create(
                kind="question",
                words=question.words,
                burning_question=question,
                noted_by=by,
                taken_from=print_of(question),
            )
        tell(team.pk, TOPIC)
        return made

    @transaction.atomic
    def mend(self, edition, later_because="", **said) -> None:
        """Say it anew. Raises Stale (with the row as it is), Gone, Closed, and NotReady where a later end needs its reason.

        Whoever joined did so until a day. It may come later, never in silence.
        """
        held = self.open_held()
        if all(getattr(held, name) == value for name, value in said.items()):
            return
        if held.edition != edition:
            raise Stale(held)
        if held.invited_at and said.get("ends_on", held.ends_on) > held.ends_on:
            if not later_because:
                raise NotReady(("later_because",))
            held.later_ends.create(was_on=held.ends_on, ends_on=said["ends_on"], because=later_because)
        Pilot.objects.filter(pk=self.pk).update(**said, edition=F("edition") + 1)
        tell(self.team_id, TOPIC)

    @transaction.atomic
    def remove(self, edition) -> None:
        """For good, while it is only planned. Raises Stale, Gone, and Closed once anybody was invited: then it is closed instead."""
        held = self.held()
        if held.edition != edition:
            raise Stale(held)
        if held.invited_at:
            raise Closed
        Pilot.objects.filter(pk=self.pk).delete()
        PlanPrint.forget(self.team_id)
        tell(self.team_id, TOPIC)
