"""Pages and sockets in one process."""

import os

from channels.routing import ProtocolTypeRouter
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadership.settings")
pages = get_asgi_application()

from visioning.live.socket import lifespan as rooms  # noqa: E402 - the apps must be loaded first
from visioning.live.socket import sockets  # noqa: E402


async def lifespan(scope, receive, send):
    """Under ASGI each page has a thread of its own: a pool lends it a connection, so that none connects anew."""
    database = settings.DATABASES["default"]
    database["CONN_MAX_AGE"] = 0
    database["OPTIONS"]["pool"] = {"min_size": 2, "max_size": settings.DATABASE_POOL_SIZE, "timeout": 20}
    try:
        await rooms(scope, receive, send)
    finally:
        connection.close_pool()


application = ProtocolTypeRouter({"http": pages, "websocket": sockets, "lifespan": lifespan})
