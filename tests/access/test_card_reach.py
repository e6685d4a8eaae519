"""How far a card goes: each reach × each kind of person × each way to it; and links that are old, closed or made up."""

from itertools import product

import pytest
from django.core import signing
from django.db import transaction

from leadership.models import PlanPrint
from pilots.models import LearningCard, Poll, Reach
from pilots.views import card_files

from . import cells, oracles
from .world import ANONYMOUS, ROLES, printed

pytestmark = pytest.mark.django_db

TEAM = {"observer", "member", "facilitator"}
STAFF = TEAM | {"colleague", "sibling_member", "ex_member", "school_facilitator"}
SIGNED_IN = set(ROLES) - {ANONYMOUS}
# Who reads team A's card of each reach. Of the staff only a colleague takes part.
READERS = {
    "team": TEAM | {"colleague"},
    "school": STAFF,
    "district": STAFF | {"district_facilitator"},
    "public": SIGNED_IN,
}


@pytest.fixture
def undone(world):
    point = transaction.savepoint_create()
    yield
    transaction.savepoint_rollback(point)


@pytest.fixture
def on_paper(world, undone):
    """As if each had been printed a moment ago."""
    for card in (one for one in world.places["own"].piloted.cards.values() if one.reach != "school"):
        printed(card.pilot.team, f"learned-{card.reach}-a", card_files.card_html(card))


def listed(world, role, card):
    """Whether this card is on the lists of cards of this person's school and team."""
    number = {"foreign_facilitator": 2}.get(role, 1)
    letter = {"sibling_member": "b", "foreign_facilitator": "c"}.get(role, "a")
    found = []
    for path in (f"/schools/school-{number}/cards/", f"/teams/team-{letter}/pilots/cards/"):
        answer = world.client(role).get(path)
        if answer.status_code == 200:
            found.append(f"learned-{card.reach}-a" in oracles.owners(oracles.readable(answer)))
    return found


@pytest.mark.parametrize("reach", Reach.values)
def test_a_card_reaches_its_readers_and_no_others(reach, world, on_paper):
    card = world.places["own"].piloted.cards[reach]
    for role in SIGNED_IN:
        client, may = world.client(role), role in READERS[reach]
        page = client.get(f"/cards/{card.pk}/")
        assert page.status_code == (302 if role in TEAM else 200 if may else 404), role
        assert client.post(f"/cards/{card.pk}/pdf/").status_code == (200 if may else 404), role
        assert (f"learned-{reach}-a" in oracles.owners(oracles.readable(page))) == (may and role not in TEAM), role
    assert world.client(ANONYMOUS).get(f"/cards/{card.pk}/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("reach", "role"),
    [*product(Reach.values, ("observer", "sibling_member", "ex_member", "foreign_facilitator"))],
)
def test_lists_hold_what_their_school_may_read(reach, role, world):
    """The school of one participant alone does not make a list of everybody's."""
    card = world.places["own"].piloted.cards[reach]
    for_all = {"school": STAFF, "district": STAFF, "public": SIGNED_IN}.get(reach, set())
    found = listed(world, role, card)
    assert found
    if role == "observer":
        assert found == [reach != "team", True]
    else:
        assert set(found) == {role in for_all}


@pytest.mark.parametrize("reach", Reach.values)
def test_another_team_tries_only_what_reaches_its_school(reach, world, undone):
    card = world.places["own"].piloted.cards[reach]
    said = {"outcome": "held", "words": "With us, too.", "edition": "0"}
    for role, letter, ours in (
        ("sibling_member", "b", {"school", "district", "public"}),
        ("foreign_facilitator", "c", {"public"}),
    ):
        card.replications.all().delete()
        path, wanted = f"/teams/team-{letter}/pilots/cards/{card.pk}/replication/", reach in ours
        assert world.client(role).get(path).status_code == (200 if wanted else 404)
        assert world.client(role).post(path, said).status_code == (302 if wanted else 404)
        assert card.replications.exists() == wanted
    assert world.client("member").post(f"/teams/team-a/pilots/cards/{card.pk}/replication/", said).status_code == 404


def test_what_was_said_of_a_card_that_was_narrowed_is_left_to_its_own_team(world, undone):
    """Its words and nothing of the card; it can be taken back; the lent chart is no longer shown to anybody outside."""
    card = world.places["own"].piloted.cards["public"]
    path = f"/teams/team-c/pilots/cards/{card.pk}/replication/"
    card.take_back(world.people["colleague"])
    page = world.client("foreign_facilitator").get(path)
    assert page.status_code == 200
    assert oracles.owners(oracles.readable(page)) & {"learned-public-a", "chart-a", "pilot-a"} == set()
    assert "tried-c" in oracles.owners(oracles.readable(page))
    for role in ("sibling_member", "foreign_facilitator", "outsider"):
        assert world.client(role).get(f"/cards/{card.pk}/").status_code == 404
    assert world.client("foreign_facilitator").post(f"{path}remove/").status_code == 302


def test_a_school_without_a_district_shares_with_none(world, undone):
    """Two schools outside any district are not neighbours, and the choice is not there."""
    own, foreign = world.places["own"], world.places["foreign"]
    for place in (own, foreign):
        school = place.team.school
        type(school).objects.filter(pk=school.pk).update(district=None)
    card = own.piloted.cards["district"]
    for role in ("foreign_facilitator", "district_facilitator", "outsider"):
        assert world.client(role).get(f"/cards/{card.pk}/").status_code == 404, role
    assert world.client("sibling_member").get(f"/cards/{card.pk}/").status_code == 200
    assert listed(world, "foreign_facilitator", card) == [False, False]
    path = f"{own.piloted.base}{own.piloted.closed['team'].number}/card/"
    said = {"reach": "district", "edition": own.piloted.cards["team"].edition}
    assert world.client("member").post(f"{path}yes/", said).status_code == 422
    assert world.client("facilitator").post(f"{path}share/", said).status_code == 422


def links(world):
    """(name, path) of every public link that leads nowhere."""
    rows = world.places["own"].piloted
    public, inner, poll = rows.cards["public"], rows.cards["school"], rows.poll
    yield "a narrower card", f"/cards/link/{inner.link_token}/"
    yield "a poll’s link at a card", f"/cards/link/{poll.link_token}/"
    yield "a card’s link at a poll", f"/p/{public.link_token}/"
    yield "a team’s link at a card", f"/cards/link/{world.places['own'].team.link_token}/"
    yield "a counted poll", f"/p/{rows.counted.link_token}/"
    for name, salt in (("card", LearningCard.link_salt()), ("poll", "pilots.poll-link")):
        made_up = signing.Signer(key="of somebody else", salt=salt).sign_object([public.pk, public.link_number])
        yield f"a made-up {name}", f"/cards/link/{made_up}/" if name == "card" else f"/p/{made_up}/"
    yield "letters", "/p/AAAA/"
    yield "no letters", "/p/%20/"


def test_a_link_that_is_none_says_nothing(world):
    for name, path in links(world):
        for role in (ANONYMOUS, "outsider", "foreign_facilitator"):
            answer = world.client(role).get(path)
            assert answer.status_code in {200, 404}, name
            known = {"poll-a"} if name == "a counted poll" else set()
            found = oracles.owners(oracles.readable(answer)) - {f"name-{role}"}
            assert found <= known | {"card-a", "school-1"} if known else found == set(), (name, role, found)
            if not known:
                assert answer.status_code == 404, name


def test_a_link_that_was_changed_leads_nowhere(world, undone):
    rows, anybody = world.places["own"].piloted, world.client(ANONYMOUS)
    card, poll = LearningCard.objects.get(pk=rows.cards["public"].pk), Poll.objects.get(pk=rows.poll.pk)
    old = {"card": f"/cards/link/{card.link_token}/", "poll": f"/p/{poll.link_token}/"}
    assert {anybody.get(path).status_code for path in old.values()} == {200}
    member = world.client("member")
    assert member.post(f"{poll.get_absolute_url()}link/").status_code == 302
    card.take_back(world.people["member"])
    for path in old.values():
        answer = anybody.get(path)
        assert answer.status_code == 404
        assert oracles.owners(oracles.readable(answer)) == set()
    assert anybody.post(old["poll"], {"value": "3", "once": "x"}).status_code == 404
    assert rows.poll.answers.count() == 6
    # Shared anew it has another link.
    card.refresh_from_db()
    card.say_yes(world.people["member"], Reach.PUBLIC, card.edition)
    card.share(Reach.PUBLIC, card.edition)
    card.refresh_from_db()
    assert anybody.get(old["card"]).status_code == 404
    assert anybody.get(f"/cards/link/{card.link_token}/").status_code == 200


def test_public_pages_are_kept_by_nobody_and_name_no_address_to_others(world):
    rows = world.places["own"].piloted
    for path in (f"/cards/link/{rows.cards['public'].link_token}/", f"/p/{rows.poll.link_token}/"):
        answer = world.client(ANONYMOUS).get(path)
        assert "noindex" in answer["X-Robots-Tag"]
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] in {"no-referrer", "same-origin"}
        assert "sessionid" not in answer.cookies


def test_a_printed_card_is_printed_once_for_all_its_readers_and_anew_for_other_words(world, on_paper):
    card = world.places["own"].piloted.cards["school"]
    before = PlanPrint.objects.count()
    for role in ("member", "ex_member", "colleague"):
        file = world.client(role).post(f"/cards/{card.pk}/pdf/")
        assert file["Content-Type"] == "application/pdf"
        assert cells.status(file) == 200
    assert PlanPrint.objects.count() == before
