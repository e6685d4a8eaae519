"""What of a theory a pilot tests, and what it showed. Knows arrows; they know nothing of pilots."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from leadership.news import tell
from visioning.models import Arrow, Gone
from visioning.theory.shape import State

from .pilots import Pilot
from .rows import TOPIC


class TestedArrow(models.Model):
    """An arrow of a theory that a pilot tests, who said so and when; at the end what the pilot showed."""

    __test__ = False  # a row, no test class

    class Verdict(models.TextChoices):
        SUPPORTED = "supported", _("Supported")
        CONTRADICTED = "contradicted", _("Contradicted")
        OPEN = "open", _("Still open")

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="tested_arrows")
    arrow = models.ForeignKey(Arrow, models.CASCADE, related_name="tested_arrows")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="tested_arrows_added"
    )
    added_at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(_("what the pilot showed"), max_length=12, choices=Verdict.choices, blank=True)
    because = models.CharField(_("what showed it"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("tested arrow")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("pilot", "arrow"), name="arrow_tested_once_a_pilot"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    @transaction.atomic
    def add(cls, pilot, arrow, by) -> "TestedArrow":
        """One more arrow that this pilot tests. Where it is under way the arrow is being tested from today. Raises Gone, Closed."""
        held = pilot.open_held()
        made, new = cls.objects.get_or_create(pilot=held, arrow=arrow, defaults={"added_by": by})
        if new and held.started_at:
            because = _now("Pilot: %(title)s") % {"title": held.title}
            arrow.note_state(by, State.BEING_TESTED, timezone.localdate(), because=because)
        tell(pilot.team_id, TOPIC)
        return made

    @transaction.atomic
    def take_away(self, by) -> bool:
        """The pilot does not test it after all. Where nothing else does, it is untested again. Raises Gone and Closed."""
        held = self.pilot.open_held()
        gone, _rows = TestedArrow.objects.filter(pk=self.pk).delete()
        others = TestedArrow.objects.filter(arrow=self.arrow_id, pilot__started_at__isnull=False, pilot__closed_at=None)
        if gone and held.started_at and self.arrow.state == State.BEING_TESTED and not others.exists():
            because = _now("No longer part of the pilot “%(title)s”") % {"title": held.title}
            try:
                with transaction.atomic():
                    self.arrow.note_state(by, State.UNTESTED, timezone.localdate(), because=because)
            except Gone:  # it was taken out of its theory: nothing there is left to say
                pass
        tell(self.pilot.team_id, TOPIC)
        return bool(gone)
