"""Sockets against a real server: what people write together, and who sees whom."""

import asyncio
import json
import time

import pytest
from pycrdt import XmlElement, XmlFragment, XmlText

from tests.conftest import signed_in
from visioning.live import store
from visioning.live.protocol import STEP1, UPDATE, awareness_message, join, sync_message

from ..live_updates import typed
from .clients import Server, closed, database_url, run, stored, thread, until

pytestmark = pytest.mark.slow


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

    def test_changes_in_the_wrong_order_wait_for_each_other(self, writer, ana, ben, text):
        one, two = writer(ana), writer(ben)
        hello, state = typed("hello", client=7)
        world, state = typed(" world", client=7, before=state)
        again, state = typed("!", client=8, before=state)

        async def scene():
            await one.join()
            await two.join()
            for update in (again, world, hello):
                await one.send(sync_message(UPDATE, update))
            await until(lambda: str(two) == "hello world!")
            await asyncio.sleep(4)
            assert one.code is None
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

    def test_a_whole_staff_may_come_in_at_the_same_moment(self, writer, ana, ben):
        """Each entrance reads what is stored; none may be turned away because another is just reading."""
        everybody = [writer(person) for person in (ana, ben) * 15]

        async def scene():
            await everybody[0].join()
            for number in range(5):
                everybody[0].type(f"{number} ")
            await asyncio.gather(*(one.join() for one in everybody[1:]))
            await until(lambda: {str(one) for one in everybody} == {"0 1 2 3 4 "})
            assert [one.code for one in everybody if one.code] == []
            await asyncio.gather(*(one.close() for one in everybody))

        run(scene())


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


def test_the_whole_of_a_long_offline_draft_is_taken(writer, ana, text):
    one = writer(ana)
    one.type("word " * 400_000)

    async def scene():
        await one.join()
        await until(lambda: one.seen == 2_000_000, 20)
        await one.close()

    run(scene())
    assert len(stored(text)) == 2_000_000
