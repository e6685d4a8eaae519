"""What leaves the house with a plan: never a chapter that stays, on the open page nobody's name, behind an old link nothing.

Each look is taken once more after the thing was let out, and finds it: it would have found it before.
"""

import pytest
from django.db import transaction

from leadership.models import PlanExport, PlanSheet
from leadership.plan import Plan
from leadership.plan_word import word_of
from leadership.views.plan import plan_html
from leadership.views.plan_papers import crosswalk_htmls, one_page_htmls

from . import oracles
from .decided import HIDDEN
from .plan_matrix import OPEN_PAGE
from .world import ANONYMOUS, SITE

pytestmark = pytest.mark.django_db


@pytest.fixture
def undone(world):
    point = transaction.savepoint_create()
    yield
    transaction.savepoint_rollback(point)


@pytest.fixture
def team(world):
    return world.places["own"].team


def say(team, **said):
    sheet = PlanSheet.of(team)
    kept = {name: getattr(sheet, name) for name in ("note", "hidden", "valid_until", "review_on", "with_names")}
    PlanSheet.say(team, sheet.edition, **kept | said)


def link(team):
    return f"/plan/{PlanSheet.of(team).link_token}/"


def leaving(world, team):
    """(form, owners of its words) of everything that leaves with a plan."""
    whole = Plan.for_team(team).at(SITE)
    yield "the open page", oracles.owners(oracles.readable(world.client(ANONYMOUS).get(link(team))))
    yield "the file", oracles.owners(plan_html(whole))
    yield "one page", oracles.owners(one_page_htmls(whole, "letter")[0])
    yield "beside outside goals", oracles.owners("".join(crosswalk_htmls(whole, "letter")))
    yield "Word", oracles.owners(oracles.words_of(word_of(whole.leaving, lambda svg: None, "letter")))
    yield "the preview", oracles.owners(oracles.readable(world.client("observer").get("/teams/team-a/plan/preview/")))


def test_a_chapter_that_stays_is_in_nothing_that_leaves(world, team, undone):
    own = {"initiative-a"}
    assert HIDDEN == ["initiatives"]
    assert {form: owners & own for form, owners in leaving(world, team) if owners & own} == {}
    assert own <= oracles.owners(world.client("observer").get("/teams/team-a/plan/").content)
    say(team, hidden=[])
    assert {form for form, owners in leaving(world, team) if owners & own} >= {"the open page", "the file", "Word"}


def test_nothing_of_a_draft_of_what_people_brought_or_where_they_stand_leaves(world, team):
    kept = {"undecided-a", "heard-a", "stance-a", "edition-a"}
    for form, owners in leaving(world, team):
        strange = {
            one
            for one in owners
            if one.startswith(("private-", "unnamed-", "away-", "waiting-", "strengths-", "email-"))
        }
        assert (owners & kept) | strange == set(), form


def test_the_open_page_names_nobody_until_the_team_says_so(world, team, undone):
    nobody = world.client(ANONYMOUS)
    owners = oracles.owners(oracles.readable(nobody.get(link(team))))
    assert owners <= OPEN_PAGE
    assert not {one for one in owners if one.startswith("name-")}
    assert "differing-a" not in owners
    say(team, with_names=True)
    owners = oracles.owners(oracles.readable(nobody.get(link(team))))
    assert {"name-member", "differing-a"} <= owners


def test_a_link_that_is_off_or_old_leads_nowhere(world, team, undone):
    nobody, runner = world.client(ANONYMOUS), world.client("facilitator")
    first = link(team)
    assert (nobody.get(first).status_code, world.client("outsider").get(first).status_code) == (200, 200)
    runner.post("/teams/team-a/plan/link/", {"to": "close"})
    for role in (ANONYMOUS, "outsider", "colleague", "sibling_member", "foreign_facilitator", "school_facilitator"):
        assert world.client(role).get(first).status_code == 404, role
        assert world.client(role).get(f"{first}logo.png").status_code == 404, role
    assert world.client("observer").get(first)["Location"] == "/teams/team-a/plan/"
    runner.post("/teams/team-a/plan/link/", {"to": "open"})
    assert nobody.get(first).status_code == 200
    runner.post("/teams/team-a/plan/link/", {"to": "fresh"})
    assert nobody.get(first).status_code == 404
    assert nobody.get(link(team)).status_code == 200
    # Another team's number with these letters, and the letters of a poll.
    other = world.places["sibling"].decided.sheet
    assert nobody.get(f"/plan/{other.pk}-{link(team).partition('-')[2]}").status_code == 404
    assert nobody.get(f"/plan/{world.places['own'].piloted.poll.link_token}/").status_code == 404
    assert nobody.get(f"/p/{PlanSheet.of(team).link_token}/").status_code == 404


def test_who_took_a_file_is_noted_once_and_looking_notes_nothing(world, team, undone):
    printed = world.places["own"].plan_print
    type(printed).objects.filter(pk=printed.pk).update(form="full", hidden=HIDDEN)
    before, client = PlanExport.objects.count(), world.client("observer")
    path = f"/teams/team-a/plan/pdf/{printed.pk}/"
    client.head(path)
    client.get(path, headers={"HX-Request": "true"})
    assert PlanExport.objects.count() == before
    for _time in ("once", "twice"):
        client.get(path)
    assert PlanExport.objects.count() == before + 1
