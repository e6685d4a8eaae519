"""How often one network address may try something. Knows counters in the cache, nothing of who is behind an address."""

import hashlib
import time
from dataclasses import dataclass

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core.cache import cache


@dataclass(frozen=True)
class Limit:
    """So many in so many seconds. Wide enough for a whole school behind one address."""

    name: str
    most: int
    seconds: int

    def is_reached(self, request, also="") -> bool:
        return cache.get(self.counter(request, also), 0) >= self.most

    def count(self, request, also="") -> None:
        """One more. Two in the same instant may count as one: this holds off floods, it does not keep books."""
        counter = self.counter(request, also)
        cache.set(counter, cache.get(counter, 0) + 1, self.seconds)

    def counter(self, request, also):
        """The address itself is not kept, only a mark that changes with each span of time."""
        span = int(time.time()) // self.seconds
        said = f"{settings.SECRET_KEY}:{self.name}:{also}:{span}:{get_ip(request)}"
        return f"limit-{hashlib.sha256(said.encode()).hexdigest()}"
