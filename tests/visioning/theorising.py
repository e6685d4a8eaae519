"""Makes goals, problems and theories for tests. Each gives a valid thing; say only what the test is about."""

from django.urls import reverse

from leadership.models import JoinedBy
from tests import factories
from visioning.models import BeliefRound, Goal, ProblemOfPractice, Theory
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


def belief_round(theory, said=None, *, naming="named", by=None, revealed=True, why=""):
    """A round in which these people spoke: {person: how sure of every arrow, or a tuple with one for each}. 0 is "I can't say"."""
    made = BeliefRound.open(theory, by, naming)
    for person, levels in (said or {}).items():
        levels = levels if isinstance(levels, tuple) else (levels,) * len(made.wording)
        words = why and f"{why} {person}"
        told = {item["arrow"]: (sure or None, words) for item, sure in zip(made.wording, levels, strict=True)}
        made.say(person, told, group=next(iter(person.positions), ""))
    if revealed:
        made.reveal()
    return made


def crowd(team, count, position="teacher", start=0):
    """So many more members of the team."""
    people = [
        factories.person(f"{position.title()} {number}", positions=[position]) for number in range(start, start + count)
    ]
    for one in people:
        team.welcome(one, JoinedBy.OPEN_CALL)
    return people


def url(name, theory, *args, **query):
    return reverse(name, args=[theory.team.slug, theory.number, *args], query=query or None)


def htmx(client, address, data=None, part=""):
    """As htmx asks for a part: a form sent where there is `data`, else a page."""
    headers = {"HX-Request": "true", "HX-Target": f"div#{part}"}
    return client.post(address, data, headers=headers) if data is not None else client.get(address, headers=headers)
