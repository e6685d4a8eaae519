"""Decisions: a question, who decides and by which rule, fixed before anybody discusses it; what came of it; when it comes back.

Knows its own facts; proposals, stances, objections and input are rows of their own beside it.
"""

import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import Audience, PlanPrint, Role, Team
from leadership.models.tasks import MOMENT
from leadership.news import tell

from .decision_outcomes import DecidedQuerySet, Deciding
from .decision_stages import DecisionStage, MovedOn, Rule
from .drafting import Openness
from .personal_visions import Stale
from .phrases import Gone

TOPIC = "decisions"
# What nobody changes once it is open; a trigger in the database keeps it, too.
RIGHTS = ("question", "rule", "decider", "openness", "audience", "without_agreement")


class NotReady(Exception):
    """It cannot be opened yet. `lacks`: pairs of a field and what is to be done about it."""

    def __init__(self, lacks):
        super().__init__()
        self.lacks = lacks


class DecisionQuerySet(DecidedQuerySet):
    def for_staff(self):
        """What the staff of the school may read: what is open to them. A draft is the team's own."""
        return self.filter(audience=Audience.STAFF).exclude(stage=DecisionStage.DRAFT)


class Decision(Deciding):
    """One question and what was decided. The rights (`rule`, who decides, `openness`, `audience`) are fixed by `opened_at`."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField(editable=False)  # within the team
    question = models.CharField(_("the question"), max_length=300)
    background = models.TextField(_("what one should know"), max_length=4000, blank=True)
    guide = models.CharField(_("which condition it is about"), max_length=16, blank=True)
    # Decision rights, fixed when it opens.
    rule = models.CharField(_("by which rule"), max_length=16, choices=Rule.choices, default=Rule.CONSENT)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions_to_make",
        verbose_name=_("who decides, where it is one person"),
    )
    decider_name = models.CharField(max_length=120, blank=True, editable=False)  # as it was said then
    openness = models.CharField(_("how open it is"), max_length=10, choices=Openness.choices, default=Openness.CONSULT)
    audience = models.CharField(_("who may give input"), max_length=5, choices=Audience.choices, default=Audience.STAFF)
    without_agreement = models.CharField(_("what happens without agreement"), max_length=300, blank=True)
    input_until = models.DateField(_("input until"), null=True, blank=True)
    decide_by = models.DateField(_("decided by"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="decisions_opened"
    )
    advisory = models.BooleanField(default=False, editable=False)  # of a public body: what is said online binds nobody
    # What came of it, in the words of a person.
    stage = models.CharField(max_length=8, choices=DecisionStage.choices, default=DecisionStage.DRAFT, editable=False)
    outcome = models.TextField(_("what was decided"), max_length=2000, blank=True)
    decided_on = models.DateField(_("when"), null=True, blank=True)
    meeting = models.CharField(_("at which public meeting"), max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="decisions_written"
    )
    dropped_because = models.CharField(_("why it is not decided after all"), max_length=400, blank=True)
    dropped_at = models.DateTimeField(null=True, editable=False)
    outcome_at = models.DateTimeField(null=True, editable=False)  # when it was written down
    explained_at = models.DateTimeField(null=True, editable=False)
    explanation = models.TextField(_("what we heard and did not take up, and why"), max_length=4000, blank=True)
    effective_on = models.DateField(_("from when"), null=True, blank=True)
    prediction = models.CharField(_("what we expect to see"), max_length=400, blank=True)
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    supersedes = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="superseded_by"
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="decisions_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("team", "number"), name="decision_number_unique"),
            models.CheckConstraint(
                condition=models.Q(stage="draft") | models.Q(stage="dropped") | models.Q(opened_at__isnull=False),
                name="decision_opened_before_it_goes_on",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="decided")
                | (~models.Q(outcome="") & models.Q(decided_on__isnull=False) & models.Q(review_on__isnull=False)),
                name="decided_says_what_and_comes_back",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="decided") | models.Q(advisory=False) | ~models.Q(meeting=""),
                name="public_body_decides_in_its_meeting",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="dropped") | ~models.Q(dropped_because=""), name="dropped_says_why"
            ),
        )

    def __str__(self):
        return self.question

    def get_absolute_url(self):
        return reverse("decision", args=(self.team.slug, self.number))

    @property
    def takes_input(self) -> bool:
        """The last day counts whole, by the site's day."""
        if self.stage != DecisionStage.OPEN:
            return False
        return self.input_until is None or timezone.localdate() <= self.input_until

    @classmethod
    @transaction.atomic
    def prepare(cls, team, by, **said) -> "Decision":
        """A draft, the team's own until it opens. The same pressed twice is one."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        here = cls.objects.filter(team=team)
        twin = here.filter(noted_by=by, noted_at__gt=timezone.now() - MOMENT, stage=DecisionStage.DRAFT, **said).first()
        if twin:
            return twin
        last = here.aggregate(last=models.Max("number"))["last"] or 0
        # A number comes back once the last draft is removed: no form that was open then saves on top of what has it now.
        edition = secrets.randbelow(2**30)
        made = cls.objects.create(team=team, number=last + 1, noted_by=by, edition=edition, **said)
        tell(team.pk, TOPIC)
        return made

    @transaction.atomic
    def mend(self, edition, **said) -> None:
        """Say it anew. Raises Stale (with the row as it is), Gone, and MovedOn where it is fixed by now."""
        held = self.held()
        changed = [name for name, value in said.items() if getattr(held, name) != value]
        if not changed:
            return
        fixed = held.stage != DecisionStage.DRAFT and set(changed) & set(RIGHTS)
        if fixed or held.stage not in {DecisionStage.DRAFT, DecisionStage.OPEN}:
            raise MovedOn
        if held.edition != edition:
            raise Stale(held)
        self._write(**said)

    def lacks(self) -> list:
        """What is to be said before it can be opened, as pairs of a field and a sentence. Nobody is asked under unsaid rules."""
        found, today = [], timezone.localdate()
        if self.rule == Rule.LEADER:
            takers = self.team.memberships.exclude(role=Role.OBSERVER)
            if not takers.filter(person=self.decider_id).exists():
                found.append(("decider", _("Say who decides: one person of your team who takes part.")))
        elif not self.without_agreement:
            found.append(("without_agreement", _("Say what happens without agreement.")))
        if not self.input_until:
            found.append(("input_until", _("Say until when people may give input.")))
        elif self.input_until < today:
            found.append(("input_until", _("The last day for input is over. Choose a later one.")))
        if not self.decide_by:
            found.append(("decide_by", _("Say by when it is decided.")))
        elif self.input_until and self.decide_by < self.input_until:
            found.append(("decide_by", _("It would be decided before the last day for input. Choose a later day.")))
        return found

    @transaction.atomic
    def open(self, by) -> bool:
        """From now on its rights are fixed. False where somebody was quicker. Raises NotReady and Gone."""
        held = self.held()
        if held.stage != DecisionStage.DRAFT:
            return False
        held.team = Team.objects.get(pk=held.team_id)
        if lacks := held.lacks():
            raise NotReady(lacks)
        alone = held.decider if held.rule == Rule.LEADER else None
        self._write(
            stage=DecisionStage.OPEN,
            opened_at=timezone.now(),
            opened_by=by,
            advisory=held.team.public_body,
            decider=alone,
            decider_name=str(alone) if alone else "",
        )
        return True

    @transaction.atomic
    def remove(self, edition) -> None:
        """A draft, for good. Raises Stale, Gone, and MovedOn where it is open by now: it can be dropped then."""
        held = self.held()
        if held.stage != DecisionStage.DRAFT:
            raise MovedOn
        if held.edition != edition:
            raise Stale(held)
        held.delete()
        if held.supersedes:
            held.supersedes.comes_back()
        PlanPrint.forget(self.team_id)
        tell(self.team_id, TOPIC)

    @transaction.atomic
    def drop(self, because) -> bool:
        """Not decided after all; it stays in the log with the reason. False where it is not open by now."""
        held = self.held()
        if held.stage != DecisionStage.OPEN:
            return False
        self._write(stage=DecisionStage.DROPPED, dropped_because=because, dropped_at=timezone.now())
        if held.supersedes:
            held.supersedes.comes_back()
        return True

    @transaction.atomic
    def explain(self, edition, explanation, answers) -> None:
        """Tell what was heard and not taken up. `answers`: {input's key: (taken, because)}. Raises Stale and MovedOn."""
        held = self.held()
        if held.stage not in {DecisionStage.DECIDED, DecisionStage.DROPPED}:
            raise MovedOn
        if held.edition != edition:
            raise Stale(held)
        for pk, (taken, because) in answers.items():
            held.inputs.filter(pk=pk).update(taken=taken, because=because)
        self._write(explanation=explanation, explained_at=timezone.now())
        PlanPrint.forget(self.team_id)

    def held(self) -> "Decision":
        """This row as it is now, held still with its team's; or Gone."""
        Team.objects.select_for_update(no_key=True).get(pk=self.team_id)
        found = Decision.objects.select_for_update(no_key=True, of=("self",)).filter(pk=self.pk).first()
        if found is None:
            raise Gone
        return found

    def _write(self, **said) -> None:
        """For whoever holds the row: these words, a new edition, and news of it."""
        Decision.objects.filter(pk=self.pk).update(**said, edition=F("edition") + 1)
        self.refresh_from_db(fields=(*said, "edition"))
        tell(self.team_id, TOPIC)
