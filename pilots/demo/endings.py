"""How a pilot ended, the card its people wrote, and what another school makes of it."""

from pilots.models import LearningCard, Pilot, Replication
from pilots.models.closing import Closing
from visioning.demo.stage import Stage, dated, day

from .tests_of_change import found_on

CARD = ("context", "tried", "held", "not_again")


def play(stages: dict[str, Stage], script, pilot: Pilot) -> None:
    northside = stages["Northside"]
    close(northside, script["closing"], pilot)
    card = write_card(northside, script["card"], pilot)
    for one in script["replications"]:
        stage = stages[one["school"]]
        said = Replication.say(
            card, stage.team, stage.person(one), edition=0, outcome=one["outcome"], words=one["words"]
        )
        dated(said, noted_at=one["days"])


def close(stage, script, pilot) -> None:
    said = Closing(
        results=script["results"],
        decision=script["decision"],
        decision_why=script["decision_why"],
        answers=dict(zip((one.pk for one in pilot.questions()), script["answers"], strict=True)),
        verdicts={one.pk: (script["verdict"], script["because"]) for one in pilot.tested_arrows.all()},
        steps=tuple((one["words"], stage.people[one["owner"]], day(-one["due_in"])) for one in script["next_steps"]),
    )
    pilot.close(stage.person(script), said)
    dated(pilot, closed_at=script["days"])
    found_on(pilot, script["days"])
    for step in pilot.next_steps.select_related("task"):
        dated(step.task, noted_at=script["days"])


def write_card(stage, script, pilot) -> LearningCard:
    """In their own words, agreed to by all of them, and shared as far as that goes."""
    said = {name: script[name] for name in CARD}
    card = LearningCard.write(pilot, stage.person(script), 0, measure=pilot.measures.first(), **said)
    for joined in pilot.participations.select_related("person"):
        card.say_yes(joined.person, script["reach"], card.edition)
    card.share(script["reach"], card.edition)
    dated(card, written_at=script["days"] + 1, shared_at=script["days"])
    return card
