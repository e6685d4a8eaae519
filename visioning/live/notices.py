"""Listens to Postgres for what other processes and the database's triggers say. Knows channels, hands on what it hears.

One connection per process, reopened for ever. After each reopening `caught_up` is called, since notices may have
been missed while it was away.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable

import psycopg

from leadership.news import CHANNEL as NEWS

from .log import address

log = logging.getLogger(__name__)

TEXTS, ACCESS, PRESENCE = "throughline_texts", "throughline_access", "throughline_presence"
CHANNELS = (TEXTS, ACCESS, PRESENCE, NEWS)
QUIET = 15.0  # seconds without a word before the line is tried


class Notices:
    """The ear, and the mouth for what is never stored."""

    def __init__(self, hear: Callable[[str, str], None], caught_up: Callable[[], Awaitable[None]]):
        self.hear, self.caught_up = hear, caught_up
        self.listening = asyncio.Event()
        self.to_say: asyncio.Queue[str] = asyncio.Queue(maxsize=2000)
        self.tasks: list[asyncio.Task] = []

    def start(self) -> None:
        self.tasks = [asyncio.create_task(self.listen()), asyncio.create_task(self.speak())]

    async def stop(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    async def listen(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**address(), autocommit=True) as connection:
                    for channel in CHANNELS:
                        await connection.execute(f"LISTEN {channel}")
                    self.listening.set()
                    await self.caught_up()
                    while True:
                        async for notice in connection.notifies(timeout=QUIET):
                            self.hear(notice.channel, notice.payload)
                        await connection.execute("SELECT 1")
            except (psycopg.Error, OSError) as fault:
                log.warning("The line to Postgres is down, trying again: %s", fault)
            except Exception:  # a deaf process would show its people an old text
                log.exception("Listening failed, trying again")
            self.listening.clear()
            await asyncio.sleep(random.uniform(0.1, 0.5))  # noqa: S311 - processes should not come back in step

    def say(self, payload: str) -> None:
        """Tell the other processes something that may get lost."""
        if not self.to_say.full():
            self.to_say.put_nowait(payload)

    async def speak(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**address(), autocommit=True) as connection:
                    # Nothing is stored, so there is no flush to wait for.
                    await connection.execute("SET synchronous_commit = off")
                    while True:
                        payload = await self.to_say.get()
                        await connection.execute("SELECT pg_notify(%s, %s)", [PRESENCE, payload], prepare=True)
            except (psycopg.Error, OSError):
                await asyncio.sleep(0.5)
