"""Parts of pages, as htmx asks for them: the same doors, the same words, and only parts the view has named."""

import pytest

from . import oracles
from .matrix import MATRIX
from .sight import may_see
from .test_matrix import expected
from .world import ROLES

pytestmark = pytest.mark.django_db

# (route, verb, part): every part a view offers.
PARTS = [
    ("teams/<slug:team_slug>/", "GET", "agreements"),
    ("teams/<slug:team_slug>/agreements/", "POST", "agreements"),
    ("teams/<slug:team_slug>/people/", "GET", "team-people"),
    ("teams/<slug:team_slug>/people/link/", "POST", "team-people"),
    ("teams/<slug:team_slug>/vision/", "GET", "since"),
    ("teams/<slug:team_slug>/vision/visit/", "POST", "since"),
    ("teams/<slug:team_slug>/plan/", "GET", "plan-print"),
]


def ask(world, role, route, verb, part, place="own"):
    path = "/" + route.replace("<slug:team_slug>", world.places[place].team.slug)
    data = MATRIX[route][verb].data(world, place, role) if verb == "POST" else None
    headers = {"HX-Request": "true", "HX-Target": part}
    return getattr(world.client(role), verb.lower())(path, data, headers=headers)


@pytest.mark.parametrize(("route", "verb", "part"), PARTS)
def test_a_part_has_the_pages_door_and_no_more_words(route, verb, part, world):
    for place in ("own", "sibling", "foreign"):
        for role in ROLES:
            answer = ask(world, role, route, verb, f"div#{part}", place)
            wanted = expected(route, verb, role, place)
            if wanted in {200, 302}:
                assert answer.status_code == 200, (role, place)
                assert b"<html" not in answer.content, (role, place)
                assert f'id="{part}"'.encode() in answer.content, (role, place)
            elif isinstance(wanted, int):
                assert answer.status_code == wanted, (role, place)
            else:
                assert answer["HX-Redirect"].startswith("/accounts/login/")
            assert oracles.owners(oracles.readable(answer)) <= may_see(role), (role, place)


@pytest.mark.parametrize("part", ["main", "x", "../../leadership/site/help", "a%00b", "é" * 200])
def test_a_part_nobody_named_is_the_whole_page(part, world):
    answer = ask(world, "member", "teams/<slug:team_slug>/", "GET", f"div#{part}")
    assert answer.status_code == 200
    assert b"</html>" in answer.content
