"""Opening a pilot to those who may join it, and starting it. Knows nothing of who has which role.

Whoever joins agreed to the words of the invitation: from then on the database keeps them as they are (`0002_pilot_promises`).
"""

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _now

from leadership.news import tell
from visioning.models import Gone, Stale
from visioning.theory.shape import State

from .rows import TOPIC

LONGEST_PINNED = 1000


class NotReady(Exception):
    """Something must be said or done first: `missing`, names of fields."""

    def __init__(self, missing=()):
        super().__init__()
        self.missing = missing


class SomebodyJoined(Exception):
    """The invitation can no longer be taken back: somebody said yes to it."""


class Inviting(models.Model):
    """The part of a pilot's life in which people come to it."""

    class Meta:
        abstract = True

    @property
    def is_past_its_end(self) -> bool:
        """Its time is over, and nobody has closed it or said until when it goes on."""
        return self.closed_at is None and self.ends_on < timezone.localdate()

    @property
    def can_be_joined(self) -> bool:
        return self.invited_at is not None and self.closed_at is None and not self.is_past_its_end

    @property
    def unsaid_for_inviting(self) -> list[str]:
        """What an invitation needs and the pilot does not say yet: names of fields."""
        needed = ("joining_means", "recorded", "data_rule", "allowance")
        unsaid = [name for name in needed if not getattr(self, name).strip()]
        return [*unsaid, "ends_on"] if self.ends_on <= timezone.localdate() else unsaid

    @transaction.atomic
    def invite(self, edition, at=None, **said) -> None:
        """Open the invitation with these words, and pin the goal as it is said now.

        Raises NotReady, Gone, Closed, and Stale where the pilot was changed or its invitation opened meanwhile.
        """
        held = self.open_held()
        if held.invited_at or held.edition != edition:
            raise Stale(held)
        for name, value in said.items():
            setattr(held, name, value)
        if held.unsaid_for_inviting:
            raise NotReady(held.unsaid_for_inviting)
        pinned = held.aim[:LONGEST_PINNED]
        type(self).objects.filter(pk=self.pk).update(
            **said, pinned=pinned, invited_at=at or timezone.now(), edition=F("edition") + 1
        )
        tell(self.team_id, TOPIC)

    @transaction.atomic
    def take_invitation_back(self) -> bool:
        """While nobody has joined, so that it can be said anew. False where it is not open. Raises SomebodyJoined, Gone, Closed."""
        held = self.open_held()
        if held.participations.exists() or held.started_at:
            raise SomebodyJoined
        if not held.invited_at:
            return False
        type(self).objects.filter(pk=self.pk).update(pinned="", invited_at=None, edition=F("edition") + 1)
        tell(self.team_id, TOPIC)
        return True

    @transaction.atomic
    def begin(self, by) -> bool:
        """Start it. The arrows that it tests say so. False where it is under way. Raises NotReady, Gone and Closed."""
        held = self.open_held()
        if held.started_at:
            return False
        missing = []
        if not held.invited_at:
            missing.append("invited_at")
        if not held.participations.exists():
            missing.append("participations")
        if held.ends_on <= timezone.localdate():
            missing.append("ends_on")
        if missing:
            raise NotReady(missing)
        type(self).objects.filter(pk=self.pk).update(started_at=timezone.now(), edition=F("edition") + 1)
        because = _now("Pilot: %(title)s") % {"title": held.title}
        for tested in held.tested_arrows.select_related("arrow__theory").order_by("arrow__theory", "id"):
            try:
                with transaction.atomic():
                    tested.arrow.note_state(by, State.BEING_TESTED, timezone.localdate(), because)
            except Gone:  # taken out of its theory, or the theory put away: there is nothing left to say it of
                continue
        tell(self.team_id, TOPIC)
        return True
