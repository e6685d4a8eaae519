"""Objections: what harm somebody sees to which aim, and how that ended. On the record with every turn it took.

Only whoever raised one says how it ended; where they have left, somebody who runs the team writes down why it is settled.
"""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import Membership, Role
from leadership.news import tell
from visioning.decision_ladders import OBJECTS

from .decision_stages import DecisionStage, MovedOn, Rule
from .decisions import TOPIC, Decision
from .personal_visions import Stale
from .phrases import Gone
from .proposals import Proposal
from .stances import Stance, TakesNoPart


def turned_over() -> Exists:
    """Whether the edition that an objection is about, or a later one, was turned over: objections are stances until then."""
    shown = Proposal.objects.filter(decision=OuterRef("decision"), shown_at__isnull=False)
    return Exists(shown.filter(number__gte=OuterRef("proposal__number")))


class ObjectionQuerySet(models.QuerySet):
    def seen(self):
        """What the team knows of: this edition or a later one was turned over."""
        return self.filter(turned_over())

    def unseen(self):
        return self.exclude(turned_over())

    def seen_by(self, person):
        """And one's own, whatever the team knows."""
        return self.filter(models.Q(turned_over()) | models.Q(person=person))

    def waiting_for(self, person):
        """Their own open ones that a newer edition takes up: only they can say whether it does."""
        amended = Proposal.objects.filter(answers=OuterRef("pk"))
        mine = self.filter(person=person, state=Objection.State.OPEN, decision__stage=DecisionStage.OPEN)
        return mine.filter(Exists(amended))


class Objection(models.Model):
    """A reasoned objection. `state` and `answer` are those of the last `ObjectionAnswer`."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        RESOLVED = "resolved", _("Resolved: what changed takes care of it")
        STANDS_ASIDE = "stands_aside", _("Stands aside: still sees it, and does not block")
        STANDS = "stands", _("Stands")
        SETTLED = "settled", _("Settled after whoever raised it had left")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="objections")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="objections")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="objections")
    words = models.TextField(_("what harm I see"), max_length=2000)
    harms = models.CharField(_("which aim it harms"), max_length=300)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN, editable=False)
    answer = models.CharField(_("how it ended, in my words"), max_length=600, blank=True)
    in_person = models.BooleanField(default=False, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="objections_recorded"
    )
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        ordering = ("id",)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == Objection.State.OPEN

    @classmethod
    @transaction.atomic
    def put(cls, decision, person, seen, words, harms, *, recorded_by=None) -> "Objection":
        """Raise it about the edition that was `seen`; while nothing is turned over it is one's stance as well, and may be said anew.

        Raises what `Stance.say` raises, but TurnedOver: an objection is heard until it is decided.
        """
        held = decision.held()
        proposal = held.proposal
        if held.stage != DecisionStage.OPEN or held.rule != Rule.CONSENT or proposal is None:
            raise MovedOn
        if proposal.number != seen:
            raise Stale(proposal)
        said = {"words": words, "harms": harms, "in_person": recorded_by is not None, "recorded_by": recorded_by}
        anew = {"state": cls.State.OPEN, "answer": "", "ended_at": None}  # however it had ended
        mine = cls.objects.filter(decision=held, proposal=proposal, person=person)
        if not proposal.is_shown:
            Stance.say(held, person, seen, OBJECTS, recorded_by=recorded_by)
            made, _new = mine.unseen().update_or_create(
                defaults=said | anew, create_defaults={**said, "decision": held, "proposal": proposal, "person": person}
            )
        else:
            if not takes_part(held, person):
                raise TakesNoPart
            made = mine.filter(words=words, harms=harms).first()
            made = made or cls.objects.create(decision=held, proposal=proposal, person=person, **said)
        tell(held.team_id, TOPIC)
        return made

    def has_lost_its_author(self) -> bool:
        """Whoever raised it takes part no more: nobody is left who could say how it ended."""
        return self.person_id is None or not takes_part(self.decision, self.person_id)

    @transaction.atomic
    def end(self, by, state, words, seen) -> "ObjectionAnswer":
        """Say how it stands now. `seen` is the state that the page showed. Raises Stale, MovedOn and Gone."""
        held = self.decision.held()
        if held.stage != DecisionStage.OPEN:
            raise MovedOn
        now = Objection.objects.filter(pk=self.pk).first()
        if now is None:  # unseen, and its author stands elsewhere since
            raise Gone
        if (now.state, now.answer) == (state, words):
            return now.answers.last()
        if now.state != seen:
            raise Stale(now)
        made = self.answers.create(state=state, words=words, by=by)
        self.state, self.answer = state, words
        self.ended_at = None if state == Objection.State.OPEN else timezone.now()
        self.save(update_fields=("state", "answer", "ended_at"))
        tell(held.team_id, TOPIC)
        return made


class ObjectionAnswer(models.Model):
    """One turn of an objection: how it stands from then on, in whose words."""

    objection = models.ForeignKey(Objection, models.CASCADE, related_name="answers")
    state = models.CharField(max_length=12, choices=Objection.State.choices)
    words = models.CharField(max_length=600)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="objection_answers")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("answer to an objection")
        ordering = ("id",)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


def takes_part(decision, person) -> bool:
    return Membership.objects.filter(team=decision.team_id, person=person).exclude(role=Role.OBSERVER).exists()
