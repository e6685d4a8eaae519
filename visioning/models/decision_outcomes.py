"""How a decision is made and what becomes of it: written by a person, looked at again on its day, replaced by a new one.

How it came about is counted once, when it is written, and kept with it. Knows nothing of who has which role.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import Role
from visioning import decision_rules

from .decision_stages import DecisionStage, MovedOn

COPIED = ("question", "background", "guide", "rule", "decider", "openness", "audience", "without_agreement")


class OtherWay(Exception):
    """Meanwhile somebody wrote a new proposal, said something or took it back: it comes about another way than was seen."""


class Reviewed(Exception):
    """Somebody looked back for this day already. `review` is what they wrote, or None where the day was moved."""

    def __init__(self, review=None):
        super().__init__()
        self.review = review


class DecidedQuerySet(models.QuerySet):
    def in_force(self):
        """Decided, and neither ended nor replaced."""
        replaced = self.model.objects.filter(supersedes=OuterRef("pk"), stage=DecisionStage.DECIDED)
        return self.filter(stage=DecisionStage.DECIDED, ended_on=None).exclude(Exists(replaced))

    def to_look_at(self, today=None):
        """Those whose day has come and that nobody has looked at again."""
        looked = DecisionReview.objects.filter(decision=OuterRef("pk"), due_on=OuterRef("review_on"))
        return self.in_force().filter(review_on__lte=today or timezone.localdate()).exclude(Exists(looked))


class Deciding(models.Model):
    """The part of a decision's life from the proposal on."""

    counted = models.JSONField(default=dict, blank=True, editable=False)  # how it came about: `decision_rules.Count`
    ended_on = models.DateField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def proposal(self):
        """The edition that counts, or None."""
        return self.proposals.order_by("-number").first()

    def count(self) -> decision_rules.Count:
        """Where everybody stands on the edition that counts. For verbs and for what is turned over: it knows all."""
        proposal = self.proposal
        here = self.team.memberships.exclude(role=Role.OBSERVER)
        stances = list(proposal.counting(here).values_list("step", "in_person")) if proposal else []
        objections = list(self.objections.values_list("state", flat=True)) if proposal else []
        return decision_rules.Count(
            rule=self.rule,
            people=here.count(),
            said=len(stances),
            steps=decision_rules.tally(step for step, _asked in stances),
            objections=decision_rules.tally(objections),
            in_person=sum(asked for _step, asked in stances),
            proposal=proposal.number if proposal else 0,
            shown=bool(proposal and proposal.shown_at),
            inputs=self.inputs.count(),
            advisory=self.advisory,
            said_on=timezone.localdate(self.opened_at) if self.opened_at else None,
        )

    @transaction.atomic
    def decide(self, by, way, seen, **said) -> None:
        """Write down what was decided. `way` and `seen` (the proposal's edition) are how it came about, as the page said.

        Raises OtherWay where that is no longer so, MovedOn where it is decided or dropped by now, and Gone.
        """
        held = self.held()
        if held.stage != DecisionStage.OPEN:
            raise MovedOn
        count = held.count()
        if way is None or way != count.way or seen != count.proposal:
            raise OtherWay
        now = timezone.now()
        self._write(stage=DecisionStage.DECIDED, decided_by=by, outcome_at=now, counted=count.as_json(), **said)

    @transaction.atomic
    def look_back(self, by, due_on, found, verdict, review_on=None):
        """What came of it and what follows. A new draft where it is decided anew. Raises Reviewed, MovedOn and Gone."""
        held = self.held()
        review = DecisionReview.objects.filter(decision=held, due_on=due_on).first()
        if review is not None or due_on != held.review_on:
            raise Reviewed(review)
        if not type(self).objects.in_force().filter(pk=self.pk).exists():
            raise MovedOn
        held.reviews.create(due_on=due_on, found=found, verdict=verdict, noted_by=by)
        verdicts = DecisionReview.Verdict
        follows = {verdicts.KEEP: {"review_on": review_on}, verdicts.END: {"ended_on": timezone.localdate()}}
        self._write(**follows.get(verdict, {}))
        return held.decide_anew(by) if verdict == verdicts.CHANGE else None

    @transaction.atomic
    def decide_anew(self, by):
        """A draft that is to replace it; the one that is there already, where there is. Raises MovedOn and Gone."""
        held = self.held()
        if held.stage != DecisionStage.DECIDED:
            raise MovedOn
        successors = held.superseded_by.exclude(stage=DecisionStage.DROPPED)
        copied = {name: getattr(held, name) for name in COPIED}
        return successors.first() or type(self).prepare(held.team, by, supersedes=held, **copied)

    def comes_back(self) -> None:
        """What was to replace it is not made after all. Where it was looked at for that, it is looked at again: from tomorrow on.

        For verbs that hold the team's row.
        """
        looked = self.reviews.filter(due_on=self.review_on, verdict=DecisionReview.Verdict.CHANGE)
        if self.ended_on or not looked.exists() or self.superseded_by.exclude(stage=DecisionStage.DROPPED).exists():
            return
        day = timezone.localdate() + timedelta(days=1)
        taken = set(self.reviews.values_list("due_on", flat=True))
        while day in taken:
            day += timedelta(days=1)
        self._write(review_on=day)

    @property
    def came_about(self) -> decision_rules.Count | None:
        """How it came about, as it was counted then; None where that was not kept."""
        return decision_rules.Count.from_json(self.counted) if self.counted else None


class DecisionReview(models.Model):
    """One look back: what came of it beside what was expected, and what follows."""

    class Verdict(models.TextChoices):
        KEEP = "keep", _("It stays")
        CHANGE = "change", _("It is decided anew")
        END = "end", _("It ends")

    decision = models.ForeignKey("visioning.Decision", models.CASCADE, related_name="reviews")
    due_on = models.DateField()  # which promised day this answers
    found = models.TextField(_("what came of it"), max_length=2000)
    verdict = models.CharField(_("what follows"), max_length=6, choices=Verdict.choices)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="decision_reviews"
    )
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("review of a decision")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("decision", "due_on"), name="one_review_a_promised_day"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
