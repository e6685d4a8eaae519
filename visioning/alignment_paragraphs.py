"""The paragraphs of a version that a check asks about, each under a key made of its words. Pure: knows readings only.

The same words have the same key in every version: a paragraph that did not change keeps what people said about it.
"""

from dataclasses import dataclass
from hashlib import sha256

from django.utils.safestring import SafeString

from visioning.live.reading import Reading
from visioning.live.rendering import to_html

KEY_LENGTH = 16


@dataclass(frozen=True)
class Paragraph:
    """A block of the vision: a paragraph, a list or a quote. Headings say nothing one could work toward."""

    key: str
    words: str
    html: SafeString


def paragraphs_of(reading: Reading) -> list[Paragraph]:
    """In order. Where two say the same, the first speaks for both."""
    found: dict[str, Paragraph] = {}
    for block in reading.blocks("content"):
        if block.kind == "heading" or block.is_empty():
            continue
        words = " ".join(block.shown().split())
        key = sha256(words.encode()).hexdigest()[:KEY_LENGTH]
        found.setdefault(key, Paragraph(key, words, to_html([block], first_heading=4)))
    return list(found.values())
