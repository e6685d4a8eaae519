"""Strands of the thread: somebody says that a piece of work serves a sentence of the vision or a strategy, and why.

A row says who and when. Pilots are tied by rows of their own app, made from the same `Tie`.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leadership.models import Team

from .arrows import Arrow
from .decision_points import DecisionPoint
from .decisions import Decision
from .goals import Goal
from .initiatives import Initiative
from .passages import Passage
from .problems import ProblemOfPractice
from .statements import Statement

WORK = ("goal", "problem", "arrow", "decision_point", "decision", "initiative", "guide")  # what a strand may start from


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

    class Meta:
        abstract = True
        ordering = ("id",)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class Strand(Tie):
    """One piece of work that serves one sentence or strategy. Exactly one of `WORK` is said; `guide` is a key of a condition."""

    goal = models.ForeignKey(Goal, models.CASCADE, null=True, related_name="strands")
    problem = models.ForeignKey(ProblemOfPractice, models.CASCADE, null=True, related_name="strands")
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
