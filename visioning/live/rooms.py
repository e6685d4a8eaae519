"""One text in one process: collects changes, has them stored, and only then shows them. Knows no HTTP and no Django views.

Nothing is visible before it is on disk, and the author gets the echo too: that is the proof of saving.
"""

import asyncio
import logging
import time
from uuid import UUID

import psycopg
from pycrdt import merge_updates

from .connections import Connection
from .erasures import write_erasures
from .frames import binary_frame
from .intake import AWAY, NO_REACH, NO_TEXT, RESYNC, TOO_LARGE, Change, Known, Refusal, TooEarly, examine, try_on
from .log import Log
from .presence import Presence
from .protocol import STEP1, UPDATE, sync_message
from .store import FOLD_BYTES, FOLD_ROWS, FULL, diff, merge, vector_of
from .upkeep import Upkeep

log = logging.getLogger(__name__)

SENDS_A_SECOND = 8000  # beyond this a process does little but write to sockets, so batches wait for company
LONGEST_WINDOW = 0.03
PATIENCE = 20.0  # seconds without Postgres before people are told to come back
SETTLED = 10.0  # seconds a row stays before it may be folded

DOWN = (psycopg.OperationalError, psycopg.InterfaceError, OSError)


class Room:
    """Everybody who has one text open in this process."""

    def __init__(self, text_id: UUID, log: Log, say, pieces: list[tuple], owners: dict[int, int | None]):
        self.text_id, self.log, self.say = text_id, log, say
        self.about = {"texts": text_id}
        self.base = merge([bytes(data) for _, data in pieces])
        self.tail: list[bytes] = []
        self.mark = pieces[-1][0] if pieces else 0  # every row up to here has been sent
        self.own: set[int] = set()  # rows behind the mark that this process wrote and sent itself
        self.noted: set[int] = set()  # the same, heard of before the write returned
        self.behind = self.again = False
        self.catching: asyncio.Task[bool] | None = None
        self.known = Known.of_state(self.base, owners)
        self.presence = Presence()
        self.presence_timer: asyncio.TimerHandle | None = None
        self.connections: set[Connection] = set()
        self.pending: list[tuple[int, Change]] = []
        self.storing: list[tuple[int, Change]] = []
        self.wake = asyncio.Event()
        self.written_at = 0.0
        self.rows, self.bytes, self.folded_at = len(pieces), sum(len(data) for _, data in pieces[1:]), time.monotonic()
        self.folding: asyncio.Task | None = None
        self.upkeep = Upkeep(text_id)
        self.keeping: asyncio.Task | None = None
        self.writer = asyncio.create_task(self.write())
        self.empty_since = time.monotonic()
        self.dead = False

    # --- coming and going -----------------------------------------------------------------------------------

    def join(self, connection: Connection) -> None:
        self.connections.add(connection)
        connection.send(sync_message(STEP1, vector_of(self.state())))
        if self.presence.here:
            connection.send(self.presence.everybody())

    def leave(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.discard(connection)
            self.presence.leave(connection)
            self.presence_changed()
            if not self.connections:
                self.empty_since = time.monotonic()

    def end(self, code: int, reason: str) -> None:
        for connection in list(self.connections):
            connection.close(code, reason)

    def state(self) -> bytes:
        if self.tail:
            self.base, self.tail = merge([self.base, *self.tail]), []
        return self.base

    def missing(self, vector: bytes) -> bytes:
        return diff(self.state(), vector)

    # --- changes in -----------------------------------------------------------------------------------------

    def receive(self, connection: Connection, data: bytes) -> tuple[int, ...]:
        """Take changes in. Client ids that nobody has used yet come back: claim them and try again."""
        try:
            change = examine(self.known, connection.person, data)
        except TooEarly:
            if connection.may_write:
                raise
            return ()
        if change is None:
            return ()
        if not connection.may_write:
            raise Refusal(NO_REACH, "you may read this text, not write it")
        if change.fresh:
            return change.fresh
        if change.parents:
            try_on([self.state(), *(one.data for _, one in (*self.storing, *self.pending))], change)
        if len(self.base) + self.bytes + len(data) > FULL:
            raise Refusal(TOO_LARGE, "this text is full")
        self.known.take(change)
        self.pending.append((connection.person, change))
        connection.clients.update(client for client, *_ in change.added)
        self.wake.set()
        return ()

    async def claim(self, person: int, clients: list[int]) -> None:
        self.known.owners.update(await self.patiently(self.log.claim, self.text_id, person, clients))

    async def write(self) -> None:
        """Store what has come in, batch by batch, for as long as the room stands."""
        while True:
            await self.wake.wait()
            window = min(len(self.connections) / SENDS_A_SECOND, LONGEST_WINDOW)
            wait = self.written_at + window - time.monotonic()
            if wait > 0.001:
                await asyncio.sleep(wait)
            self.written_at = time.monotonic()
            self.wake.clear()
            self.storing, self.pending = self.pending, []
            try:
                await self.store(self.storing)
            except psycopg.errors.ForeignKeyViolation:
                self.end(NO_TEXT, "the text is gone")
                self.lost()
            except DOWN as fault:
                log.warning("Postgres stayed away: %s", fault)
                self.end(AWAY, "saving is not possible now, try again soon")
                self.lost()
            except Exception:
                log.exception("A batch could not be stored")
                self.end(1011, "something went wrong here")
                self.lost()
            finally:
                self.storing = []

    async def store(self, batch: list[tuple[int, Change]]) -> None:
        erased: dict[int, list] = {}
        for person, change in batch:
            if change.erased:
                erased.setdefault(person, []).extend(change.erased)
        data = batch[0][1].data if len(batch) == 1 else merge_updates(*[change.data for _, change in batch])
        row = await self.patiently(self.log.append, self.text_id, data, write_erasures(erased))
        self.rows += 1
        self.bytes += len(data)
        if row in self.noted:
            self.noted.discard(row)
            if not self.behind:
                self.mark = max(self.mark, row)
        elif row <= self.mark:
            return  # a catch-up was quicker and has sent it
        else:
            self.own.add(row)
        self.show(data)
        self.fold_when_due()

    async def patiently(self, verb, *args):
        """Run a statement; while Postgres is away, keep trying. Storing twice is harmless, losing is not."""
        until, pause = time.monotonic() + PATIENCE, 0.05
        while True:
            try:
                return await verb(*args)
            except DOWN:
                if time.monotonic() > until:
                    raise
            await asyncio.sleep(pause)
            pause = min(pause * 2, 1.0)

    def lost(self) -> None:
        """What was taken in and not stored is forgotten: the clients still have it and bring it again."""
        self.pending = []
        self.dead = True  # the hub opens the text anew

    # --- changes out ----------------------------------------------------------------------------------------

    def show(self, data: bytes) -> None:
        self.tail.append(data)
        self.upkeep.changed()
        self.broadcast(sync_message(UPDATE, data))

    def broadcast(self, message: bytes) -> None:
        frame = binary_frame(message)
        for connection in self.connections:
            connection.outlet.write_frame(frame)

    def heard(self, row: int, ours: bool) -> None:
        """A row was committed. Notices come in the order of commits, so our own ones say how far everything is here."""
        if not ours:
            if row > self.mark:
                self.catch_up_soon()
        elif row in self.own:
            if not self.behind:
                self.own.discard(row)
                self.mark = row
        elif row > self.mark:
            self.noted.add(row)

    def catch_up_soon(self) -> None:
        self.behind = self.again = True
        if self.catching is None or self.catching.done():
            self.catching = asyncio.create_task(self.catch_up())

    async def catch_up_now(self) -> None:
        """Know all that was stored before now: who comes from another process has seen it and builds on it."""
        self.catch_up_soon()
        if not await self.catching:
            raise Refusal(AWAY, "opening is not possible now, try again soon")

    async def catch_up(self) -> bool:
        """Read and show what other processes wrote; False where Postgres stays away."""
        while self.again:
            self.again = False
            try:
                rows = await self.patiently(self.log.after, self.text_id, self.mark)
            except DOWN:
                return False  # the line to Postgres comes back with another catch-up
            new = []
            for row, data, _ in rows:
                if row not in self.own:
                    new.append(bytes(data))
                self.mark = max(self.mark, row)
            self.own = {row for row in self.own if row > self.mark}
            self.noted = {row for row in self.noted if row > self.mark}
            if new:
                data = new[0] if len(new) == 1 else merge_updates(*new)
                self.show(data)
                try:
                    self.known.learn(data)
                except ValueError:
                    log.exception("A stored change cannot be read; a fresh room knows it")
                    self.end(RESYNC, "come again")
                    self.lost()
        self.behind = False
        return True

    # --- presence -------------------------------------------------------------------------------------------

    def presence_changed(self) -> None:
        if self.presence_timer is None:
            pause = min(0.05 + len(self.connections) / 4000, 0.1)
            self.presence_timer = asyncio.get_running_loop().call_later(pause, self.show_presence)

    def show_presence(self) -> None:
        self.presence_timer = None
        message = self.presence.take_changed()
        if message and self.connections:
            self.broadcast(message)
        self.say(self.text_id, self.presence.take_ours())

    # --- keeping small --------------------------------------------------------------------------------------

    def fold_when_due(self) -> None:
        due = self.rows > FOLD_ROWS or self.bytes > max(FOLD_BYTES, len(self.base) // 2)
        if due and time.monotonic() - self.folded_at > SETTLED and (self.folding is None or self.folding.done()):
            self.folded_at = time.monotonic()
            self.folding = asyncio.create_task(self.fold(SETTLED))

    async def fold(self, settled: float) -> None:
        try:
            if await self.log.compact(self.text_id, settled):
                self.rows = self.bytes = 0
        except DOWN:
            log.warning("Folding waits for Postgres")
        except Exception:
            log.exception("Folding failed; the log stays as it is")

    def tick(self) -> None:
        for connection in list(self.connections):
            connection.tick()
        if self.upkeep.due():
            self.keeping = asyncio.create_task(self.upkeep.keep())

    async def close(self) -> None:
        """Store what is left, fold, keep a version where one is due, and go."""
        while self.pending or self.storing:
            await asyncio.sleep(0.01)
        self.writer.cancel()
        if self.presence_timer:
            self.presence_timer.cancel()
        if self.rows > 1:
            await self.fold(0)
        await self.upkeep.keep()
