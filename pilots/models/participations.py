"""Who takes part in a pilot, each by their own act; nobody can add somebody else. Who has not joined is no row, and never missing."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leadership.models import people_asked
from leadership.news import tell
from visioning.models import Gone, Stale

from .inviting import NotReady
from .notes import NoteKind, PilotNote
from .pilots import Pilot
from .rows import TOPIC


class NotInvited(Exception):
    """The invitation does not go to this person, or no longer does."""


class Participation(models.Model):
    """One person in one pilot. Leaving deletes the row; before that the rule is carried out that the invitation stated.

    However the row goes (`pilots.leaving` sees to that), so there is no other way out.
    """

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="participations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="participations")
    joined_at = models.DateTimeField(auto_now_add=True)
    backs = models.ForeignKey(
        PilotNote, models.SET_NULL, null=True, blank=True, editable=False, related_name="backers"
    )  # the proposed challenge they would take

    class Meta:
        verbose_name = _("participation")
        ordering = ("joined_at", "id")
        constraints = (models.UniqueConstraint(fields=("pilot", "person"), name="joined_once"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    @transaction.atomic
    def join(cls, pilot, oneself) -> "Participation":
        """Take part. The person who asks and nobody else; whoever takes part already stays as they are.

        Raises NotReady where the invitation is not open, NotInvited, Gone and Closed.
        """
        held = pilot.open_held()
        if not held.can_be_joined:
            raise NotReady(("ends_on" if held.invited_at else "invited_at",))
        # Asked once the team is held: a place that ends in this very moment ends before or after, never unseen.
        if not people_asked(held.team, held.audience).filter(pk=oneself.pk).exists():
            raise NotInvited
        joined, new = cls.objects.get_or_create(pilot=held, person=oneself)
        if new:
            tell(held.team_id, TOPIC)
        return joined

    @transaction.atomic
    def leave(self) -> bool:
        """At any time, also once the pilot is closed, without a reason. False where it was done already. Raises Gone."""
        self.pilot.held()
        mine = Participation.objects.filter(pk=self.pk)
        return bool(mine.delete()[0])

    def held(self) -> Pilot:
        """The pilot, held still. Raises Closed, and Gone where this person left meanwhile."""
        pilot = self.pilot.open_held()
        if not Participation.objects.filter(pk=self.pk).exists():
            raise Gone
        return pilot

    # --- The challenge the group takes on. ---------------------------------------------------------------------------

    @transaction.atomic
    def propose(self, words) -> PilotNote:
        """A challenge that the group might take. Raises Gone and Closed."""
        return PilotNote.note(self.held(), self.person, NoteKind.CHALLENGE, words=words)

    @transaction.atomic
    def back(self, challenge) -> None:
        """The one that this person would take, or none. Raises Gone and Closed."""
        pilot = self.held()
        if challenge is not None and not pilot.notes.filter(pk=challenge.pk, kind=NoteKind.CHALLENGE).exists():
            raise Gone
        Participation.objects.filter(pk=self.pk).update(backs=challenge)
        tell(pilot.team_id, TOPIC)

    @transaction.atomic
    def settle(self, challenge, stands, why="") -> None:
        """Write down what the group agreed on. `stands` is what the writer saw there before.

        Raises Stale (with the pilot as it is) where something else stands there by now, Gone and Closed.
        """
        pilot = self.held()
        found = pilot.notes.filter(pk=challenge.pk, kind=NoteKind.CHALLENGE).first()
        if found is None:
            raise Gone
        if pilot.challenge not in {stands, found.words}:
            raise Stale(pilot)
        Pilot.objects.filter(pk=pilot.pk).update(challenge=found.words)
        # A reason stands with what it was given for, and with nothing that was chosen before.
        pilot.notes.filter(kind=NoteKind.CHALLENGE).exclude(pk=found.pk).update(more="")
        PilotNote.objects.filter(pk=found.pk).update(more=why)
        tell(pilot.team_id, TOPIC)
