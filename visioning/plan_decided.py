"""What a team's plan says of its decision log: what was decided, by which right, what was heard and not taken up, what is expected, when it comes back.

Knows rows, no requests. A plan leaves the house: who stood where, and who objected, stays inside; what an objection changed does not.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from leadership.rows_together import built, listed

from .models import Decision, DecisionReview, DecisionStage, Objection

TOLD = (
    *("id", "number", "question", "guide", "rule", "decider_name", "stage", "outcome", "decided_on", "meeting"),
    *(
        "advisory",
        "explanation",
        "effective_on",
        "prediction",
        "review_on",
        "input_until",
        "supersedes_id",
        "counted",
        "ended_on",
    ),
)
LEFT = (DecisionStage.DRAFT, DecisionStage.DROPPED)  # a draft is the team's own; what was dropped changed nothing


@dataclass(frozen=True)
class PlannedDecision:
    """One decision of the log. `reviews` are looks back, of `objections`, those that ended, only how."""

    decision: Decision
    address: str
    rule: str
    objections: tuple[Objection, ...] = ()
    reviews: tuple[DecisionReview, ...] = ()
    replaced_by: int | None = None

    @property
    def said(self) -> list[str]:
        """What is known beside the outcome, a line each."""
        one = self.decision
        lines = (
            (one.meeting, _("Decided in public: %(words)s")),
            (one.effective_on and date_format(one.effective_on), _("From: %(words)s")),
            (one.prediction, _("What we expect to see: %(words)s")),
            (self.comes_back and date_format(one.review_on), _("Looked at again on: %(words)s")),
            (one.ended_on and date_format(one.ended_on), _("Ended on: %(words)s")),
            (self.replaced_by, _("Replaced by decision %(words)s")),
        )
        return [pattern % {"words": words} for words, pattern in lines if words]

    @property
    def objections_said(self) -> list[str]:
        """How many there were and how they ended, a line each: the staff reads no more of them on the decision's own page."""
        ends = Counter(str(one.get_state_display()) for one in self.objections)
        pattern = ngettext_lazy("One objection. %(end)s.", "%(count)s objections. %(end)s.", "count")
        return [pattern % {"count": count, "end": end} for end, count in ends.items()]

    @property
    def comes_back(self) -> bool:
        return bool(self.decision.review_on and not self.replaced_by and not self.decision.ended_on)

    @property
    def how(self) -> str:
        """By which right it was decided, and when; for one that is open, until when input counts."""
        one = self.decision
        if one.stage == DecisionStage.OPEN:
            until = one.input_until and date_format(one.input_until)
            return (
                _("Open for input until %(day)s. %(rule)s.") % {"day": until, "rule": self.rule} if until else self.rule
            )
        by = _("%(name)s decided, after hearing the others") % {"name": one.decider_name}
        rule = by if one.decider_name else self.rule
        said = _("Decided on %(day)s. %(rule)s.") % {"day": date_format(one.decided_on), "rule": rule}
        return f"{said} {one.came_about.told_with_way}" if one.came_about else said

    @property
    def is_open(self):
        return self.decision.stage == DecisionStage.OPEN


@dataclass(frozen=True)
class DecisionLog:
    """What was decided, newest first, then what is open. No drafts."""

    decided: tuple[PlannedDecision, ...] = ()
    open: tuple[PlannedDecision, ...] = ()

    def __bool__(self):
        return bool(self.decided or self.open)

    @classmethod
    def questions(cls) -> dict:
        """For `brought_along`: rows riding along with others."""
        # A plan goes to all staff: a decision that only the team may read stays with it.
        decisions = Decision.objects.for_staff().filter(team=OuterRef("pk")).exclude(stage__in=LEFT)
        of_team = {"decision__team": OuterRef("pk")}
        objections = Objection.objects.seen().filter(**of_team).exclude(state=Objection.State.OPEN)
        reviews = DecisionReview.objects.filter(**of_team)
        return {
            "log_decisions": listed(decisions.order_by("-decided_on", "-number"), *TOLD),
            "log_objections": listed(objections.order_by("id"), "id", "decision_id", "state"),
            "log_reviews": listed(
                reviews.order_by("id"), "id", "decision_id", "due_on", "found", "verdict", "noted_at"
            ),
        }

    @classmethod
    def of(cls, team, brought) -> "DecisionLog":
        objections = by_decision(Objection, brought["log_objections"])
        reviews = by_decision(DecisionReview, brought["log_reviews"])
        decisions = built(Decision, brought["log_decisions"])
        replaced = {one.supersedes_id: one.number for one in decisions if one.supersedes_id and one.decided_on}
        told = [
            PlannedDecision(
                one,
                reverse("decision", args=(team.slug, one.number)),
                str(one.get_rule_display()),
                tuple(objections.get(one.pk, ())),
                tuple(reviews.get(one.pk, ())),
                replaced.get(one.pk),
            )
            for one in decisions
        ]
        return cls(tuple(one for one in told if not one.is_open), tuple(one for one in told if one.is_open))


def by_decision(model, rows) -> dict[int, list]:
    found: dict[int, list] = {}
    for one in built(model, rows):
        found.setdefault(one.decision_id, []).append(one)
    return found
