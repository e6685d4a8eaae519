"""What lies in a gathering before its reveal comes out nowhere: no address, part, file, print, mail, search or frame.

The same look finds the words once the gathering is revealed, so it would have found them before.
"""

import pytest
from django.core.management import call_command
from django.db import transaction

from leadership.models import PlanPrint

from . import cells, oracles
from .matrix import MATRIX
from .test_matrix import OWN
from .test_parts import PARTS
from .world import ANONYMOUS, ROLES

pytestmark = pytest.mark.django_db

GETS = sorted(route for route in set(OWN) & set(MATRIX) if "GET" in MATRIX[route])
QUERIES = ("", "?authors=1&show=all&position=teacher&kind=visions&page=1&mine=open&q=canary")


def closed_owners(role=None):
    """Whose words wait, or are private altogether, other than this person's own."""
    return lambda owner: owner.startswith(("private-", "unnamed-")) and owner != f"private-{role}"


def closed_words(role, text):
    return set(filter(closed_owners(role), oracles.owners(text)))


def everything_shown(world, role, routes=GETS, places=("own", "sibling")):
    """(where, text) of all that this person can be shown by asking: pages and their parts, with queries that ask for more."""
    client = world.client(role)
    for route in routes:
        paths = dict(cells.addresses(route, world))
        parts = [part for known, verb, part in PARTS if known == route and verb == "GET"]
        for path in {paths[place] for place in places if place in paths}:
            for query in QUERIES:
                yield f"/{path}{query}", oracles.readable(client.get(f"/{path}{query}"))
            for part in parts:
                headers = {"HX-Request": "true", "HX-Target": f"div#{part}"}
                yield f"/{path}#{part}", oracles.readable(client.get(f"/{path}", headers=headers))
    for place in places:
        rows = world.places[place].woven
        slug = world.places[place].team.slug
        for number in (rows.inner.number, rows.table.number, rows.closed.number):
            for tail in (f"gatherings/{number}/", f"weaving/{number}/", f"weaving/{number}/map/"):
                yield f"{slug} {tail}", oracles.readable(client.get(f"/teams/{slug}/{tail}"))
        for vision in rows.closed.visions.all():
            path = f"/teams/{slug}/weaving/{rows.closed.number}/words/vision-{vision.pk}/"
            yield path, oracles.readable(client.get(path))
            path = f"/teams/{slug}/weaving/{rows.table.number}/words/vision-{vision.pk}/"
            yield path, oracles.readable(client.get(path))


# One of each kind of place; the matrix asks for every route as every kind of person.
LOOKERS = {"facilitator": "own", "colleague": "sibling"}


@pytest.mark.parametrize("role", LOOKERS)
def test_no_page_and_no_part_shows_what_waits(role, world):
    found = [
        f"{where}: {words}" for where, text in everything_shown(world, role) if (words := closed_words(role, text))
    ]
    assert not found, "\n".join(found[:20])


def test_the_look_finds_the_words_once_they_are_revealed(world):
    """The control: it would have seen them."""
    point = transaction.savepoint_create()
    for place, runner in (("own", "facilitator"), ("sibling", "sibling_facilitator")):
        assert world.places[place].woven.closed.reveal(world.people[runner])
    wanted = {
        "facilitator": {"private-member", "unnamed-a", "private-sibling_member", "unnamed-b"},
        "colleague": {"private-sibling_member", "unnamed-b"},
    }
    for role in LOOKERS:
        looks = everything_shown(
            world, role, [route for route in GETS if "gatherings/" in route or "weaving/" in route]
        )
        seen = {words for _where, text in looks for words in closed_words(role, text)}
        assert seen == wanted[role], role
    transaction.savepoint_rollback(point)


@pytest.mark.parametrize("role", [role for role in ROLES if role != ANONYMOUS])
def test_no_file_of_ones_own_holds_what_others_wait_with(role, world):
    text = oracles.readable(world.client(role).get("/me/export/"))
    assert f"private-{role}" in oracles.owners(text)
    assert closed_words(role, text) == set()


@pytest.mark.slow
def test_the_printed_plan_does_not_hold_it(world, tmp_path):
    PlanPrint.objects.all().delete()
    out = tmp_path / "plan.pdf"
    call_command("export_plan", "team-a", "--as", world.people["facilitator"].email, "--out", str(out))
    words = oracles.pdf_text(out.read_bytes()).replace("-\n", "-").replace("\n", "")
    assert "canary:vision-a" in words or "canary:hand-a1" in words
    assert "private-" not in words
    assert "unnamed-" not in words


def test_no_mail_and_no_log_line_holds_it(world, mailoutbox, caplog):
    """Sharing, changing and taking back leave no trace of the words in what the site writes to others."""
    caplog.set_level(0)
    member = world.client("member")
    path = "/teams/team-a/gatherings/3/"
    words = {"learning": "canary:private-member:new", "bring": "", "hope": ""}
    point = transaction.savepoint_create()
    assert member.post(f"{path}mine/", words).status_code == 302
    assert member.post("/me/vision/", words | {"edition": 1}).status_code == 302
    assert member.post(f"{path}mine/withdrawal/").status_code == 302
    unnamed = member.post(f"{path}share/", words | {"way": "unnamed"})
    assert unnamed.status_code == 200
    transaction.savepoint_rollback(point)
    assert mailoutbox == []
    assert "canary:private" not in caplog.text


def test_who_is_not_asked_finds_no_gathering_and_no_check(world):
    """A team that asked its staff once keeps what it asks itself alone: guests get 404, whatever they send."""
    rows = world.places["sibling"].woven
    inner = {"gathering_number": rows.inner.number, "check_number": rows.inner_check.number}
    found = []
    for route in sorted(set(OWN) & set(MATRIX)):
        names = list(cells.named_parts(route))
        if not set(names) & set(inner) or route.endswith(("/mine/", "/withdrawal/")):
            continue
        chosen = {name: cells.values(route, world)[name]["sibling"] for name in names} | {
            name: number for name, number in inner.items() if name in names
        }
        for verb in set(MATRIX[route]) - {"HEAD"}:
            data = MATRIX[route][verb].data(world, "sibling", "colleague")
            cell = cells.Cell(route, verb, "colleague", "sibling", cells.fill(route, chosen), data)
            status = cells.send_safely(cell, world.client("colleague"), undo=True).status_code
            # Where the role is asked first, guests are refused before it is looked whether there is anything.
            if status != 404 and not (
                status == 403 and MATRIX[route][verb].who.expects("colleague", "sibling", 1) == 403
            ):
                found.append(f"{cell}: {status}")
    assert not found, "\n".join(found)
