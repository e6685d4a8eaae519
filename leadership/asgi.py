"""Pages and sockets in one process."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadership.settings")
pages = get_asgi_application()

from visioning.live.socket import lifespan, sockets  # noqa: E402 - the apps must be loaded first

application = ProtocolTypeRouter({"http": pages, "websocket": sockets, "lifespan": lifespan})
