"""Pages and sockets in one process."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadership.settings")
application = get_asgi_application()
