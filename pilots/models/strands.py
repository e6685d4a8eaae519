"""Strands from pilots: somebody says that a pilot serves a sentence of the vision or a strategy, and why."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leadership.models import Team
from visioning.models import Gone
from visioning.models.strands import Tie, exactly_one

from .pilots import Pilot


class PilotStrand(Tie):
    """One pilot that serves one sentence or strategy, beside the arrows it tests."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="strands")

    class Meta(Tie.Meta):
        verbose_name = _("strand of a pilot")
        constraints = (
            models.CheckConstraint(condition=exactly_one("passage", "statement"), name="pilot_strand_leads_to_one"),
            models.UniqueConstraint(
                fields=("passage", "statement", "pilot"), name="pilot_strand_once", nulls_distinct=False
            ),
        )

    @classmethod
    @transaction.atomic
    def tie(cls, team, by, pilot, serves, why) -> tuple["PilotStrand", bool]:
        """`serves` is a passage or a statement. Raises Gone."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        if not Pilot.objects.filter(team=team, pk=pilot.pk).exists():
            raise Gone
        return cls._tie(team, by, serves, why, pilot=pilot)
