"""Answers to the prompts of a personal vision. Knows nothing of whose they are."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.forms.words import WordsField
from visioning.models import PROMPTS
from visioning.models.personal_visions import LONGEST

from .editions import TOO_LONG, EditionForm


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
                error_messages={"max_length": TOO_LONG},
            )

    @property
    def questions(self):
        """The fields of the prompts, in order."""
        return [self[prompt.key] for prompt in PROMPTS]

    @property
    def words(self) -> dict[str, str]:
        return {prompt.key: self.cleaned_data.get(prompt.key, "") for prompt in PROMPTS}


class PersonalVisionForm(AnswersForm, EditionForm):
    """The private page."""


class SharedAnswersForm(AnswersForm):
    """A vision that others will read says something."""

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(prompt.key) for prompt in PROMPTS):
            self.add_error(None, _("There is nothing to share yet. Answer one of the questions first."))
        return cleaned
