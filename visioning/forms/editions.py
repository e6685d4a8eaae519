"""Words with the edition they were read in, so that no window overwrites another. Knows nothing of whose they are."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

TOO_LONG = ngettext_lazy(
    "At most %(limit_value)d letter, please. These are %(show_value)d; all of them are still here.",
    "At most %(limit_value)d letters, please. These are %(show_value)d; all of them are still here.",
    "limit_value",
)


class EditionForm(forms.Form):
    """The edition that what is typed goes on from."""

    edition = forms.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        widget=forms.HiddenInput,
        error_messages={"required": _("This page was not complete. Your words are still here: please save again.")},
    )
