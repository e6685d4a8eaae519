"""What a team's plan says of its pilots: what each tests, what was tried, its charts in words and pictures, what was decided, what follows.

Knows rows, no requests. A plan leaves the house: participants are a number, and what was noted beside an observation stays inside.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from leadership import guides
from leadership.rows_together import built, listed, name_of
from visioning.models.drafting import how_many

from .models import (
    Act,
    Cycle,
    Held,
    LearningCard,
    NextStep,
    NoteKind,
    Participation,
    Pilot,
    PilotDecision,
    PilotNote,
    Prediction,
    Reach,
    TestedArrow,
)
from .run_chart_drawing import draw
from .run_chart_rows import charts_by_pilot
from .run_chart_shape import Chart

FEW = 3
LAST_ROWS = 6  # of a chart; the picture shows all of them

OF_PILOT = (
    *("id", "number", "title", "guide", "skipped", "pinned", "ends_on", "who", "what", "measured_how"),
    *("challenge", "invited_at", "started_at", "closed_at", "results", "decision", "decision_why", "midpoint_words"),
)


@dataclass(frozen=True)
class PlannedArrow:
    """An arrow of a theory that the pilot tests, and what it showed, in words."""

    theory: str
    source: str
    target: str
    verdict: str
    because: str


@dataclass(frozen=True)
class PlannedCycle:
    """One cycle in short. `held` says how many of its predictions came true; "" before they are compared."""

    number: int
    change_idea: str
    builds_on: int | None
    learned: str
    act: str
    act_why: str
    held: str


@dataclass(frozen=True)
class PlannedStep:
    """What follows: a task of the team."""

    words: str
    owner: str
    due_on: date | None
    done: bool


@dataclass(frozen=True)
class PlannedChart:
    """A run chart in words, in its last rows and drawn. `name` keeps the ids of several apart."""

    chart: Chart
    name: str

    @property
    def rows(self) -> tuple:
        return self.chart.rows[:LAST_ROWS]

    @property
    def rows_left(self) -> int:
        return len(self.chart.seen) - len(self.rows)

    @property
    def is_a_line(self) -> bool:
        """Fewer points than this are read faster than looked at."""
        return len(self.chart.points) >= FEW

    @cached_property
    def wide(self) -> SafeString:
        return draw(self.chart, name=f"{self.name}-wide")

    @cached_property
    def narrow(self) -> SafeString:
        return draw(self.chart, "narrow", name=f"{self.name}-narrow")

    @cached_property
    def on_paper(self) -> SafeString:
        return draw(self.chart, "print", name=f"{self.name}-print")


@dataclass(frozen=True)
class PlannedPilot:
    """One pilot, with what may leave the house of it."""

    pilot: Pilot
    address: str
    serves: str
    problem: str
    arrows: tuple[PlannedArrow, ...]
    questions: tuple[PilotNote, ...]
    wins: tuple[PilotNote, ...]
    cycles: tuple[PlannedCycle, ...]
    charts: tuple[PlannedChart, ...]
    next_steps: tuple[PlannedStep, ...]
    card: LearningCard | None
    people: int

    @property
    def standing(self) -> str:
        """Where it is, in a sentence."""
        pilot = self.pilot
        if pilot.closed_at:
            day = date_format(localtime(pilot.closed_at), "DATE_FORMAT")
            decided = PilotDecision(pilot.decision).label
            return _("Closed on %(day)s. We decided: %(decided)s.") % {"day": day, "decided": decided}
        until = {"day": date_format(pilot.ends_on, "DATE_FORMAT")}
        if pilot.started_at:
            return _("Under way until %(day)s.") % until
        if pilot.invited_at:
            return _("It invites people to join; it ends on %(day)s.") % until
        return _("Being planned; it ends on %(day)s.") % until

    @property
    def joined(self) -> str:
        """How many take part. Few are not counted: in a small school a number can be a name."""
        if not self.people:
            return ""
        if self.people < FEW:
            return _("A few people joined of their own will.")
        return _("%(count)s people joined of their own will.") % {"count": self.people}


@dataclass(frozen=True)
class Pilots:
    """All of them, in the order in which they were begun."""

    pilots: tuple[PlannedPilot, ...] = ()

    def __bool__(self):
        return bool(self.pilots)

    @classmethod
    def questions(cls) -> dict:
        """What a query over Team is to bring along. The observations are the one question beside it (`charts_by_pilot`)."""
        here = OuterRef("pk")
        notes = PilotNote.objects.filter(pilot=here, kind__in=(NoteKind.QUESTION, NoteKind.WIN))
        predictions = Prediction.objects.filter(cycle=here).order_by("id")
        arrows = TestedArrow.objects.filter(pilot=here).order_by("id")
        # What the participants have not agreed to share does not leave the house.
        cards = LearningCard.objects.filter(pilot=here).exclude(reach=Reach.TEAM)
        standing = Q(arrow__removed_at=None, arrow__source__removed_at=None, arrow__target__removed_at=None)
        return {
            "pilot_rows": listed(
                Pilot.objects.filter(team=here)
                .order_by("number")
                .annotate(people_count=how_many(Participation.objects.filter(pilot=here))),
                *OF_PILOT,
                people="people_count",
                problem_words="problem__words",
                arrow_rows=listed(
                    arrows.filter(standing | ~Q(verdict=""), arrow__theory__removed_at=None),
                    *("verdict", "because"),
                    theory="arrow__theory__title",
                    source="arrow__source__words",
                    target="arrow__target__words",
                ),
                note_rows=listed(notes.order_by("noted_at", "id"), "kind", "words", "more", "on"),
                cycle_rows=listed(
                    Cycle.objects.filter(pilot=here).order_by("number"),
                    *("number", "change_idea", "learned", "act", "act_why", "closed_at"),
                    builds_on="builds_on__number",
                    predictions=listed(predictions, "held"),
                ),
                step_rows=listed(
                    NextStep.objects.filter(pilot=here).order_by("id"),
                    words="task__words",
                    owner=name_of("task__owner"),
                    due_on="task__due_on",
                    done_at="task__done_at",
                ),
                card_rows=listed(cards, "held", "not_again"),
            )
        }

    @classmethod
    def of(cls, team, brought) -> "Pilots":
        """`brought` is a row of that query."""
        rows = brought["pilot_rows"]
        charts = charts_by_pilot([row["id"] for row in rows], notes=False)
        return cls(tuple(planned(team, row, charts.get(row["id"], ())) for row in rows))


def planned(team, row, charts) -> PlannedPilot:
    (pilot,) = built(Pilot, [{name: row[name] for name in OF_PILOT}])
    notes = built(PilotNote, row["note_rows"])
    return PlannedPilot(
        pilot=pilot,
        address=reverse("pilot", args=(team.slug, pilot.number)),
        serves=guides.guide(pilot.guide).label if pilot.guide else "",
        problem=row["problem_words"] or "",
        arrows=tuple(arrow_of(one) for one in row["arrow_rows"]),
        questions=tuple(one for one in notes if one.kind == NoteKind.QUESTION),
        wins=tuple(one for one in notes if one.kind == NoteKind.WIN),
        cycles=tuple(cycle_of(one) for one in row["cycle_rows"]),
        charts=tuple(
            PlannedChart(chart, f"pilot-{pilot.number}-measure-{chart.number}") for chart in charts if chart.seen
        ),
        next_steps=tuple(step_of(one) for one in row["step_rows"]),
        card=next(iter(built(LearningCard, row["card_rows"])), None),
        people=row["people"],
    )


def arrow_of(row) -> PlannedArrow:
    verdict = str(TestedArrow.Verdict(row["verdict"]).label) if row["verdict"] else ""
    return PlannedArrow(row["theory"], row["source"], row["target"], verdict, row["because"])


def cycle_of(row) -> PlannedCycle:
    compared = [one["held"] for one in row["predictions"] if one["held"]]
    return PlannedCycle(
        number=row["number"],
        change_idea=row["change_idea"],
        builds_on=row["builds_on"],
        learned=row["learned"] if row["closed_at"] else "",
        act=str(Act(row["act"]).label) if row["closed_at"] else "",
        act_why=row["act_why"] if row["closed_at"] else "",
        held=held_in_words(compared) if row["closed_at"] else "",
    )


def held_in_words(compared) -> str:
    """How many predictions of a cycle came true. Learning, no score."""
    if not compared:
        return ""
    if len(compared) == 1:
        return _("One prediction: %(held)s.") % {"held": Held(compared[0]).label}
    true = compared.count(Held.YES)
    words = _("Of %(count)s predictions %(true)s came true.")
    return words % {"count": len(compared), "true": true or _("none")}


def step_of(row) -> PlannedStep:
    due_on = row["due_on"] and date.fromisoformat(row["due_on"])
    return PlannedStep(row["words"], row["owner"] or "", due_on, bool(row["done_at"]))
