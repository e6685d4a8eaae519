"""Closing a pilot: what came of it, what it showed of the theory, what follows. Knows rows and their verbs, no forms.

Everything about it is kept as a draft until somebody closes the pilot; then all of it is carried out in one go. An end before
its day, and one where nobody joined, are endings like any other: something was learned.
"""

from dataclasses import dataclass, field

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from leadership.models.tasks import Task
from leadership.news import tell
from visioning.models import Gone, Stale
from visioning.theory.shape import State

from .inviting import NotReady
from .rows import TOPIC

OPEN = "open"
FOUND = {"supported": State.SUPPORTED, "contradicted": State.CONTRADICTED}
LONGEST_SIGN = 260  # what showed it; with the pilot's name before it, it stands beside the arrow, too


class ClosingDraft(models.Model):
    """What the group has written for its closing so far, by the names of the form's fields. Gone once the pilot is closed."""

    pilot = models.OneToOneField("pilots.Pilot", models.CASCADE, related_name="closing_draft")
    said = models.JSONField(default=dict)
    edition = models.PositiveIntegerField(default=1, editable=False)  # 0: there is none yet

    class Meta:
        verbose_name = _("draft of a closing")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


@dataclass(frozen=True)
class Closing:
    """What is said at the end. Answers by note, verdicts (with what showed it) by tested arrow; steps: words, owner, day."""

    results: str
    decision: str
    decision_why: str
    answers: dict[int, str] = field(default_factory=dict)
    verdicts: dict[int, tuple[str, str]] = field(default_factory=dict)
    wins: tuple[str, ...] = ()
    steps: tuple[tuple, ...] = ()
    cycle_why: str = ""

    def missing(self, arrows, open_cycle) -> tuple[str, ...]:
        names = [name for name in ("results", "decision", "decision_why") if not getattr(self, name)]
        names += [f"verdict-{tested.pk}" for tested in arrows if not self.verdicts.get(tested.pk, ("",))[0]]
        if open_cycle and not self.cycle_why:
            names.append("cycle_why")
        return tuple(names)


def seen_of(draft, notes) -> str:
    return ",".join([str(draft.edition if draft else 0), *(f"{note.pk}.{note.edition}" for note in notes)])


class Closes:
    """The verbs of Pilot about its end."""

    def arrows_to_judge(self):
        """What it tests and still stands in its theory."""
        rows = self.tested_arrows.filter(arrow__removed_at=None, arrow__theory__removed_at=None)
        return rows.select_related("arrow__source", "arrow__target", "arrow__theory")

    def questions(self):
        return self.notes.filter(kind="question")

    def cycle_under_way(self):
        return self.cycles.filter(closed_at=None).first()

    def draft_and_cycle(self) -> tuple:
        """The draft of its closing and its open cycle, each or None, in one question."""
        still_open = models.FilteredRelation("cycles", condition=models.Q(cycles__closed_at=None))
        row = type(self).objects.annotate(cycle_now=still_open).select_related("closing_draft", "cycle_now")
        row = row.get(pk=self.pk)
        cycle = getattr(row, "cycle_now", None)
        if cycle:
            cycle.pilot = self
        return getattr(row, "closing_draft", None), cycle

    def seen_for_closing(self) -> str:
        """Which editions of the draft and of its questions a form goes on from."""
        return seen_of(ClosingDraft.objects.filter(pilot=self.pk).first(), self.questions())

    def _check_seen(self, seen) -> None:
        """Raises Stale where somebody saved the draft, or an answer that this form has, after it was opened."""
        draft, *notes = self.seen_for_closing().split(",")
        before, *known = seen.split(",")
        known = dict(one.partition(".")[::2] for one in known)
        now = dict(one.partition(".")[::2] for one in notes)
        if draft != before or any(now[pk] != known[pk] for pk in known if pk in now):
            raise Stale(ClosingDraft.objects.filter(pilot=self.pk).first())

    @transaction.atomic
    def draft_closing(self, said, seen) -> None:
        """Keep what is written so far. Raises Stale, Gone and Closed."""
        self.open_held()
        stored = ClosingDraft.objects.filter(pilot=self.pk).first()
        if stored and stored.said == said:
            return
        self._check_seen(seen)
        if stored is None:
            ClosingDraft.objects.create(pilot_id=self.pk, said=said)
        else:
            ClosingDraft.objects.filter(pk=stored.pk).update(said=said, edition=F("edition") + 1)
        tell(self.team_id, TOPIC)

    @transaction.atomic
    def close(self, by, said: Closing, seen=None) -> int:
        """Close it for good, and carry out what was said. How many arrows went out of their theory meanwhile.

        Raises NotReady with what must be said first, Stale, Gone and Closed.
        """
        self.open_held()
        arrows, cycle = list(self.arrows_to_judge()), self.cycle_under_way()
        if missing := said.missing(arrows, cycle):
            raise NotReady(missing)
        if seen is not None:
            self._check_seen(seen)
        self._answer(said.answers)
        for measure in self.measures.all():
            measure.polls.count_open(by)
        if cycle:
            self._let_go(cycle, said.cycle_why)
        now = timezone.now()
        for words in dict.fromkeys(said.wins):
            self.notes.create(kind="win", words=words, on=timezone.localdate(now), noted_by=by)
        for words, owner, due_on in said.steps:
            task = Task.note(self.team, by, guide=self.guide, words=words, owner=owner, due_on=due_on)
            if not type(task).objects.filter(pk=task.pk, next_step__isnull=False).exists():
                self.next_steps.create(task=task)
        type(self).objects.filter(pk=self.pk).update(
            results=said.results,
            decision=said.decision,
            decision_why=said.decision_why,
            closed_at=now,
            closed_by=by,
            edition=F("edition") + 1,
        )
        ClosingDraft.objects.filter(pilot=self.pk).delete()
        self.refresh_from_db(fields=("results", "decision", "decision_why", "closed_at", "closed_by", "edition"))
        lost = sum(not self._judge(tested, by, *said.verdicts[tested.pk]) for tested in arrows)
        tell(self.team_id, TOPIC)
        return lost + self.tested_arrows.count() - len(arrows)

    def _answer(self, answers) -> None:
        """Beside each question its answer; a question that waits in a guide is answered there, too."""
        for note in self.questions().select_related("burning_question"):
            answer = answers.get(note.pk, "")
            if not answer:
                continue
            if answer != note.more:
                self.notes.filter(pk=note.pk).update(more=answer, edition=F("edition") + 1)
            if note.burning_question:
                note.burning_question.learn(answer)

    def _let_go(self, cycle, why) -> None:
        """The cycle that is under way ends with its pilot: nobody can tell any more what its predictions were worth."""
        unseen = _now("The pilot ended before we could see it.")
        cycle.predictions.filter(held="").update(held="unclear", result=unseen, edition=F("edition") + 1)
        self.cycles.filter(pk=cycle.pk).update(
            act="abandon", act_why=why, closed_at=timezone.now(), edition=F("edition") + 1
        )

    def _judge(self, tested, by, verdict, because) -> bool:
        """What the pilot showed, here and beside the arrow. False where the arrow was taken out this very moment."""
        self.tested_arrows.filter(pk=tested.pk).update(verdict=verdict, because=because)
        state = FOUND.get(verdict) or self._state_before(tested.arrow)
        if state is None:
            return True
        said = {"pilot": self.title, "because": because.rstrip(".") or _now("still open")}
        try:
            tested.arrow.note_state(
                by, state, timezone.localdate(), (_now("Pilot “%(pilot)s”: %(because)s.") % said)[:400]
            )
        except Gone:
            return False
        return True

    def _state_before(self, arrow):
        """Where it stood before anybody tested it. None where another pilot goes on, or somebody noted otherwise meanwhile."""
        tested_on = arrow.tested_arrows.filter(pilot__started_at__isnull=False, pilot__closed_at=None)
        if arrow.state != State.BEING_TESTED or tested_on.exclude(pilot=self.pk).exists():
            return None
        earlier = arrow.states.exclude(state=State.BEING_TESTED).first()
        return State(earlier.state) if earlier else State.UNTESTED

    @property
    def ended_early(self) -> bool:
        return self.decision == "stop" or timezone.localdate(self.closed_at) < self.ends_on

    @property
    def ending(self) -> str:
        """How it ended, as a title above what came of it. Each ending is learning."""
        if not self.started_at:
            return _now("It never began, and this was learned")
        if self.decision == "stop":
            return _now("Stopped, and learned")
        if self.ended_early:
            return _now("Ended before its day, and learned")
        return _now("Brought to its end, and learned")
