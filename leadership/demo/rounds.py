"""Rounds of self-assessment at the demo schools: opened, answered, closed, and what the team settled on afterwards.

In the script each item has a line of digits for each group, one digit a person, in the order of the group's people.
"""

from leadership.models import AssessmentRound, Consensus, ConsensusDissent

from .stage import Stage, ago, dated, day


def play(stage: Stage, script) -> None:
    for one in script["rounds"]:
        play_round(stage, one)


def play_round(stage, script):
    said = {name: script[name] for name in ("name", "audience", "naming")}
    if "closes" in script:
        said["closes_on"] = day(script["closes"])
    parts = [tuple(part) for part in script["parts"]]
    opened = AssessmentRound.open(stage.team, stage.person(script), parts, **said)
    dated(opened, opened_at=script["days"])
    notes = {one["by"]: {one["item"]: one["words"]} for one in script.get("notes", ())}
    for group, names in script["groups"].items():
        for place, name in enumerate(names):
            levels = {item: int(lines[group][place]) for item, lines in script["levels"].items()}
            opened.answer(stage.people[name], levels, notes.get(name), group=group)
    for leader in script.get("leaders", ()):
        levels = dict(zip(opened.item_keys, map(int, leader["levels"]), strict=True))
        opened.answer(stage.person(leader), levels, private=leader["private"])
    if "closed" in script:
        opened.close(at=ago(script["closed"]))
    for one in script.get("consensuses", ()):
        agree(stage, opened, one)


def agree(stage, round, script):
    """Levels face down; turned over and settled on where the script says when."""
    for name, level, *reason in script["levels"]:
        found = Consensus.put(round, script["condition"], stage.people[name], level, *reason)
    if "days" in script:
        found.reveal()
        found.settle(stage.person(script), script["level"], script["reason"], found.edition)
        dated(found, revealed_at=script["days"], settled_at=script["days"])
    dated(found, opened_at=script["opened"])
    for one in script.get("dissents", ()):
        ConsensusDissent.say(found, stage.person(one), one["words"])
        dated(found.dissents.get(person=stage.person(one)), at=script["days"])
