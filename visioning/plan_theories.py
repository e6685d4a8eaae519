"""What a team's plan says of its goals, its problems of practice and its theories. Knows rows, no requests.

A theory comes as its `Shape`, so that the plan's sentences and its drawing are made as on the theory's own page. How sure people are
stays with the team: a plan leaves the house.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from leadership import guides
from leadership.models.groundwork import ChallengeKind
from leadership.rows_together import built, listed

from .models import Arrow, Check, Evidence, Goal, ProblemOfPractice, Statement, Theory
from .theory.drawing import draw
from .theory.shape import REASONS, ArrowShape, Column, Shape, State, StatementShape
from .theory_pdf import ToldTheory


@dataclass(frozen=True)
class PlannedGoal:
    """A goal, with the problems of practice the team sees in its way."""

    goal: Goal | None
    problems: tuple["PlannedProblem", ...] = ()

    @property
    def said(self) -> list[str]:
        """What is known of the goal, a line each."""
        goal = self.goal
        due_on = goal.due_on and date_format(goal.due_on)
        lines = (
            (goal.measure, _("How we will know: %(words)s")),
            (due_on, _("By when: %(words)s")),
            (goal.benefits, _("Who benefits: %(words)s")),
            (goal.framework, _("Which outside goal it serves: %(words)s")),
        )
        return [pattern % {"words": words} for words, pattern in lines if words]


@dataclass(frozen=True)
class PlannedProblem:
    """A problem of practice. `holds` are the checks that hold, in words."""

    words: str
    kind: str
    technical: str
    adaptive: str
    skipped: str
    holds: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class PlannedTheory(ToldTheory):
    """One theory, with where it can be opened."""

    address: str

    @cached_property
    def diagram_wide(self) -> SafeString:
        return draw(self.shape, name=f"{self.anchor}wide")

    @cached_property
    def diagram_narrow(self) -> SafeString:
        return draw(self.shape, name=f"{self.anchor}narrow", form="narrow")


@dataclass(frozen=True)
class Theories:
    """All of it, in the order in which one step asks for the one before."""

    goals: tuple[PlannedGoal, ...] = ()
    theories: tuple[PlannedTheory, ...] = ()

    def __bool__(self):
        return bool(self.goals or self.theories)

    @classmethod
    def questions(cls) -> dict:
        """What a query over Team is to bring along: no question of its own, however many theories there are."""
        here = OuterRef("pk")
        of_theory = {"theory": here, "removed_at": None}
        ends = {"source__removed_at": None, "target__removed_at": None}
        statements = Statement.objects.filter(**of_theory).order_by("place", "id")
        arrows = Arrow.objects.filter(**of_theory, **ends).order_by("id")
        evidence = Evidence.objects.filter(problem=here).order_by("noted_at", "id")
        problems = ProblemOfPractice.objects.filter(team=here).order_by("number")
        return {
            "goal_rows": listed(
                Goal.objects.filter(team=here).order_by("number"),
                *("id", "number", "words", "measure", "due_on", "benefits", "framework", "framework_address"),
            ),
            "problem_rows": listed(
                problems,
                *("goal_id", "words", "kind", "technical", "adaptive", "skipped", "holds"),
                evidence=listed(evidence, "words", "address"),
            ),
            "theory_rows": listed(
                Theory.objects.standing().filter(team=here).order_by("number"),
                *("number", "title", "guide", "skipped"),
                problem_words="problem__words",
                goal_words="problem__goal__words",
                statement_rows=listed(statements, "number", "column", "words"),
                arrow_rows=listed(
                    arrows, *REASONS, "state", "state_on", source="source__number", target="target__number"
                ),
            ),
        }

    @classmethod
    def of(cls, team, brought) -> "Theories":
        """`brought` is a row of that query."""
        goals = built(Goal, brought["goal_rows"])
        problems = [(row["goal_id"], problem_of(row)) for row in brought["problem_rows"]]
        planned = [PlannedGoal(goal, tuple(one for of, one in problems if of == goal.pk)) for goal in goals]
        if loose := tuple(one for of, one in problems if of is None):
            planned.append(PlannedGoal(None, loose))
        return cls(tuple(planned), tuple(theory_of(team, row) for row in brought["theory_rows"]))


def problem_of(row) -> PlannedProblem:
    return PlannedProblem(
        words=row["words"],
        kind=str(ChallengeKind(row["kind"]).label) if row["kind"] else "",
        technical=row["technical"],
        adaptive=row["adaptive"],
        skipped=row["skipped"],
        holds=tuple(str(check.label) for check in Check if check in row["holds"]),
        evidence=tuple(built(Evidence, row["evidence"])),
    )


def theory_of(team, row) -> PlannedTheory:
    statements = (StatementShape(one["number"], Column(one["column"]), one["words"]) for one in row["statement_rows"])
    arrows = (
        ArrowShape(
            one["source"],
            one["target"],
            **{name: one[name] for name in REASONS},
            state=State(one["state"]),
            state_on=one["state_on"] and date.fromisoformat(one["state_on"]),
        )
        for one in row["arrow_rows"]
    )
    return PlannedTheory(
        number=row["number"],
        address=reverse("theory", args=(team.slug, row["number"])),
        serves=guides.guide(row["guide"]).label if row["guide"] else "",
        problem=row["problem_words"] or "",
        goal=row["goal_words"] or "",
        skipped=row["skipped"],
        shape=Shape(row["title"], tuple(statements), tuple(arrows)),
    )
