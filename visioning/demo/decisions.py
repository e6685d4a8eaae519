"""What Northside decided and is deciding, what it has under way, and the strands that tie work to sentences. Knows the verbs, no words."""

from datetime import timedelta

from django.utils import timezone

from visioning.models import (
    Decision,
    DecisionInput,
    DecisionReview,
    Framework,
    Initiative,
    Objection,
    Proposal,
    Stance,
    Strand,
)
from visioning.models.decision_stages import Rule

from .stage import Stage, dated, day

CONSENT = {"consent": 2, "concern": 1}  # how the script calls two steps of that rule


def play(stage: Stage, script) -> None:
    for one in script["frameworks"]:
        note_framework(stage, one)
    initiatives = {one["handle"]: note_initiative(stage, one) for one in script["initiatives"]}
    for one in script["decisions"]:
        prepare(stage, one)
    for one in script["strands"]:
        tie(stage, one, initiatives)


def note_framework(stage, script):
    by = stage.person(script)
    said = {name: script[name] for name in ("kind", "title", "address") if name in script}
    framework = Framework.note(stage.team, by, **said)
    pairs = [tuple(one.split(" – ", 1)) for one in script["articles"]]
    articles = {one.label: one for one in framework.add_articles(pairs)}
    for one in script["crossings"]:
        goal = stage.team.goals.get(words__startswith=one["goal"])
        articles[one["article"]].cross(goal, stage.person(one), one["how"])


def note_initiative(stage, script) -> Initiative:
    by = stage.person(script)
    said = {name: script[name] for name in ("name", "words", "lead_because", "hours") if name in script}
    initiative = Initiative.note(stage.team, by, lead=stage.person(script, "lead"), **said)
    for name in script.get("supporters", ()):
        initiative.support(stage.people[name], True)
    question = " ".join(stage.vision.reading().plain("filter").split())
    for one in script.get("filterings", ()):
        filtering = initiative.put_question(stage.person(one), question, one["outcome"], one["because"])
        dated(filtering, at=one["days"])
    if "status" in script:
        initiative.refresh_from_db()
        initiative.move(initiative.edition, script["status"], by)
    dated(initiative, noted_at=script["days"])
    return initiative


def prepare(stage, script) -> None:
    """From the question on, as far as it has come; then the days on which it happened."""
    names = ("question", "background", "guide", "rule", "openness", "audience", "without_agreement")
    said = {name: script[name] for name in names if name in script}
    soon = timezone.localdate() + timedelta(days=1)
    days = {name: day(script[name]) for name in ("input_until", "decide_by") if name in script}
    if "decider" in script:
        said["decider"] = stage.person(script, "decider")
    decision = Decision.prepare(stage.team, stage.person(script), **said, **dict.fromkeys(days, soon))
    dated(decision, noted_at=script["days"])
    if "opened" not in script:
        return
    decision.open(stage.person(script))
    dated(decision, opened_at=script["opened"])
    answers = {bring(stage, decision, one): one for one in script.get("inputs", ())}
    propose(stage, decision, script)
    if "outcome" in script:
        decide(stage, decision, script["outcome"], answers)
    Decision.objects.filter(pk=decision.pk).update(**days)
    if "review" in script:
        look_back(stage, decision, script)


def bring(stage, decision, script) -> int:
    told = stage.person(script, "said_to")
    brought = DecisionInput.bring(decision, stage.person(script), script["words"], recorded_by=told)
    dated(brought, at=script["days"])
    return brought.pk


def propose(stage, decision, script) -> None:
    """Each edition of the proposal, where everybody stands on it, and what was objected."""
    objections: list[Objection] = []
    last = len(script.get("proposals", ()))
    for number, one in enumerate(script.get("proposals", ()), 1):
        answers = objections[one["answers"] - 1] if "answers" in one else None
        by = stage.person(one)
        proposal = Proposal.write(decision, by, one["words"], answers=answers, seen=number - 1)
        if number == last:
            end_objections(stage, objections, script)
        take_stances(stage, decision, one.get("stances", ()), number)
        if number == 1:
            objections = [object_to(stage, decision, said) for said in script.get("objections", ())]
        dated(proposal, at=one["days"])
        if number < last or "outcome" in script:
            # Not by its verb: the day on which stances were turned over cannot be set back afterwards.
            dated(proposal, shown_at=one["days"] - 1)


def take_stances(stage, decision, scripts, seen) -> None:
    for script in scripts:
        for name, step in script["steps"].items():
            asked_by = script.get("in_person", {}).get(name)
            Stance.say(
                decision,
                stage.people[name],
                seen,
                CONSENT[step] if decision.rule == Rule.CONSENT else int(step),
                script.get("reasons", {}).get(name, ""),
                recorded_by=stage.people[asked_by] if asked_by else None,
            )


def object_to(stage, decision, script) -> Objection:
    made = Objection.put(decision, stage.person(script), 1, script["words"], script["harms"])
    dated(made, at=script["days"])
    return made


def end_objections(stage, objections, script) -> None:
    for one in script.get("ended", ()):
        objection = objections[one["objection"] - 1]
        objection.end(stage.person(one), one["state"], one["answer"], Objection.State.OPEN)


def decide(stage, decision, script, answers) -> None:
    """The outcome, in the words of a person, and what became of each thing that was brought."""
    decision.refresh_from_db()
    count = decision.count()
    decision.decide(
        stage.person(script),
        count.way,
        count.proposal,
        outcome=script["words"],
        decided_on=day(script["on"]),
        effective_on=day(script["effective"]),
        prediction=script["prediction"],
        review_on=day(script["review"]),
    )
    decision.refresh_from_db()
    told = {pk: (one["taken"], one["because"]) for pk, one in answers.items() if "taken" in one}
    decision.explain(decision.edition, script["explanation"], told)
    dated(decision, outcome_at=script["on"], explained_at=script["on"] - 1)


def look_back(stage, decision, script) -> None:
    script, due_on = script["review"], day(script["outcome"]["review"])
    decision.refresh_from_db()
    decision.look_back(stage.person(script), due_on, script["found"], script["verdict"], day(script["next"]))
    dated(DecisionReview.objects.get(decision=decision, due_on=due_on), noted_at=script["days"])


def tie(stage, script, initiatives) -> None:
    strand, _new = Strand.tie(
        stage.team,
        stage.person(script),
        work_of(stage, script, initiatives),
        stage.passage(script["passage"]),
        script["why"],
    )
    dated(strand, at=script["days"])


def work_of(stage, script, initiatives):
    if "goal" in script:
        return stage.team.goals.get(words__startswith=script["goal"])
    if "decision" in script:
        return stage.team.decisions.get(question__startswith=script["decision"])
    return initiatives[script["initiative"]] if "initiative" in script else script["guide"]
