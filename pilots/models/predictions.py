"""What a group predicts before a cycle, and what came of it, side by side. The group's: nobody's name is kept."""

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models import PlanPrint
from leadership.news import tell
from visioning.models import Gone, Stale

from .cycles import Cycle, UnderWay
from .rows import TOPIC, OfPilot

MOST_PREDICTIONS = 20


class NotBegun(Exception):
    """There is nothing to compare before the cycle has begun."""


class EnoughPredictions(Exception):
    """More than a group can compare."""


class Held(models.TextChoices):
    """A prediction beside its result."""

    YES = "yes", _("It came true")
    PARTLY = "partly", _("It came true in part")
    NO = "no", _("It did not come true")
    UNCLEAR = "unclear", _("We cannot tell")


class Prediction(OfPilot):
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

    class Meta:
        verbose_name = _("prediction")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=Q(held="", result="") | (~Q(held="") & ~Q(result="")), name="prediction_result_is_a_pair"
            ),
        )

    def __str__(self):
        return self.then_words

    def get_absolute_url(self):
        pilot = self.cycle.pilot
        return reverse("cycle", args=(pilot.team.slug, pilot.number, self.cycle.number)) + f"#prediction-{self.pk}"

    @classmethod
    @transaction.atomic
    def foresee(cls, cycle, **said) -> "Prediction":
        """Write one down, before the cycle begins. The same words twice are one. Raises UnderWay, EnoughPredictions, Gone, Closed."""
        held = cycle.held()
        twin = held.predictions.filter(if_words=said["if_words"], then_words=said["then_words"]).first()
        if twin:
            return twin
        if held.started_at:
            raise UnderWay
        if held.predictions.count() >= MOST_PREDICTIONS:
            raise EnoughPredictions
        made = held.predictions.create(**said)
        tell(cycle.pilot.team_id, TOPIC)
        return made

    def whose(self):
        return self.cycle.pilot

    def _before_it_begins(self, edition) -> "Prediction":
        """This row, held still. (`held` is a field here.) Raises Stale, UnderWay, Gone and Closed."""
        if self.cycle.held().started_at:
            raise UnderWay
        found = Prediction.objects.select_for_update(no_key=True, of=("self",)).filter(pk=self.pk).first()
        if found is None:
            raise Gone
        if found.edition != edition:
            raise Stale(found)
        return found

    @transaction.atomic
    def mend(self, edition, **said) -> None:
        """Say it anew, before the cycle begins. Raises Stale, UnderWay, Gone and Closed."""
        try:
            self._before_it_begins(edition)
        except Stale as stale:
            if all(getattr(stale.stored, name) == value for name, value in said.items()):
                return
            raise
        Prediction.objects.filter(pk=self.pk).update(**said, edition=F("edition") + 1)
        tell(self.whose().team_id, TOPIC)

    @transaction.atomic
    def remove(self, edition) -> None:
        """Before the cycle begins. Raises Stale, UnderWay, Gone and Closed."""
        self._before_it_begins(edition)
        Prediction.objects.filter(pk=self.pk).delete()
        PlanPrint.forget(self.whose().team_id)
        tell(self.whose().team_id, TOPIC)

    @staticmethod
    @transaction.atomic
    def compare(cycle, said, learned=None) -> None:
        """Put results beside predictions: {key: (edition, held, result)}; `learned` is (edition, words). All or nothing.

        Raises NotBegun, Stale (with those rows that others said anew), Gone and Closed.
        """
        found = cycle.held()
        if found.started_at is None:
            raise NotBegun
        rows = {row.pk: row for row in found.predictions.select_for_update(no_key=True, of=("self",))}
        changed, stale = [], []
        for key, (edition, held, result) in said.items():
            row = rows.get(key)
            if row is None:
                raise Gone
            if (row.held, row.result) != (held, result):
                (changed if row.edition == edition else stale).append((row, held, result))
        newer = [row for row, _held, _result in stale]
        if learned and found.learned != learned[1] and found.edition_of(("learned",)) != learned[0]:
            newer.append(found)
        if newer:
            raise Stale(newer)
        for row, held, result in changed:
            Prediction.objects.filter(pk=row.pk).update(held=held, result=result, edition=F("edition") + 1)
        if learned:
            cycle.mend(learned[0], learned=learned[1])
        if changed:
            tell(cycle.pilot.team_id, TOPIC)
