"""Rows of another team, of another theory, or of one that was put away, in addresses and in forms: never taken, never shown."""

from itertools import product

import pytest

from . import cells, oracles
from .matrix import MATRIX
from .sight import may_see
from .test_matrix import expected
from .theory_matrix import (
    ABOUT,
    ARROW,
    BELIEF_ROUND,
    COMMENT,
    EVIDENCE,
    FILES,
    PROBLEM,
    PROBLEMS,
    PUT_BACK,
    STATEMENT,
    STEPS,
    THEORY,
    VERSION,
    VERSIONS,
)

pytestmark = pytest.mark.django_db


def fill(route, world, **chosen):
    """The address for these values, and team A's rows for the rest."""
    known = cells.values(route, world)
    return "/" + cells.fill(route, {name: known[name]["own"] for name in cells.named_parts(route)} | chosen)


def foreign_choices(world):
    """(route, field, value): what a form of team A may name, but not this one."""
    own, sibling = world.places["own"], world.places["sibling"]
    theirs = sibling.theorised
    yield from ((route, "goal", theirs.goal.number) for route in (PROBLEMS + "new/", PROBLEM + "edit/"))
    for route in (STEPS + "new/", STEPS + "import/", THEORY + "edit/"):
        yield route, "problem", theirs.problem.number
    for theory in (theirs.theory, own.theorised.away):
        yield STEPS + "new/", "copied", theory.number
    yield EVIDENCE, "round", own.asked.open.number
    yield EVIDENCE, "round", sibling.asked.closed.pk
    for statement in (theirs.target, own.theorised.gone_statement, own.theorised.statement):
        yield STATEMENT + "leads/", "target", statement.number
    for role, route in product(("outsider", "colleague", "sibling_member"), (ABOUT + "add/", COMMENT + "answer/")):
        yield route, "mentions", world.people[role].pk
    yield COMMENT, "mentions", world.people["sibling_member"].pk


def test_a_form_takes_no_row_of_somebody_else(world):
    member, before, found = world.client("member"), oracles.fingerprint(), []
    for route, field, value in foreign_choices(world):
        extra = {"start": "copy"} if field == "copied" else {}
        data = MATRIX[route]["POST"].data(world, "own", "member") | extra | {field: value}
        answer = member.post(fill(route, world), data)
        if answer.status_code != 422 or oracles.owners(oracles.readable(answer)) - may_see("member"):
            found.append(f"{route} with {field}={value}: {answer.status_code}")
    assert not found, "\n".join(found)
    assert oracles.written(before, oracles.fingerprint()) == []


def test_a_query_chooses_no_row_of_somebody_else(world):
    own, theirs = world.places["own"].theorised, world.places["sibling"].theorised
    member = world.client("member")
    for query in (
        f"theory/new/?problem={theirs.problem.number}&start=copy&copied={theirs.theory.number}",
        f"theory/new/?start=copy&copied={own.away.number}",
        f"theory/problems/new/?goal={theirs.goal.number}",
        f"theory/import/?problem={theirs.problem.number}",
        f"theory/{own.theory.number}/write/?tie={theirs.statement.number}&change={theirs.statement.number}",
    ):
        answer = member.get(f"/teams/team-a/{query}")
        assert answer.status_code == 200, query
        assert oracles.owners(oracles.readable(answer)) <= may_see("member"), query
    compared = fill(VERSIONS + "compare/", world)
    assert member.get(compared, {"old": theirs.version.number}).status_code == 422


def test_what_others_believe_about_is_not_asked_here(world):
    """Fields named after another team's arrows say nothing, so nothing was said."""
    theirs, before = world.places["sibling"].theorised, oracles.fingerprint()
    said = {f"sure-{theirs.statement.number}-{theirs.target.number}": "5", "why-1-2": "Because."}
    assert world.client("member").post(fill(BELIEF_ROUND + "say/", world), said).status_code == 422
    assert oracles.written(before, oracles.fingerprint()) == []


def test_the_short_form_changes_nothing_that_it_did_not_show(world):
    """Numbers of another team's statements, as if they had stood on the page."""
    theirs, before = world.places["sibling"].theorised, oracles.fingerprint()
    route = THEORY + "short/"
    data = MATRIX[route]["POST"].data(world, "sibling", "member")
    answer = world.client("member").post(fill(route, world), data)
    assert answer.status_code in {409, 422}
    typed = oracles.owners(str(data))
    assert oracles.owners(oracles.readable(answer)) <= may_see("member") | typed
    assert oracles.written(before, oracles.fingerprint()) == []
    assert theirs.statement.words not in oracles.readable(world.client("member").get(fill(route, world)))


def test_what_belongs_to_another_theory_of_the_team_is_not_in_this_one(world):
    """Somebody on the team reads both; each address still names one place."""
    rows = world.places["own"].theorised
    last = rows.other.statements.standing().last()
    arrow = rows.other.arrows.standing().select_related("source", "target").last()
    under_other = {"theory_number": rows.other.number}
    strangers = [
        (STATEMENT, {"statement_number": last.number}),
        (ARROW, {"source_number": arrow.source.number, "target_number": arrow.target.number}),
        (ABOUT, {"spot": str(last.number)}),
        (COMMENT, under_other),
        (VERSION, under_other),
        (BELIEF_ROUND, under_other),
        (EVIDENCE + "<int:evidence_id>/removal/", {"problem_number": rows.problem.number + 1}),
    ]
    member = world.client("member")
    for route, chosen in strangers:
        assert member.get(fill(route, world, **chosen)).status_code == 404, route
    assert member.get(fill(FILES + "text/", world, **under_other)).status_code == 200


def test_a_theory_that_was_put_away_is_not_there(world):
    """For whoever put it away either, until it is put back."""
    rows, found = world.places["own"].theorised, []
    facilitator = world.client("facilitator")
    inside = [route for route in MATRIX if route.startswith(THEORY) and route != PUT_BACK]
    assert len(inside) > 40
    for route in inside:
        for verb in set(MATRIX[route]) - {"HEAD"}:
            path = fill(route, world, theory_number=rows.away.number)
            data = MATRIX[route][verb].data(world, "own", "facilitator")
            if expected(route, verb, "facilitator", "own") == 404:
                continue
            cell = cells.Cell(route, verb, "facilitator", "own", path[1:], data)
            status = cells.send_safely(cell, facilitator, undo=True).status_code
            found += [f"{cell}: {status}"] if status != 404 else []
    assert not found, "\n".join(found)
    listed = oracles.readable(facilitator.get("/teams/team-a/theory/"))
    assert rows.away.title in listed
    assert "away-a" not in oracles.owners(listed)
