"""Everything visioning stores, one module per noun."""

from .shared_texts import SharedText, TextClient, TextSnapshot, TextUpdate
from .shared_visions import FRAGMENTS, ORGANIZER, SharedVision
from .versions import Adoption, Version, Visit

__all__ = [
    "FRAGMENTS",
    "ORGANIZER",
    "Adoption",
    "SharedText",
    "SharedVision",
    "TextClient",
    "TextSnapshot",
    "TextUpdate",
    "Version",
    "Visit",
]
