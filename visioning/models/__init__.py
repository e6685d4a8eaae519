"""Everything visioning stores, one module per noun."""

from .shared_texts import SharedText, TextClient, TextSnapshot, TextUpdate
from .shared_visions import SharedVision, Version, Visit

__all__ = [
    "SharedText",
    "SharedVision",
    "TextClient",
    "TextSnapshot",
    "TextUpdate",
    "Version",
    "Visit",
]
