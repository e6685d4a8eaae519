"""What Northside made of its look at the conditions: the order and its time, tasks, and notes of every kind."""

from datetime import timedelta

from leadership import guides
from leadership.models import RankedCondition, ReservedTime, Task
from leadership.models.groundwork import NOTE_KINDS

from .stage import Stage, ago, dated, day

DAYS = ("due_on", "from_on", "by_on")  # fields that hold a day


def play(stage: Stage, script) -> None:
    for one in script["order"]:
        place(stage, one)
    for one in script["times"]:
        said = {name: one[name] for name in ("condition", "meeting", "minutes", "rhythm", "times")}
        ReservedTime.reserve(stage.team, stage.person(one), first_at=next_weekday(one["weekday"]), **said)
    for one in script["tasks"]:
        do(stage, one)
    for slug, notes in script["notes"].items():
        for one in notes:
            note(stage, NOTE_KINDS[slug], one)


def place(stage, script):
    RankedCondition.place(stage.team, stage.person(script), script["condition"])
    placed = RankedCondition.of(stage.team).get(condition=script["condition"])
    begins, ends = script.get("begins"), script.get("ends")
    placed.mend(
        stage.person(script),
        reason=script["reason"],
        begins_on=None if begins is None else day(begins),
        ends_on=None if ends is None else day(ends),
    )


def next_weekday(number):
    """The next such day, Monday being 1, in the afternoon."""
    today = ago(0)
    return today + timedelta(days=(number - today.isoweekday() - 1) % 7 + 1)


def said_of(stage, script, names):
    """What a note says: words as they stand, days counted back, and the result it came from."""
    said = {name: script[name] for name in names if name in script}
    said |= {name: day(script[name]) for name in DAYS if name in script}
    if "item" in script:
        said |= {"item": script["item"], "round": stage.team.assessment_rounds.get(name=script["round"])}
    return said


def do(stage, script):
    """A task: taken over from a guide, or in words of their own."""
    by = stage.person(script)
    owner = {"owner": stage.person(script, "owner")}
    if "suggested" in script:
        guide = guides.guide(script["guide"])
        found = ((stage, task) for stage in guide.stages for task in stage.tasks if task.key == script["suggested"])
        task, _new = Task.take(stage.team, by, guide, *next(found))
        task.mend(**owner, **said_of(stage, script, ()))
    else:
        task = Task.note(stage.team, by, **owner, **said_of(stage, script, ("guide", "stage", "words")))
    dated(task, noted_at=script["days"])
    if "done" in script:
        task.settle(True, stage.person(script, "owner") or by)
        dated(task, done_at=script["done"])


def note(stage, kind, script):
    names = {"guide", "words", "kind", "agreement", "who", "now", "role", "how", "frees", "because"}
    made = kind.note(stage.team, stage.person(script), **said_of(stage, script, names))
    if "learned" in script:
        made.learn(script["learned"])
        dated(made, learned_at=script["learned_days"])
    dated(made, noted_at=script["days"])
