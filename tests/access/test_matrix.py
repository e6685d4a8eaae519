"""Every route × verb × kind of person × own, other and missing objects, with and without htmx."""

from functools import cache
from itertools import product

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseForbidden, HttpResponseNotFound

from . import cells, oracles
from .expectations import FACTS, LOGIN, SAFE, VERBS, Verb
from .matrix import MATRIX
from .routes import own_routes
from .sight import INVITATIONS, may_see
from .theory_matrix import PUT_BACK
from .world import ANONYMOUS, ROLES

OWN = {route.path: route for route in own_routes()}
UNSAFE_OK = {200, 204, 302}

pytestmark = pytest.mark.django_db


def expected(route, verb, role, place, htmx=False):
    """What the declaration says about one cell."""
    # A gathering is looked for before the role is, and so are a round and a theory: what is not there is there for nobody.
    if place == "malformed" or (place.startswith("own with") and asked_row_first(route)):
        return 404 if role != ANONYMOUS or place == "malformed" else LOGIN
    declared = MATRIX[route].get(verb)
    if declared is None:
        closed = OWN[route].view.door != "public"
        return LOGIN if closed and role == ANONYMOUS else 405
    ok = declared.htmx_ok if htmx and declared.htmx_ok else declared.ok
    return declared.who.expects(role, place, ok, declared.absent)


def asked_row_first(route):
    last = cells.named_parts(route)[-1]
    if last == "round_number":
        return "/vision/rounds/" not in route and "/beliefs/" not in route
    # Nor is a pilot, nor an open classroom, nor a decision.
    return last in {"gathering_number", "pilot_number", "open_classroom_id", "decision_number"} or (
        last == "theory_number" and route != PUT_BACK
    )


# Enough people to ask where the answer cannot depend on who they are, as long as they are signed in.
SOME = {ANONYMOUS, "outsider", "member"}
# The same where the address is not even looked at.
FEW = {ANONYMOUS, "member"}


def all_cells(route, world):
    """Every cell that can tell us something new.

    Verbs that are not declared are refused before the address is looked at: few people, once. HEAD is GET without the body
    and htmx another way of asking for the same thing (its parts have a test of their own): our own objects, and of those
    who get the same answer the one who may most and the one who may least. What is not there is not there for anybody: some
    people. Somebody else's row under our own team is asked for by those who come past the team's door; to the rest the team
    is not there.
    """
    declared = MATRIX[route]
    for (place, path), verb, role, htmx in product(cells.addresses(route, world), VERBS, ROLES, (False, True)):
        if (htmx or verb == "HEAD" or verb not in declared) and place != "own":
            continue
        if htmx and (verb == "HEAD" or verb not in declared):
            continue
        if verb not in declared and role not in FEW:
            continue
        if verb in declared and (htmx or verb == "HEAD") and role not in outermost(route, verb, htmx):
            continue
        if place not in FACTS and role not in SOME and not place.startswith("own with"):
            continue
        if place.startswith("own with") and expected(route, verb, role, "own") in {404, LOGIN}:
            continue
        rule = declared.get(verb, Verb(None))
        yield cells.Cell(route, verb, role, place, path, rule.data(world, place, role), rule.content_type, htmx)


@cache
def outermost(route, verb, htmx):
    """Of those who get the same answer about our own objects, the first and the last: ROLES goes from the street to the top."""
    by_answer = {}
    for role in ROLES:
        by_answer.setdefault(expected(route, verb, role, "own", htmx), []).append(role)
    return {role for roles in by_answer.values() for role in (roles[0], roles[-1])}


@pytest.fixture
def bare_refusals(monkeypatch):
    """Thousands of refusals without their page, for speed; the pages themselves are read below."""
    monkeypatch.setattr("leadership.urls.handler404", lambda request, exception: HttpResponseNotFound(), raising=False)
    monkeypatch.setattr("leadership.urls.handler403", lambda request, exception: HttpResponseForbidden(), raising=False)


def works(cell):
    """An unsafe request that is expected to change something."""
    return cell.verb not in SAFE and expected(cell.route, cell.verb, cell.role, cell.place) in UNSAFE_OK


def faults(cell, response):
    """What is wrong with the answer to one cell, in words."""
    wanted, got = expected(cell.route, cell.verb, cell.role, cell.place, cell.htmx), cells.status(response)
    if got != wanted:
        yield f"{cell}: {got}, not {wanted}"
    if got == 500:
        yield f"    {response.error!r}"
        return
    declared = MATRIX[cell.route].get(cell.verb)
    revealed = declared.reveals if declared else set()
    leaked = oracles.owners(oracles.readable(response)) - may_see(cell.role) - revealed
    if leaked:
        yield f"{cell}: shows {sorted(leaked)}"
    lacking = oracles.missing_headers(response, private=cell.role != ANONYMOUS and got != 302)
    if lacking:
        yield f"{cell}: lacks {lacking}"


@pytest.mark.parametrize("route", sorted(set(OWN) & set(MATRIX)))
def test_cells(route, world, mailoutbox, bare_refusals):
    found, quiet = [], []
    clients = {role: world.client(role) for role in ROLES}
    before, start = oracles.fingerprint(), transaction.savepoint_create()
    for cell in all_cells(route, world):
        if works(cell):
            response = cells.send_safely(cell, world.client(cell.role), undo=True)
        else:
            response = cells.send_safely(cell, clients[cell.role], undo=False)
            quiet.append(cell)
        found += faults(cell, response)
    found += mail_faults(mailoutbox, world)
    if oracles.written(before, oracles.fingerprint()):
        transaction.savepoint_rollback(start)
        found += list(writers(quiet, world))
    assert not found, f"{len(found)} faults:\n" + "\n".join(found[:40])


def mail_faults(outbox, world):
    """Mail may tell people no more than the site would, or than an invitation must."""
    roles = {person.email: role for role, person in world.people.items()}
    for message in outbox:
        for recipient in message.recipients():
            told = oracles.owners(oracles.mail_text(message)) - may_see(roles.get(recipient, "somebody new"))
            if not any(told <= invitation for invitation in INVITATIONS):
                yield f"mail “{message.subject}” to {roles.get(recipient, recipient)} tells {sorted(told)}"


def writers(quiet, world):
    """Which of the requests that must not write did so: asked once more, one by one."""
    before = oracles.fingerprint()
    for cell in quiet:
        point = transaction.savepoint_create()
        cells.send_safely(cell, world.client(cell.role), undo=False)
        if tables := oracles.written(before, oracles.fingerprint()):
            yield f"{cell}: wrote {tables}"
        transaction.savepoint_rollback(point)
    yield "something wrote that must not"


@pytest.mark.parametrize("role", ROLES)
def test_the_pages_that_refuse_tell_nothing(role, world):
    """Not there, not yours, not your role: each tells no more than the person knew."""
    asked = {
        404: ["/teams/team-b/", "/teams/team-c/people/", "/no/such/place/", "/texts/x/"],
        403: ["/teams/team-a/edit/"],
    }
    visitor = world.client(role)
    for paths in asked.values():
        for path, htmx in product(paths, (False, True)):
            cell = cells.Cell(path, "GET", role, "own", path[1:], htmx=htmx)
            response = cells.send_safely(cell, visitor, undo=True)
            assert oracles.owners(oracles.readable(response)) <= may_see(role), path
            if cells.status(response) in asked:
                # A whole page, or for a part of one a note beside it that says nothing of what was asked for.
                assert (b"</html>" in response.content) is not htmx
                assert (b'id="messages"' in response.content) or not htmx


def test_every_route_is_declared():
    assert sorted(set(OWN) - set(MATRIX)) == []


def test_no_row_is_stale():
    assert sorted(set(MATRIX) - set(OWN)) == []


@pytest.mark.parametrize("route", sorted(set(OWN) & set(MATRIX)))
def test_an_empty_form_is_answered_with_what_is_wrong(route, world):
    for verb, declared in MATRIX[route].items():
        if declared.wrong is None:
            continue
        place, path = next(one for one in cells.addresses(route, world) if one[0] == "own")
        role = next(one for one in ROLES if expected(route, verb, one, place) == declared.ok and one != ANONYMOUS)
        before = oracles.fingerprint()
        for htmx in (False, True):
            response = cells.send(
                cells.Cell(route, verb, role, place, path, {"nothing": ""}, None, htmx), world.client(role)
            )
            assert cells.status(response) == declared.wrong
        assert oracles.written(before, oracles.fingerprint()) == []


# The token in the address is all there is to it: mail programs press that button for their reader (RFC 8058).
PRESSED_BY_MACHINES = {"mail/stop/<str:token>/"}


def test_forms_that_anybody_may_send_are_the_known_ones():
    assert {route.path for route in own_routes() if getattr(route.view, "csrf_exempt", False)} == PRESSED_BY_MACHINES


@pytest.mark.parametrize("route", sorted((set(OWN) & set(MATRIX)) - PRESSED_BY_MACHINES))
def test_a_forged_form_is_refused(route, world):
    """Whoever may do a thing may do it from our own pages alone."""
    before = oracles.fingerprint()
    there = [one for one in cells.addresses(route, world) if one[0] in FACTS]
    for (place, path), verb, role in product(there, set(MATRIX[route]) - SAFE, ROLES):
        declared = MATRIX[route][verb]
        cell = cells.Cell(route, verb, role, place, path, declared.data(world, place, role), declared.content_type)
        if works(cell):
            response = cells.send(cell, world.client(role, enforce_csrf_checks=True))
            assert response.status_code == 403, cell
            assert oracles.owners(oracles.readable(response)) <= may_see(role) | declared.reveals
    assert oracles.written(before, oracles.fingerprint()) == []


def test_the_test_runs_as_the_site_does():
    """The oracles mean something only if sign-in is the default and errors are not swallowed."""
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE
    assert not settings.DEBUG
