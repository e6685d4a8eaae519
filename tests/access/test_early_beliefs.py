"""How sure people are of an arrow comes out at the reveal, and then only as far as it may, whoever comes and goes meanwhile.

The look is that of `test_early_reveal`.
"""

import pytest
from django.db import transaction

from leadership.models import JoinedBy, Role
from visioning import theory_pdf
from visioning.models import BeliefRound

from . import oracles
from .test_early_reveal import closed_words, everything_believed
from .theorised import say, words
from .world import ANONYMOUS, ROLES

pytestmark = pytest.mark.django_db

# Who may come near team A's or B's rounds at all, and people who may not.
NEAR = [("facilitator", "own"), ("observer", "own"), ("sibling_member", "sibling"), ("colleague", "sibling")]


def seen(world, role, place):
    looks = everything_believed(world.client(role), world.places[place].theorised)
    return {found for _where, text in looks for found in closed_words(role, text)}


@pytest.fixture
def undone(world):
    point = transaction.savepoint_create()
    yield
    transaction.savepoint_rollback(point)


@pytest.mark.parametrize(("role", "place"), NEAR)
def test_nothing_of_an_open_round_is_shown(role, place, world):
    assert seen(world, role, place) == set()


def test_once_it_is_revealed_the_team_reads_it_with_names(world, undone):
    rows = world.places["own"].theorised
    assert rows.open.reveal()
    assert seen(world, "observer", "own") == {"private-member", "private-facilitator"}
    assert seen(world, "facilitator", "own") == {"private-member"}
    assert seen(world, "colleague", "own") == set()


def test_only_its_author_reads_what_is_for_their_eyes(world):
    """A revealed round without names: the page shows it to them alone, and no file, drawing or plan to anybody."""
    rows = world.places["own"].theorised
    looks = dict(everything_believed(world.client("member"), rows))
    mine = {path for path, text in looks.items() if "canary:private-member" in text}
    page, form = f"{rows.base}beliefs/{rows.unnamed.number}/", f"{rows.base}beliefs/{rows.open.number}/say/"
    assert page in mine
    # Beside it only the form in which they may still say something else, and where that round's own page leads there.
    assert mine <= {page, f"{page}say/", form}


def test_reasons_without_names_are_read_from_ten_people_on(world, undone):
    """Two have spoken. Of few it is deleted; with nine nobody reads why; with ten everybody on the team does."""
    rows = world.places["sibling"].theorised
    point = transaction.savepoint_create()
    assert rows.open.reveal()
    assert not rows.open.beliefs.exists()
    assert seen(world, "sibling_member", "sibling") == set()
    transaction.savepoint_rollback(point)
    others = [role for role in ROLES if role not in {ANONYMOUS, "sibling_member"}][:8]
    for role in others[:7]:
        say(rows.open, world.people[role], "unnamed-belief-b")
    for last, told in ((None, set()), (others[7], {"unnamed-belief-b"})):
        if last:
            say(rows.open, world.people[last], "unnamed-belief-b")
        assert seen(world, "sibling_member", "sibling") == set()
        point = transaction.savepoint_create()
        assert BeliefRound.objects.get(pk=rows.open.pk).reveal()
        assert seen(world, "sibling_member", "sibling") == told
        assert seen(world, "colleague", "sibling") == set()
        transaction.savepoint_rollback(point)


def test_a_round_that_is_stopped_leaves_nothing(world, undone):
    rows = world.places["own"].theorised
    assert world.client("facilitator").post(f"{rows.base}beliefs/{rows.open.number}/stop/").status_code == 302
    assert seen(world, "observer", "own") == set()
    assert "private-facilitator" not in str(list(rows.arrow.beliefs.values_list("why", flat=True)))


def test_the_printed_theory_holds_none_of_it(world):
    for known in world.places.values():
        html = theory_pdf.pdf_html(known.theorised.theory)
        assert f"canary:theory-{known.team.slug[-1]}" in html
        assert closed_words(None, html) == set()


def test_no_letter_and_no_log_line_tells_how_sure_anybody_is(world, undone, mailoutbox, caplog):
    caplog.set_level(0)
    rows, member, runner = world.places["own"].theorised, world.client("member"), world.client("facilitator")
    path = f"{rows.base}beliefs/{rows.open.number}/"
    for client, owner in ((member, "private-member"), (runner, "private-facilitator")):
        said = {f"{kind}-{one['source']}-{one['target']}": value for one in rows.open.wording
                for kind, value in (("sure", "2"), ("why", words(owner, "new")))}  # fmt: skip
        assert client.post(f"{path}say/", said).status_code == 302
    assert member.post(f"{path}say/", {"why-0-0": words("private-member", "odd")}).status_code == 422
    assert runner.post(f"{path}reveal/").status_code == 302
    assert member.post(f"{path}say/", said).status_code == 409
    assert mailoutbox == []
    assert "canary:private" not in caplog.text


@pytest.mark.parametrize("role", ["facilitator", "observer", "sibling_member", "site_staff"])
def test_no_file_of_ones_own_tells_what_others_believe(role, world):
    text = oracles.readable(world.client(role).get("/me/export/"))
    assert closed_words(role, text) == set()


def test_somebodys_place_changes_while_everybody_is_asked_how_sure_they_are(world):
    """With names: whoever leaves reads nothing more and says nothing more; what they said stays until they say it anew."""
    rows, member, visitor = world.places["own"].theorised, world.people["member"], world.client("member")
    path, team = f"{rows.base}beliefs/{rows.open.number}/", world.places["own"].team
    said = {f"sure-{item['source']}-{item['target']}": "5" for item in rows.open.wording}
    before = rows.open.beliefs.count()
    point = transaction.savepoint_create()
    for role, read, answered in ((None, 404, 404), (Role.OBSERVER, 200, 403), (Role.MEMBER, 200, 302)):
        team.memberships.filter(person=member).delete()
        if role:
            team.welcome(member, JoinedBy.LINK, role=role)
        assert visitor.get(path).status_code == read, role
        assert visitor.get(f"{path}say/").status_code == {302: 200}.get(answered, answered), role
        assert visitor.post(f"{path}say/", said).status_code == answered, role
        assert rows.open.beliefs.count() == before
    assert {one.sure for one in rows.open.own_beliefs(member)} == {5}
    transaction.savepoint_rollback(point)


def test_another_place_gives_nobody_a_second_belief_without_a_name(world):
    rows, colleague = world.places["sibling"].theorised, world.people["colleague"]
    path, team, visitor = (
        f"{rows.base}beliefs/{rows.open.number}/",
        world.places["sibling"].team,
        world.client("colleague"),
    )
    said = {f"sure-{item['source']}-{item['target']}": "5" for item in rows.open.wording}
    before = rows.open.beliefs.count()
    point = transaction.savepoint_create()
    assert visitor.post(f"{path}say/", said).status_code == 404
    for answered in (302, 409):
        team.welcome(colleague, JoinedBy.LINK)
        assert visitor.post(f"{path}say/", said).status_code == answered
        assert rows.open.beliefs.count() == before + len(rows.open.wording)
        assert not rows.open.beliefs.filter(person=colleague).exists()
        team.memberships.filter(person=colleague).delete()
        assert visitor.get(path).status_code == 404
    assert {one.person_id for one in rows.open.beliefs.all()} == {None}
    transaction.savepoint_rollback(point)
