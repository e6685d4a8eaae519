"""Northside's goals, what stands in their way, and two theories: one that has been argued over for weeks, one begun in a hurry."""

from visioning.models import Arrow, BeliefRound, Comment, Goal, ProblemOfPractice, Statement, Theory, TheoryVersion
from visioning.theory.shape import COLUMNS, REASONS

from .stage import Stage, ago, dated, day


def play(stage: Stage, script) -> None:
    goals = {one["handle"]: note_goal(stage, one) for one in script["goals"]}
    problems = {one["handle"]: note_problem(stage, one, goals) for one in script["problems"]}
    for one in script["theories"].values():
        write(stage, one, problems[one["problem"]])


def note_goal(stage, script):
    said = {name: script[name] for name in ("measure", "benefits", "framework", "framework_address") if name in script}
    due_on = day(-script["due_in"]) if "due_in" in script else None
    return Goal.note(stage.team, stage.person(script), words=script["words"], due_on=due_on, **said)


def note_problem(stage, script, goals):
    said = {name: script[name] for name in ("words", "technical", "adaptive") if name in script}
    problem = ProblemOfPractice.note(stage.team, stage.person(script), goal=goals[script["goal"]], **said)
    for one in script.get("evidence", ()):
        problem.rest_on(stage.person(one), words=one["words"])
    for check in script["holds"]:
        problem.tick(check, True)
    problem.sort(script["kind"])
    return problem


def write(stage, script, problem):
    """The first words, a version of them, what came later, and how the arrows fared."""
    theory = Theory.start(
        stage.team, stage.person(script), script["title"], guide=script.get("guide", ""), problem=problem
    )
    statements, arrows = {}, {}
    later = set(script.get("version", {}).get("without", ()))
    for handles in ({*script["statements"]} - later, later):
        add(stage, script, theory, handles, statements, arrows)
        if "version" in script and handles is not later:
            kept = TheoryVersion.keep(theory, stage.person(script["version"]), script["version"]["name"])
            dated(kept, kept_at=script["version"]["days"])
    for one in script.get("states", ()):
        said = one["state"], day(one["days"]), one["because"]
        arrows[tuple(one["ends"])].note_state(stage.person(one), *said)
    talk(stage, script.get("talk", ()), statements, arrows)
    if "beliefs" in script:
        ask(stage, script["beliefs"], theory, [arrows[tuple(one["ends"])] for one in script["said"]])
    dated(theory, started_at=script["days"], changed_at=min([one["days"] for one in script.get("states", ())] or [4]))


def add(stage, script, theory, handles, statements, arrows):
    """These statements, in the order of the script, and every arrow whose ends stand by now."""
    for column in COLUMNS:
        for handle in script["columns"][column]:
            if handle in handles:
                words = script["statements"][handle]
                statements[handle] = Statement.add(theory, stage.person(script), column, words)
    for one in script["said"]:
        ends = tuple(one["ends"])
        if ends not in arrows and {*ends} <= {*statements}:
            said = {name: one[name] for name in REASONS if name in one}
            arrows[ends] = Arrow.tie(*(statements[end] for end in ends), stage.person(one), **said)
            dated(arrows[ends], written_at=script["days"])


def ask(stage, script, theory, arrows):
    """Everybody says how sure they are, in the order of the script's arrows; then all of it is revealed."""
    asked = BeliefRound.open(theory, stage.person(script), script["naming"])
    for one in script["said"]:
        whys = one.get("why", {})
        levels = zip(arrows, one["sure"], strict=True)
        said = {arrow.pk: (sure or None, whys.get(str(number), "")) for number, (arrow, sure) in enumerate(levels, 1)}
        asked.say(stage.person(one), said)
    asked.reveal(at=ago(script["days"]))
    dated(asked, opened_at=script["days"] + 2)


def talk(stage, script, statements, arrows):
    """Conversations about an arrow or a statement; who answers, answers the one before."""
    opening = None
    for one in script:
        asked = [person for name, person in stage.people.items() if f"@{name}" in one["words"]]
        if "answers" in one:
            said = opening.answer(stage.person(one), one["words"], asked)
        else:
            about = arrows[tuple(one["ends"])] if "ends" in one else statements[one["about"]]
            said = opening = Comment.begin(about, stage.person(one), one["words"], asked)
        dated(said, at=one["days"])
