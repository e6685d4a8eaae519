"""What a team predicted and what came of it, counted as learning. Pure: knows results alone; no names, no pilot before another.

A prediction is `HELD` in one of four ways or still open (""). Nothing here divides one number by another: a share of what came
true would soon be a mark, and people would begin to predict only what is safe.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HELD = ("yes", "partly", "no", "unclear")
OPEN = ""
ENOUGH = 3  # fewer are no look back at anything

# The picture: one column for each cycle, one sign for each prediction, in units of its viewBox.
STEP, SIGN, TOP, FOOT = 40, 24, 8, 28
MOST_COLUMNS = 40


def sentence_of(results) -> str:
    """All in one sentence, or that there are too few for one."""
    compared = [held for held in results if held]
    if not compared:
        return _("No prediction is compared yet.")
    count = len(compared)
    if count < ENOUGH:
        said = ngettext(
            "We have compared one prediction so far.", "We have compared %(count)s predictions so far.", count
        )
        return said % {"count": count} + " " + _("That is too few to look back on.")
    said = _("We have compared %(count)s predictions: %(parts)s.") % {
        "count": count,
        "parts": ", ".join(parts_of(compared)),
    }
    return said + " " + _("Being wrong is how we learn.")


def parts_of(compared) -> list[str]:
    """ "3 came true", "2 in part": only what there is of."""
    words = {
        "yes": lambda n: ngettext("%(n)s came true", "%(n)s came true", n),
        "partly": lambda n: ngettext("%(n)s in part", "%(n)s in part", n),
        "no": lambda n: ngettext("%(n)s did not", "%(n)s did not", n),
        "unclear": lambda n: ngettext("%(n)s we cannot tell", "%(n)s we cannot tell", n),
    }
    counts = {held: compared.count(held) for held in HELD}
    return [words[held](many) % {"n": many} for held, many in counts.items() if many]


def open_words(results) -> str:
    count = sum(not held for held in results)
    if not count:
        return ""
    return ngettext("One is still open.", "%(count)s are still open.", count) % {"count": count}


class Sign(NamedTuple):
    x: int
    y: int
    kind: str  # one of HELD, or "open"


@dataclass(frozen=True)
class Column:
    """One cycle of the picture."""

    x: int
    label: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True)
class Signs:
    """All of them, from the first cycle to the last; `left_out` cycles before those find no room."""

    columns: tuple[Column, ...]
    width: int
    height: int
    foot: int
    left_out: int = 0


def signs_of(cycles) -> Signs:
    """`cycles`: pairs of a short label and results, the oldest first. Signs stand one above the other, in the order of writing."""
    shown = cycles[-MOST_COLUMNS:]
    tallest = max((len(results) for _label, results in shown), default=0)
    foot = TOP + tallest * SIGN
    columns = tuple(
        Column(
            x := STEP // 2 + place * STEP,
            label,
            tuple(Sign(x, foot - SIGN // 2 - up * SIGN, held or "open") for up, held in enumerate(results)),
        )
        for place, (label, results) in enumerate(shown)
    )
    return Signs(columns, max(1, len(shown)) * STEP, foot + FOOT, foot, len(cycles) - len(shown))
