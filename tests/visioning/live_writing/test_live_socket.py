"""Sockets against a real server: what they carry, and what closes them without hurting anybody else."""

import asyncio
import json
import time
from uuid import uuid4

import pytest
import websockets
from pycrdt import XmlElement, XmlFragment, XmlText
from websockets.exceptions import InvalidStatus

from leadership.models import Membership, Person, Role
from tests.conftest import signed_in
from visioning.live import store
from visioning.live.protocol import STEP1, STEP2, UPDATE, awareness_message, join, sync_message

from ..live_updates import typed, words_of
from .clients import Server, Writer, closed, database_url, thread, until

pytestmark = pytest.mark.slow


def stored(text):
    return words_of(store.read_state(text.pk))


def run(scene):
    return asyncio.run(asyncio.wait_for(scene, 40))


class TestTogether:
    def test_two_people_type_at_once_and_converge(self, writer, ana, ben, text):
        one, two = writer(ana), writer(ben)

        async def scene():
            await one.join()
            await two.join()
            for number in range(20):
                one.type(f"a{number} ")
                two.type(f"b{number} ")
                if number % 4 == 0:
                    await asyncio.sleep(0.01)
            await until(lambda: str(one) == str(two) and len(str(one).split()) == 40)
            await one.close()
            await two.close()

        run(scene())
        assert sorted(str(one).split()) == sorted([f"a{n}" for n in range(20)] + [f"b{n}" for n in range(20)])
        assert stored(text) == str(one)

    def test_the_echo_means_stored(self, writer, ana, text):
        one = writer(ana)

        async def scene():
            await one.join()
            one.type("We listen.")
            assert one.seen == 0
            await until(lambda: one.seen == 10)
            assert await thread(stored, text) == "We listen."
            await one.close()

        run(scene())

    def test_who_comes_later_gets_everything(self, writer, ana, cleo):
        one, late = writer(ana), writer(cleo)

        async def scene():
            await one.join()
            one.type("We listen.")
            await until(lambda: one.seen == 10)
            await late.join()
            assert str(late) == "We listen."
            one.type(" We try.")
            await until(lambda: str(late) == "We listen. We try.")
            await one.close()
            await late.close()

        run(scene())

    def test_rich_text_of_the_editor_arrives_whole(self, writer, ana, ben):
        one, two = writer(ana), writer(ben)

        async def scene():
            await one.join()
            await two.join()
            rich = one.doc.get("think", type=XmlFragment)
            rich.children.append(XmlElement("heading", {"level": 2}, contents=[XmlText("Think")]))
            rich.children.append(XmlElement("paragraph", contents=[XmlText("We listen.")]))
            await until(lambda: str(two.doc.get("think", type=XmlFragment)) == str(rich))
            assert "We listen." in str(two.doc.get("think", type=XmlFragment))
            await one.close()
            await two.close()

        run(scene())

    def test_words_typed_offline_arrive_on_return(self, writer, ana, ben):
        one, two = writer(ana), writer(ben)

        async def scene():
            await one.join()
            await two.join()
            one.type("before ")
            await until(lambda: str(two) == "before ")
            await one.close()
            one.type("while away ")
            two.type("meanwhile ")
            await one.join()
            one.type("back ")
            await until(lambda: str(one) == str(two) and "back" in str(two))
            assert sorted(str(two).split()) == sorted(["before", "while", "away", "meanwhile", "back"])
            await one.close()
            await two.close()

        run(scene())

    def test_two_processes_see_each_other(self, writer, server, second_server, ana, ben, text):
        one, two = writer(ana, at=server), writer(ben, at=second_server)

        async def scene():
            await one.join()
            await two.join()
            for number in range(10):
                one.type(f"a{number} ")
                two.type(f"b{number} ")
                await asyncio.sleep(0.005)
            await until(lambda: str(one) == str(two) and len(str(one).split()) == 20)
            await until(lambda: one.seen == 30 and two.seen == 30)
            await one.show('{"cursor": 1}')
            await until(lambda: one.doc.client_id in two.people)
            await one.close()
            await until(lambda: two.people[one.doc.client_id] == "null")
            await two.close()

        run(scene())
        assert stored(text) == str(two)

    def test_a_process_that_lags_behind_a_fold_still_gets_everything(
        self, writer, server, second_server, ana, ben, text
    ):
        one, two = writer(ana, at=server), writer(ben, at=second_server)

        async def scene():
            await one.join()
            await two.join()
            for number in range(30):
                one.type(f"a{number} ")
                if number % 5 == 0:
                    await thread(store.compact, text.pk)
            await until(lambda: len(str(two).split()) == 30)
            await thread(store.compact, text.pk)
            one.type("end")
            await until(lambda: str(two).endswith("end"))
            assert str(two) == str(one)
            await one.close()
            await two.close()

        run(scene())
        assert stored(text) == str(one)

    def test_a_browser_without_sockets_writes_along(self, writer, server, ana, ben, text):
        """Its words and its presence reach the sockets of a running server, and theirs reach it."""
        one, other = writer(ana), signed_in(ben)
        update, _ = typed("By post.", client=7)
        me = awareness_message([(7, 1, '{"user": {"name": "Nobody"}, "cursor": 3}')])

        def post(*messages):
            url = f"/texts/{text.pk}/exchange/"
            return other.post(url, join(messages), content_type="application/octet-stream")

        async def scene():
            await one.join()
            assert (await thread(post, sync_message(UPDATE, update), me)).status_code == 200
            await until(lambda: str(one) == "By post." and 7 in one.people)
            assert json.loads(one.people[7])["user"]["name"] == "Ben Okafor"
            one.type(" By socket.")
            await until(lambda: one.seen == 11)
            answer = await thread(post, sync_message(STEP1, b"\x00"))
            assert b" By socket." in answer.content
            await one.close()

        run(scene())

    def test_servers_without_our_short_cut_work_too(self, django_db_setup, writer, ana, ben):
        plain = Server(database_url(), frames="websockets-sansio")
        try:
            plain.start()
            one, two = writer(ana, at=plain), writer(ben, at=plain)

            async def scene():
                await one.join()
                await two.join()
                one.type("We listen. ")
                await until(lambda: str(two) == "We listen. ")
                two.type("x" * 70_000)
                await until(lambda: len(str(one)) == 70_011)
                await two.send("text")
                assert await closed(two) == 4400
                await one.close()

            run(scene())
        finally:
            plain.stop()

    def test_a_server_that_is_asked_to_stop_stores_folds_and_goes(self, django_db_setup, writer, ana, text):
        short = Server(database_url()).start()
        one = writer(ana, at=short)

        async def scene():
            await one.join()
            for number in range(30):
                one.type(f"{number} ")
                await asyncio.sleep(0.005)
            await until(lambda: one.seen == len(str(one)))
            began = time.monotonic()
            await asyncio.to_thread(short.stop)
            assert time.monotonic() - began < 9
            assert await closed(one) == 1012

        run(scene())
        assert stored(text) == str(one)
        assert text.updates.count() == 0
        assert short.process.returncode in (0, -15)


class TestPresence:
    def test_everybody_sees_who_is_here_under_their_own_name(self, writer, ana, ben):
        one, two, late = writer(ana), writer(ben), writer(ben)

        async def scene():
            await one.join()
            await two.join()
            await one.show(json.dumps({"user": {"name": "The Principal"}, "cursor": {"anchor": 3}}))
            await until(lambda: one.doc.client_id in two.people)
            state = json.loads(two.people[one.doc.client_id])
            assert state["user"]["name"] == "Ana Ruiz"
            assert state["user"]["id"] == ana.pk
            assert state["cursor"] == {"anchor": 3}
            await late.join()
            await until(lambda: one.doc.client_id in late.people)
            await one.close()
            await until(lambda: two.people[one.doc.client_id] == "null")
            await two.close()
            await late.close()

        run(scene())


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

    def scene(self, writer, ana, ben, change, code):
        one, two = writer(ana), writer(ben)

        async def play():
            await one.join()
            await two.join()
            one.type("We listen.")
            await until(lambda: str(two) == "We listen.")
            began = time.monotonic()
            await thread(change)
            assert await closed(two, 3) == code
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
        self.scene(writer, ana, ben, ben.delete, 4403)

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


BAD_FRAMES = {
    "nothing": b"",
    "no message": b"\xff\xff\xff",
    "an unknown type": b"\x07\x01\x00",
    "a length beyond the end": b"\x00\x02\x7fabc",
    "bytes left over": sync_message(UPDATE, b"\x00\x00") + b"\x00",
    "no update": sync_message(UPDATE, b"\xde\xad\xbe\xef"),
    "an update cut short": sync_message(UPDATE, typed("hello", client=7)[0][:-3]),
    "no state vector": sync_message(STEP1, b"\x05\x01"),
    "no awareness": b"\x01\x03\xff\xff\xff",
    "awareness that is no JSON": awareness_message([(7, 1, "{")]),
    "a document inside the document": sync_message(UPDATE, b"\x01\x01\x07\x00\x09\x01\x07content\x01a\x7e\x00"),
    "text": "hello",
}


class TestBadInput:
    """One bad socket is closed with a reason; the others notice nothing and the text is unchanged."""

    def scene(self, writer, ana, ben, frames, code, text):
        one, bad = writer(ana), writer(ben)

        async def play():
            await one.join()
            one.type("We listen.")
            await until(lambda: one.seen == 10)
            await bad.join()
            before = len(one.frames)
            for frame in frames:
                await bad.send(frame)
            assert await closed(bad) == code
            assert bad.reason
            await asyncio.sleep(0.05)
            assert len(one.frames) == before, "somebody else noticed"
            one.type(" We try.")
            await until(lambda: one.seen == 18)
            await one.close()

        run(play())
        assert stored(text) == "We listen. We try."

    @pytest.mark.parametrize("name", BAD_FRAMES)
    def test_malformed(self, name, writer, ana, ben, text):
        self.scene(writer, ana, ben, [BAD_FRAMES[name]], 4400, text)

    def test_changes_that_fit_nowhere(self, writer, ana, ben, text):
        """Sound bytes whose parent is a letter: stored, they would keep everybody from opening the text."""
        store.append(text.pk, ana.pk, typed("", client=7)[0], typed("x", client=7)[0])
        poison = b"\x01\x01\x08\x00\x04\x00\x07\x00\x02hi\x00"
        one, bad, late = writer(ana), writer(ben), writer(ana)

        async def scene():
            await one.join()
            await bad.join()
            await bad.send(sync_message(UPDATE, poison))
            assert await closed(bad) == 4400
            await late.join()
            assert str(late) == "x"
            await one.close()
            await late.close()

        run(scene())
        assert stored(text) == "x"

    def test_too_large(self, writer, ana, ben, text):
        update, _ = typed("x" * (1024 * 1024 + 10), client=7)
        self.scene(writer, ana, ben, [sync_message(UPDATE, update)], 4413, text)

    def test_a_flood(self, writer, ana, ben, text):
        frame = sync_message(STEP2, b"\x00\x00")
        self.scene(writer, ana, ben, [frame] * 14_000, 4429, text)

    def test_a_forged_client_id(self, writer, ana, ben, text):
        one, forger = writer(ana), writer(ben)

        async def scene():
            await one.join()
            one.type("We listen.")
            await until(lambda: one.seen == 10)
            await forger.join()
            forged, _ = typed(" I agree with Ben.", client=one.doc.client_id, before=one.doc.get_update())
            await forger.send(sync_message(UPDATE, forged))
            assert await closed(forger) == 4409
            one.type(" We try.")
            await until(lambda: one.seen == 18)
            await one.close()

        run(scene())
        assert stored(text) == "We listen. We try."
        assert set(store.read_owners(text.pk).values()) == {ana.pk}

    def test_a_client_id_claimed_by_two_at_the_same_moment_goes_to_one(
        self, writer, server, second_server, ana, ben, text
    ):
        one, two = writer(ana, at=server, client=7), writer(ben, at=second_server, client=7)

        async def scene():
            await one.join()
            await two.join()
            one.type("ana")
            two.type("ben")
            await until(lambda: 4409 in (one.code, two.code))
            winner = two if one.code == 4409 else one
            await until(lambda: winner.seen == 3)
            await winner.close()

        run(scene())
        owner = store.read_owners(text.pk)[7]
        assert stored(text) == {ana.pk: "ana", ben.pk: "ben"}[owner]

    def test_changes_whose_beginning_is_missing_ask_for_a_fresh_start(self, writer, ana, text):
        one = writer(ana)

        async def scene():
            await one.join()
            _, hello = typed("hello", client=7)
            world, _ = typed(" world", client=7, before=hello)
            await one.send(sync_message(UPDATE, world))
            assert await closed(one) == 4408

        run(scene())
        assert stored(text) == ""

    def test_a_reader_who_stops_reading_is_let_go(self, writer, ana, ben, text):
        one, stuck = writer(ana), writer(ben)

        async def scene():
            await one.join()
            await stuck.join()
            stuck.reader.cancel()
            stuck.socket.transport.pause_reading()
            for _ in range(16):
                one.type("x" * 900_000)
                await until(lambda: one.seen == len(str(one)), 20)
            await asyncio.sleep(1.5)
            one.type("end")
            await until(lambda: one.seen == len(str(one)))
            stuck.socket.transport.resume_reading()
            await asyncio.wait_for(stuck.socket.wait_closed(), 15)
            await one.close()

        run(scene())
        assert stored(text).endswith("end")


def test_the_whole_of_a_long_offline_draft_is_taken(writer, ana, text):
    one = writer(ana)
    one.type("word " * 400_000)

    async def scene():
        await one.join()
        await until(lambda: one.seen == 2_000_000, 20)
        await one.close()

    run(scene())
    assert len(stored(text)) == 2_000_000
