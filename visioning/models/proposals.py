"""The proposal of a decision in its editions. Old ones stay readable; the last one counts. Knows nothing of who has which role."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import Membership, Role
from leadership.news import tell
from visioning.decision_rules import enough

from .decision_stages import DecisionStage, MovedOn, Rule
from .decisions import TOPIC, Decision
from .personal_visions import Stale


class TooFew(Exception):
    """Not enough people have said where they stand."""


class ProposalQuerySet(models.QuerySet):
    def current(self):
        """The edition that counts, of each decision."""
        last = Proposal.objects.filter(decision=OuterRef("decision")).order_by("-number").values("pk")[:1]
        return self.filter(pk=Subquery(last))

    def waiting_for(self, person):
        """Those that ask this person, who takes part and has not said where they stand."""
        taking_part = Membership.objects.filter(person=person).exclude(role=Role.OBSERVER)
        open_now = self.filter(decision__stage=DecisionStage.OPEN, shown_at=None).exclude(decision__rule=Rule.LEADER)
        asked = open_now.filter(Exists(taking_part.filter(team=OuterRef("decision__team"))))
        return asked.current().exclude(stances__person=person)


class Proposal(models.Model):
    """The proposal in one edition. `answers`: the objection it takes up. `shown_at`: when its stances were turned over."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="proposals")
    number = models.PositiveIntegerField(editable=False)
    words = models.TextField(_("the proposal"), max_length=4000)
    answers = models.ForeignKey(
        "visioning.Objection",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="amendments",
        verbose_name=_("which objection it takes up"),
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="proposals")
    at = models.DateTimeField(auto_now_add=True)
    shown_at = models.DateTimeField(null=True, editable=False)  # a trigger keeps it: nothing is hidden again

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("decision", "number"), name="proposal_number_unique"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.number}"

    def get_absolute_url(self):
        return reverse("proposal", args=(self.decision.team.slug, self.decision.number, self.number))

    @property
    def is_shown(self) -> bool:
        return self.shown_at is not None

    def counting(self, here):
        """Its stances that count: once turned over all, before that those of the people `here` (memberships), who take part."""
        return self.stances.all() if self.is_shown else self.stances.filter(person__in=here.values("person"))

    @classmethod
    @transaction.atomic
    def write(cls, decision, by, words, answers=None, seen=0) -> "Proposal":
        """Write it, or a new edition on top of the one that was seen. Everybody is asked anew then.

        Raises Stale with the edition that somebody else wrote meanwhile, MovedOn and Gone.
        """
        held = decision.held()
        if held.stage not in {DecisionStage.DRAFT, DecisionStage.OPEN}:
            raise MovedOn
        last = held.proposal
        if last and last.words == words and last.answers_id == (answers.pk if answers else None):
            return last
        if (last.number if last else 0) != seen:
            raise Stale(last)
        made = cls.objects.create(decision=held, number=seen + 1, words=words, answers=answers, by=by)
        tell(held.team_id, TOPIC)
        return made

    @transaction.atomic
    def turn_over(self) -> bool:
        """Show all stances at once, for good. False where somebody was quicker.

        Raises TooFew, MovedOn (decided, or there is a newer edition), and Gone.
        """
        held = self.decision.held()
        if held.stage != DecisionStage.OPEN or held.rule == Rule.LEADER or held.proposal.pk != self.pk:
            raise MovedOn
        if held.proposal.is_shown:
            return False
        # Whoever has left the team since is not turned over with their name.
        here = Membership.objects.filter(team=held.team_id).exclude(role=Role.OBSERVER)
        self.stances.exclude(person__in=here.values("person")).delete()
        held.objections.unseen().exclude(person__in=here.values("person")).delete()
        if self.stances.count() < enough(here.count()):
            raise TooFew
        self.shown_at = timezone.now()
        self.save(update_fields=("shown_at",))
        tell(held.team_id, TOPIC)
        return True
