"""All rooms and boards of one process, and what keeps them in step with the others: notices, rights, presence. Knows no HTTP.

Processes share nothing but Postgres. A process that hears another one speaks to it about who is here; alone it is silent.
"""

import asyncio
import base64
import contextlib
import logging
import secrets
import time
from collections.abc import Coroutine
from uuid import UUID

from .intake import AWAY, Refusal
from .log import Log
from .news import Board, News
from .notices import ACCESS, NEWS, TEXTS, Notices
from .protocol import State, awareness_message, read_message
from .rights import check, concerned
from .rooms import Room

log = logging.getLogger(__name__)

SWEEP = 30.0
LINGER = 5.0  # seconds a room stays after the last person left
PEER_GONE = 75.0
HTTP = "http"  # where a notice comes from that no hub sent
MOST_STATES = 12  # in one notice: payloads must stay below 8000 bytes


class Hub:
    """Made when the first socket opens, ended when the server shuts down."""

    def __init__(self):
        self.process = secrets.token_hex(4)
        self.loop = asyncio.get_running_loop()
        self.log = Log(self.process)
        self.rooms: dict[UUID, Room] = {}
        self.doors: dict[UUID, asyncio.Lock] = {}
        self.peers: dict[str, float] = {}
        self.notices = Notices(self.hear, self.catch_up)
        self.news = News()
        self.changes = 0  # to anybody's rights, as far as was heard
        self.checks: set[asyncio.Task] = set()
        self.clock: asyncio.Task | None = None

    def start(self) -> None:
        self.notices.start()
        self.clock = asyncio.create_task(self.keep_time())

    async def stop(self) -> None:
        """Store and fold what is open, within reason, and close every connection to Postgres."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5):
                await asyncio.gather(*(room.close() for room in self.rooms.values()), return_exceptions=True)
        if self.clock:
            self.clock.cancel()
        await self.notices.stop()
        await self.log.close()

    async def enter(self, text_id: UUID) -> Room:
        """The room of a text, opened if it is not. Where the line to Postgres is down it waits for it."""
        await self.listening()
        async with self.door(text_id):
            room = self.rooms.get(text_id)
            if room is None or room.dead:
                if room is not None:
                    room.writer.cancel()
                room = self.rooms[text_id] = Room(text_id, self.log, self.say, *await self.log.open(text_id))
                if self.peers:
                    self.notices.say(f"ask:{self.process}:{text_id}")
            room.empty_since = time.monotonic()
        await room.catch_up_now()
        return room

    async def listening(self) -> None:
        """Return once everything said elsewhere is heard here."""
        try:
            await asyncio.wait_for(self.notices.listening.wait(), 10)
        except TimeoutError:
            raise Refusal(AWAY, "opening is not possible now, try again soon") from None

    # --- what is heard --------------------------------------------------------------------------------------

    def hear(self, channel: str, payload: str) -> None:
        try:
            if channel == TEXTS:
                text, process, row = payload.split(":")
                room = self.rooms.get(UUID(text))
                if room is not None:
                    room.heard(int(row), process == self.process)
            elif channel == NEWS:
                team, topic = payload.split(":")
                self.news.hear(int(team), topic)
            elif channel == ACCESS:
                self.check_soon(*payload.split(":", 1))
            else:
                self.hear_process(*payload.split(":"))
        except Exception:  # one odd notice must not make this process deaf
            log.exception("An unreadable notice on %s", channel)

    def hear_process(self, what: str, process: str, text: str = "", body: str = "") -> None:
        if process == self.process:
            return
        if process != HTTP:
            stranger = process not in self.peers
            self.peers[process] = time.monotonic()
            if what == "hello" or (stranger and what == "here"):
                self.notices.say(f"here:{self.process}")
        room = self.rooms.get(UUID(text)) if text else None
        if room is None:
            return
        if what == "ask":
            room.presence.ours_again()
            self.say(room.text_id, room.presence.take_ours())
        elif what == "states":
            room.presence.hear_process(read_message(base64.b64decode(body))[2])
            room.presence_changed()

    def say(self, text_id: UUID, states: list[State]) -> None:
        """Tell the other processes who is here. States are small; a very long one stays at home."""
        if not self.peers:
            return
        for start in range(0, len(states), MOST_STATES):
            group = states[start : start + MOST_STATES]
            for some in (group, *([state] for state in group)):
                body = base64.b64encode(awareness_message(some)).decode()
                if len(body) < 7800:
                    self.notices.say(f"states:{self.process}:{text_id}:{body}")
                    if some is group:
                        break

    async def catch_up(self) -> None:
        """The line is open again: whatever was missed meanwhile is in the log."""
        self.notices.say(f"hello:{self.process}")
        self.changes += 1
        self.news.missed_some()
        for room in list(self.rooms.values()):
            room.catch_up_soon()
        for house in self.houses:
            self.keep(check(house, {connection.person for connection in house.connections}, closely=True))

    # --- rights ---------------------------------------------------------------------------------------------

    @property
    def houses(self) -> list[Room | Board]:
        return [*self.rooms.values(), *self.news.boards.values()]

    def check_soon(self, what: str, which: str) -> None:
        """A place, an invitation, a person or a session changed: ask again for those it concerns."""
        self.changes += 1
        for house in self.houses:
            people = concerned(house, what, which)
            if people:
                self.keep(check(house, people, closely=what in {"person", "session"}))

    def look_again(self, connection, house: Room | Board, changes: int) -> None:
        """Somebody has come in. What changed between the question who they are and this moment met nobody."""
        if self.changes != changes:
            self.keep(check(house, {connection.person}, closely=True))

    # --- time -----------------------------------------------------------------------------------------------

    async def keep_time(self) -> None:
        swept = time.monotonic()
        while True:
            await asyncio.sleep(1)
            try:
                self.tick()
                if time.monotonic() - swept > SWEEP:
                    swept = time.monotonic()
                    await self.sweep()
            except Exception:
                log.exception("A beat was missed")

    def tick(self) -> None:
        for text_id, room in list(self.rooms.items()):
            room.tick()
            alone = not room.connections and time.monotonic() - room.empty_since > LINGER
            if alone and not self.door(text_id).locked():
                self.keep(self.leave(text_id))

    def door(self, text_id: UUID) -> asyncio.Lock:
        return self.doors.setdefault(text_id, asyncio.Lock())

    def keep(self, work: Coroutine) -> None:
        """Run something beside everything else; the loop itself would let go of it."""
        task = asyncio.create_task(work)
        self.checks.add(task)
        task.add_done_callback(self.checks.discard)

    async def leave(self, text_id: UUID) -> None:
        async with self.door(text_id):
            room = self.rooms.get(text_id)
            if room is None or room.connections or time.monotonic() - room.empty_since <= LINGER:
                return
            del self.rooms[text_id]
            await room.close()
        self.doors.pop(text_id, None)

    async def sweep(self) -> None:
        self.notices.say(f"here:{self.process}")
        late = time.monotonic() - PEER_GONE
        self.peers = {process: at for process, at in self.peers.items() if at > late}
        self.news.sweep()
        for room in list(self.rooms.values()):
            room.presence.sweep()
            room.presence_changed()
            if room.behind:
                room.catch_up_soon()
        for house in self.houses:
            if house.connections:
                await check(house, {connection.person for connection in house.connections})


_hub: Hub | None = None


def hub() -> Hub:
    """This process's hub; a new event loop gets a new one."""
    global _hub
    if _hub is None or _hub.loop is not asyncio.get_running_loop():
        _hub = Hub()
        _hub.start()
    return _hub


async def stop() -> None:
    global _hub
    if _hub is not None and _hub.loop is asyncio.get_running_loop():
        await _hub.stop()
    _hub = None


def present(text_id: UUID) -> bytes:
    """Who is here as far as this process knows, for plain HTTP."""
    room = _hub.rooms.get(text_id) if _hub is not None else None
    return room.presence.everybody() if room is not None else awareness_message(())
