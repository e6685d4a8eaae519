"""Keeps a version of a text now and then, also where nobody asks for one. Knows when a room is quiet, not what is written in it."""

import logging
import time
from uuid import UUID

from visioning.models.shared_texts import SharedText
from visioning.models.versions import REST, Version

from .admission import in_thread

log = logging.getLogger(__name__)

QUIET = 60.0  # seconds without a change before the words are looked at
PAUSE = 300.0  # seconds between two looks


class Upkeep:
    """When one room's text was changed, and when that was looked at."""

    def __init__(self, text_id: UUID):
        self.text_id = text_id
        self.changed_at: float | None = None
        self.looked_at = time.monotonic()

    def changed(self) -> None:
        self.changed_at = time.monotonic()

    def due(self) -> bool:
        now = time.monotonic()
        return self.changed_at is not None and now - self.changed_at > QUIET and now - self.looked_at > PAUSE

    async def keep(self) -> None:
        """Keep a version if the newest is old enough. What goes wrong here must not trouble those who write."""
        seen, self.looked_at = self.changed_at, time.monotonic()
        if seen is None:
            return
        try:
            kept = await in_thread(keep_if_due, self.text_id)
        except Exception:
            log.exception("A version could not be kept; the next look tries again")
            return
        # Where the newest version was still too young for another, look again until this one would be old enough.
        if self.changed_at == seen and (kept or time.monotonic() - seen > REST.total_seconds()):
            self.changed_at = None


def keep_if_due(text_id: UUID) -> bool:
    text = SharedText.objects.filter(pk=text_id).first()
    return text is not None and Version.keep_if_due(text) is not None
