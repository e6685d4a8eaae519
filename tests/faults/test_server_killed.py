"""A web process dies without warning while ten people type. Nothing that anybody saw may be lost, doubled or reordered."""

import asyncio

import pytest

from tests.visioning.live_updates import words_of
from tests.visioning.live_writing.clients import Server, Writer, database_url, thread
from visioning.live import store

from .crowd import Crowd, assert_whole, missing

pytestmark = pytest.mark.slow


@pytest.fixture
def two_servers(django_db_setup):
    running = []

    def start(app):
        for _ in range(2):
            running.append(Server(database_url(), app))
            running[-1].start()
        return running

    yield start
    for server in running:
        server.stop()


async def type_until_killed(crowd, server):
    """Type for a while, kill the process, and say what was seen by then and what the log alone still has."""
    await crowd.join()
    crowd.start_typing()
    await asyncio.sleep(1.2)
    server.kill()
    await asyncio.sleep(0.3)  # the others type on
    seen = crowd.seen()
    await crowd.stop_typing()
    return seen


def make_crowd(servers, text, cookie_of, people):
    cookies = [cookie_of(person) for person in people]
    return Crowd([Writer(servers[number % 2], cookies[number % 2], text.pk) for number in range(10)])


def test_killing_a_server_loses_nothing(two_servers, text, ana, ben, cookie_of):
    doomed, other = servers = two_servers("leadership.asgi:application")
    crowd = make_crowd(servers, text, cookie_of, (ana, ben))

    async def scene():
        seen = await type_until_killed(crowd, doomed)
        assert len(seen) > 200
        alone = words_of(await thread(store.read_state, text.pk))
        assert missing(seen, alone) == set(), "somebody saw what was not stored"
        for author in crowd.authors:
            if author.writer.server is doomed:
                author.writer.server = other
                await author.writer.join()
        crowd.start_typing()
        await asyncio.sleep(0.3)
        await crowd.stop_typing()
        await crowd.all_saved()
        await crowd.close()

    asyncio.run(asyncio.wait_for(scene(), 60))
    words = words_of(store.read_state(text.pk))
    assert_whole(words, crowd.typed())
    assert words == str(crowd.authors[0].writer)


def test_control_storing_later_loses_what_people_saw(two_servers, text, ana, ben, cookie_of):
    servers = two_servers("tests.faults.debounced:application")
    crowd = make_crowd(servers, text, cookie_of, (ana, ben))

    async def scene():
        seen = await type_until_killed(crowd, servers[0])
        servers[1].kill()
        return missing(seen, words_of(await thread(store.read_state, text.pk)))

    lost = asyncio.run(asyncio.wait_for(scene(), 60))
    assert len(lost) > 0, "this harness would not notice a loss"
