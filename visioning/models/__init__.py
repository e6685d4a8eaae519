"""Everything visioning stores, one module per noun."""

from .shared_texts import SharedText, TextClient, TextSnapshot, TextUpdate
from .shared_visions import CONTENT, ORGANIZER, SECTIONS, Section, SharedVision
from .versions import Adoption, Version, Visit

__all__ = [
    "CONTENT",
    "ORGANIZER",
    "SECTIONS",
    "Adoption",
    "Section",
    "SharedText",
    "SharedVision",
    "TextClient",
    "TextSnapshot",
    "TextUpdate",
    "Version",
    "Visit",
]
