"""Numbers and days of a run chart as people write them. Pure."""

from decimal import Decimal

from django.utils.formats import date_format, number_format

PLACES = 4  # after the point, as many as are stored


def number_words(value, places: int = PLACES) -> str:
    """In the way of the language, without zeros that say nothing."""
    value = round(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), places)
    plain = f"{value:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return number_format(Decimal("0" if plain == "-0" else plain), force_grouping=abs(value) >= 1000)


def middle_words(value) -> str:
    """A number that was reckoned: to four digits, or to the whole one. Halfway between two has more than either."""
    digits = len(f"{abs(int(value))}") if abs(value) >= 1 else 0
    return number_words(value, max(0, PLACES - digits) if digits else PLACES + 1)


def with_unit(value, unit: str, said=number_words) -> str:
    """62%, 14 minutes"""
    number = said(value)
    if not unit:
        return number
    return f"{number}{unit}" if unit == "%" else f"{number}\u00a0{unit}"


def day_words(day) -> str:
    return date_format(day)
