"""What people bring to a decision while it is open, with their names, and what became of each. Knows the decision, no requests."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import PlanPrint
from leadership.models.tasks import MOMENT
from leadership.news import tell

from .decisions import TOPIC, Decision, DecisionStage
from .personal_visions import Stale
from .phrases import Gone


class InputClosed(Exception):
    """The day is over, or it is decided: nothing is taken in or changed any more."""


class DecisionInput(models.Model):
    """What somebody brings while it is open. `recorded_by`: who wrote it down for a person they asked face to face."""

    class Taken(models.TextChoices):
        YES = "yes", _("Taken up")
        PARTLY = "partly", _("Taken up in part")
        NO = "no", _("Not taken up")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="inputs")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="decision_inputs")
    words = models.TextField(_("what I want to bring"), max_length=2000)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="decision_inputs_recorded"
    )
    in_person = models.BooleanField(default=False, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=0, editable=False)
    taken = models.CharField(_("what became of it"), max_length=6, choices=Taken.choices, blank=True)
    because = models.CharField(_("why"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("input to a decision")
        ordering = ("at", "id")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    @transaction.atomic
    def bring(cls, decision, person, words, *, recorded_by=None) -> "DecisionInput":
        """Take words in, the same pressed twice once. `recorded_by` wrote down what `person` said. Raises InputClosed."""
        if not decision.held().takes_input:
            raise InputClosed
        said = {"person": person, "words": words, "recorded_by": recorded_by, "in_person": recorded_by is not None}
        twin = cls.objects.filter(decision=decision, at__gt=timezone.now() - MOMENT, **said).first()
        if twin:
            return twin
        made = cls.objects.create(decision=decision, **said)
        tell(decision.team_id, TOPIC)
        return made

    @transaction.atomic
    def mend(self, edition, words) -> None:
        """Its author says it anew. Raises InputClosed, Gone, and Stale with the row as it is."""
        held = self._held()
        if held.words == words:
            return
        if held.edition != edition:
            raise Stale(held)
        DecisionInput.objects.filter(pk=self.pk).update(words=words, edition=F("edition") + 1)
        PlanPrint.forget(self.decision.team_id)
        tell(self.decision.team_id, TOPIC)

    @transaction.atomic
    def take_back(self) -> None:
        """Nothing of it is kept. Raises InputClosed and Gone."""
        self._held().delete()
        PlanPrint.forget(self.decision.team_id)
        tell(self.decision.team_id, TOPIC)

    def _held(self) -> "DecisionInput":
        if self.decision.held().stage != DecisionStage.OPEN:
            raise InputClosed
        found = DecisionInput.objects.select_for_update(no_key=True).filter(pk=self.pk).first()
        if found is None:
            raise Gone
        return found
