"""Makes one number of the answers to a poll, so that nobody's answer can be worked out from it. Pure: knows values, no rows, no people.

`leadership/privacy.py` has the reasons: fewer than five tell nothing, and "all" would tell everybody's answer. Here one number is
needed, and the same kind of number each time, or it would be no run chart. So the number always leaves room for two who see it
the other way: of 25 of whom all say yes, 92 % are told, just as of 25 of whom 23 do.
`tests/pilots/test_polls.py` plays the attacker: whoever knows their own answer and does the sums.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from leadership.privacy import APART, FEWEST

ROOM = APART - 1  # so many may always see it the other way
LEAST, MOST = 1, 5  # of the scale


def percentage_of_yes(answers: list[int]) -> Decimal:
    """Of ones and noughts."""
    count = len(answers)
    return rounded(Decimal(100) * between(ROOM, sum(answers), count - ROOM) / count)


def average(answers: list[int]) -> Decimal:
    """Of levels from one to five."""
    count = len(answers)
    turned = ROOM * (MOST - LEAST)
    return rounded(Decimal(between(count * LEAST + turned, sum(answers), count * MOST - turned)) / count)


def middle(answers: list[int]) -> Decimal:
    """Half say this or less, half this or more. It is somebody's answer; whose, nobody can tell."""
    return rounded(Decimal(median(answers)))


def between(least: int, value: int, most: int) -> int:
    return max(least, min(value, most))


def rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


WAYS = {"yes_no": percentage_of_yes, "five": average, "count": middle}


def number_of(form: str, answers: Iterable) -> Decimal | None:
    """The number, or None where too few answered. The order of the answers does not matter."""
    answers = [int(answer) for answer in answers]
    return WAYS[form](answers) if len(answers) >= FEWEST else None
