"""How many stand on each step, as bars. Pure: knows steps and numbers, no people; the sentence and the table say the same."""

from dataclasses import dataclass

from .decision_ladders import Step

WIDE, ROW, BAR, TEXT = 320, 44, 14, 16  # of the picture, in its own units
MOST = 290  # the longest bar; the number stands behind it


@dataclass(frozen=True)
class Bar:
    """One step: where its name stands, where its bar lies and how long it is."""

    label: str
    count: int
    text_y: int
    y: int
    width: int

    @property
    def number_x(self) -> int:
        return self.width + 8

    @property
    def foot(self) -> int:
        return self.y + BAR

    @property
    def number_y(self) -> int:
        return self.y + BAR - 2


@dataclass(frozen=True)
class Bars:
    """One bar a step, the most agreement first. Steps where nobody stands keep their place: the gap says something, too."""

    rows: list[tuple[Step, int]]

    def __iter__(self):
        most = max((count for _step, count in self.rows), default=0) or 1
        unit = min(MOST // most, 40)
        for place, (step, count) in enumerate(self.rows):
            top = ROW * place
            yield Bar(str(step.label), count, top + TEXT, top + TEXT + 6, count * unit)

    @property
    def height(self) -> int:
        return ROW * len(self.rows) + 4

    @property
    def thick(self) -> int:
        return BAR
