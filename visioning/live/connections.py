"""One open socket in a room: what it may send, how fast, and in which order. Knows the room's verbs, not its writing.

Nothing that arrives here may hurt anybody but its sender: a fault closes this socket with a reason and no other.
"""

import asyncio
import logging
import time
from collections import deque

from .admission import Admission
from .frames import binary_frame
from .intake import BAD, RESYNC, TOO_LARGE, TOO_MANY, Refusal, TooEarly
from .protocol import AWARENESS, STEP1, STEP2, SYNC, read_message, sync_message
from .updates import read_state_vector

log = logging.getLogger(__name__)

LARGEST_UPDATE = 1024 * 1024
LARGEST_SYNC = 8 * 1024 * 1024  # what somebody brings who wrote offline for long
MOST_EARLY = 200
EARLY = 3.0  # seconds that changes may wait for what they rest on
CROWDED = 4 * 1024 * 1024  # bytes waiting for a slow reader


class Budget:
    """A bucket of messages and a bucket of bytes, refilled steadily. Wide enough for any person and for a long paste."""

    MESSAGES, MESSAGES_A_SECOND = 20_000.0, 4000.0
    BYTES, BYTES_A_SECOND = 32.0 * 1024 * 1024, 1024.0 * 1024

    __slots__ = ("at", "bytes", "messages")

    def __init__(self):
        self.messages, self.bytes, self.at = self.MESSAGES, self.BYTES, time.monotonic()

    def spend(self, size: int) -> None:
        now = time.monotonic()
        passed, self.at = now - self.at, now
        self.messages = min(self.MESSAGES, self.messages + passed * self.MESSAGES_A_SECOND) - 1
        self.bytes = min(self.BYTES, self.bytes + passed * self.BYTES_A_SECOND) - size
        if self.messages < 0 or self.bytes < 0:
            raise Refusal(TOO_MANY, "too many messages")


class Connection:
    """A person's socket. `hear` takes a message in; `write` sends one out at once, without waiting."""

    def __init__(self, room, admission: Admission, outlet):
        self.room, self.outlet = room, outlet
        self.person, self.card, self.may_write = admission.person, admission.card, admission.may_write
        self.team = admission.team
        self.session, self.session_mark = admission.session, admission.session_mark
        self.clients: set[int] = set()
        self.budget = Budget()
        self.early: list[bytes] = []  # changes that rest on others which have not come yet
        self.early_since = 0.0
        self.waiting: deque[bytes] | None = None
        self.claiming: asyncio.Task | None = None
        self.closed: asyncio.Future[tuple[int, str]] = asyncio.get_running_loop().create_future()

    def close(self, code: int, reason: str) -> None:
        if not self.closed.done():
            self.closed.set_result((code, reason))
            self.room.leave(self)

    def send(self, message: bytes) -> None:
        self.outlet.write_frame(binary_frame(message))

    def hear(self, message: bytes) -> None:
        if self.closed.done():
            return
        try:
            self.budget.spend(len(message))
            if self.waiting is None:
                self.obey(message)
            else:
                self.waiting.append(message)
        except Refusal as refusal:
            self.close(refusal.code, refusal.reason)
        except Exception:
            log.exception("A socket was closed over a fault of ours")
            self.close(1011, "something went wrong here")

    def obey(self, message: bytes) -> None:
        if len(message) > LARGEST_SYNC:
            raise Refusal(TOO_LARGE, "the update is too large")
        try:
            kind, step, body = read_message(message)
            if kind == SYNC and step == STEP1:
                read_state_vector(body)
        except ValueError as fault:
            raise Refusal(BAD, "not a message of this protocol") from fault
        if kind == SYNC:
            if step == STEP1:
                self.send(sync_message(STEP2, self.room.missing(body)))
            else:
                self.bring(message, step, body)
        elif kind == AWARENESS:
            self.room.presence.hear(self, body, self.room.known.owners)
            self.room.presence_changed()
        else:
            self.send(self.room.presence.everybody())

    def bring(self, message: bytes, step: int, body: bytes) -> None:
        """Changes. A client id used for the first time is bound to the person before anything else is heard."""
        if step != STEP2 and len(body) > LARGEST_UPDATE:
            raise Refusal(TOO_LARGE, "the update is too large")
        try:
            fresh = self.room.receive(self, body)
        except TooEarly:
            self.keep(message, step)
            return
        if fresh:
            self.waiting = deque([message])
            self.claiming = asyncio.create_task(self.claim(list(fresh)))
        elif self.early:
            early, self.early = self.early, []
            for earlier in early:
                if self.waiting is None:
                    self.obey(earlier)
                else:
                    self.waiting.append(earlier)

    def keep(self, message: bytes, step: int) -> None:
        """Clients send what is typed in the moment of connecting before they send what they wrote offline."""
        if step == STEP2 or not self.may_write:
            return
        if not self.early:
            self.early_since = time.monotonic()
        self.early.append(message)
        if len(self.early) > MOST_EARLY or sum(map(len, self.early)) > LARGEST_SYNC:
            raise Refusal(RESYNC, "earlier changes are missing")

    def tick(self) -> None:
        """Once a second: let go of whoever cannot keep up, or whose beginning never came."""
        if self.outlet.buffered() > CROWDED:
            self.close(RESYNC, "too slow, come again")
        elif self.early and time.monotonic() - self.early_since > EARLY:
            self.close(RESYNC, "earlier changes are missing")

    async def claim(self, clients: list[int]) -> None:
        try:
            await self.room.claim(self.person, clients)
        except Exception:
            log.exception("A client id could not be bound")
            self.close(1011, "something went wrong here")
            return
        waiting, self.waiting = self.waiting, None
        while waiting and not self.closed.done():
            if self.waiting is not None:  # another first use among them
                self.waiting.extend(waiting)
                return
            try:
                self.obey(waiting.popleft())
            except Refusal as refusal:
                self.close(refusal.code, refusal.reason)
