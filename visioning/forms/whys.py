"""The form for one private answer to why. Which question it answers says the address."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from visioning.models import LONGEST_ANSWER

from .words import WordsField


class WhyAnswerForm(forms.Form):
    """The words, and the edition they were read in, so that no window overwrites another."""

    words = WordsField(
        label=_("My answer"),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "max_length": ngettext_lazy(
                "At most %(limit_value)d letter, please. These are %(show_value)d; all of them are still here.",
                "At most %(limit_value)d letters, please. These are %(show_value)d; all of them are still here.",
                "limit_value",
            )
        },
    )
    edition = forms.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        widget=forms.HiddenInput,
        error_messages={"required": _("This page was not complete. Your words are still here: please save again.")},
    )
