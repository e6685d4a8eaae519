"""What rooms do by themselves: keep a version when people have left, and look again at whoever came in while rights changed."""

import asyncio

import pytest
from django.db import connection
from pycrdt import XmlElement, XmlFragment, XmlText

from leadership.models import Membership
from visioning.live import hub as hubs
from visioning.live import upkeep
from visioning.live.socket import text_socket
from visioning.live.upkeep import Upkeep
from visioning.models import SharedVision, Version

from .clients import run, thread, until

pytestmark = pytest.mark.slow


@pytest.fixture
def text(team):
    return SharedVision.start(team).text


@pytest.fixture(autouse=True)
def _given_back(monkeypatch):
    """Rooms in this very process ask Django in threads, whose connections would keep the test database from going."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)


def write(writer, words):
    paragraph = writer.doc.get("content", type=XmlFragment).children.append(XmlElement("paragraph"))
    paragraph.children.append(XmlText(words))


def newest(text):
    return Version.objects.filter(text=text).first()


async def eventually(question, seconds=15):
    end = asyncio.get_running_loop().time() + seconds
    while (found := await thread(question)) is None:
        assert asyncio.get_running_loop().time() < end, "it did not happen in time"
        await asyncio.sleep(0.2)
    return found


def test_once_everybody_has_left_a_version_is_kept(writer, ana, text):
    one = writer(ana)

    async def scene():
        await one.join()
        write(one, "We listen.")
        await until(lambda: one.seen > 0)
        await one.close()
        kept = await eventually(lambda: newest(text))
        assert kept.automatic
        assert kept.plain() == "We listen."

    run(scene())


def test_a_quiet_room_is_looked_at_now_and_then(monkeypatch, text):
    room = Upkeep(text.pk)
    monkeypatch.setattr(upkeep, "QUIET", 0.05)
    monkeypatch.setattr(upkeep, "PAUSE", 0.1)

    async def scene():
        assert not room.due(), "nothing was changed"
        room.changed()
        assert not room.due(), "somebody writes"
        await asyncio.sleep(0.15)
        assert room.due()
        monkeypatch.setattr(upkeep, "PAUSE", 60)
        await room.keep()
        assert not room.due(), "it was looked at a moment ago"
        monkeypatch.setattr(upkeep, "PAUSE", 0)
        assert room.due(), "an empty text gave no version, and might have been too young for one"

    run(scene())


def test_whoever_lost_the_right_on_the_way_in_is_put_out_at_once(text, team, ben, cookie_of):
    """Between the question who somebody is and their joining the room lies a moment in which no notice finds them."""
    scope = {
        "type": "websocket",
        "headers": [(b"cookie", cookie_of(ben).encode())],
        "url_route": {"kwargs": {"text_id": str(text.pk)}},
    }

    async def scene():
        said = []
        forever = asyncio.Event()

        async def receive():
            if said:
                await forever.wait()
            return {"type": "websocket.connect"}

        async def send(message):
            said.append(message)

        hub = hubs.hub()
        await hub.listening()
        async with hub.door(text.pk):  # the room is not open yet, Ben waits for it
            socket = asyncio.create_task(text_socket(scope, receive, send))
            await asyncio.sleep(0.5)
            changes = hub.changes
            await thread(Membership.objects.filter(team=team, person=ben).delete)
            await until(lambda: hub.changes > changes)
        await asyncio.wait_for(socket, 3)
        assert said[-1]["code"] == 4403
        await hubs.stop()

    run(scene())
