"""Private answers to the questions of why. Knows nothing of whose they are."""

from django import forms

from leadership.forms.words import WordsField
from visioning.models import LONGEST_ANSWER, WHY_QUESTIONS

from .editions import TOO_LONG, EditionForm


class WhyAnswersForm(EditionForm):
    """One field a question; all may stay empty."""

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
