"""Forms about comments: which words of the text, what somebody says of them, whom they ask. Knows no rules of who may."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leadership.forms.words import WordsField
from visioning.live.passages import Picked, pick
from visioning.models import SECTIONS
from visioning.models.comments import LONGEST_COMMENT

HIGHEST = 2**53  # what JavaScript counts exactly


class AboutForm(forms.Form):
    """Which passage: one that is kept already, or the first and the last letter of new ones."""

    passage = forms.IntegerField(required=False, min_value=1, max_value=HIGHEST)
    fragment = forms.ChoiceField(required=False, choices=[(section.key, section.title) for section in SECTIONS])
    start_client = forms.IntegerField(required=False, min_value=0, max_value=HIGHEST)
    start_clock = forms.IntegerField(required=False, min_value=0, max_value=HIGHEST)
    end_client = forms.IntegerField(required=False, min_value=0, max_value=HIGHEST)
    end_clock = forms.IntegerField(required=False, min_value=0, max_value=HIGHEST)

    LETTERS = ("fragment", "start_client", "start_clock", "end_client", "end_clock")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("passage") and any(cleaned.get(name) in (None, "") for name in self.LETTERS):
            raise ValidationError(_("Choose some words of the text first."))
        return cleaned

    def picked(self, reading) -> Picked | None:
        """The letters, or None where they are not in the text any more."""
        about = self.cleaned_data
        start, end = (about["start_client"], about["start_clock"]), (about["end_client"], about["end_clock"])
        return pick(reading, about["fragment"], start, end)


class PeopleField(forms.MultipleChoiceField):
    """People of a list that is at hand already, so that thirty forms on a page ask for it once."""

    def __init__(self, *, people, **options):
        self.people = {str(person.pk): person for person in people}
        choices = [(key, person.name) for key, person in self.people.items()]
        super().__init__(choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **options)

    def clean(self, value):
        return [self.people[key] for key in super().clean(value)]


class CommentForm(forms.Form):
    """What somebody says of a passage, and by name whom they would like to hear from."""

    words = WordsField(
        label=_("Comment"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a few words first.")},
    )

    def __init__(self, data=None, *, people=(), label=None, names=False, **options):
        super().__init__(data, **options)
        self.names = names  # whether the names come with it; otherwise the page has them
        self.fields["mentions"] = PeopleField(label=_("Ask somebody by name"), people=people)
        if label:
            self.fields["words"].label = label

    @property
    def asked(self) -> set[str]:
        """Keys of the people who are ticked."""
        return {str(value) for value in self["mentions"].value() or ()}

    @property
    def lists_people(self) -> bool:
        """Whether the names come with this form: they were asked for, somebody is ticked, or there is something to mend."""
        return bool(self.names or self.asked or self["mentions"].errors)
