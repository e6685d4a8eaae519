"""What a team's work on the seven conditions holds, for the small world: rows of every kind, each word saying whose it is.

Rounds and levels of `round-` are read by whoever the round asks; what a team keeps to itself is `team-` or `inner-`. Words whose
owner begins with `private-` are shown to one person, those that begin with `unnamed-` to nobody: too few have answered.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from leadership.models import (
    AssessmentAnswer,
    AssessmentRound,
    Consensus,
    ConsensusDissent,
    RankedCondition,
    ReservedTime,
    Task,
)
from leadership.models.groundwork import NOTE_KINDS
from visioning.models import DecisionDissent, DecisionPoint

from ..leadership import making
from ..visioning import making as visioning_making

ITEMS = ("told", "used")
PARTS = ("vision", "administration")
DECIDED, BEING_WRITTEN = "why-recall", "why-match"  # big questions of the guide to vision


@dataclass
class Asked:
    """The rows that addresses and forms name."""

    inner: AssessmentRound  # closed, with names, the team alone
    unnamed: AssessmentRound  # closed, too few answers to show any
    closed: AssessmentRound  # with names
    open: AssessmentRound
    hidden: AssessmentAnswer  # of the open round
    consensus: Consensus  # settled
    blind: Consensus  # levels lie face down
    task: Task
    notes: dict  # by kind
    time: ReservedTime
    decided: DecisionPoint
    being_written: DecisionPoint
    dissent: DecisionDissent


def words(owner, word="words"):
    return f"canary:{owner}:{word}"


def wording(owner):
    """What a round asks, as it was copied into it."""
    levels = [words(owner, f"level-{number}") for number in (1, 2, 3, 4)]
    asked = [making.part(key, ITEMS) for key in PARTS]
    for part in asked:
        part["title"] = words(owner, "part")
        for item in part["items"]:
            item |= {"title": words(owner, "title"), "text": words(owner, "asked"), "levels": levels}
    return asked


def notes(owner):
    return {f"{part}.{item}": words(owner, "note") for part in PARTS for item in ITEMS}


def ask(letter, team, runner, writer, audience, *, roles, staff):
    """`roles` are what the world calls runner and writer; `staff` are colleagues who answer without their names."""
    rounds = hold_rounds(letter, team, runner, writer, audience, roles, staff)
    decided, being_written, dissent = decide(letter, team, runner, writer, roles)
    return Asked(
        *rounds,
        *settle(letter, rounds[2], runner, writer, roles),
        *work(letter, team, runner, writer, rounds[2]),
        decided,
        being_written,
        dissent,
    )


def hold_rounds(letter, team, runner, writer, audience, roles, staff):
    """Three that are over and one that is open. The open one of a team that asks its staff is without names."""
    asked = {"audience": audience, "opened_by": runner}

    def hold(owner, **fields):
        return making.assessment_round(team, wording(owner), name=words(owner, "name"), **(asked | fields))

    def answer(round, person, owner, level=2, **more):
        return making.assessment_answer(round, person, level, notes=notes(owner), **more)

    inner = hold(f"inner-{letter}", audience="team", naming="named", people_count=2)
    answer(inner, writer, f"inner-{letter}")
    unnamed = hold(f"round-{letter}")
    for person in staff:
        answer(unnamed, person, f"unnamed-note-{letter}")
    answer(unnamed, runner, f"round-{letter}", private=False)
    answer(unnamed, writer, f"private-{roles[1]}", private=True)
    closed = hold(f"round-{letter}", naming="named")
    answer(closed, writer, f"round-{letter}", level=4)
    answer(closed, runner, f"round-{letter}", level=1)
    closed.release(runner, {"vision": 2.5})
    if audience == "team":
        opened = hold(f"round-{letter}", naming="named", closed=False)
        hidden = answer(opened, writer, f"private-{roles[1]}")
    else:
        opened = hold(f"round-{letter}", closed=False)
        hidden = answer(opened, staff[0], f"unnamed-open-{letter}")
        answer(opened, writer, f"private-{roles[1]}", private=True)
    return inner, unnamed, closed, opened, hidden


def settle(letter, closed, runner, writer, roles):
    """One condition is settled, of the other one level lies face down."""
    for person, level in ((runner, 1), (writer, 4)):
        settled = Consensus.put(closed, PARTS[0], person, level, words(f"team-{letter}", "level"))
    settled.reveal()
    settled.settle(runner, 2, words(f"team-{letter}", "reason"), 0)
    ConsensusDissent.say(settled, writer, words(f"team-{letter}", "dissent"))
    blind = Consensus.put(closed, PARTS[1], writer, 3, words(f"private-{roles[1]}", "level"))
    return settled, blind


def work(letter, team, runner, writer, closed):
    """A task that came out of a round, a note of every kind, the order and a time kept for it."""
    mine = f"team-{letter}"
    task = Task.note(
        team, writer, words=words(mine, "task"), guide="vision", round=closed, item="vision.told", owner=writer
    )
    extra = {
        "challenge": {"agreement": words(mine, "agreement")},
        "shift": {"who": "teachers", "now": words(mine, "now")},
        "learning": {"who": words(mine, "who"), "how": words(mine, "how")},
        "stop": {"frees": words(mine, "frees")},
        "pilot-idea": {"because": words(mine, "because"), "round": closed, "item": "vision.told"},
    }
    noted = {
        kind: rows.note(team, writer, guide="vision", words=words(mine, kind), **extra.get(kind, {}))
        for kind, rows in NOTE_KINDS.items()
    }
    noted["burning-question"].learn(words(mine, "learned"))
    for condition in PARTS:
        RankedCondition.place(team, runner, condition)
        RankedCondition.objects.get(team=team, condition=condition).mend(runner, reason=words(mine, "order"))
    time = ReservedTime.reserve(
        team,
        writer,
        condition="vision",
        meeting=words(mine, "meeting"),
        first_at=datetime(2026, 12, 1, 21, 30, tzinfo=UTC),
    )
    return task, noted, time


def decide(letter, team, runner, writer, roles):
    """One answer that its author keeps, one that is shown; one decision, and one that is being written."""
    mine = f"team-{letter}"
    visioning_making.guide_answer(team, writer, words(f"private-{roles[1]}", "guide"), question=DECIDED)
    visioning_making.guide_answer(team, writer, words(mine, "guide"), question=BEING_WRITTEN, shown=True)
    decided = visioning_making.decision_point(
        team,
        question=DECIDED,
        by=writer,
        words=words(mine, "decided"),
        decided_by="consent",
        decided_on=timezone.localdate(),
    )
    being_written = visioning_making.decision_point(team, question=BEING_WRITTEN, by=writer, words=words(mine, "draft"))
    dissent = DecisionDissent.say(decided, writer, words(mine, "seen"))
    return decided, being_written, dissent
