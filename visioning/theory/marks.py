"""What is marked on a drawn theory beyond the theory itself: beliefs, changes, holes. Plain values; knows not where they come from."""

from dataclasses import dataclass, field

KINDS = ("split", "unsure", "sure", "added", "removed", "changed", "hole")


@dataclass(frozen=True)
class Mark:
    """`words` say in a few words what is marked ("We disagree"); they are read out and are the tooltip."""

    kind: str
    words: str

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(self.kind)


@dataclass(frozen=True)
class Marks:
    """By the number of a statement, and by the two numbers of an arrow."""

    statements: dict[int, Mark] = field(default_factory=dict)
    arrows: dict[tuple[int, int], Mark] = field(default_factory=dict)

    def __bool__(self):
        return bool(self.statements or self.arrows)


NO_MARKS = Marks()
