"""The same matrix for sockets: who may open which, what they are shown, and that a lost place ends an open one."""

import asyncio
import time

import pytest
import websockets
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from leadership.models import Role
from pilots.models import PilotNote
from visioning.guests import TOPICS_FOR_GUESTS
from visioning.live import news
from visioning.live.protocol import STEP1, sync_message
from visioning.live.socket import websocket_urlpatterns
from visioning.models import Goal

from ..visioning.live_writing.clients import Server, Writer, database_url, until
from . import oracles
from . import world as worlds
from .expectations import FACTS
from .sight import may_see
from .world import ANONYMOUS, ROLES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

# Every socket address of ours. A new one fails here until its people are declared below.
SOCKETS = {"^ws/texts/(?P<text_id>[^/]+)/?$", "^ws/teams/(?P<team>[-a-zA-Z0-9_]+)/news/?$"}
OPEN = None
SIGNED_OUT, NO_REACH, NO_TEXT = 4401, 4403, 4404
READERS = {"observer", "member", "facilitator", "guest"}
ON_TEAM = READERS - {"guest"}
HEARERS = READERS | {"joined", "asked"}  # of a pilot's news whoever finds a page of it
EVERYTHING = sync_message(STEP1, b"\x00")  # asks a text for all of its words


def test_every_socket_is_declared():
    assert {str(pattern.pattern) for pattern in websocket_urlpatterns} == SOCKETS


@pytest.fixture(scope="module")
def server(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        one = Server(database_url())
    yield one.start()
    one.stop()


def cookie(world, role):
    return "" if role == ANONYMOUS else f"sessionid={world.cookies[role]}"


def expected(role, place, readers=READERS):
    if role == ANONYMOUS:
        return SIGNED_OUT
    return OPEN if FACTS.get(place, {}).get(role, set()) & readers else NO_TEXT


async def knock(server, cookie, path, origin=None, words=EVERYTHING):
    """Open, ask for everything, listen a little. The close code (None while open) and all bytes that came."""
    heard = b""
    try:
        async with websockets.connect(
            f"ws://127.0.0.1:{server.port}{path}",
            additional_headers={"Cookie": cookie} if cookie else {},
            origin=origin or server.origin,
            compression=None,
        ) as socket:
            if words:
                await socket.send(words)
            try:
                while True:  # a machine that is busy answers late; what it has to say then comes at once
                    async with asyncio.timeout(0.5 if heard else 5):
                        frame = await socket.recv()
                    heard += frame.encode() if isinstance(frame, str) else frame
            except TimeoutError:
                return OPEN, heard
    except websockets.ConnectionClosed as closed:
        return closed.rcvd.code, heard + closed.rcvd.reason.encode()
    except websockets.InvalidStatus as refused:
        return refused.response.status_code, heard + bytes(refused.response.body or b"")


def origin_faults(server, world):
    """A page of another site, another port or another scheme opens nothing with a member's cookie."""
    path = f"/ws/texts/{world.places['own'].text.pk}/"
    at = f"127.0.0.1:{server.port}"
    for origin in (
        "https://evil.example",
        "null",
        f"https://{at}",
        "http://127.0.0.1:1",
        f"http://localhost:{server.port}",
    ):
        code, heard = asyncio.run(knock(server, cookie(world, "member"), path, origin))
        if code != 403 or oracles.owners(heard):
            yield f"a page of {origin}: {code}, hears {oracles.owners(heard)}"


def test_every_kind_of_person_at_every_socket(server):
    """The vision's text, the team's own texts (why, a decision), and the news: who gets in, and whose words they hear."""
    world = worlds.build()
    missing = {"missing": "00000000-0000-4000-8000-000000000000", "malformed": "not-a-uuid", "hostile": "%00"}
    texts = {place: f"/ws/texts/{known.text.pk}/" for place, known in world.places.items()}
    texts |= {place: f"/ws/texts/{made_up}/" for place, made_up in missing.items()}
    whys = {place: f"/ws/texts/{known.woven.why.text_id}/" for place, known in world.places.items()}
    decisions = {place: f"/ws/texts/{known.asked.decided.text_id}/" for place, known in world.places.items()}
    news = {place: f"/ws/teams/{known.team.slug}/news/" for place, known in world.places.items()}
    news |= {"missing": "/ws/teams/no-such-team/news/"}
    cells = [(role, place, path, READERS, EVERYTHING) for role in ROLES for place, path in texts.items()]
    cells += [(role, place, path, ON_TEAM, EVERYTHING) for role in ROLES for place, path in whys.items()]
    cells += [(role, place, path, ON_TEAM, EVERYTHING) for role in ROLES for place, path in decisions.items()]
    cells += [(role, place, path, HEARERS, b"") for role in ROLES for place, path in news.items()]

    async def all_knock():
        slots = asyncio.Semaphore(8)

        async def one(role, path, words):
            async with slots:
                return await knock(server, cookie(world, role), path, words=words)

        return await asyncio.gather(*(one(role, path, words) for role, _place, path, _readers, words in cells))

    before = oracles.fingerprint()
    found = list(origin_faults(server, world))
    for (role, place, path, readers, words), (code, heard) in zip(cells, asyncio.run(all_knock()), strict=True):
        wanted, said = expected(role, place, readers), f"{role} at {path} ({place})"
        # An address that cannot be one is turned down before or after looking at who asks.
        if code != wanted and not (place in {"malformed", "hostile"} and code in {403, NO_TEXT, SIGNED_OUT}):
            found.append(f"{said}: {code}, not {wanted}")
        found += [f"{said}: hears {owner}" for owner in oracles.owners(heard) - may_see(role)]
        if wanted is OPEN and words and not oracles.owners(heard):
            found.append(f"{said}: hears nothing")
        if not words and oracles.owners(heard):
            found.append(f"{said}: news hold words")
    assert not found, "\n".join(found)
    # Old rows of a text may have been folded into one meanwhile.
    folded = {"visioning_textsnapshot", "visioning_textupdate"}
    assert set(oracles.written(before, oracles.fingerprint())) <= folded


async def news_heard(server, world, place, due, happen):
    """What each of these people hears of a team's news while something happens in it.

    `due` says per role which topics must come, however busy the machine is; a moment later whatever else came has come, too.
    """
    heard = {role: set() for role in due}

    async def listen(role, ready):
        async with websockets.connect(
            f"ws://127.0.0.1:{server.port}/ws/teams/{world.places[place].team.slug}/news/",
            additional_headers={"Cookie": cookie(world, role)},
            origin=server.origin,
        ) as socket:
            # Only a page that was told so listens; the handshake ends before that.
            while news.STILL_HERE not in heard[role]:
                heard[role].add(await socket.recv())
            ready.release()
            while True:
                heard[role].add(await socket.recv())

    ready = asyncio.Semaphore(0)
    listeners = [asyncio.create_task(listen(role, ready)) for role in due]
    for _role in due:
        await ready.acquire()
    await befall(lambda world, _role: happen(world.places[place]), world, None)
    until_then = time.monotonic() + 20
    while time.monotonic() < until_then and not all(due[role] <= heard[role] for role in due):
        await asyncio.sleep(0.05)
    await asyncio.sleep(1)
    for listener in listeners:
        listener.cancel()
    ended = await asyncio.gather(*listeners, return_exceptions=True)
    assert all(isinstance(one, asyncio.CancelledError) for one in ended), ended
    return heard


def test_news_tell_topics_and_nothing_else_and_guests_only_theirs(server):
    """What happens reaches open pages as single words. Guests hear nothing of theories, colleagues at a pilot of nothing else."""
    world = worlds.build()
    facilitator = world.people["facilitator"]
    runner, writer = world.people["sibling_facilitator"], world.people["sibling_member"]

    def reveal(place):
        closed = place.woven.closed
        closed.share(facilitator, {"learning": "canary:private-facilitator:new", "bring": "", "hope": ""})
        closed.reveal(facilitator)
        PilotNote.note(place.piloted.running, facilitator, "win", words="Ana spoke.")

    def theorise(place):
        rows = place.theorised
        Goal.note(place.team, writer, words="Every child asks.")
        rows.statement.mend(writer, "We plan together.", rows.statement.edition)
        rows.arrow.note_state(writer, "contradicted", timezone.localdate(), "We saw it twice.")
        rows.comment.answer(runner, "Because.", [writer])
        rows.open.stop()
        pilots = place.piloted
        PilotNote.note(pilots.running, writer, "win", words="Ana spoke.")
        pilots.poll.take(3, "x")
        pilots.cards["school"].take_back(writer)

    due = {"observer": {"gathering", "pilots"}, "colleague": {"pilots"}, "ex_member": {"pilots"}}
    heard = asyncio.run(news_heard(server, world, "own", due, reveal))
    assert due["observer"] <= heard["observer"]
    # Takes part in a pilot, or is invited to one: neither hears of anything else there.
    assert all(heard[role] - {news.EVERYTHING, news.STILL_HERE} == {"pilots"} for role in ("colleague", "ex_member"))
    due = {"sibling_member": {"theory", "beliefs", "theory-comments", "pilots"}, "colleague": {"pilots"}}
    heard |= asyncio.run(news_heard(server, world, "sibling", due, theorise))
    assert due["sibling_member"] <= heard["sibling_member"]
    # What happened as the world was built may be told once more: never what has no page for guests.
    assert heard["colleague"] <= TOPICS_FOR_GUESTS | {"decisions", news.EVERYTHING, news.STILL_HERE}
    assert all(len(frame) < 20 and "canary" not in frame for frames in heard.values() for frame in frames)


async def befall(fate, world, role):
    """Let it happen from outside the loop, as another web process would."""

    def happen():
        try:
            fate(world, role)
        finally:
            connection.close()

    await asyncio.to_thread(happen)


def leave(world, role):
    place_of(world, role).team.memberships.get(person=world.people[role]).leave()


def demote(world, role):
    place_of(world, role).team.memberships.get(person=world.people[role]).change_role(Role.OBSERVER)


def sign_out(world, role):
    Session.objects.get(session_key=world.cookies[role]).delete()


def change_password(world, role):
    world.people[role].set_password("another long password")
    world.people[role].save()


def close_account(world, role):
    world.people[role].is_active = False
    world.people[role].save()


def delete_account(world, role):
    world.people[role].delete()


def leave_staff(world, role):
    world.people[role].staff_members.all().delete()


def delete_team(world, role):
    place_of(world, role).team.delete()


def place_of(world, role):
    if role in GUESTS:
        return world.places["sibling"]
    return world.places["sibling" if role.startswith("sibling") else "foreign" if role.startswith("foreign") else "own"]


GUESTS = {"colleague", "school_facilitator"}
# What happens, to whom, who sits beside them, and how the socket may end.
FATES = [
    (leave, "member", "observer", {NO_REACH}),
    (leave_staff, "colleague", "school_facilitator", {NO_REACH}),
    (sign_out, "observer", "facilitator", {SIGNED_OUT}),
    (change_password, "sibling_member", "sibling_facilitator", {SIGNED_OUT}),
    (close_account, "foreign_member", "foreign_facilitator", {NO_REACH, SIGNED_OUT}),
    (delete_account, "sibling_facilitator", None, {NO_REACH, SIGNED_OUT}),
    (delete_team, "foreign_facilitator", None, {NO_REACH, NO_TEXT}),
]


def test_an_open_socket_ends_with_the_right_to_it(server):
    """Within five seconds, for that person alone, and nothing written afterwards reaches them."""
    world = worlds.build()

    async def play(fate, role, neighbour, codes):
        text = place_of(world, role).text.pk
        one = await Writer(server, cookie(world, role), text).join()
        other = await Writer(server, cookie(world, neighbour), text).join() if neighbour else None
        started = time.monotonic()
        await befall(fate, world, role)
        await until(lambda: one.code is not None, 10)
        took, frames = time.monotonic() - started, len(one.frames)
        if other:
            await other.show('{"user": {}}')
            await until(lambda: other.doc.client_id in other.people, 5)
            await other.close()
        again, heard = await knock(server, cookie(world, role), f"/ws/texts/{text}/")
        await one.close()
        told = fate.__name__, role
        return [
            f"{told}: {words}"
            for wrong, words in (
                (one.code not in codes, f"ended with {one.code}"),
                (took > 5, f"took {took:.1f} s"),
                (len(one.frames) != frames, "heard more afterwards"),
                (again not in {SIGNED_OUT, NO_TEXT}, f"came in again: {again}"),
                (oracles.owners(heard), f"heard {oracles.owners(heard)} at the closed door"),
            )
            if wrong
        ]

    found = [fault for case in FATES for fault in asyncio.run(play(*case))]
    assert not found, "\n".join(found)


def test_who_only_looks_on_writes_nothing_and_nobody_borrows_a_name(server):
    world = worlds.build()
    text = world.places["own"].text.pk

    async def play():
        watcher = await Writer(server, cookie(world, "observer"), text).join()
        member = await Writer(server, cookie(world, "member"), text).join()
        await member.show('{"user": {"name": "canary:name-outsider:words", "id": 1}}')
        await until(lambda: member.doc.client_id in watcher.people, 5)
        shown = watcher.people[member.doc.client_id]
        await befall(demote, world, "member")
        await asyncio.sleep(0.5)
        member.type("I may not")
        await until(lambda: member.code is not None, 5)
        late = await Writer(server, cookie(world, "facilitator"), text).join()
        state = late.doc.get_update()
        await asyncio.gather(watcher.close(), member.close(), late.close())
        return member.code, state, shown

    code, state, shown = asyncio.run(play())
    assert code == NO_REACH
    assert b"I may not" not in state
    assert oracles.owners(shown) == {"name-member"}
