"""Fields for a number and for a day as people type them. What could be read two ways comes back as a question."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from leadership.forms.days import date_input
from pilots.typed_days import NoDay, day_of
from pilots.typed_numbers import NoNumber, number_of


class NumberField(forms.CharField):
    """A number with a decimal point or a decimal comma."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "dir": "auto"})

    def __init__(self, *, max_digits=None, decimal_places=None, **kwargs):
        super().__init__(**kwargs)  # of what size a number may be, `number_of` says

    def to_python(self, value):
        value = super().to_python(value)
        if not value:
            return None
        try:
            return number_of(value)
        except NoNumber as no:
            raise ValidationError(str(no)) from None

    def prepare_value(self, value):
        return plain(value) if hasattr(value, "normalize") else value


class DayField(forms.DateField):
    """A day from the browser's calendar, or typed where it has none."""

    widget = date_input()

    def to_python(self, value):
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return day_of(value)
        except NoDay as no:
            raise ValidationError(str(no)) from None


def plain(number) -> str:
    """Without noughts that say nothing."""
    words = f"{number:f}"
    return (words.rstrip("0").rstrip(".") or "0") if "." in words else words


def said_of(value) -> str:
    """A value of a form as one reads it."""
    if value in (None, ""):
        return "–"
    return date_format(value, "DATE_FORMAT") if hasattr(value, "weekday") else str(value)
