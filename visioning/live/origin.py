"""Whether the page that opens a socket is one of this site's: browsers send cookies along from anywhere. Knows ASGI, no rooms."""

import contextlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.request import is_same_domain


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
