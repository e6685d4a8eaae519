"""Another team tries what a learning card tells of, and says how it went there. The team of the card, and its readers, see it."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import PlanPrint, Team
from leadership.news import tell
from visioning.models import Gone, Stale

from .cards import LearningCard
from .measures import Measure
from .pilots import LONGEST, Pilot
from .rows import TOPIC

NEWS = timedelta(days=14)  # so long a team is told on its pages that somebody else tried it


class ItsOwn(Exception):
    """A team cannot be the other team of its own card."""


class ReplicationQuerySet(models.QuerySet):
    def told(self):
        """Those that have come to a result."""
        return self.exclude(outcome=Replication.Outcome.TRYING)

    def news_for(self, team):
        """What others said of this team's cards in the last two weeks."""
        since = timezone.now() - NEWS
        return self.filter(card__pilot__team=team, noted_at__gt=since).select_related("team__school", "card__pilot")


class Replication(models.Model):
    """Another team tried it too: whether it held there, in words, with a chart of a pilot of theirs where there is one."""

    class Outcome(models.TextChoices):
        TRYING = "trying", _("We are trying it")
        HELD = "held", _("It held here")
        PARTLY = "partly", _("It held in part")
        DID_NOT = "did_not", _("It did not hold here")

    card = models.ForeignKey(LearningCard, models.CASCADE, related_name="replications")
    team = models.ForeignKey(Team, models.CASCADE, related_name="replications")
    pilot = models.ForeignKey(
        Pilot, models.SET_NULL, null=True, blank=True, related_name="replications", verbose_name=_("our pilot")
    )
    outcome = models.CharField(_("how it went"), max_length=8, choices=Outcome.choices, default=Outcome.TRYING)
    words = models.TextField(_("what was different here, and what came of it"), max_length=LONGEST, blank=True)
    measure = models.ForeignKey(
        Measure, models.SET_NULL, null=True, blank=True, related_name="replications", verbose_name=_("which chart")
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="replications_noted"
    )
    noted_at = models.DateTimeField(default=timezone.now, editable=False)  # when it was last said
    edition = models.PositiveIntegerField(default=1, editable=False)  # 0: there is none yet

    objects = ReplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("replication")
        ordering = ("noted_at", "id")
        constraints = (models.UniqueConstraint(fields=("card", "team"), name="one_replication_a_team"),)

    def __str__(self):
        return self.get_outcome_display()

    def get_absolute_url(self):
        return reverse("replication", args=(self.team.slug, self.card_id))

    @classmethod
    @transaction.atomic
    def say(cls, card, team, by, edition, **said) -> "Replication":
        """Say that the team tries it, or how it went. `edition` 0: nothing was there. Raises ItsOwn, Stale and Gone."""
        if card.pilot.team_id == team.pk:
            raise ItsOwn
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        if not LearningCard.objects.filter(pk=card.pk).exists():
            raise Gone
        stored = cls.objects.filter(card=card, team=team).first()
        if stored is None:
            if edition:
                raise Gone
            stored = cls.objects.create(card=card, team=team, noted_by=by, **said)
        elif any(getattr(stored, name) != value for name, value in said.items()):
            if stored.edition != edition:
                raise Stale(stored)
            cls.objects.filter(pk=stored.pk).update(
                **said, noted_by=by, noted_at=timezone.now(), edition=F("edition") + 1
            )
        stored._tell()
        return stored

    @transaction.atomic
    def take_back(self) -> None:
        """For good. The team may say it anew at any time."""
        Replication.objects.filter(pk=self.pk).delete()
        PlanPrint.forget(self.card.pilot.team_id)
        self._tell()

    def _tell(self):
        tell(self.card.pilot.team_id, TOPIC)
        tell(self.team_id, TOPIC)
