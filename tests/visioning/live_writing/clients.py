"""Real servers and real clients for tests of live writing: uvicorn in a process of its own, Yjs in pycrdt, sockets in between."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import websockets
from django.db import connection, connections
from pycrdt import Doc, Text
from websockets.exceptions import ConnectionClosed

from visioning.live import store
from visioning.live.protocol import (
    AWARENESS,
    STEP1,
    STEP2,
    SYNC,
    UPDATE,
    awareness_message,
    read_awareness,
    read_message,
    sync_message,
)
from visioning.live.updates import read_update

from ..live_updates import words_of

FRAMES = "visioning.live.frames:FrameProtocol"
ROOT = Path(__file__).resolve().parents[3]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_url() -> str:
    """The address of the test database, as another process must be told it."""
    params = connection.get_connection_params()
    kept = {name: params[name] for name in ("dbname", "user", "password", "host", "port") if params.get(name)}
    return psycopg.conninfo.make_conninfo(**kept)  # which quotes what needs quoting, such as a path with a space


class Server:
    """One web process on a port of its own."""

    def __init__(self, url: str, app: str = "leadership.asgi:application", frames=FRAMES, **env: str):
        self.app, self.frames, self.port = app, frames, free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.env = {**os.environ, "DATABASE_URL": url, "DEMO_MODE": "", **env}
        self.process: subprocess.Popen | None = None

    def start(self) -> "Server":
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "uvicorn", self.app),
                *("--port", str(self.port), "--ws", self.frames),
                *("--log-level", "warning", "--timeout-graceful-shutdown", "3"),
            ],
            cwd=ROOT,
            env=self.env,
            start_new_session=True,
        )
        return self.wait()

    def wait(self, seconds: float = 20) -> "Server":
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            assert self.process.poll() is None, "the server ended at once"
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 0.2):
                return self
            time.sleep(0.03)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """As the machine would: without a word of warning."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()


class Writer:
    """A Yjs client: a document, a socket, and what is known about both."""

    def __init__(self, server: Server, cookie: str, text_id, *, client: int | None = None):
        self.server, self.cookie, self.text_id = server, cookie, text_id
        self.doc = Doc(client_id=client) if client else Doc()
        self.words = self.doc.get("content", type=Text)
        self.seen = 0  # own clocks that came back: what the server says is stored
        self.people: dict[int, str] = {}
        self.frames: list[bytes] = []
        self.code = self.reason = None
        self.synced = asyncio.Event()
        self.socket = self.reader = None
        self.hears = self.applying = False
        self.watch = self.doc.observe(self.changed)

    async def open(self, **options) -> "Writer":
        headers = {"Cookie": self.cookie} if self.cookie else {}
        options = {"origin": self.server.origin, "compression": None, "max_size": None, **options}
        self.synced.clear()
        self.code = None
        self.socket = await websockets.connect(
            f"ws://127.0.0.1:{self.server.port}/ws/texts/{self.text_id}/", additional_headers=headers, **options
        )
        self.reader = asyncio.create_task(self.read())
        await self.send(sync_message(STEP1, self.doc.get_state()))
        return self

    async def join(self, **options) -> "Writer":
        await self.open(**options)
        await asyncio.wait_for(self.synced.wait(), 10)
        return self

    async def read(self) -> None:
        try:
            async for frame in self.socket:
                self.frames.append(frame)
                await self.take(frame)
        except ConnectionClosed:
            pass
        self.code, self.reason = self.socket.close_code, self.socket.close_reason

    async def take(self, frame: bytes) -> None:
        kind, step, body = read_message(frame)
        if kind == AWARENESS:
            self.people.update({client: text for client, _, text in read_awareness(body)})
        elif kind == SYNC and step == STEP1:
            await self.send(sync_message(STEP2, self.doc.get_update(body)))
        elif kind == SYNC:
            self.applying = True
            self.doc.apply_update(body)
            self.applying = False
            for client, _, end in read_update(body).added:
                if client == self.doc.client_id:
                    self.seen = max(self.seen, end)
            if step == STEP2:
                self.synced.set()

    def changed(self, event) -> None:
        if not self.applying and self.socket is not None and self.code is None:
            self.sending = asyncio.ensure_future(self.send(sync_message(UPDATE, bytes(event.update))))

    async def send(self, frame: bytes | str) -> None:
        with contextlib.suppress(ConnectionClosed):
            await self.socket.send(frame)

    def type(self, words: str) -> None:
        self.words.insert(len(self.words), words)

    async def show(self, state: str, clock: int = 1) -> None:
        await self.send(awareness_message([(self.doc.client_id, clock, state)]))

    async def close(self) -> None:
        if self.socket is not None:
            await self.socket.close()
            await self.reader

    def __str__(self) -> str:
        return str(self.words)


async def until(condition, seconds: float = 20) -> None:
    """Wait for something to become true; fail loudly otherwise."""
    end = asyncio.get_running_loop().time() + seconds
    while not condition():
        assert asyncio.get_running_loop().time() < end, "it did not happen in time"
        await asyncio.sleep(0.01)


async def closed(writer: Writer, seconds: float = 20) -> int:
    await until(lambda: writer.code is not None, seconds)
    return writer.code


async def thread(question, *args, **kwargs):
    """Ask Django from inside a scene; the connection it takes is given back."""

    def ask():
        try:
            return question(*args, **kwargs)
        finally:
            connections.close_all()

    return await asyncio.to_thread(ask)


def stored(text) -> str:
    """What a fresh reader would find in the database."""
    return words_of(store.read_state(text.pk))


def run(scene):
    return asyncio.run(asyncio.wait_for(scene, 60))
