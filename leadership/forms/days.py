"""Days in forms: the browser's own calendar, and a check for slips of the finger."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def date_input():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def check_year(day):
    """A day that people alive will see; a slip of the finger is none."""
    if day and not 2000 <= day.year <= 2100:
        raise ValidationError(_("Please check the year."))
    return day
