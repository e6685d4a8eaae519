"""What a team's plan says of its work on the conditions: where it stands, its order, tasks, and what it prepares.

A plan leaves the house: of answers it tells what everybody asked may know, of rounds with names only that they took place.
Knows rows, no requests; a decision's words are live text and come from `visioning.plan_decisions`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef
from django.utils.timezone import localdate

from . import guides
from .levels import Level
from .models import (
    Challenge,
    Consensus,
    ConsensusDissent,
    LearningNeed,
    RankedCondition,
    ReservedTime,
    Shift,
    StopDoing,
    Task,
)
from .result_history import History
from .results import Result
from .rows_together import built, listed, name_of

LATEST_DONE = 12

NOTES = {
    "challenges": (Challenge, ("words", "guide", "kind", "agreement")),
    "shifts": (Shift, ("words", "guide", "who", "now", "role")),
    "learnings": (LearningNeed, ("words", "guide", "who", "how", "by_on")),
    "stops": (StopDoing, ("words", "guide", "frees", "from_on")),
}
TIME = ("condition", "meeting", "first_at", "minutes", "rhythm", "times")
RANKED = ("condition", "reason", "begins_on", "ends_on")


@dataclass(frozen=True)
class SeenDifferently:
    """Words beside what the others settled on. `name` is None where the author has left."""

    words: str
    name: str | None
    on: date

    @classmethod
    def of(cls, row) -> "SeenDifferently":
        return cls(row["words"], row["name"], day(row["at"]))


@dataclass(frozen=True)
class Settled:
    """The level a team settled on after a round."""

    level: str
    reason: str
    on: date
    round: str
    dissents: tuple[SeenDifferently, ...] = ()


@dataclass(frozen=True)
class Asked:
    """The latest closed round about a condition. `sentence` is "" where names were kept: what was said stays with the team."""

    round: str
    on: date
    rate: str
    sentence: str


@dataclass(frozen=True)
class ConditionNow:
    """Where a team stands on one condition: by its own word, and by what people answered last."""

    label: str
    settled: Settled | None
    asked: Asked | None
    key: str = ""  # of its guide


@dataclass(frozen=True)
class PlannedTask:
    """Something to do, or done. `owner` is None where nobody has it."""

    words: str
    about: str
    owner: str | None
    due_on: date | None
    was_planned: bool
    done_on: date | None


@dataclass(frozen=True)
class ConditionWork:
    """All of it. Rows of notes, order and times carry `about`: the name of their condition."""

    conditions: tuple[ConditionNow, ...] = ()
    order: tuple[RankedCondition, ...] = ()
    times: tuple[ReservedTime, ...] = ()
    open_tasks: tuple[PlannedTask, ...] = ()
    done_tasks: tuple[PlannedTask, ...] = ()
    more_done: int = 0
    stops: tuple[StopDoing, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    shifts: tuple[Shift, ...] = ()
    learnings: tuple[LearningNeed, ...] = ()

    @property
    def tasks(self) -> bool:
        return bool(self.open_tasks or self.done_tasks)

    @property
    def groundwork(self) -> bool:
        return bool(self.stops or self.challenges or self.shifts or self.learnings)

    @classmethod
    def questions(cls) -> dict:
        """What a query over Team is to bring along."""
        asked = {model.slug: listed(of_team(model), *fields) for model, fields in NOTES.values()}
        dissents = ConsensusDissent.objects.filter(consensus=OuterRef("pk")).order_by("at", "id")
        return asked | {
            "order": listed(of_team(RankedCondition), *RANKED),
            "reserved": listed(of_team(ReservedTime), *TIME),
            "todo": listed(of_team(Task), "words", "guide", "due_on", "done_at", owner=name_of("owner")),
            "levels": listed(
                Consensus.objects.settled().filter(round__team=OuterRef("pk")).order_by("-round__number"),
                "condition",
                "level",
                "reason",
                "settled_at",
                round_name="round__name",
                dissents=listed(dissents, "words", "at", name=name_of("person")),
            ),
        }

    @classmethod
    def of(cls, team, brought) -> "ConditionWork":
        """`brought` is a row of that query. Three more questions, about what people answered."""
        labels = {guide.key: guide.label for guide in guides.guides()}
        rows = {name: about(built(model, brought[model.slug]), "guide", labels) for name, (model, _f) in NOTES.items()}
        order = about(built(RankedCondition, brought["order"]), "condition", labels)
        levels = {}
        for one in brought["levels"]:
            levels.setdefault(one["condition"], settled_of(one))
        asked = latest_asked(team)
        ranked = [one.condition for one in order]
        keys = ranked + [key for key in guides.CONDITION_KEYS if key not in ranked]
        tasks = [task_of(one, labels) for one in brought["todo"]]
        done = sorted((one for one in tasks if one.done_on), key=lambda one: one.done_on, reverse=True)
        return cls(
            conditions=tuple(
                ConditionNow(labels.get(key, key), levels.get(key), asked.get(key), key)
                for key in keys
                if key in levels or key in asked
            ),
            order=order,
            times=about(built(ReservedTime, brought["reserved"]), "condition", labels),
            open_tasks=tuple(one for one in tasks if not one.done_on),
            done_tasks=tuple(done[:LATEST_DONE]),
            more_done=len(done[LATEST_DONE:]),
            **rows,
        )


def of_team(model):
    """A team's rows in their usual order."""
    return model.objects.filter(team=OuterRef("pk")).order_by(*model._meta.ordering)


def about(rows, key, labels) -> tuple:
    for row in rows:
        row.about = labels.get(getattr(row, key), "")
    return tuple(rows)


def day(moment) -> date:
    return localdate(datetime.fromisoformat(moment))


def settled_of(row) -> Settled:
    dissents = tuple(SeenDifferently.of(one) for one in row["dissents"])
    return Settled(str(Level(row["level"]).label), row["reason"], day(row["settled_at"]), row["round_name"], dissents)


def task_of(row, labels) -> PlannedTask:
    due_on = row["due_on"] and date.fromisoformat(row["due_on"])
    return PlannedTask(
        words=row["words"],
        about=labels.get(row["guide"], ""),
        owner=row["owner"],
        due_on=due_on,
        was_planned=Task(due_on=due_on).was_planned,
        done_on=row["done_at"] and day(row["done_at"]),
    )


def latest_asked(team) -> dict[str, Asked]:
    """By condition: the latest closed round that asked about it, with its sentence where that may leave the house."""
    history = History([team.school_id])
    found = {}
    for one in reversed([one for one in history.rounds if one.team_id == team.pk]):
        if new := [key for key in one.condition_keys if key not in found]:
            result = Result.from_history(one, history)
            sentences = {} if one.is_named else {part.key: part.sentence for part in result.parts}
            on = localdate(one.closed_at)
            found |= {key: Asked(one.name, on, result.rate, sentences.get(key, "")) for key in new}
    return found
