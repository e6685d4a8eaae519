"""Rounds about beliefs: how sure each member is of each arrow, said alone and revealed together. Knows nothing of results.

What is promised. With names: the team reads who said what, once it is revealed; until then each may change it. Without names:
who has said something and what was said lie in two tables (`belief_answers`) with no path, order or time between them. Formal
leaders are one to four people in nearly every school, so nothing they say can be nameless: they choose between their name and
their own eyes. Where fewer than five others said something, that is deleted at the reveal.
"""

from django.conf import settings
from django.db import models, transaction
from django.db.models import OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import (
    AnsweredAlready,
    Audience,
    Membership,
    Naming,
    NotNow,
    Role,
    RoundClosed,
    RoundOpen,
    TooFew,
    is_formal_leader,
    people_asked,
    people_hidden_among_others,
)
from leadership.news import tell
from leadership.privacy import AND_OTHERS, FEWEST, held_by_enough
from leadership.shuffling import shuffle

from .goals import TOPIC as THEORY_TOPIC
from .phrases import Gone
from .theories import Theory

TOPIC = "beliefs"
LEAST = 2  # fewer than two cannot be revealed "together"


class NothingToAsk(Exception):
    """The theory has no arrow to be sure of."""


class BeliefRoundQuerySet(models.QuerySet):
    def open(self):
        return self.filter(revealed_at=None)

    def revealed(self):
        return self.filter(revealed_at__isnull=False)

    def counted(self):
        """With how many have spoken: `turn_count`."""
        return self.annotate(turn_count=models.Count("turns"))

    def for_person(self, person):
        """With whether this person has spoken, `mine`, and how many would be asked today, `team_count`."""
        mine = models.Count("turns", filter=Q(turns__person=person))
        asked = Membership.objects.filter(team=OuterRef("theory__team")).exclude(role=Role.OBSERVER).order_by()
        count = asked.values("team").annotate(count=models.Count("pk")).values("count")
        return self.counted().annotate(mine=mine, team_count=Coalesce(models.Subquery(count), 0))


class BeliefRound(models.Model):
    """One time at which the members of a team say how sure they are of a theory's arrows. `naming` and `wording` are fixed.

    `wording` is what it asks about, in the words of the day it opened:
    [{"arrow": key, "source": number, "target": number, "from": words, "to": words, "because": words}, …], in reading order.
    """

    theory = models.ForeignKey(Theory, models.CASCADE, related_name="belief_rounds")
    number = models.PositiveIntegerField(editable=False)
    naming = models.CharField(_("names"), max_length=8, choices=Naming.choices)
    wording = models.JSONField(editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="belief_rounds_opened"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    revealed_at = models.DateTimeField(null=True, editable=False)
    people_count = models.PositiveIntegerField(null=True, editable=False)  # how many were asked when it was revealed

    objects = BeliefRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round about beliefs")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("theory", "number"), name="belief_round_number_unique"),
            models.UniqueConstraint(
                fields=("theory",), condition=Q(revealed_at=None), name="one_open_belief_round_per_theory"
            ),
        )

    def __str__(self):
        return str(self._meta.verbose_name)

    def get_absolute_url(self):
        return reverse("belief_round", args=(self.theory.team.slug, self.theory.number, self.number))

    @property
    def is_revealed(self) -> bool:
        return self.revealed_at is not None

    @property
    def is_named(self) -> bool:
        return self.naming == Naming.NAMED

    @property
    def minutes(self) -> int:
        """About how long it takes: three arrows a minute."""
        return max(1, round(len(self.wording) / 3))

    @classmethod
    @transaction.atomic
    def open(cls, theory, by, naming) -> "BeliefRound":
        """Ask how sure everybody is. Raises RoundOpen, NothingToAsk, TooFew, and Gone where the theory was put away."""
        held = theory.held()
        if held.belief_rounds.open().exists():
            raise RoundOpen
        team = theory.team
        if naming == Naming.UNNAMED and people_hidden_among_others(team, Audience.TEAM).count() < FEWEST:
            raise TooFew
        wording = wording_of(held)
        if not wording:
            raise NothingToAsk
        last = held.belief_rounds.aggregate(last=models.Max("number"))["last"] or 0
        made = cls.objects.create(theory=held, number=last + 1, naming=naming, wording=wording, opened_by=by)
        made.theory = theory
        tell(team.pk, TOPIC)
        return made

    def _hold(self) -> "BeliefRound":
        """The row as it is now. Nobody else says, reveals or stops until this transaction ends. Gone where it was stopped."""
        held = BeliefRound.objects.select_for_update(no_key=True).filter(pk=self.pk).first()
        if held is None:
            raise Gone
        held.theory = self.theory
        return held

    def people_asked(self):
        return people_asked(self.theory.team, Audience.TEAM)

    def groups_of(self, person) -> list[str]:
        """The positions this person may speak from. Without names: those that enough of the others who are asked hold."""
        if self.is_named:
            return list(person.positions)
        if is_formal_leader(person):
            return []
        hidden = people_hidden_among_others(self.theory.team, Audience.TEAM)
        enough = held_by_enough(hidden.values_list("positions", flat=True))
        return [key for key in person.positions if key in enough]

    def own_beliefs(self, person):
        """What this person said, where it can be found: with names, and formal leaders' own."""
        return self.beliefs.filter(person=person)

    @transaction.atomic
    def say(self, person, said, group="", private=False) -> None:
        """How sure one is: `said` is {key of an arrow: (level or None, why)}. What is not in it counts as "I can't say".

        With names again and again until the reveal, without them once. A `group` that would point at somebody is not stored.
        `private` is for formal leaders in a round without names. Raises RoundClosed, AnsweredAlready, Gone.
        """
        held = self._hold()
        if held.is_revealed:
            raise RoundClosed
        group = group if group in held.groups_of(person) else ""
        turn, is_first = held.turns.get_or_create(person=person, defaults={"group": group})
        if not held.is_named and not is_first:
            raise AnsweredAlready
        leader = not held.is_named and is_formal_leader(person)
        known = {"person": person if held.is_named or leader else None, "private": leader and private, "group": group}
        if held.is_named:
            held.beliefs.filter(person=person).delete()
            if turn.group != group:
                turn.group = group
                turn.save(update_fields=("group",))
        made = held.beliefs.model
        rows = []
        # A row for every arrow, so that as many speak from each position about one as about another.
        for item in held.wording:
            sure, why = said.get(item["arrow"]) or (None, "")
            rows.append(made(round=held, arrow_id=item["arrow"], sure=sure, why=why, **known))
        made.objects.bulk_create(rows)
        if not held.is_named:
            # With everybody who comes: not even the database knows which turn came with which, or what one person said.
            shuffle(held.beliefs.all())
        tell(held.theory.team_id, TOPIC)

    @transaction.atomic
    def reveal(self, at=None) -> bool:
        """Let everybody read what was said, all at once. False where somebody was quicker. Raises NotNow before two spoke, Gone."""
        held = self._hold()
        if held.is_revealed:
            return False
        if held.turns.count() < LEAST:
            raise NotNow
        if not held.is_named:
            held._forget_too_few()
            held._forget_small_groups()
            shuffle(held.beliefs.all())
        self.revealed_at = at or timezone.now()
        self.people_count = max(held.people_asked().count(), held.turns.count())
        self.save(update_fields=("revealed_at", "people_count"))
        tell(held.theory.team_id, TOPIC)
        tell(held.theory.team_id, THEORY_TOPIC)  # drawings show it
        return True

    @transaction.atomic
    def stop(self) -> bool:
        """Ask no longer; what was said is deleted unread. False where somebody revealed or stopped it before."""
        try:
            held = self._hold()
        except Gone:
            return False
        if held.is_revealed:
            return False
        held.delete()
        tell(self.theory.team_id, TOPIC)
        return True

    def _of_one_arrow(self):
        """What was said without a name of one arrow: as many rows as people, since everybody has one for each."""
        return self.beliefs.filter(person=None, arrow=self.wording[0]["arrow"])

    def _forget_too_few(self):
        """Of one to four people without a name nothing can ever be shown, and a list of who spoke stands beside it."""
        if self._of_one_arrow().count() < FEWEST:
            self.beliefs.filter(person=None).delete()

    def _forget_small_groups(self):
        """Positions from which fewer than five spoke; one to four who told none go with the smallest that stays (decision 21)."""
        counted = dict(self._of_one_arrow().order_by().values_list("group").annotate(count=models.Count("pk")))
        told = {group: count for group, count in counted.items() if group and count >= FEWEST}
        rest = sum(counted.values()) - sum(told.values())
        self._regroup([group for group in counted if group not in told], "")
        if told and 0 < rest < FEWEST:
            smallest = min(told, key=lambda group: (told[group], group))
            self._regroup(["", smallest], smallest + AND_OTHERS)

    def _regroup(self, groups, to):
        """Here and there alike, but for those who are known by name."""
        self.beliefs.filter(person=None, group__in=groups).update(group=to)
        known = self.beliefs.exclude(person=None).values("person")
        self.turns.filter(group__in=groups).exclude(person__in=known).update(group=to)


def wording_of(theory) -> list[dict]:
    """The standing arrows in reading order, with the words of now."""
    shape = theory.shape()
    keys = {
        (source, target): pk
        for pk, source, target in theory.arrows.standing().values_list("pk", "source__number", "target__number")
    }
    return [
        {
            "arrow": keys[one.ends],
            "source": one.source,
            "target": one.target,
            "from": shape.statement(one.source).words,
            "to": shape.statement(one.target).words,
            "because": one.because,
        }
        for one in shape.arrows
    ]
