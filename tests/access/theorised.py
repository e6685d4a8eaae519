"""What a team's theories hold, for the small world: rows of every kind, each word saying whose it is.

`theory-` is the team's. Words of an open round about beliefs are `private-` or `unnamed-belief-`: nobody else may see them before
the reveal, and reasons without names never where so few spoke. What a theory says that was put away (`away-`) is on no page.
Numbers begin elsewhere in each team, so that one team's number is never another's.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from visioning.models import (
    Arrow,
    Belief,
    BeliefRound,
    BeliefTurn,
    Comment,
    Evidence,
    Goal,
    ProblemOfPractice,
    Statement,
    Theory,
    TheoryVersion,
)
from visioning.models.beliefs import wording_of
from visioning.theory.shape import REASONS, ArrowShape, Column, Shape, State, StatementShape

FIRST = {"a": 10, "b": 40, "c": 70}


@dataclass
class Theorised:
    """The rows that addresses and forms name."""

    goal: Goal
    problem: ProblemOfPractice
    evidence: Evidence
    theory: Theory
    other: Theory  # the same team's, with its own rows
    away: Theory  # put away
    statement: Statement
    target: Statement
    gone_statement: Statement  # taken out
    arrow: Arrow
    gone_arrow: Arrow
    unnamed: BeliefRound  # revealed; enough spoke for bands, too few for reasons
    revealed: BeliefRound  # with names
    open: BeliefRound
    comment: Comment  # about the statement
    version: TheoryVersion

    @property
    def base(self) -> str:
        return f"/teams/{self.theory.team.slug}/theory/{self.theory.number}/"


def words(owner, word="words"):
    return f"canary:{owner}:{word}"


def theorise(letter, team, runner, writer, *, roles, crowd, naming):
    """`roles` are what the world calls runner and writer; `crowd` once spoke without names; `naming` of the open round."""
    mine = f"theory-{letter}"
    goal, problem, evidence = think(mine, letter, team, writer)
    theory = begin(mine, team, runner, FIRST[letter], problem)
    away = begin(f"away-{letter}", team, runner, FIRST[letter] + 1, None, title=words(mine, "away"))
    away.remove(runner)
    other = begin(mine, team, runner, FIRST[letter] + 2, problem, title=words(mine, "other"))
    version = numbered(TheoryVersion.keep(theory, writer, words(mine, "version")), FIRST[letter])
    statement, target = theory.statements.standing()[:2]
    arrow = theory.arrows.get(source=statement, target=target)
    unnamed, revealed, opened = believe(letter, theory, runner, writer, roles, crowd, naming)
    gone_statement, gone_arrow = take_out(mine, theory, writer)
    arrow.note_state(writer, State.SUPPORTED, timezone.localdate(), words(mine, "found"))
    for found in (theory, other):
        found.refresh_from_db()
        found.team = team
    return Theorised(
        goal,
        problem,
        evidence,
        theory,
        other,
        away,
        statement,
        target,
        gone_statement,
        arrow,
        gone_arrow,
        unnamed,
        revealed,
        opened,
        talk(mine, theory, statement, arrow, runner, writer),
        version,
    )


def numbered(row, number):
    type(row).objects.filter(pk=row.pk).update(number=number)
    row.number = number
    return row


def think(mine, letter, team, writer):
    """A goal, a problem in its way that rests on a round, and a problem without a goal."""
    goal = Goal.note(
        team,
        writer,
        words=words(mine, "goal"),
        measure=words(mine, "measure"),
        benefits=words(mine, "benefits"),
        framework=words(mine, "framework"),
        framework_address=f"https://canary.{mine}.example/",
    )
    numbered(goal, FIRST[letter])
    said = {"technical": words(mine, "technical"), "adaptive": words(mine, "adaptive")}
    problem = ProblemOfPractice.note(team, writer, words=words(mine, "problem"), goal=goal, **said)
    numbered(problem, FIRST[letter])
    ProblemOfPractice.note(team, writer, words=words(mine, "loose"), skipped=words(mine, "skipped"))
    evidence = problem.rest_on(
        writer,
        words=words(mine, "evidence"),
        address=f"https://canary.{mine}.example/",
        round=team.assessment_rounds.closed().first(),
    )
    return goal, problem, evidence


def begin(owner, team, by, number, problem, title=None):
    """A theory of four statements in a chain, its own numbers first."""
    skipped = "" if problem else words(owner, "skipped")
    title = title or words(owner, "title")
    theory = numbered(Theory.start(team, by, title, problem=problem, skipped=skipped), number)
    Theory.objects.filter(pk=theory.pk).update(last_number=number)
    statements = tuple(
        StatementShape(place, column, words(owner, column.value)) for place, column in enumerate(Column, 1)
    )
    said = {name: words(owner, name) for name in REASONS}
    arrows = tuple(ArrowShape(place, place + 1, **said) for place in (1, 2, 3))
    theory.become(Shape(theory.title, statements, arrows), by)
    theory.refresh_from_db()
    theory.team = team
    return theory


def believe(letter, theory, runner, writer, roles, crowd, naming):
    """Three rounds: one without names and one with them that are revealed, and one that is open."""
    mine, hidden = f"theory-{letter}", f"unnamed-belief-{letter}"
    unnamed = round_of(theory, runner, FIRST[letter], "unnamed", timezone.now() - timedelta(days=1), len(crowd) + 1)
    for person in crowd:
        say(unnamed, person, hidden)
    say(unnamed, writer, f"private-{roles[1]}", private=True)
    revealed = BeliefRound.open(theory, runner, "named")
    for person in (writer, runner):
        speak(revealed, person, mine)
    revealed.reveal()
    opened = round_of(theory, runner, FIRST[letter] + 2, naming)
    for person, role in zip((runner, writer), roles, strict=True):
        if naming == "named":
            speak(opened, person, f"private-{role}")
        else:
            say(opened, person, hidden)
    return unnamed, revealed, opened


def round_of(theory, by, number, naming, at=None, people=None):
    made = BeliefRound.objects.create(
        theory=theory,
        number=number,
        naming=naming,
        wording=wording_of(theory),
        opened_by=by,
        revealed_at=at,
        people_count=people,
    )
    made.theory = theory
    return made


def speak(round, person, owner):
    """With their name, as the form does it."""
    round.say(person, {item["arrow"]: (2, words(owner, "why")) for item in round.wording})


def say(round, person, owner, private=False):
    """Without it, by rows: the team is too small to be asked so."""
    BeliefTurn.objects.create(round=round, person=person)
    known = {"person": person if private else None, "private": private}
    for item in round.wording:
        Belief.objects.create(round=round, arrow_id=item["arrow"], sure=4, why=words(owner, "why"), **known)


def take_out(mine, theory, writer):
    """A statement that went with its arrow, and an arrow alone."""
    first, *_rest, last = theory.statements.standing()
    gone = Statement.add(theory, writer, Column.DO, words(mine, "gone"))
    gone.theory.team = theory.team
    Arrow.tie(gone, last, writer, because=words(mine, "because"))
    gone.remove(writer)
    arrow = Arrow.tie(first, last, writer, because=words(mine, "because"))
    arrow.remove(writer)
    return gone, arrow


def talk(mine, theory, statement, arrow, runner, writer):
    """About a statement and about an arrow; somebody is asked by name, and answers."""
    for about in (statement, arrow):
        about.theory = theory
        comment = Comment.begin(about, writer, words(mine, "comment"), [runner])
        comment.answer(runner, words(mine, "answer"), [writer])
    return theory_comment(statement)


def theory_comment(statement):
    return Comment.objects.about(statement).openings().get()
