"""Cuts words into pieces where stretches of them begin and end, so that overlapping stretches can be drawn. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """Some words, all stretches that cover them, and those that end with them."""

    words: str
    under: tuple = ()
    ending: tuple = ()


def pieces(words, stretches) -> list[Piece]:
    """The words in order. Each stretch has `start` and `end`; those that reach beyond the words are cut there."""
    edges = {0, len(words)}
    for one in stretches:
        edges |= {min(one.start, len(words)), min(one.end, len(words))}
    edges = sorted(edges)
    return [
        Piece(
            words[start:end],
            tuple(one for one in stretches if one.start < end and one.end > start),
            tuple(one for one in stretches if start < one.end <= end),
        )
        for start, end in zip(edges, edges[1:], strict=False)
    ]
