"""Private answers to the questions of why. Knows nothing of whose they are."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from leadership.forms.words import WordsField
from visioning.models import LONGEST_ANSWER, WHY_QUESTIONS

TOO_LONG = ngettext_lazy(
    "At most %(limit_value)d letter, please. These are %(show_value)d; all of them are still here.",
    "At most %(limit_value)d letters, please. These are %(show_value)d; all of them are still here.",
    "limit_value",
)


class WhyAnswersForm(forms.Form):
    """One field a question; all may stay empty. With the edition they were read in, so that no window overwrites another."""

    edition = forms.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        widget=forms.HiddenInput,
        error_messages={"required": _("This page was not complete. Your words are still here: please save again.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="mine-%s", **kwargs)
        for question in WHY_QUESTIONS:
            self.fields[question.key] = WordsField(
                label=question.title,
                required=False,
                max_length=LONGEST_ANSWER,
                widget=forms.Textarea(attrs={"rows": 3, "placeholder": " "}),  # css: empty or not
                error_messages={"max_length": TOO_LONG},
            )

    @property
    def words(self) -> dict[str, str]:
        return {question.key: self.cleaned_data.get(question.key, "") for question in WHY_QUESTIONS}
