"""Numbers as people type them, with a decimal point or a decimal comma. What could be read two ways is asked, never guessed. Pure."""

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum

from django.utils.formats import get_format
from django.utils.translation import gettext as _

MOST_PLACES = 4
MOST = Decimal(10) ** 10  # what a column of fourteen digits, four of them behind the point, can hold
GAPS = " \u00a0\u2009\u202f'’"  # what parts thousands without being mistaken for anything
NUMBER = re.compile(rf"[+-]?[.,]?[0-9][0-9.,{GAPS}]*")
GROUPED = re.compile(rf"[0-9]{{1,3}}(?P<gap>[{GAPS}.,])[0-9]{{3}}(?:(?P=gap)[0-9]{{3}})*")
TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


class Mark(StrEnum):
    """What parts the whole from its fraction."""

    POINT = "."
    COMMA = ","


class NoNumber(ValueError):
    """Not a number that can be kept. The message says why."""


class WhichNumber(NoNumber):
    """“1,234” may be one thousand or one and a bit."""


def number_of(words: str, mark: Mark | None = None) -> Decimal:
    """The number. `mark` answers what “1,234” means; without it that raises WhichNumber. Everything else raises NoNumber."""
    plain = plain_number(words)
    if not plain:
        raise NoNumber(_("A number is missing."))
    if not NUMBER.fullmatch(plain):
        raise NoNumber(
            _("“%(words)s” is not a number. Write digits only, such as 12 or 12.5.") % {"words": words.strip()[:40]}
        )
    sign, digits = ("-", plain[1:]) if plain[0] == "-" else ("", plain.lstrip("+"))
    whole, fraction = parts_of(digits, mark, words.strip())
    if len(fraction) > MOST_PLACES:
        raise NoNumber(_("At most four places behind the point, please."))
    return kept(Decimal(f"{sign}{whole}.{fraction or 0}"))


def kept(number: Decimal) -> Decimal:
    """The number, if it is of a size that can be kept."""
    if not number.copy_abs() < MOST:  # abs() would round first, and has no room for some
        raise NoNumber(_("This number is too large to be kept. Count in thousands or millions instead."))
    return number.normalize() + 0 if number else Decimal(0)


def rounded(number: Decimal) -> Decimal:
    """What a spreadsheet shows: its own last digits are not meant."""
    if not (number.is_finite() and number.copy_abs() < MOST):
        return kept(number if number.is_finite() else MOST)
    return kept(number.quantize(Decimal(1).scaleb(-MOST_PLACES)))


def plain_number(words) -> str:
    """Digits of any script as ours, one kind of minus, without the sign for per cent."""
    words = words.strip().strip("\u200e\u200f\u2060\ufeff").replace("\u2212", "-").strip()
    words = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in words)
    return words.removesuffix("%").rstrip()


def parts_of(digits, mark, words) -> tuple[str, str]:
    """The whole and the fraction, each as digits."""
    digits = f"0{digits}" if digits[0] in ".," else digits
    if digits.isdecimal():
        return digits, ""
    marks = {sign for sign in digits if sign in ".,"}
    last = max(digits.rfind("."), digits.rfind(","))
    many = len(marks) == 1 and digits.count(next(iter(marks))) > 1
    if TWO_WAYS.fullmatch(digits):
        mark = mark or (Mark.POINT if "." in digits and get_format("DECIMAL_SEPARATOR") == "." else None)
        if mark is None:
            raise WhichNumber(which_number(digits))
        return (digits[:last] + digits[last + 1 :], "") if digits[last] != mark else (digits[:last], digits[last + 1 :])
    # A mark that comes more than once parts thousands, and so does one that stands before the other.
    whole, fraction = (digits, "") if not marks or many else (digits[:last], digits[last + 1 :])
    grouped = GROUPED.fullmatch(whole)
    clear = (whole.isdecimal() or grouped) and (not fraction or fraction.isdecimal())
    if not clear or (grouped and fraction and grouped["gap"] == digits[last]):
        message = _("“%(words)s” can be read in more than one way. Write it without marks between thousands.")
        raise NoNumber(message % {"words": words[:40]})
    return "".join(sign for sign in whole if sign.isdecimal()), fraction


def which_number(digits) -> str:
    together = digits.replace(",", "").replace(".", "")
    apart = digits.replace(",", ".")
    words = _("Is “%(words)s” %(together)s, or a little more than %(whole)s? Write %(together)s or %(apart)s0.")
    return words % {"words": digits, "together": together, "whole": apart.partition(".")[0], "apart": apart}


def mark_in(column) -> Mark | None:
    """The decimal mark that a column of words shows, where one of them can be read in one way only."""
    found = set()
    for words in column:
        digits = plain_number(words).lstrip("+-")
        marks = [sign for sign in digits if sign in ".,"]
        if not marks or not NUMBER.fullmatch(digits) or TWO_WAYS.fullmatch(digits):
            continue
        if len(marks) == 1 or marks[-1] != marks[0]:
            found.add(Mark(marks[-1]))
        else:
            found.add(Mark.COMMA if marks[0] == "." else Mark.POINT)
    return found.pop() if len(found) == 1 else None
