"""Who is a guest of a team's vision, what of it they reach, and that looking for many asks no more than for one."""

import json
import re
from pathlib import Path

import pytest

from leadership.models import Audience, StaffMember
from tests import factories
from tests.conftest import signed_in
from visioning.guests import GUEST, TOPICS_FOR_GUESTS, place_of, places_of
from visioning.live import store
from visioning.live.protocol import STEP1, STEP2, SYNC, join, read_message, split, sync_message
from visioning.models import DraftingRound, Gathering, Openness, SharedText, SharedVision, TextUpdate
from visioning.rules import may_comment, may_read_text, may_write_text

from .live_updates import typed, words_of

TEMPLATES = Path(__file__).resolve().parents[2] / "templates/visioning"
BYTES = "application/octet-stream"


def staff(school, name):
    person = factories.person(name)
    StaffMember.objects.create(school=school, person=person)
    return person


@pytest.fixture
def eve(northside):
    return staff(northside, "Eve Lund")


@pytest.fixture
def as_eve(eve):
    return signed_in(eve)


@pytest.fixture
def vision(team):
    return SharedVision.start(team)


def invite(team, openness=Openness.CO_CREATE, **fields):
    return DraftingRound.objects.create(
        vision=SharedVision.start(team),
        aim="A first draft",
        openness=openness,
        starts_on="2026-11-01",
        ends_on="2026-12-01",
        **{"number": 1, "audience": Audience.STAFF, **fields},
    )


def test_staff_are_guests_once_invited_and_stay_readers_afterwards(team, eve, ana, dov):
    assert place_of(eve, slug=team.slug) is None
    round = invite(team)
    place = place_of(eve, slug=team.slug)
    assert place.role == GUEST
    assert place.team == team
    assert may_write_text(place)
    round.closed_at = "2026-11-20T12:00Z"
    round.save()
    place = place_of(eve, slug=team.slug)
    assert may_read_text(place)
    assert not may_write_text(place)
    assert not may_comment(place)
    assert place_of(ana, slug=team.slug).role == "facilitator"
    assert place_of(dov, slug=team.slug) is None


def test_many_are_found_as_one_is_and_cost_the_same(team, eve, ana, ben, cleo, dov, django_assert_num_queries):
    invite(team)
    more = [staff(team.school, f"Colleague {number}") for number in range(3)]
    gone = staff(team.school, "Gus Gone")
    gone.is_active = False
    gone.save()
    everybody = [ana, ben, cleo, dov, eve, gone, *more]
    with django_assert_num_queries(3):
        places = places_of([person.pk for person in everybody], pk=team.pk)
    with django_assert_num_queries(3):
        places_of([eve.pk], pk=team.pk)
    assert set(places) == {person.pk for person in (ana, ben, cleo, eve, *more)}
    for person in (ana, ben, cleo, dov, eve, *more):
        one, among_many = place_of(person, pk=team.pk), places.get(person.pk)
        assert (one and (one.role, may_write_text(one))) == (
            among_many and (among_many.role, may_write_text(among_many))
        )


def test_another_teams_invitation_counts_nothing_here(team, eve, other_team):
    Gathering.objects.create(team=other_team, number=1, name="Theirs", audience=Audience.STAFF)
    assert place_of(eve, slug=team.slug) is None
    assert places_of([eve.pk], pk=team.pk) == {}


@pytest.mark.parametrize("topic", sorted(TOPICS_FOR_GUESTS))
def test_every_topic_that_guests_hear_is_one_that_some_page_shows(topic):
    parts = [
        path for path in TEMPLATES.rglob("*.html") if re.search(rf'data-topic="[^"]*\b{topic}\b', path.read_text())
    ]
    assert parts


class TestWithoutSockets:
    """The same by plain HTTP."""

    def ask(self, client, text, *updates):
        body = join([sync_message(STEP1, b"\x00"), *(sync_message(STEP2, update) for update in updates)])
        return client.post(f"/texts/{text.pk}/exchange/", body, content_type=BYTES)

    def words(self, response):
        assert response.status_code == 200, response.content
        for kind, step, body in map(read_message, split(response.content)):
            if kind == SYNC and step == STEP2:
                return words_of(body)
        return None

    def test_uninvited_staff_find_nothing(self, as_eve, vision, ana):
        store.append(vision.text_id, ana.pk, typed("secret words", client=7)[0])
        answer = self.ask(as_eve, vision.text)
        assert answer.status_code == 404
        assert b"secret" not in answer.content
        assert as_eve.get(f"/texts/{vision.text_id}/authors/").status_code == 404

    def test_a_guest_reads_and_writes_as_the_round_says(self, as_eve, vision, team, ana):
        store.append(vision.text_id, ana.pk, typed("We listen.", client=7)[0])
        round = invite(team, Openness.CONSULT)
        assert self.words(self.ask(as_eve, vision.text)) == "We listen."
        mine = typed("I add.", client=8)[0]
        refused = self.ask(as_eve, vision.text, mine)
        assert refused.status_code == 403
        assert json.loads(refused.content)["code"] == 4403
        assert TextUpdate.objects.count() == 1
        round.openness = Openness.CO_CREATE
        round.save()
        assert "I add." in self.words(self.ask(as_eve, vision.text, mine))

    def test_a_guest_sees_whose_hand_is_whose_in_the_vision_and_in_no_other_text(self, as_eve, vision, team, ana):
        invite(team, Openness.TELL)
        store.append(vision.text_id, ana.pk, typed("We listen.", client=7)[0])
        found = as_eve.get(f"/texts/{vision.text_id}/authors/").json()
        assert found["clients"]["7"]["name"] == "Ana Ruiz"
        other = SharedText.objects.create(team=team)
        assert as_eve.get(f"/texts/{other.pk}/authors/").status_code == 404
        assert self.ask(as_eve, other).status_code == 404


def test_a_guest_finds_the_way_back_from_their_own_page(
    team, eve, as_eve, as_ben, northside, django_assert_max_num_queries
):
    assert "The vision of" not in as_eve.get("/").text
    round = invite(team, Openness.CONSULT)
    with django_assert_max_num_queries(10):
        page = as_eve.get("/").text
    assert f'<a href="/teams/{team.slug}/vision/">The vision of Northside team</a>' in page
    assert str(Openness.CONSULT.label) in page
    assert "The vision of" not in as_ben.get("/").text  # who is on it goes through the team
    round.delete()
    Gathering.objects.create(team=team, number=1, name="Hopes", audience=Audience.STAFF)
    assert "You are invited; read along." in as_eve.get("/").text
