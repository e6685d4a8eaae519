"""The same log for the sockets: a few asyncio connections without Django in between. Knows statements, no rooms.

One statement per batch on an autocommit connection is one transaction, so one flush to disk. When Postgres is away
the caller hears `psycopg.OperationalError` and decides; the next call opens a new connection.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from uuid import UUID

import psycopg
from django.db import connections

from . import store

MOST = 4  # connections per process; rooms take turns
CATCH_UP = """
    SELECT upto, data, TRUE FROM visioning_textsnapshot WHERE text_id = %(text)s AND upto > %(mark)s
    UNION ALL SELECT id, data, FALSE FROM visioning_textupdate WHERE text_id = %(text)s AND id > %(mark)s ORDER BY 1
"""
# Losing one of these would turn "saved" into a hope, so the engine says so loudly instead of starting.
SAFEGUARDS = ("fsync", "full_page_writes", "synchronous_commit")


class Unsafe(RuntimeError):
    """Postgres is set up so that a commit may be lost."""


def address() -> dict:
    """How Django reaches its database, as psycopg's own arguments."""
    params = connections["default"].get_connection_params()
    return {
        name: value for name, value in params.items() if name not in {"cursor_factory", "context", "prepare_threshold"}
    }


class Log:
    """The database side of all rooms of one process."""

    def __init__(self, process: str):
        self.process = process
        self.idle: list[psycopg.AsyncConnection] = []
        self.turns = asyncio.Semaphore(MOST)
        self.checked = False

    @contextlib.asynccontextmanager
    async def connection(self) -> AsyncIterator[psycopg.AsyncConnection]:
        async with self.turns:
            connection = self.idle.pop() if self.idle else await self.connect()
            try:
                yield connection
            finally:
                if connection.closed or connection.broken:
                    self.idle.clear()  # they went down together
                else:
                    self.idle.append(connection)

    async def connect(self) -> psycopg.AsyncConnection:
        connection = await psycopg.AsyncConnection.connect(**address(), autocommit=True, prepare_threshold=0)
        if not self.checked:
            cursor = await connection.execute(
                "SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = 'off'", [list(SAFEGUARDS)]
            )
            off = [name for (name,) in await cursor.fetchall()]
            if off:
                await connection.close()
                raise Unsafe(f"Postgres runs with {', '.join(off)} off: what is shown as saved could be lost.")
            self.checked = True
        return connection

    async def close(self) -> None:
        while self.idle:
            await self.idle.pop().close()

    async def ask(self, statement: str, about: dict) -> list[tuple]:
        async with self.connection() as connection:
            # Results as they come over the wire in binary: bytea needs no hex.
            cursor = connection.cursor(binary=True)
            await cursor.execute(statement, about)
            return await cursor.fetchall() if cursor.description else []

    async def open(self, text_id: UUID) -> tuple[list[tuple], dict[int, int | None]]:
        """The pieces of a text in order, and the owners of its clients."""
        pieces = await self.ask(store.PIECES, {"text": text_id})
        return pieces, dict(await self.ask(store.OWNERS, {"text": text_id}))

    async def append(self, text_id: UUID, data: bytes, erasures: bytes) -> int:
        """Write one batch; once this returns it is on disk and every process has been told."""
        rows = await self.ask(
            store.APPEND,
            {
                "lock": store.lock_of(text_id),
                "text": text_id,
                "data": data,
                "erasures": erasures,
                "notice": f"{text_id}:{self.process}:",
            },
        )
        return rows[0][0]

    async def after(self, text_id: UUID, mark: int) -> list[tuple]:
        """Rows behind `mark`; a snapshot comes first where rows in between are folded away already."""
        return await self.ask(CATCH_UP, {"text": text_id, "mark": mark})

    async def claim(self, text_id: UUID, person: int, clients: list[int]) -> dict[int, int | None]:
        """Bind clients to their first user; whose they are now, whoever was first."""
        about = {"text": text_id, "clients": clients, "person": person}
        await self.ask(store.CLAIM, about)
        return dict(await self.ask(store.OWNERS_OF, about))

    async def owners(self, text_id: UUID) -> dict[int, int | None]:
        return dict(await self.ask(store.OWNERS, {"text": text_id}))

    async def compact(self, text_id: UUID, settled: float) -> bool:
        rows = await self.ask(store.FOLDABLE, {"text": text_id, "settled": settled})
        if not rows or rows[-1][3]:
            return False
        folded = await asyncio.to_thread(store.fold, rows)
        async with self.connection() as connection:
            cursor = await connection.execute(
                store.FOLD,
                {
                    "text": text_id,
                    "upto": folded.upto,
                    "was": folded.was,
                    "data": folded.data,
                    "erasures": folded.erasures,
                },
            )
            return cursor.rowcount > 0
