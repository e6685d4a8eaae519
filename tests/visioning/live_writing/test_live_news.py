"""Who hears a team's news, what they hear, and when the line ends."""

import asyncio
import contextlib

import pytest
import websockets
from django.contrib.sessions.models import Session
from django.db import transaction
from websockets.exceptions import ConnectionClosed, InvalidStatus

from leadership.models import Audience, Membership, Role, StaffMember
from leadership.news import tell
from tests import factories
from visioning.models import DraftingRound, Gathering, Openness, SharedVision

from .clients import Server, database_url, run, thread, until

pytestmark = pytest.mark.slow


class Ear:
    """A page that listens. The canaries are the topics it must never hear."""

    def __init__(self, server, cookie, slug):
        self.server, self.cookie, self.slug = server, cookie, slug
        self.heard, self.code, self.socket, self.reader = [], None, None, None

    async def open(self, **options):
        self.socket = await websockets.connect(
            f"ws://127.0.0.1:{self.server.port}/ws/teams/{self.slug}/news/",
            additional_headers={"Cookie": self.cookie} if self.cookie else {},
            **{"origin": self.server.origin, "compression": None, **options},
        )
        self.reader = asyncio.create_task(self.read())
        return self

    async def read(self):
        with contextlib.suppress(ConnectionClosed):
            async for frame in self.socket:
                assert isinstance(frame, str)
                self.heard.append(frame)
        self.code = self.socket.close_code

    async def join(self):
        await self.open()
        await until(lambda: "." in self.heard)
        return self

    async def ended(self):
        await until(lambda: self.code is not None)
        return self.code

    async def close(self):
        await self.socket.close()
        await self.reader

    @property
    def topics(self):
        return [topic for topic in self.heard if topic not in {".", "*"}]


@pytest.fixture
def eve(team):
    """On the school's staff, not on the team."""
    eve = factories.person("Eve Lund")
    StaffMember.objects.create(school=team.school, person=eve)
    return eve


@pytest.fixture
def ear(server, team, stage, eve, cookie_of):
    people = [eve, *(stage[name] for name in ("ana", "ben", "cleo", "dov"))]
    cookies = {person: cookie_of(person) for person in people} | {None: ""}
    return lambda person, at=server, slug=team.slug: Ear(at, cookies[person], slug)


@pytest.fixture
def other_team(stage):
    return stage["dov"].memberships.get().team


def told_to(team, *topics):
    for topic in topics:
        tell(team.pk, topic)


class TestTheDoor:
    @pytest.mark.parametrize(("who", "code"), [("nobody", 4401), ("dov", 4404), ("no such team", 4404)])
    def test_strangers_hear_nothing(self, who, code, ear, ana, dov, team):
        person = {"nobody": None, "dov": dov}.get(who, ana)
        stranger = ear(person, slug="no-such-team") if who == "no such team" else ear(person)

        async def scene():
            member = await ear(ana).join()
            await stranger.open()
            assert await stranger.ended() == code
            await thread(told_to, team, "canary")
            await until(lambda: "canary" in member.heard)
            assert stranger.heard == []
            await member.close()

        run(scene())

    def test_staff_come_in_once_they_are_invited_and_not_before(self, ear, eve, ana, team):
        async def scene():
            early = await ear(eve).open()
            assert await early.ended() == 4404
            await thread(Gathering.objects.create, team=team, number=1, name="Our hopes", opened_by=ana)
            still_early = await ear(eve).open()
            assert await still_early.ended() == 4404, "a gathering of the team alone invites nobody else"
            await thread(Gathering.objects.filter(team=team).update, audience=Audience.STAFF)
            guest, member = await ear(eve).join(), await ear(ana).join()
            await thread(told_to, team, "why", "gathering")
            await until(lambda: "gathering" in guest.heard and "why" in member.heard)
            assert "why" not in guest.heard, "what the team does among itself is not for guests to know"
            late = await ear(eve).join()
            await until(lambda: "gathering" in late.heard or "*" in late.heard)
            assert "why" not in late.heard
            for one in (guest, member, late):
                await one.close()

        run(scene())

    def test_another_sites_page_is_refused(self, ear, ana):
        async def scene():
            with pytest.raises(InvalidStatus):
                await ear(ana).open(origin="https://evil.example")

        run(scene())

    def test_whoever_speaks_is_put_out(self, ear, ana):
        async def scene():
            for words in ("weaving", b"\x00\x00\x01\x00"):
                one = await ear(ana).join()
                await one.socket.send(words)
                assert await one.ended() == 4400

        run(scene())


class TestWhatIsHeard:
    def test_a_topic_reaches_the_team_in_every_process_and_no_other_team(
        self, ear, ana, cleo, dov, team, other_team, server, second_server
    ):
        async def scene():
            here, there = await ear(ana).join(), await ear(cleo, at=second_server).join()
            stranger = await ear(dov, slug=other_team.slug).join()
            await thread(told_to, team, "weaving")
            await until(lambda: here.topics == there.topics == ["weaving"])
            await thread(told_to, other_team, "rounds")
            await until(lambda: stranger.topics == ["rounds"])
            await asyncio.sleep(0.3)
            assert here.topics == there.topics == ["weaving"]
            for one in (here, there, stranger):
                await one.close()

        run(scene())

    def test_nothing_is_told_of_what_was_rolled_back(self, ear, ana, team):
        def fail():
            with contextlib.suppress(RuntimeError), transaction.atomic():
                tell(team.pk, "canary")
                raise RuntimeError

        async def scene():
            one = await ear(ana).join()
            await thread(fail)
            await thread(told_to, team, "weaving")
            await until(lambda: "weaving" in one.heard)
            assert "canary" not in one.heard
            await one.close()

        run(scene())

    def test_many_at_once_are_told_in_few_frames_and_the_last_is_told_too(self, ear, ana, team):
        async def scene():
            one = await ear(ana).join()
            for _ in range(40):
                await thread(told_to, team, "weaving")
            await thread(told_to, team, "weaving", "gathering")
            await until(lambda: "gathering" in one.heard)
            await asyncio.sleep(0.5)
            assert 2 <= one.topics.count("weaving") < 20
            await one.close()

        run(scene())

    def test_what_was_told_while_the_page_was_on_its_way_is_told_again(self, ear, ana, team, other_team, dov):
        async def scene():
            first = await ear(ana).join()  # the process listens from now on
            await thread(told_to, team, "weaving")
            await thread(told_to, other_team, "canary")
            await until(lambda: "weaving" in first.heard)
            late = await ear(ana).join()
            await until(lambda: {"weaving", "*"} & set(late.heard))
            assert "canary" not in late.heard
            await first.close()
            await late.close()

        run(scene())

    def test_it_works_under_any_server_of_sockets(self, ear, ana, team):
        plain = Server(database_url(), frames="websockets-sansio").start()

        async def scene():
            one = await ear(ana, at=plain).join()
            await thread(told_to, team, "weaving")
            await until(lambda: "weaving" in one.heard)
            await one.close()

        try:
            run(scene())
        finally:
            plain.stop()


class TestTheEnd:
    def test_leaving_the_team_and_signing_out_end_it_and_a_new_role_does_not(self, ear, ana, ben, cleo, team):
        ear_of_cleo = ear(cleo)

        async def scene():
            leaves, demoted, signs_out = await ear(ben).join(), await ear(ana).join(), await ear_of_cleo.join()
            key = ear_of_cleo.cookie.removeprefix("sessionid=")
            await thread(Membership.objects.filter(team=team, person=ben).delete)
            await thread(Session.objects.filter(session_key=key).delete)
            await thread(Membership.objects.filter(team=team, person=ana).update, role=Role.OBSERVER)
            assert (await leaves.ended(), await signs_out.ended()) == (4403, 4401)
            await thread(told_to, team, "weaving")
            await until(lambda: "weaving" in demoted.heard)
            assert "weaving" not in leaves.heard + signs_out.heard
            await demoted.close()

        run(scene())

    @pytest.mark.parametrize("fate", ["off the staff", "the round is gone", "the team is gone"])
    def test_a_guests_place_can_end_too(self, fate, ear, eve, ana, team, second_server):
        vision = SharedVision.start(team)
        round = DraftingRound.objects.create(
            vision=vision,
            number=1,
            aim="A first draft",
            openness=Openness.TEST,
            audience=Audience.STAFF,
            starts_on="2026-11-01",
            ends_on="2026-12-01",
        )
        end = {
            "off the staff": StaffMember.objects.filter(person=eve).delete,
            "the round is gone": round.delete,
            "the team is gone": team.delete,
        }[fate]

        async def scene():
            here, there = await ear(eve).join(), await ear(eve, at=second_server).join()
            await thread(end)
            assert (await here.ended(), await there.ended()) == (4403, 4403)

        run(scene())
