"""How far levels lie apart, in words and as dots. Pure: knows levels, no people."""

from dataclasses import dataclass
from statistics import median_low
from textwrap import wrap

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from .levels import Level

COLUMN, STEP, FOOT, LINE = 80, 16, 38, 14  # of the picture, in its own units


@dataclass(frozen=True)
class Spread:
    """Levels of 1 to 4 that lie open on the table."""

    levels: tuple[int, ...]

    @classmethod
    def of(cls, levels) -> "Spread":
        return cls(tuple(sorted(levels)))

    @property
    def rows(self) -> list[tuple[str, int]]:
        """Each level by name with how many put it, the highest first."""
        return [(level.label, self.levels.count(level)) for level in reversed(Level)]

    @property
    def sentence(self) -> str:
        """Spread before average: how far apart, then where the middle lies."""
        if not self.levels:
            return ""
        lowest, highest = Level(self.levels[0]), Level(self.levels[-1])
        if lowest == highest:
            return _("Everybody put “%(level)s”. What would somebody say who sees it differently?") % {
                "level": lowest.label
            }
        middle = Level(median_low(self.levels))
        words = {"lowest": lowest.label, "highest": highest.label, "middle": middle.label}
        if highest - lowest == 1:
            return _("You are close: some put “%(lowest)s”, some “%(highest)s”.") % words
        return (
            _(
                "You are far apart: from “%(lowest)s” to “%(highest)s”. The middle is “%(middle)s”. Hear the two ends first."
            )
            % words
        )

    @property
    def dots(self) -> list[tuple[int, int]]:
        """Where each dot stands: one column a level, piled up from the foot."""
        return [
            (COLUMN * (level - 1) + COLUMN // 2, self.height - FOOT - STEP * place - STEP // 2)
            for level in Level
            for place in range(self.levels.count(level))
        ]

    @property
    def names(self) -> list[tuple[int, int, str]]:
        """Below each column the name of its level, on two lines where one is too short."""
        return [
            (COLUMN * (level - 1) + COLUMN // 2, self.ground + LINE * number, line)
            for level in Level
            for number, line in enumerate(wrap(str(level.label), 13)[:2], 1)
        ]

    @property
    def ground(self) -> int:
        """The line that the dots stand on."""
        return self.height - FOOT + 2

    @property
    def height(self) -> int:
        return FOOT + STEP * max((self.levels.count(level) for level in Level), default=0) + STEP // 2

    @property
    def told(self) -> str:
        """The picture in words."""
        return get_text_list([f"{label}: {count}" for label, count in reversed(self.rows)], _("and"))
