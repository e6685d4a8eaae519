"""Rows of another team's pilots, or of another pilot of the team, in addresses and in forms: never taken, never shown."""

import pytest
from django.db import transaction
from django.http import QueryDict

from . import cells, oracles
from .matrix import MATRIX
from .pilot_matrix import (
    CARD,
    CHALLENGE,
    CHALLENGES,
    CYCLE,
    CYCLE_TASK,
    DOOR,
    DOORS,
    IMPORT,
    MEASURE,
    NOTE,
    OBSERVATION,
    PILOT,
    PILOTS,
    POLL,
    PREDICTION,
    TRYING,
)
from .sight import may_see
from .test_foreign_rows import fill

pytestmark = pytest.mark.django_db


def foreign_choices(world):
    """(route, role, field, value): what a form about team A's pilots may name, but not this one."""
    own, theirs, people = world.places["own"].piloted, world.places["sibling"].piloted, world.people
    other = own.closed["school"].measures.get()
    yield PILOTS + "wins/new/", "member", "pilot", theirs.running.number
    yield PILOTS + "wins/new/", "member", "pilot", own.closed["team"].number
    for role in ("outsider", "sibling_member", "ex_member", "observer", "site_staff"):
        yield PILOT + "details/", "facilitator", "led_by", people[role].pk
    yield CYCLE + "plan/", "member", "builds_on", own.cycle.number  # of another pilot, and not closed
    for measure in (theirs.measure.number, other.number + 7):
        yield CYCLE + "predictions/new/", "member", "measure", measure
        yield PREDICTION, "member", "measure", measure
    for route in (MEASURE + "observations/new/", OBSERVATION + "set-right/"):
        yield route, "member", "cycle", theirs.cycle.number
    yield IMPORT + "look/", "member", "cycle", theirs.cycle.number
    for measure in (theirs.measure.pk, own.measure.pk):
        yield CARD + "edit/", "member", "measure", measure
    for measure in (theirs.measure.pk, theirs.closed["public"].measures.get().pk):
        yield TRYING, "member", "measure", measure
    yield TRYING, "member", "pilot", theirs.running.pk
    yield TRYING, "member", "pilot", own.planned.pk
    for challenge in (theirs.notes["challenge"].pk, own.notes["question"].pk):
        yield CHALLENGES + "settle/", "member", "challenge", challenge
    for pilot in (theirs.running.pk, world.places["foreign"].piloted.running.pk):
        yield DOORS + "new/", "member", "pilot", pilot
        yield DOOR + "edit/", "member", "pilot", pilot
    for role in ("outsider", "sibling_member", "observer", "colleague"):
        yield PILOT + "closing/", "facilitator", "step-0-owner", people[role].pk


def test_a_form_takes_no_row_of_somebody_else(world):
    before, found = oracles.fingerprint(), []
    for route, role, field, value in foreign_choices(world):
        data = MATRIX[route]["POST"].data(world, "own", role) | {field: value}
        answer = world.client(role).post(fill(route, world), data)
        shown = oracles.owners(oracles.readable(answer)) - may_see(role) - MATRIX[route]["POST"].reveals
        if answer.status_code != 422 or shown:
            found.append(f"{route} with {field}={value}: {answer.status_code}, shows {shown}")
    assert not found, "\n".join(found)
    assert oracles.written(before, oracles.fingerprint()) == []


@pytest.mark.parametrize("role", ["member", "facilitator"])
def test_an_arrow_of_another_team_or_one_taken_out_is_not_tested(role, world):
    own, theirs, before = world.places["own"], world.places["sibling"], oracles.fingerprint()
    route = PILOT + "arrows/"
    for said in (
        {"add": theirs.theorised.arrow.pk},
        {"add": own.theorised.gone_arrow.pk},
        {"add": own.theorised.away.arrows.first().pk},
    ):
        assert world.client(role).post(fill(route, world), said).status_code == 404, said
    # What another pilot tests is taken away from nobody.
    assert world.client(role).post(fill(route, world), {"drop": theirs.piloted.tested.pk}).status_code == 302
    assert oracles.written(before, oracles.fingerprint()) == []


def test_a_pilot_begins_with_nothing_of_another_team(world):
    """What is not there leads to the question why it begins with nothing."""
    own, theirs = world.places["own"], world.places["sibling"]
    member, path = world.client("member"), "/teams/team-a/pilots/new/"
    strangers = [
        ("arrow", theirs.theorised.arrow.pk),
        ("arrow", own.theorised.gone_arrow.pk),
        ("problem", theirs.theorised.problem.number),
        ("question", theirs.asked.notes["burning-question"].pk),
        ("idea", theirs.asked.notes["pilot-idea"].pk),
        ("card", theirs.piloted.cards["team"].pk),
        ("card", world.places["foreign"].piloted.cards["district"].pk),
    ]
    before = oracles.fingerprint()
    for name, value in strangers:
        query = QueryDict(mutable=True)
        query[name] = value
        answer = member.get(f"{path}?{query.urlencode()}&without=1")
        assert answer.status_code == 200, name
        assert oracles.owners(oracles.readable(answer)) <= may_see("member"), name
        data = MATRIX[PILOTS + "new/"]["POST"].data(world, "own", "member") | {name: value, "skipped": ""}
        assert member.post(path, data).status_code == 422, name
    assert oracles.written(before, oracles.fingerprint()) == []


def test_what_belongs_to_another_pilot_of_the_team_is_not_in_this_one(world):
    """Somebody on the team reads both; each address still names one place."""
    rows = world.places["own"].piloted
    elsewhere = {"pilot_number": rows.between.number}
    strangers = [
        (NOTE, elsewhere),
        (CYCLE, elsewhere | {"cycle_number": rows.cycle.number}),
        (PREDICTION, {"cycle_number": rows.drafted.number, "prediction_id": rows.prediction.pk}),
        (CYCLE_TASK, {"pilot_number": rows.drafting.number, "cycle_number": rows.drafted.number}),
        (MEASURE, elsewhere),
        (MEASURE + "svg/", elsewhere),
        (MEASURE + "csv/", elsewhere),
        (IMPORT + "look/", elsewhere),
        (POLL, elsewhere),
        (POLL + "sheet/", elsewhere),
        (CHALLENGE + "remove/", elsewhere),
        (OBSERVATION + "set-right/", {"observation_id": rows.closed["school"].measures.get().observations.first().pk}),
        (MEASURE + "middle-lines/<int:rebase_id>/", {"rebase_id": world.places["sibling"].piloted.rebase.pk}),
    ]
    member = world.client("member")
    for route, chosen in strangers:
        assert member.get(fill(route, world, **chosen)).status_code == 404, (route, chosen)


def test_results_are_written_beside_the_predictions_of_this_cycle_alone(world):
    own, theirs, before = world.places["own"].piloted, world.places["sibling"].piloted, oracles.fingerprint()
    route = CYCLE + "study/"
    data = MATRIX[route]["POST"].data(world, "own", "member")
    moved = {name.replace(f"-{own.prediction.pk}-", f"-{theirs.prediction.pk}-"): value for name, value in data.items()}
    assert world.client("member").post(fill(route, world), moved).status_code == 422
    assert oracles.written(before, oracles.fingerprint()) == []


def test_nobody_else_can_be_named_when_joining_or_taking_a_task(world):
    """Whatever a form brings along, it is the person who pressed."""
    rows, people = world.places["own"].piloted, world.people
    named = {name: people["observer"].pk for name in ("person", "person_id", "who", "user", "participant", "noted_by")}
    point = transaction.savepoint_create()
    visitor = world.client("ex_member")
    assert visitor.post(fill(PILOT + "join/", world), named).status_code == 302
    assert set(rows.inviting.participations.values_list("person", flat=True)) == {people["ex_member"].pk}
    member = world.client("member")
    assert member.post(fill(CYCLE_TASK + "take/", world), named).status_code == 302
    rows.task.refresh_from_db()
    assert rows.task.who_id == people["member"].pk
    yes = MATRIX[CARD + "yes/"]["POST"].data(world, "own", "member") | named | {"reach": "team"}
    assert member.post(fill(CARD + "yes/", world), yes).status_code == 302
    assert set(rows.cards["school"].consents.values_list("person", flat=True)) == {people["colleague"].pk}
    transaction.savepoint_rollback(point)


def test_the_cell_that_works_works(world):
    """The control: each form above takes what it may take."""
    wanted = {(route, role) for route, role, _field, _value in foreign_choices(world)}
    for route, role in sorted(wanted):
        point = transaction.savepoint_create()
        answer = world.client(role).post(fill(route, world), MATRIX[route]["POST"].data(world, "own", role))
        transaction.savepoint_rollback(point)
        assert cells.status(answer) == 302, route
