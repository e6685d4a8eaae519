"""Pilots from the plan to the last cycle: what was said, who joined, what was predicted, counted and asked."""

from datetime import timedelta
from decimal import Decimal

from pilots.models import Cycle, CycleTask, Measure, Observation, Participation, Pilot, PilotNote, Poll, Prediction
from visioning.demo.stage import Stage, ago, dated, day
from visioning.models import Arrow, ArrowState, Theory

DETAILS = (
    *("title", "guide", "skipped", "who", "what", "measured_how", "first_step"),
    *("benefits_educators", "benefits_students", "benefits_others", "allowance"),
)
INVITATION = ("audience", "joining_means", "recorded", "data_rule")
PLANNED = ("change_idea", "questions", "scope_count", "scope_unit")


def play(stage: Stage, script) -> Pilot:
    pilot = begin_to_plan(stage, script)
    for one in script.get("notes", ()):
        note(stage, pilot, one)
    if "invited" in script:
        invite(stage, pilot, script)
    for one in script.get("measures", ()):
        count(stage, pilot, one)
    for one in script.get("cycles", ()):
        go_round(stage, pilot, one)
    if "poll" in script:
        ask(stage, pilot, script["poll"])
    return pilot


def starting_with(rows, words):
    """The one that begins so: scripts name rows by their first words."""
    return rows.get(words__startswith=words)


def begin_to_plan(stage, script) -> Pilot:
    team, said = stage.team, {name: script[name] for name in DETAILS if name in script}
    if "problem" in script:
        said["problem"] = starting_with(team.problems, script["problem"])
    if "idea" in script:
        said["idea"] = starting_with(team.pilotideas, script["idea"])
    if "midpoint_in" in script:
        said["midpoint_on"] = day(-script["midpoint_in"])
    arrows = []
    if "arrow" in script:
        source, target = script["arrow"]
        ends = {"source__words__startswith": source, "target__words__startswith": target}
        arrows.append(Arrow.objects.standing().get(theory__team=team, **ends))
    questions = [starting_with(team.burningquestions, script["question"])] if "question" in script else []
    pilot = Pilot.start(team, stage.person(script), arrows, questions, ends_on=day(-script["ends_in"]), **said)
    dated(pilot, noted_at=script["planned"])
    return pilot


def note(stage, pilot, script) -> None:
    said = {name: script[name] for name in ("words", "more", "for_whom", "sort") if name in script}
    if "on" in script:
        said["on"] = day(script["on"])
    PilotNote.note(pilot, stage.person(script), script["kind"], **said)


def invite(stage, pilot, script) -> None:
    """The invitation, who joined, what they chose to work on, and the first day."""
    pilot.invite(pilot.edition, at=ago(script["invited"]), **{name: script[name] for name in INVITATION})
    pilot.refresh_from_db()
    first = None
    for place, name in enumerate(script["joined"]):
        joined = Participation.join(pilot, stage.people[name])
        dated(joined, joined_at=max(script["invited"] - 1 - place, 0))
        first = first or joined
    if "challenge" in script:
        chosen = first.propose(script["challenge"])
        first.back(chosen)
        first.settle(chosen, "")
    if "started" in script:
        pilot.begin(stage.person(script))
        dated(pilot, started_at=script["started"])
        found_on(pilot, script["started"])


def found_on(pilot, days) -> None:
    """As if what was noted last about its arrows had been noted then."""
    for tested in pilot.tested_arrows.select_related("arrow"):
        ArrowState.objects.filter(pk=tested.arrow.states.order_by("-id").first().pk).update(
            on=day(days), noted_at=ago(days)
        )
        Arrow.objects.filter(pk=tested.arrow_id).update(state_on=day(days))
        dated(Theory.objects.get(pk=tested.arrow.theory_id), changed_at=min(days, 4))


def count(stage, pilot, script) -> None:
    said = {name: script[name] for name in ("kind", "title", "definition", "unit", "direction")}
    if "target" in script:
        said["target"] = Decimal(script["target"])
    if "baseline_until" in script:
        said["baseline_until"] = day(script["baseline_until"])
    measure = Measure.note(pilot, stage.person(script), **said)
    hands, groups = script.get("noted_by", [script["by"]]), script.get("groups", [""])
    for place, value in enumerate(script["values"]):
        on = day(script["first"]) + timedelta(round(place * script["every"]))
        hand = stage.people[hands[place % len(hands)]]
        Observation.observe(measure, hand, on=on, value=Decimal(value), group=groups[place % len(groups)])


def go_round(stage, pilot, script) -> None:
    """One cycle: planned with its predictions, begun, and, where it is over, studied and settled."""
    said = {name: script[name] for name in PLANNED if name in script}
    ends_on = day(script["ends"]) if "ends" in script else day(-script["ends_in"])
    last = pilot.cycles.last()
    cycle = Cycle.plan(
        pilot, stage.person(script), builds_on=last, starts_on=day(script["starts"]), ends_on=ends_on, **said
    )
    foreseen = [
        (Prediction.foresee(cycle, if_words=one["if"], then_words=one["then"]), one) for one in script["predictions"]
    ]
    for one in script.get("tasks", ()):
        task = CycleTask.note(cycle, words=one["words"], on=day(-one["in"]), where=one["where"])
        task.take(stage.people[one["who"]])
        task.settle(one.get("done", False))
    cycle.begin()
    dated(cycle, started_at=script["starts"])
    if "act" not in script:
        return
    mend(cycle, happened=script["happened"], surprises=script["surprises"], learned=script["learned"])
    Prediction.compare(cycle, {made.pk: (made.edition, one["held"], one["result"]) for made, one in foreseen})
    ends = {"act": script["act"], "act_why": script["act_why"]}
    cycle.refresh_from_db()
    cycle.settle(cycle.edition_of(ends), **ends)
    dated(cycle, closed_at=script["ends"])


def mend(cycle, **said) -> None:
    cycle.refresh_from_db()
    cycle.mend(cycle.edition_of(said), **said)


def ask(stage, pilot, script) -> None:
    """A poll in two classes, by link, and the number that came of it."""
    by = stage.person(script)
    measure = Measure.note(
        pilot,
        by,
        kind="outcome",
        title=script["measure"],
        definition=script["definition"],
        unit="%",
        direction="up",
    )
    asked = {"question": script["question"], "answered_by": script["answered_by"], "form": "yes_no"}
    poll = Poll.ask(measure, by, **asked)
    for place in range(script["yes"] + script["no"]):
        poll.take(int(place < script["yes"]), str(place))
    poll.close(by)
    dated(poll, noted_at=script["days"], closed_at=script["days"])
    measure.observations.update(on=day(script["days"]))
