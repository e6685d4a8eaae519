"""What is still open in a theory, each in one plain sentence. Advice, never a block. Pure."""

from dataclasses import dataclass

from .shape import Shape


@dataclass(frozen=True)
class Hole:
    """One thing that is open. `arrow` is where to go first, where it is about arrows; `arrows` are all it speaks of."""

    kind: str
    sentence: str
    statements: tuple[int, ...] = ()
    arrow: tuple[int, int] | None = None
    arrows: tuple[tuple[int, int], ...] = ()


def holes_of(shape: Shape) -> tuple[Hole, ...]:
    """What matters most first; nothing where nothing is open."""
    return ()
