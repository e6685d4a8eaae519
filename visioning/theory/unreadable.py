"""What is wrong with a text or a file that should have been a theory: where, and what to do. Knows no form of file."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_TOLD = 20


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `line` counts from 1; 0 where it concerns the whole. `path` is the place in a JSON file."""

    line: int
    message: str
    path: str = ""

    @property
    def where(self) -> str:
        if self.path:
            return self.path
        return _("Line %(line)s") % {"line": self.line} if self.line else ""

    def __str__(self):
        return f"{self.where}: {self.message}" if self.where else self.message


class Unreadable(Exception):
    """Nothing was taken in. All that is wrong at once, in the order of the text, the first twenty told."""

    def __init__(self, problems):
        self.problems = tuple(sorted(problems, key=lambda one: one.line)[:MOST_TOLD])
        self.untold = max(0, len(problems) - MOST_TOLD)
        super().__init__("; ".join(map(str, self.problems)))

    @classmethod
    def at(cls, line, message, path="") -> "Unreadable":
        """With one thing to mend."""
        return cls([Problem(line, message, path)])

    @property
    def line(self) -> int:
        return self.problems[0].line

    @property
    def message(self) -> str:
        return self.problems[0].message
