"""What Northside says around its plan, and the edition that it adopted. Knows what a plan said only as what was kept of it."""

from leadership.models import PlanDissent, PlanEdition, PlanSheet

from .stage import Stage, dated, day


def play(stage: Stage, script, kept: dict) -> None:
    """`kept`: what is kept of the plan as it stands now."""
    sheet = script["sheet"]
    PlanSheet.say(
        stage.team,
        PlanSheet.of(stage.team).edition,
        note=sheet["note"],
        hidden=sheet["hidden"],
        valid_until=day(sheet["valid_until"]),
        review_on=day(sheet["review_on"]),
        with_names=True,
    )
    PlanSheet.set_link(stage.team, sheet["link_open"])
    for one in script["editions"]:
        edition = PlanEdition.send(stage.team, stage.person(one), one["why"], before(kept, one["later"]))
        for said in one["dissents"]:
            PlanDissent.say(edition, stage.person(said), said["words"])
            dated(edition.dissents.get(person=stage.person(said)), at=said["days"])
        edition.adopt(stage.person(one, "noted_by"), one["decided_by"], day(one["decided_on"]))
        dated(edition, sent_at=one["days"], adopted_at=one["decided_on"])


def before(kept, later) -> dict:
    """The same, as it was when some chapters and some facts were not in it yet."""
    chapters = [key for key in kept["chapters"] if key not in later]
    facts = {key: marks for key, marks in kept["facts"].items() if not key.startswith(tuple(later))}
    return {"chapters": chapters, "facts": facts}
