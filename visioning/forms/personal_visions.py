"""Answers to the prompts of a personal vision. Knows nothing of whose they are."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from leadership.forms.words import WordsField
from visioning.models import PROMPTS
from visioning.models.personal_visions import LONGEST


class AnswersForm(forms.Form):
    """One field a prompt. All may stay empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for prompt in PROMPTS:
            self.fields[prompt.key] = WordsField(
                label=prompt.title,
                help_text=prompt.help,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 5}),
                error_messages={
                    "max_length": ngettext_lazy(
                        "At most %(limit_value)d letter, please. These are %(show_value)d; all of them are still here.",
                        "At most %(limit_value)d letters, please. These are %(show_value)d; all of them are still here.",
                        "limit_value",
                    )
                },
            )

    @property
    def questions(self):
        """The fields of the prompts, in order."""
        return [self[prompt.key] for prompt in PROMPTS]

    @property
    def words(self) -> dict[str, str]:
        return {prompt.key: self.cleaned_data.get(prompt.key, "") for prompt in PROMPTS}


class PersonalVisionForm(AnswersForm):
    """The private page: with the edition it was read in, so that no window overwrites another."""

    edition = forms.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        widget=forms.HiddenInput,
        error_messages={"required": _("This page was not complete. Your words are still here: please save again.")},
    )


class SharedAnswersForm(AnswersForm):
    """A vision that others will read says something."""

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(prompt.key) for prompt in PROMPTS):
            self.add_error(None, _("There is nothing to share yet. Answer one of the questions first."))
        return cleaned
