"""The ASGI side of a text's socket: address, Origin, session, and the short way in and out where the server offers one.

Wired in `leadership/asgi.py`. Knows ASGI and the room's verbs; what is written is the room's business.
"""

import asyncio
import contextlib
import logging
from urllib.parse import urlsplit
from uuid import UUID

import psycopg
from channels.routing import URLRouter
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.request import is_same_domain
from django.urls import re_path

from . import hub as hubs
from .admission import admit, in_thread, session_key
from .connections import Connection
from .frames import EXTENSION
from .intake import AWAY, BAD, NO_TEXT, Refusal
from .log import Unsafe

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
            await self.send({"type": "websocket.send", "bytes": frame[start:]})
            self.size -= len(frame)


async def text_socket(scope, receive, send) -> None:
    """`/ws/texts/<uuid>/`: the y-websocket protocol for one text."""
    await receive()
    await send({"type": "websocket.accept"})
    outlet = scope.get("extensions", {}).get(EXTENSION)
    try:
        try:
            text_id = UUID(scope["url_route"]["kwargs"]["text_id"])
        except ValueError:
            raise Refusal(NO_TEXT, "no such text") from None
        admission = await in_thread(admit, session_key(scope["headers"]), text_id)
        room = await hubs.hub().enter(text_id)
    except Unsafe:
        log.exception("Shared texts stay closed")
        await send({"type": "websocket.close", "code": 1011, "reason": "saving is not safe here"})
        return
    except (psycopg.Error, DatabaseError, OSError):
        log.exception("Somebody could not be let in")
        await send({"type": "websocket.close", "code": AWAY, "reason": "opening is not possible now, try again soon"})
        return
    except Refusal as refusal:
        await send({"type": "websocket.close", "code": refusal.code, "reason": refusal.reason})
        return
    own_outlet = Outlet(send) if outlet is None else None
    connection = Connection(room, admission, outlet or own_outlet)
    room.join(connection)
    if outlet is not None:
        outlet.divert(connection.hear)
    listening = asyncio.create_task(listen(receive, connection))
    try:
        await asyncio.wait({listening, connection.closed}, return_when=asyncio.FIRST_COMPLETED)
        if connection.closed.done() and not listening.done():
            code, reason = connection.closed.result()
            with contextlib.suppress(Exception):
                await asyncio.wait_for(send({"type": "websocket.close", "code": code, "reason": reason}), 2)
    finally:
        room.leave(connection)
        listening.cancel()
        if own_outlet is not None:
            own_outlet.task.cancel()
        elif outlet.buffered():
            outlet.cut_soon()


async def listen(receive, connection: Connection) -> None:
    while take(connection, await receive()):
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


class Handshake(HttpRequest):
    """As much of a request as Django needs to say which host and scheme were asked for, proxies considered."""

    def __init__(self, scope):
        super().__init__()
        self.secure = scope.get("scheme") in {"wss", "https"}
        server, port = scope.get("server") or ("", None)
        self.META = {"SERVER_NAME": server, "SERVER_PORT": str(port or "")}
        for name, value in scope["headers"]:
            self.META[f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}"] = value.decode("latin-1")

    def _get_scheme(self):
        return "https" if self.secure else "http"


def is_our_origin(scope) -> bool:
    """Does the page that opens the socket come from this very site: same scheme, host and port?"""
    origins = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"origin"]
    if len(origins) != 1:
        return False
    origin = origins[0]
    request = Handshake(scope)
    with contextlib.suppress(DisallowedHost):
        if origin == f"{request.scheme}://{request.get_host()}".lower():
            return True
    try:
        asked = urlsplit(origin)
    except ValueError:
        return False
    for trusted in settings.CSRF_TRUSTED_ORIGINS:
        if origin == trusted.lower():
            return True
        allowed = urlsplit(trusted)
        if (
            allowed.netloc.startswith("*")
            and asked.scheme == allowed.scheme
            and is_same_domain(asked.netloc, allowed.netloc.lstrip("*"))
        ):
            return True
    return False


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


websocket_urlpatterns = [re_path(r"^ws/texts/(?P<text_id>[^/]+)/?$", text_socket, name="text_socket")]
sockets = OriginGuard(URLRouter(websocket_urlpatterns))
