"""The school's staff at a team's vision: they read once invited, write while all create together, and no longer than that."""

import asyncio

import pytest
from django.utils import timezone

from leadership.models import Audience, StaffMember
from tests import factories
from visioning.live import store
from visioning.models import AlignmentCheck, DraftingRound, Gathering, Openness, SharedText, SharedVision

from ..live_updates import typed
from .clients import Writer, closed, run, stored, thread, until

pytestmark = pytest.mark.slow


@pytest.fixture
def eve(team):
    """On the school's staff, not on the team."""
    eve = factories.person("Eve Lund")
    StaffMember.objects.create(school=team.school, person=eve)
    return eve


@pytest.fixture
def text(team):
    """The team's vision, with words in it that nobody uninvited may see."""
    return SharedVision.start(team).text


def invite(team, openness=Openness.CO_CREATE, number=1):
    return DraftingRound.objects.create(
        vision=team.shared_vision,
        number=number,
        aim="A first draft",
        openness=openness,
        audience=Audience.STAFF,
        starts_on="2026-11-01",
        ends_on="2026-12-01",
    )


def end(round):
    round.closed_at = timezone.now()
    round.save(update_fields=("closed_at",))


def outside_is_closed(writer, eve, text, ana, text_id=None):
    store.append(text.pk, ana.pk, typed("secret words", client=7)[0])
    one = writer(eve, text_id=text_id or text.pk)

    async def scene():
        await one.open()
        assert await closed(one) == 4404
        assert one.frames == []

    run(scene())


class TestTheDoor:
    def test_staff_whom_nobody_invited_stay_outside(self, writer, eve, ana, text):
        outside_is_closed(writer, eve, text, ana)

    def test_what_the_team_does_among_itself_invites_nobody(self, writer, eve, ana, text, team):
        round = invite(team)
        round.audience = Audience.TEAM
        round.save()
        Gathering.objects.create(team=team, number=1, name="Our hopes")
        outside_is_closed(writer, eve, text, ana)

    def test_another_text_of_the_team_is_no_vision(self, writer, eve, ana, text, team):
        invite(team)
        other = SharedText.objects.create(team=team)
        outside_is_closed(writer, eve, other, ana, text_id=other.pk)

    def test_another_schools_staff_is_not_meant(self, writer, dov, ana, text, team):
        invite(team)
        outside_is_closed(writer, dov, text, ana)

    @pytest.mark.parametrize("openness", [Openness.TELL, Openness.SELL, Openness.TEST, Openness.CONSULT])
    def test_they_read_along_and_write_nothing(self, openness, writer, eve, ana, text, team):
        invite(team, openness)
        one, guest = writer(ana), writer(eve)

        async def scene():
            await one.join()
            await guest.join()
            one.type("We listen.")
            await until(lambda: str(guest) == "We listen.")
            guest.type(" I add.")
            assert await closed(guest) == 4403
            await one.close()

        run(scene())
        assert stored(text) == "We listen."

    def test_they_write_while_all_create_together(self, writer, eve, ana, text, team):
        invite(team)
        one, guest = writer(ana), writer(eve)

        async def scene():
            await one.join()
            await guest.join()
            guest.type("We hope.")
            await until(lambda: str(one) == "We hope.")
            await guest.show('{"user": {"name": "The principal"}}')
            await until(lambda: guest.doc.client_id in one.people)
            assert "Eve Lund" in one.people[guest.doc.client_id]
            await guest.close()
            await one.close()

        run(scene())
        assert stored(text) == "We hope."


class TestWhatEnds:
    def test_a_closed_round_makes_readers_of_those_who_wrote_in_every_process(
        self, eve, ana, text, team, server, second_server, cookie_of
    ):
        round = invite(team)
        cookie, hers = cookie_of(eve), cookie_of(ana)
        here, there = Writer(server, cookie, text.pk), Writer(second_server, cookie, text.pk)
        one, again = Writer(server, hers, text.pk), Writer(server, cookie, text.pk)

        async def scene():
            for writer in (one, here, there):
                await writer.join()
            here.type("We hope.")
            await until(lambda: str(there) == str(one) == "We hope.")
            await thread(end, round)
            assert await closed(here, 3) == await closed(there, 3) == 4403
            await again.join()  # as "Load again" does
            one.type(" We listen.")
            await until(lambda: str(again) == "We hope. We listen.")
            again.type(" canary")
            assert await closed(again) == 4403
            assert one.code is None
            await one.close()

        run(scene())
        assert stored(text) == "We hope. We listen."

    def test_a_round_that_opens_lets_a_reader_write_at_once(self, writer, eve, text, team):
        Gathering.objects.create(team=team, number=1, name="Our hopes", audience=Audience.STAFF)
        guest = writer(eve)

        async def scene():
            await guest.join()
            await thread(invite, team)
            await asyncio.sleep(0.5)
            guest.type("Now I write.")
            await until(lambda: guest.seen == 12)
            await guest.close()

        run(scene())

    @pytest.mark.parametrize(
        "fate", ["off the staff", "the gathering is gone", "the check is for the team", "no vision"]
    )
    def test_whoever_is_no_guest_any_more_is_put_out(self, fate, writer, eve, ana, text, team):
        if fate == "the gathering is gone":
            gathering = Gathering.objects.create(team=team, number=1, name="Our hopes", audience=Audience.STAFF)
        elif fate == "the check is for the team":
            check = AlignmentCheck.open(team.shared_vision, ana, **CHECK)
        else:
            invite(team, Openness.TEST)
        end = {
            "off the staff": StaffMember.objects.filter(person=eve).delete,
            "the gathering is gone": lambda: gathering.delete(),
            "the check is for the team": lambda: AlignmentCheck.objects.filter(pk=check.pk).update(audience="team"),
            "no vision": team.delete,
        }[fate]
        guest = writer(eve)

        async def scene():
            await guest.join()
            await thread(end)
            assert await closed(guest, 3) in {4403, 4404}

        run(scene())


CHECK = {
    "audience": "staff",
    "naming": "named",
    "by_paragraph": False,
    "share": 80,
    "floor": 3,
    "lowest": 2,
    "answers_needed": 3,
}
