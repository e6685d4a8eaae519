"""Makes goals, problems and theories for tests. Each gives a valid thing; say only what the test is about."""

from visioning.models import Goal, ProblemOfPractice, Theory
from visioning.theory.shape import ArrowShape, Column, Shape, StatementShape

LINES = (
    "do: We protect an hour a week for planning together",
    "adults: Teachers plan lessons in pairs",
    "students: Students explain their thinking aloud",
    "improves: More students pass algebra",
)
CHAIN = ((1, 2), (2, 3), (3, 4))


def shape_of(lines=LINES, arrows=CHAIN, title="Time to plan together") -> Shape:
    """A shape with these statements ("column: words") and arrows: (from, to) by their places from 1, or ArrowShape."""
    statements = []
    for number, line in enumerate(lines, 1):
        column, _colon, words = line.partition(": ")
        statements.append(StatementShape(number, Column(column), words))
    ties = [one if isinstance(one, ArrowShape) else ArrowShape(*one) for one in arrows]
    return Shape(title, tuple(statements), tuple(ties))


def theory(team, by=None, lines=LINES, arrows=CHAIN, title="Time to plan together", **fields) -> Theory:
    """A theory of four statements in a chain, unless said otherwise."""
    return Theory.start(team, by, title, shape=shape_of(lines, arrows, title), **fields)


def goal(team, by=None, **fields) -> Goal:
    fields = {"words": "Every student explains their thinking in mathematics", **fields}
    last = team.goals.last()
    return Goal.objects.create(team=team, number=last.number + 1 if last else 1, noted_by=by, **fields)


def problem(team, by=None, **fields) -> ProblemOfPractice:
    fields = {"words": "Our lessons ask for answers, seldom for reasons", **fields}
    last = team.problems.last()
    return ProblemOfPractice.objects.create(team=team, number=last.number + 1 if last else 1, noted_by=by, **fields)
