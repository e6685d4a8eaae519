"""Strands of the thread: somebody says that a piece of work serves a sentence of the vision or a strategy, and why.

A row says who and when. Pilots are tied by rows of their own app, made from the same `Tie`.
"""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from leadership import guides
from leadership.models import PlanPrint, Team
from leadership.news import tell

from .arrows import Arrow
from .decision_points import DecisionPoint
from .decisions import Decision
from .goals import Goal
from .initiatives import Initiative
from .passages import Passage
from .personal_visions import Stale
from .phrases import Gone
from .problems import ProblemOfPractice
from .statements import Statement
from .theories import Theory

TOPIC = "thread"
WORK = (
    "goal",
    "problem",
    "theory",
    "arrow",
    "decision_point",
    "decision",
    "initiative",
    "guide",
)  # where one may start


def exactly_one(*names, blank=""):
    """A condition: one of these is there, the others are not. `blank` names the one that is words, "" where it is not there."""

    def there(name):
        return ~models.Q(**{name: ""}) if name == blank else models.Q(**{f"{name}__isnull": False})

    found = models.Q()
    for one in names:
        found |= models.Q(*(there(name) if name == one else ~there(name) for name in names))
    return found


class Tie(models.Model):
    """The upper end of a strand (a sentence of the vision as a passage, or a statement of a theory), the why, who and when."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="%(class)ss")
    passage = models.ForeignKey(Passage, models.CASCADE, null=True, related_name="%(class)ss")
    statement = models.ForeignKey(Statement, models.CASCADE, null=True, related_name="%(class)ss")
    why = models.CharField(_("why it serves this"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="%(class)ss_tied"
    )
    at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=0, editable=False)  # a save on top of an older one is told so

    class Meta:
        abstract = True
        ordering = ("id",)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    @transaction.atomic
    def _tie(cls, team, by, serves, why, **work) -> tuple:
        """The row, and whether it is new: the same tie said twice is one. Raises Gone where an end is not the team's or left.

        For the verb of each kind, which has made sure that the work is still there, with the team's row held.
        """
        if isinstance(serves, Passage):
            upper = {"passage": Passage.objects.filter(pk=serves.pk, text__shared_vision__team=team).first()}
        else:
            standing = Statement.objects.standing().filter(theory__team=team, theory__removed_at=None)
            upper = {"statement": standing.filter(pk=serves.pk).first()}
        if not all(upper.values()):
            raise Gone
        made, new = cls.objects.get_or_create(team=team, **upper, **work, defaults={"by": by, "why": why})
        tell(team.pk, TOPIC)
        return made, new

    @transaction.atomic
    def mend(self, edition, why) -> None:
        """Say the why anew. Raises Stale (with the row as it is) and Gone."""
        held = self._held()
        if held.why == why:
            return
        if held.edition != edition:
            raise Stale(held)
        type(self).objects.filter(pk=self.pk).update(why=why, edition=F("edition") + 1)
        tell(self.team_id, TOPIC)

    @transaction.atomic
    def cut(self) -> bool:
        """It does not serve this after all. Both ends stay. False where somebody was quicker."""
        gone, _rows = type(self).objects.filter(pk=self.pk).delete()
        PlanPrint.forget(self.team_id)
        tell(self.team_id, TOPIC)
        return bool(gone)

    def _held(self):
        held = type(self).objects.select_for_update(no_key=True).filter(pk=self.pk).first()
        if held is None:
            raise Gone
        return held


class Strand(Tie):
    """One piece of work that serves one sentence or strategy. Exactly one of `WORK` is said; `guide` is a key of a condition."""

    goal = models.ForeignKey(Goal, models.CASCADE, null=True, related_name="strands")
    problem = models.ForeignKey(ProblemOfPractice, models.CASCADE, null=True, related_name="strands")
    theory = models.ForeignKey(Theory, models.CASCADE, null=True, related_name="strands")
    arrow = models.ForeignKey(Arrow, models.CASCADE, null=True, related_name="strands")
    decision_point = models.ForeignKey(DecisionPoint, models.CASCADE, null=True, related_name="strands")
    decision = models.ForeignKey(Decision, models.CASCADE, null=True, related_name="strands")
    initiative = models.ForeignKey(Initiative, models.CASCADE, null=True, related_name="strands")
    guide = models.CharField(max_length=16, blank=True)

    class Meta(Tie.Meta):
        verbose_name = _("strand")
        constraints = (
            models.CheckConstraint(condition=exactly_one("passage", "statement"), name="strand_leads_to_one"),
            models.CheckConstraint(condition=exactly_one(*WORK, blank="guide"), name="strand_comes_from_one"),
            models.UniqueConstraint(fields=("passage", "statement", *WORK), name="strand_once", nulls_distinct=False),
        )

    @classmethod
    @transaction.atomic
    def tie(cls, team, by, work, serves, why) -> tuple["Strand", bool]:
        """`work` is a row of one of the kinds, or the key of a condition; `serves` a passage or a statement. Raises Gone."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        if isinstance(work, str):
            if work not in guides.CONDITION_KEYS:
                raise Gone
            return cls._tie(team, by, serves, why, guide=work)
        kind = KIND_OF[type(work)]
        if not work_of(team, kind).filter(pk=work.pk).exists():
            raise Gone
        if isinstance(serves, Statement) and kind in {"arrow", "theory"}:
            theory = work.pk if kind == "theory" else work.theory_id
            if theory == serves.theory_id:  # it is part of it anyway
                raise ToItsOwn
        return cls._tie(team, by, serves, why, **{kind: work})


class ToItsOwn(Exception):
    """An arrow or a theory cannot serve a statement of the same theory: it is made of it."""


ROWS = dict(
    zip(WORK, (Goal, ProblemOfPractice, Theory, Arrow, DecisionPoint, Decision, Initiative), strict=False)
)  # the last of them is words
KIND_OF = {model: kind for kind, model in ROWS.items()}


def work_of(team, kind) -> models.QuerySet:
    """The team's own work of a kind that stands: what a strand may start from."""
    if kind == "arrow":
        ends = {"source__removed_at": None, "target__removed_at": None, "removed_at": None}
        return Arrow.objects.filter(theory__team=team, theory__removed_at=None, **ends)
    rows = ROWS[kind].objects.filter(team=team)
    return rows.filter(removed_at=None) if kind == "theory" else rows
