"""Northside works through its guides: each answers a big question alone, some show it, and the team decides together."""

from visioning.models import DecisionDissent, DecisionPoint, GuideAnswer

from .stage import Stage, dated, day
from .writing import WRITING, write


def play(stage: Stage, script) -> None:
    for one in script["questions"]:
        answer(stage, one)
        if "writing" in one:
            decide(stage, one)


def answer(stage, script):
    asked = script["guide"], script["question"]
    for one in script["answers"]:
        person = stage.person(one)
        GuideAnswer.keep(stage.team, person, *asked, one["words"], 0)
        if one["shown"]:
            GuideAnswer.show(stage.team, person, *asked)


def decide(stage, script):
    point = DecisionPoint.start(stage.team, script["guide"], script["question"])
    for one in script["writing"]:
        write(stage, point.text, stage.person(one), WRITING[one["do"]], one)
    dated(point, started_at=script["days"] + 3)
    if "decided_by" in script:
        point = point.settle(stage.person(script), script["decided_by"], day(script["days"]), point.state)
        dated(point.version, kept_at=script["days"])
    for one in script.get("dissents", ()):
        dated(DecisionDissent.say(point, stage.person(one), one["words"]), at=script["days"])
