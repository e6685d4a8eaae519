"""What rows that several people write have in common: who, when, and an edition. Knows nothing of what they say."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F

from leadership.models import PlanPrint
from leadership.news import tell
from visioning.models import Gone, Stale

TOPIC = "pilots"


class Closed(Exception):
    """The pilot is closed: what was learned in it stays as it is."""


class OfPilot(models.Model):
    """Part of a pilot. Every verb holds the pilot's row first; a save on top of an older edition is told so."""

    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def whose(self):
        """The pilot that this belongs to."""
        return self.pilot

    def held(self):
        """This row, held still; first its pilot's. Raises Gone, and Closed where the pilot is closed."""
        self.whose().open_held()
        found = type(self).objects.select_for_update(no_key=True, of=("self",)).filter(pk=self.pk).first()
        if found is None:
            raise Gone
        return found

    @transaction.atomic
    def mend(self, edition, **said) -> None:
        """Say it anew. Raises Stale (with the row as it is), Gone and Closed."""
        held = self.held()
        if all(getattr(held, name) == value for name, value in said.items()):
            return
        if held.edition != edition:
            raise Stale(held)
        type(self).objects.filter(pk=self.pk).update(**said, edition=F("edition") + 1)
        tell(self.whose().team_id, TOPIC)

    @transaction.atomic
    def remove(self, edition) -> None:
        """For good. Raises Stale where other words stand there by now, Gone and Closed."""
        held = self.held()
        if held.edition != edition:
            raise Stale(held)
        type(self).objects.filter(pk=self.pk).delete()
        PlanPrint.forget(self.whose().team_id)
        tell(self.whose().team_id, TOPIC)


class PilotRow(OfPilot):
    """Part of a pilot of which is kept who wrote it down, and when."""

    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="%(class)ss_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
