"""Who gets into a text's room, and who is put out of it while it runs."""

import asyncio
import time
from uuid import uuid4

import pytest
import websockets
from websockets.exceptions import InvalidStatus

from leadership.models import Membership, Person, Role
from tests.conftest import signed_in
from visioning.live import store

from ..live_updates import typed
from .clients import Writer, closed, run, stored, thread, until

pytestmark = pytest.mark.slow


class TestTheDoor:
    @pytest.mark.parametrize(
        ("who", "code"),
        [("nobody", 4401), ("dov", 4404), ("no such text", 4404), ("no id at all", 4404)],
    )
    def test_strangers_stay_outside(self, who, code, writer, ana, dov, text):
        place = {"no such text": uuid4(), "no id at all": "northside"}.get(who, text.pk)
        stranger = writer({"nobody": None, "dov": dov}.get(who, ana), text_id=place)
        update, state = typed("secret words", client=7)
        store.append(text.pk, ana.pk, update)

        async def scene():
            await stranger.open()
            assert await closed(stranger) == code
            assert stranger.frames == []
            assert stranger.reason

        run(scene())

    @pytest.mark.parametrize(
        "origin",
        [
            None,
            "null",
            "http://evil.example",
            "https://127.0.0.1:{port}",
            "http://127.0.0.1:1",
            "http://127.0.0.1",
            "http://localhost:{port}",
            "http://127.0.0.1:{port}.evil.example",
            "http://[",
        ],
    )
    def test_pages_of_other_origins_are_refused(self, origin, writer, ana, server):
        one = writer(ana)

        async def scene():
            await one.open()  # our own page gets in with the same cookie
            await one.close()
            with pytest.raises(InvalidStatus) as refused:
                await one.open(origin=origin and origin.format(port=server.port))
            assert refused.value.response.status_code == 403

        run(scene())

    def test_another_address_is_no_socket(self, writer, ana, server):
        one = writer(ana, text_id="x/y")

        async def scene():
            with pytest.raises(InvalidStatus):
                await one.open()

        run(scene())

    def test_an_address_without_the_slash_works(self, writer, ana, server, text, cookie_of):
        headers = {"Cookie": cookie_of(ana)}

        async def scene():
            url = f"ws://127.0.0.1:{server.port}/ws/texts/{text.pk}"
            async with websockets.connect(url, origin=server.origin, additional_headers=headers) as socket:
                assert (await asyncio.wait_for(socket.recv(), 5))[:2] == b"\x00\x00"

        run(scene())

    def test_observers_read_along_and_write_nothing(self, writer, ana, cleo, text):
        one, looking = writer(ana), writer(cleo)

        async def scene():
            await one.join()
            await looking.join()
            one.type("We listen.")
            await until(lambda: str(looking) == "We listen.")
            looking.type(" I add.")
            assert await closed(looking) == 4403
            one.type(" We try.")
            await until(lambda: one.seen == 18)
            await one.close()

        run(scene())
        assert stored(text) == str(one) == "We listen. We try."


class TestRightsThatEnd:
    """Whoever loses the right is out within a second, and their colleagues notice nothing."""

    def scene(self, writer, ana, ben, change, *codes):
        one, two = writer(ana), writer(ben)

        async def play():
            await one.join()
            await two.join()
            one.type("We listen.")
            await until(lambda: str(two) == "We listen.")
            began = time.monotonic()
            await thread(change)
            assert await closed(two, 3) in codes
            assert time.monotonic() - began < 3
            one.type(" secret")
            await until(lambda: one.seen == 17)
            assert "secret" not in str(two)
            assert one.code is None
            await one.close()

        run(play())

    def test_leaving_the_team(self, writer, ana, ben, team):
        self.scene(writer, ana, ben, lambda: Membership.objects.filter(team=team, person=ben).delete(), 4403)

    def test_becoming_an_observer(self, writer, ana, ben, team):
        def demote():
            Membership.objects.filter(team=team, person=ben).update(role=Role.OBSERVER)

        self.scene(writer, ana, ben, demote, 4403)

    def test_signing_out(self, server, text, ana, ben, cookie_of):
        browser = signed_in(ben)
        cookies = {ana: cookie_of(ana), ben: f"sessionid={browser.cookies['sessionid'].value}"}
        self.scene(lambda person: Writer(server, cookies[person], text.pk), ana, ben, browser.logout, 4401)

    def test_a_new_password(self, writer, ana, ben):
        the_same = Person.objects.get(pk=ben.pk)
        the_same.set_password("another long password")
        self.scene(writer, ana, ben, the_same.save, 4401)

    def test_a_blocked_account(self, writer, ana, ben):
        def block():
            ben.is_active = False
            ben.save()

        self.scene(writer, ana, ben, block, 4401)

    def test_an_account_deleted(self, writer, ana, ben):
        self.scene(writer, ana, ben, ben.delete, 4401, 4403)  # whichever is found out first

    def test_a_promoted_observer_may_write_at_once(self, writer, ana, cleo, team):
        looking = writer(cleo)

        async def scene():
            await looking.join()
            promote = Membership.objects.filter(team=team, person=cleo).update
            await thread(promote, role=Role.MEMBER)
            await asyncio.sleep(0.5)
            looking.type("Now I write.")
            await until(lambda: looking.seen == 12)
            await looking.close()

        run(scene())
