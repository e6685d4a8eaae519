"""What a pilot's group writes down while it plans and works: what changes, likely trouble, learning, what stops, questions, wins."""

from django.db import models, transaction
from django.db.models import Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.guides import OVERVIEW
from leadership.models.groundwork import Challenge, ChallengeKind, LearningNeed, Shift, ShiftWho, StopDoing
from leadership.models.tasks import MOMENT, BurningQuestion
from leadership.news import tell
from visioning.models.drafting import how_many

from .pilots import Pilot, print_of
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
    taken_from = models.CharField(max_length=40, blank=True, editable=False)  # a note of the team's groundwork

    class Meta:
        verbose_name = _("note of a pilot")
        ordering = ("noted_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("pilot", "taken_from"), condition=~models.Q(taken_from=""), name="groundwork_taken_over_once"
            ),
        )

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

    @transaction.atomic
    def sort_as(self, sort) -> None:
        """What sort of work it is. Raises Gone and Closed."""
        held = self.held()
        PilotNote.objects.filter(pk=held.pk).update(sort=sort)
        tell(self.pilot.team_id, TOPIC)

    @classmethod
    @transaction.atomic
    def take_over(cls, pilot, by, kind) -> int:
        """What the team noted in its groundwork becomes notes of this pilot, each once. How many. Raises Gone and Closed."""
        held = pilot.open_held()
        found = not_taken_over(held, kind)
        cls.objects.bulk_create(
            cls(pilot=held, noted_by=by, kind=kind, taken_from=print_of(one), **as_note(kind, one)) for one in found
        )
        if found:
            tell(pilot.team_id, TOPIC)
        return len(found)


# What the team notes in the groundwork of a guide, by the kind of note that it becomes in a pilot.
GROUNDWORK = {
    NoteKind.SHIFT: Shift,
    NoteKind.TROUBLE: Challenge,
    NoteKind.LEARNING: LearningNeed,
    NoteKind.STOP: StopDoing,
    NoteKind.QUESTION: BurningQuestion,
}


def not_taken_over(pilot, kind) -> list:
    """What the groundwork of the pilot's condition holds of a kind and the pilot does not."""
    model = GROUNDWORK[NoteKind(kind)]
    taken = set(pilot.notes.exclude(taken_from="").values_list("taken_from", flat=True))
    found = model.objects.filter(team=pilot.team_id).for_guide(pilot.guide or OVERVIEW)
    return [one for one in found if print_of(one) not in taken]


def as_note(kind, one) -> dict:
    """The fields of a note that says what a row of the groundwork says."""
    said = {
        NoteKind.SHIFT: lambda: {"more": one.now, "for_whom": one.who},
        NoteKind.TROUBLE: lambda: {"more": one.agreement, "sort": one.kind},
        NoteKind.LEARNING: lambda: {"more": ", ".join(filter(None, (one.who, one.how)))[:400], "on": one.by_on},
        NoteKind.STOP: lambda: {"more": one.frees, "on": one.from_on},
        NoteKind.QUESTION: lambda: {"more": one.learned[:400], "burning_question": one},
    }
    return {"words": one.words, **said[NoteKind(kind)]()}


def groundwork_counts(pilot) -> dict[str, int]:
    """How much of each kind the groundwork of the pilot's condition holds that the pilot does not, in one question."""
    taken = PilotNote.objects.filter(pilot=pilot).exclude(taken_from="").values("taken_from")

    def waiting(model):
        rows = model.objects.filter(team=pilot.team_id).for_guide(pilot.guide or OVERVIEW)
        return rows.annotate(
            mark=Concat(Value(f"{model.slug}-", models.TextField()), Cast("pk", models.TextField()))
        ).exclude(mark__in=taken)

    counts = {kind.value: how_many(waiting(model)) for kind, model in GROUNDWORK.items()}
    return Pilot.objects.filter(pk=pilot.pk).values(**counts).get()
