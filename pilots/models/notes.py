"""What a pilot's group writes down while it plans and works: what changes, likely trouble, learning, what stops, questions, wins."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models.groundwork import ChallengeKind, ShiftWho
from leadership.models.tasks import MOMENT, BurningQuestion
from leadership.news import tell

from .pilots import Pilot
from .rows import TOPIC, PilotRow


class NoteKind(models.TextChoices):
    """What a note is. `more` is the second half, as its form asks for it."""

    SHIFT = "shift", _("What changes, and for whom")  # more: what they do today
    TROUBLE = "trouble", _("Likely trouble")  # more: when it comes, we …
    LEARNING = "learning", _("What people need to learn")  # more: how they will learn it
    STOP = "stop", _("What we stop doing")  # more: what that frees
    QUESTION = "question", _("Burning questions")  # more: the answer
    WIN = "win", _("Early wins")  # more: who saw it, or what shows it
    CHALLENGE = "challenge", _("Challenges the group may choose")  # proposed by participants


class PilotNote(PilotRow):
    """One note of a pilot, in one sentence and, where there is one, its second half."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, choices=NoteKind.choices, editable=False)
    words = models.CharField(_("in one sentence"), max_length=400)
    more = models.CharField(max_length=400, blank=True)
    for_whom = models.CharField(_("who"), max_length=16, choices=ShiftWho.choices, blank=True)
    sort = models.CharField(_("what kind"), max_length=10, choices=ChallengeKind.choices, blank=True, default="")
    on = models.DateField(_("when"), null=True, blank=True)
    burning_question = models.ForeignKey(
        BurningQuestion, models.SET_NULL, null=True, blank=True, editable=False, related_name="pilot_notes"
    )

    class Meta:
        verbose_name = _("note of a pilot")
        ordering = ("noted_at", "id")

    def __str__(self):
        return self.words

    @classmethod
    @transaction.atomic
    def note(cls, pilot, by, kind, **said) -> "PilotNote":
        """Write it down. The same words pressed twice are one. Raises Gone and Closed."""
        pilot.open_held()
        same = {"pilot": pilot, "noted_by": by, "kind": kind, **said}
        twin = cls.objects.filter(**same, noted_at__gt=timezone.now() - MOMENT).first()
        if twin:
            return twin
        made = cls.objects.create(**same)
        tell(pilot.team_id, TOPIC)
        return made
