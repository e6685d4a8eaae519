"""Days as people type them: 2026-03-04, 3/4/2026, 4.3.2026, March 4, 2026. What could be two days is asked, never guessed. Pure."""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from functools import cache

from django.conf import settings
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
TOGETHER = re.compile(r"(2\d{3})(\d\d)(\d\d)")
NO_YEAR = re.compile(r"\d{1,2}([-/.])\d{1,2}\1?")
LONGEST = 60  # letters; no day has more
CLOCK = re.compile(r"(?:T\s*|(?<!\s)\s+)\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([AaPp]\.?[Mm]\.?|Z|[+-]\d{2}:?\d{2})?$")
WEEKDAY = re.compile(r"^[^\W\d_]+\.?,\s+(?=.*\d)")


class Order(StrEnum):
    """Which comes first in 3/4/2026."""

    MONTH = "month"
    DAY = "day"


class NoDay(ValueError):
    """Not a day that can be kept. The message says why."""


class WhichDay(NoDay):
    """3/4/2026 may be in March or in April."""


def day_of(words: str, order: Order | None = None) -> date:
    """The day. `order` answers what 3/4/2026 means; without it that raises WhichDay. Everything else raises NoDay."""
    words = words.strip()
    if not words:
        raise NoDay(_("A day is missing."))
    if len(words) > LONGEST:
        raise no_day(words)
    plain = CLOCK.sub("", "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in words))
    if found := YEAR_FIRST.fullmatch(plain):
        return made(words, found[1], found[3], found[4])
    if found := TOGETHER.fullmatch(plain):
        return made(words, *found.groups())
    if found := YEAR_LAST.fullmatch(plain):
        return year_last(words, found[1], found[3], found[4], Order.DAY if found[2] == "." else order)
    if found := in_words(plain):
        return made(words, *found)
    if NO_YEAR.fullmatch(plain):
        raise NoDay(_("“%(words)s” has no year. Write it as 2026-03-04, year first.") % {"words": words[:40]})
    raise no_day(words)


def no_day(words) -> NoDay:
    return NoDay(_("“%(words)s” is not a day. Write it as 2026-03-04, year first.") % {"words": words[:40]})


def year_last(words, first, second, year, order) -> date:
    year = year if len(year) == 4 else f"20{year}"
    if order is None and int(first) != int(second):
        if max(int(first), int(second)) <= 12:
            raise WhichDay(which_day(words, int(year), int(first), int(second)))
        order = Order.DAY if int(first) > 12 else Order.MONTH
    return made(words, year, second, first) if order == Order.DAY else made(words, year, first, second)


def which_day(words, year, first, second) -> str:
    try:
        days = [date_format(date(year, *pair), "DATE_FORMAT") for pair in ((first, second), (second, first))]
    except ValueError:
        return str(no_day(words))
    said = {"words": words, "one": days[0], "other": days[1]}
    return _("Is “%(words)s” %(one)s or %(other)s? Write the year first: 2026-03-04.") % said


def made(words, year, month, day) -> date:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise NoDay(_("There is no such day: “%(words)s”.") % {"words": words[:40]}) from None
    if not 2000 <= found.year <= 2100:
        raise NoDay(_("Please check the year: “%(words)s”.") % {"words": words[:40]})
    return found


def in_words(words) -> tuple[str, int, str] | None:
    """Year, month and day of “March 4, 2026”, “4 Mar 2026” or “Wed, 4 March 2026”; None where it is nothing of the kind."""
    pieces = re.findall(r"\d+|[^\W\d_]+", WEEKDAY.sub("", words)) if len(words) < LONGEST else []
    names = [
        piece for piece in pieces if not piece.isdecimal() and piece.lower() not in {"st", "nd", "rd", "th", "de", "of"}
    ]
    digits = [piece for piece in pieces if piece.isdecimal()]
    if len(names) != 1 or len(digits) != 2 or len(digits[1]) != 4 or len(digits[0]) > 2:
        return None
    month = month_names(get_language() or settings.LANGUAGE_CODE).get(names[0].casefold()[:20])
    return (digits[1], month, digits[0]) if month else None


@cache
def month_names(language) -> dict[str, int]:
    """Whole and short, in English and in the reader's language."""
    found = {"sept": 9}
    for one in {"en", language}:
        with override(one):
            for names in (MONTHS, MONTHS_3):
                found |= {str(name).casefold().rstrip("."): number for number, name in names.items()}
    return found


def order_in(column) -> Order | None:
    """Which comes first in a column of words, where one of them can be read in one way only."""
    found = set()
    for words in column:
        match = YEAR_LAST.fullmatch(CLOCK.sub("", words.strip()))
        if match and match[2] != ".":
            if int(match[1]) > 12:
                found.add(Order.DAY)
            elif int(match[3]) > 12:
                found.add(Order.MONTH)
    return found.pop() if len(found) == 1 else None
