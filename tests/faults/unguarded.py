"""The other losing control: the same server, willing to run on a Postgres that answers before it has written."""

from leadership.asgi import application
from visioning.live import log

__all__ = ["application"]
log.SAFEGUARDS = ()
