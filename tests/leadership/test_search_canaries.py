"""In a world where every word says whose it is, nobody finds a word that is not for them; a search that asks nobody finds them all."""

import pytest
from django.urls import reverse

from leadership import finding, search
from leadership.models import Team
from visioning import searched_texts

from ..access.conftest import quiet_log, world  # noqa: F401
from ..access.oracles import owners, readable
from ..access.sight import may_see
from ..access.world import ANONYMOUS, ROLES

pytestmark = pytest.mark.django_db
SIGNED_IN = [role for role in ROLES if role not in {ANONYMOUS, "unverified"}]


@pytest.fixture
def all_of_it(monkeypatch):
    """No limit, so that nothing is missed for want of room; and long stretches."""
    monkeypatch.setattr(finding, "A_KIND", 10_000)
    monkeypatch.setattr(finding, "IN_ALL", 10_000)
    monkeypatch.setattr(search, "A_KIND", 10_000)
    monkeypatch.setattr(searched_texts, "A_SEARCH", 10_000)
    monkeypatch.setattr(search, "AROUND", 5_000)
    monkeypatch.setattr(search, "LONGEST_NAME", 5_000)
    monkeypatch.setattr(search.stretch, "__defaults__", (10_000,))


def told_in(body):
    """Whose words a page shows; what is marked in them is part of them."""
    return owners(body.replace("<mark>", "").replace("</mark>", ""))


@pytest.mark.parametrize("role", SIGNED_IN)
@pytest.mark.parametrize("words", ["canary", "words", "private", "unnamed", "draft", "waiting"])
def test_everybody_finds_only_words_that_they_may_see(world, role, words, all_of_it):  # noqa: F811
    response = world.client(role).get(reverse("search"), {"q": words})
    assert response.status_code == 200, response.error
    assert told_in(readable(response)) - may_see(role) == set()


@pytest.mark.parametrize("role", ["observer", "member", "facilitator", "colleague", "ex_member"])
@pytest.mark.parametrize("place", ["own", "sibling", "foreign"])
def test_in_one_team_too(world, role, place, all_of_it):  # noqa: F811
    slug = world.places[place].team.slug
    response = world.client(role).get(reverse("search"), {"q": "canary", "team": slug})
    assert told_in(readable(response)) - may_see(role) == set()


def test_without_reach_the_same_search_finds_what_is_not_theirs(world, all_of_it):  # noqa: F811
    """The losing control: with every team as their own a member finds the other teams' words."""
    member = world.people["member"]
    everything = list(Team.objects.all())
    groups = search.search(member, "canary", everything, [])
    told = told_in("".join(f"{line.name} {line.words}" for group in groups for line in group.lines))
    assert {"team-c", "inner-c", "hand-c1", "theory-c", "pilot-c", "listening-b"} <= told
    assert told - may_see("member")


def test_a_member_finds_the_words_of_their_team(world, all_of_it):  # noqa: F811
    told = told_in(readable(world.client("member").get(reverse("search"), {"q": "canary"})))
    assert {"team-a", "inner-a", "hand-a1", "theory-a", "pilot-a", "vision-a", "private-member"} <= told
