"""Where each person stands on one edition of a proposal: unseen until all are turned over, with names from then on."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leadership.models import Membership, Role
from leadership.news import tell
from visioning.decision_ladders import ladder

from .decision_stages import DecisionStage, MovedOn
from .decisions import TOPIC, Decision
from .personal_visions import Stale
from .proposals import Proposal


class SaidThemselves(Exception):
    """Whoever was asked in person speaks for themselves already."""


class TurnedOver(Exception):
    """All were turned over a moment ago: this edition takes no more."""


class TakesNoPart(Exception):
    """Whoever this is about does not take part any more."""


class Stance(models.Model):
    """Where one person stands. `step` is on the rule's own ladder (see `decision_rules`); a trigger keeps it once turned over."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="stances")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="stances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="stances")
    step = models.PositiveSmallIntegerField()
    reason = models.CharField(_("why"), max_length=400, blank=True)
    in_person = models.BooleanField(default=False, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="stances_recorded"
    )
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("stance")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("proposal", "person"), name="one_stance_each"),
            models.CheckConstraint(condition=models.Q(step__lte=8), name="stance_on_its_ladder"),
        )

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    @transaction.atomic
    def say(cls, decision, person, seen, step, reason="", *, recorded_by=None) -> "Stance":
        """Say it, or say it anew, about the edition that was `seen`. `recorded_by` wrote down what `person` said to them.

        Raises Stale with a newer edition, TurnedOver, SaidThemselves, TakesNoPart, MovedOn and Gone.
        """
        held = decision.held()
        proposal = held.proposal
        if held.stage != DecisionStage.OPEN or step not in ladder(held.rule) or proposal is None:
            raise MovedOn
        if proposal.number != seen:
            raise Stale(proposal)
        if proposal.is_shown:
            raise TurnedOver
        if not Membership.objects.filter(team=held.team_id, person=person).exclude(role=Role.OBSERVER).exists():
            raise TakesNoPart
        before = proposal.stances.filter(person=person).first()
        if recorded_by and before and not before.in_person:
            raise SaidThemselves
        said = {"step": step, "reason": reason, "in_person": recorded_by is not None, "recorded_by": recorded_by}
        made, _new = cls.objects.update_or_create(
            decision=held, proposal=proposal, person=person, defaults={**said, "decision": held}
        )
        if not ladder(held.rule)[step].objects:
            # Nobody has seen it: whoever stands elsewhere now has not objected.
            held.objections.unseen().filter(person=person, proposal=proposal).delete()
        tell(held.team_id, TOPIC)
        return made
