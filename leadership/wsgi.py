"""Pages without sockets, for sites that keep cheaper WSGI workers beside the ASGI ones."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadership.settings")
application = get_wsgi_application()
