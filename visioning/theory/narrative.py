"""A theory told in paragraphs. Pure."""

from .compact import compact_of
from .shape import Shape


def narrative_of(shape: Shape) -> tuple[str, ...]:
    """Plain paragraphs; none where nothing is written."""
    return tuple(one.sentence for one in compact_of(shape))
