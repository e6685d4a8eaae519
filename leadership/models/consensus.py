"""Blind consensus: each member puts a level privately, all are turned over at once, then the team settles on one.

Knows nothing of what people answered in the round; it begins where that has been read.
"""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.levels import Level
from leadership.news import tell

from .assessments import AssessmentRound
from .plans import PlanPrint
from .teams import Membership, Role

TOPIC = "consensus"
ENOUGH = 2  # levels before they are turned over: one alone would be a level with a name on it


class NotNow(Exception):
    """The levels are turned over already, or not yet, or too few have put one."""


class Changed(Exception):
    """Somebody settled it otherwise while this page was open."""


class ConsensusQuerySet(models.QuerySet):
    def settled(self):
        return self.filter(settled_at__isnull=False)

    def of_team(self, team):
        """All of a team's, the latest round first, with their rounds."""
        return self.filter(round__team=team).select_related("round").order_by("-round__number")


class Consensus(models.Model):
    """What a team settles on for one condition after one round. `level` is None until it is settled."""

    round = models.ForeignKey(AssessmentRound, models.CASCADE, related_name="consensuses")
    condition = models.CharField(max_length=16)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="consensuses_opened"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    revealed_at = models.DateTimeField(null=True, editable=False)
    level = models.PositiveSmallIntegerField(_("our level"), choices=Level.choices, null=True, blank=True)
    reason = models.TextField(_("why this level"), max_length=2000, blank=True)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="consensuses_settled"
    )
    edition = models.PositiveIntegerField(default=0, editable=False)  # a save on top of an older one is told so

    objects = ConsensusQuerySet.as_manager()

    class Meta:
        verbose_name = _("consensus")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("round", "condition"), name="one_consensus_per_condition"),
            models.CheckConstraint(condition=Q(level=None) | Q(level__range=(1, 4)), name="consensus_level_in_range"),
            models.CheckConstraint(
                condition=Q(level=None) | Q(revealed_at__isnull=False), name="consensus_settled_after_reveal"
            ),
        )

    def __str__(self):
        return str(self._meta.verbose_name)

    def get_absolute_url(self):
        return reverse("consensus", args=(self.round.team.slug, self.round.number, self.condition))

    @property
    def is_revealed(self) -> bool:
        return self.revealed_at is not None

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None

    @classmethod
    @transaction.atomic
    def put(cls, round, condition, person, level, reason="") -> "Consensus":
        """Put a level, or another one, while nobody's is turned over. Whoever comes first begins it. Raises NotNow."""
        found, _new = cls.objects.get_or_create(round=round, condition=condition, defaults={"opened_by": person})
        found = found._hold()
        if found.is_revealed:
            raise NotNow
        found.blind_levels.update_or_create(person=person, defaults={"level": level, "reason": reason})
        found._tell()
        return found

    @transaction.atomic
    def reveal(self) -> bool:
        """Turn all levels over at once. False where somebody was quicker. Raises NotNow while too few are put."""
        held = self._hold()
        if held.is_revealed:
            return False
        # Whoever has left the team since is not turned over with their name.
        here = Membership.objects.filter(team=held.round.team_id).exclude(role=Role.OBSERVER)
        held.blind_levels.exclude(person__in=here.values("person")).delete()
        if held.blind_levels.count() < ENOUGH:
            raise NotNow
        self.revealed_at = timezone.now()
        self.save(update_fields=("revealed_at",))
        self._tell()
        return True

    @transaction.atomic
    def settle(self, by, level, reason, edition) -> None:
        """Write down what the team settles on; again as often as it likes. Raises NotNow or Changed, which holds what is stored."""
        held = self._hold()
        if not held.is_revealed:
            raise NotNow
        if held.edition != edition and (held.level, held.reason) != (level, reason):
            raise Changed(held)
        self.level, self.reason, self.settled_by, self.settled_at = level, reason, by, timezone.now()
        self.edition = held.edition + 1
        self.save(update_fields=("level", "reason", "settled_by", "settled_at", "edition"))
        self._tell()

    def _hold(self) -> "Consensus":
        return Consensus.objects.select_for_update(no_key=True).get(pk=self.pk)

    def _tell(self) -> None:
        tell(self.round.team_id, TOPIC)


class BlindLevel(models.Model):
    """The level one member puts. Theirs alone until the reveal; with their name afterwards, for the team."""

    consensus = models.ForeignKey(Consensus, models.CASCADE, related_name="blind_levels")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blind_levels")
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    reason = models.CharField(_("what makes you say so"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("level")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("consensus", "person"), name="one_blind_level_per_person"),
            models.CheckConstraint(condition=Q(level__range=(1, 4)), name="blind_level_in_range"),
        )

    def __str__(self):
        return str(self._meta.verbose_name)


class ConsensusDissent(models.Model):
    """How somebody sees it differently; stands beside the consensus, with their name."""

    consensus = models.ForeignKey(Consensus, models.CASCADE, related_name="dissents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="consensus_dissents")
    words = models.TextField(_("how I see it"), max_length=1200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("dissent")
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=("consensus", "person"), name="one_dissent_per_person_and_consensus"),
        )

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    @transaction.atomic
    def say(cls, consensus, person, words) -> None:
        """Write it down, or say it anew. Two tabs leave one."""
        _said, new = cls.objects.update_or_create(consensus=consensus, person=person, defaults={"words": words})
        if not new:
            PlanPrint.forget(consensus.round.team_id)
        tell(consensus.round.team_id, TOPIC)

    @classmethod
    @transaction.atomic
    def take_back(cls, consensus, person) -> bool:
        """Nothing of it is kept. False where there was none."""
        gone, _each = cls.objects.filter(consensus=consensus, person=person).delete()
        PlanPrint.forget(consensus.round.team_id)
        tell(consensus.round.team_id, TOPIC)
        return gone > 0
