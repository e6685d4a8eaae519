"""Everything visioning stores, one module per noun."""

from visioning.models.shared_texts import SharedText, TextClient, TextSnapshot, TextUpdate

__all__ = ["SharedText", "TextClient", "TextSnapshot", "TextUpdate"]
