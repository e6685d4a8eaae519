"""The ASGI side of sockets, a text's and a team's news: address, session, and the short way in and out where there is one.

Wired in `leadership/asgi.py`. Knows ASGI and the verbs of rooms and boards; what is written is their business.
"""

import asyncio
import contextlib
import logging
from uuid import UUID

import psycopg
from channels.routing import URLRouter
from django.db import DatabaseError
from django.urls import re_path

from . import hub as hubs
from .admission import admit, admit_listener, in_thread, session_key
from .connections import Connection
from .frames import EXTENSION
from .intake import AWAY, BAD, NO_TEXT, Refusal
from .log import Unsafe
from .origin import is_our_origin

log = logging.getLogger(__name__)


class Outlet:
    """Sending through ASGI alone: one queue and one task per socket, for servers without FrameProtocol."""

    def __init__(self, send):
        self.send, self.frames, self.size = send, asyncio.Queue(), 0
        self.task = asyncio.create_task(self.pour())

    def write_frame(self, frame: bytes) -> None:
        self.size += len(frame)
        self.frames.put_nowait(frame)

    def buffered(self) -> int:
        return self.size

    async def pour(self) -> None:
        while True:
            frame = await self.frames.get()
            start = 2 if frame[1] < 126 else 4 if frame[1] == 126 else 10
            said = {"text": frame[start:].decode()} if frame[0] == 0x81 else {"bytes": frame[start:]}
            await self.send({"type": "websocket.send", **said})
            self.size -= len(frame)


async def let_in(send, enter):
    """What `enter()` gives; None where it may not be, after the other side was told."""
    try:
        return await enter()
    except Unsafe:
        log.exception("Shared texts stay closed")
        code, reason = 1011, "saving is not safe here"
    except (psycopg.Error, DatabaseError, OSError):
        log.exception("Somebody could not be let in")
        code, reason = AWAY, "opening is not possible now, try again soon"
    except Refusal as refusal:
        code, reason = refusal.code, refusal.reason
    await send({"type": "websocket.close", "code": code, "reason": reason})
    return None


async def text_socket(scope, receive, send) -> None:
    """`/ws/texts/<uuid>/`: the y-websocket protocol for one text."""
    await receive()
    await send({"type": "websocket.accept"})
    hub = hubs.hub()
    changes = hub.changes

    async def enter():
        try:
            text_id = UUID(scope["url_route"]["kwargs"]["text_id"])
        except ValueError:
            raise Refusal(NO_TEXT, "no such text") from None
        admission = await in_thread(admit, session_key(scope["headers"]), text_id)
        return admission, await hub.enter(text_id)

    entered = await let_in(send, enter)
    if entered is None:
        return
    admission, room = entered
    outlet, own_outlet = outlets(scope, send)
    connection = Connection(room, admission, outlet)
    room.join(connection)
    hub.look_again(connection, room, changes)
    if own_outlet is None:
        outlet.divert(connection.hear)
    try:
        await stay(receive, send, connection, lambda message: take(connection, message))
    finally:
        room.leave(connection)
        let_go(outlet, own_outlet)


async def news_socket(scope, receive, send) -> None:
    """`/ws/teams/<slug>/news/`: topics, one a frame. Whoever says something here is mistaken."""
    await receive()
    await send({"type": "websocket.accept"})
    hub = hubs.hub()
    changes = hub.changes

    async def enter():
        admission = await in_thread(admit_listener, session_key(scope["headers"]), scope["url_route"]["kwargs"]["team"])
        await hub.listening()
        return admission

    admission = await let_in(send, enter)
    if admission is None:
        return
    outlet, own_outlet = outlets(scope, send)
    listener = hub.news.join(admission, outlet)
    hub.look_again(listener, listener.board, changes)

    def said(message):
        if message["type"] == "websocket.receive":
            listener.close(BAD, "nothing is said here")
        return False

    try:
        await stay(receive, send, listener, said)
    finally:
        listener.board.leave(listener)
        let_go(outlet, own_outlet)


def outlets(scope, send) -> tuple:
    """The short way out where the server has one, and the long way where it has none."""
    outlet = scope.get("extensions", {}).get(EXTENSION)
    own_outlet = Outlet(send) if outlet is None else None
    return outlet or own_outlet, own_outlet


def let_go(outlet, own_outlet) -> None:
    if own_outlet is not None:
        own_outlet.task.cancel()
    elif outlet.buffered():
        outlet.cut_soon()


async def stay(receive, send, connection, take) -> None:
    """Until either side ends it. `take(message)` is False once the other side is done."""
    listening = asyncio.create_task(listen(receive, take))
    try:
        await asyncio.wait({listening, connection.closed}, return_when=asyncio.FIRST_COMPLETED)
        if connection.closed.done():
            code, reason = connection.closed.result()
            with contextlib.suppress(Exception):
                await asyncio.wait_for(send({"type": "websocket.close", "code": code, "reason": reason}), 2)
    finally:
        listening.cancel()


async def listen(receive, take) -> None:
    while take(await receive()):
        pass


def take(connection: Connection, message: dict) -> bool:
    """Hand a message to the connection; False once the socket is gone."""
    if message["type"] != "websocket.receive":
        return False
    if message.get("bytes") is None:
        connection.close(BAD, "text where bytes belong")
    else:
        connection.hear(message["bytes"])
    return True


class OriginGuard:
    """Refuses sockets that another site's page opens with our visitors' cookies, and addresses that do not exist."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        path = scope["path"].lstrip("/")
        if is_our_origin(scope) and any(pattern.pattern.match(path) for pattern in websocket_urlpatterns):
            await self.app(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close"})


async def lifespan(scope, receive, send):
    """Nothing to start; at the end every room is stored and every connection closed."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        else:
            await hubs.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return


websocket_urlpatterns = [
    re_path(r"^ws/texts/(?P<text_id>[^/]+)/?$", text_socket, name="text_socket"),
    re_path(r"^ws/teams/(?P<team>[-a-zA-Z0-9_]+)/news/?$", news_socket, name="news_socket"),
]
sockets = OriginGuard(URLRouter(websocket_urlpatterns))
