"""Forms about suggestions: other words for a passage, and the answer to them. Knows no rules of who may."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leadership.forms.lines import LineField
from visioning.live.blocks import UNSEEN
from visioning.models import Suggestion
from visioning.models.passages import LONGEST_QUOTE


class SuggestionForm(forms.Form):
    """Other words in one line; `was` is what the passage says now."""

    words = LineField(
        label=_("New words"),
        required=False,
        max_length=LONGEST_QUOTE,
        help_text=_("Change what should read differently. Leave it empty to take these words out."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    why = LineField(label=_("Why"), required=False, max_length=280, widget=forms.TextInput(attrs={"dir": "auto"}))

    def __init__(self, data=None, *, was="", **options):
        super().__init__(data, initial={"words": was}, **options)
        self.was = was
        for field in self.fields.values():  # the server says so and gives everything back; browsers cut off
            field.widget.attrs.pop("maxlength", None)

    def clean_words(self):
        words = UNSEEN.sub("", self.cleaned_data["words"]).strip()
        if words == " ".join(self.was.split()):
            raise ValidationError(_("This is what the text says already. Change some words."))
        return words


class AnswerForm(forms.Form):
    """Yes or no to a suggestion. `seen` stands for what the page showed; a no says why."""

    answer = forms.ChoiceField(choices=[("accept", _("Take it into the text")), ("refuse", _("Do not take it"))])
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    reason = LineField(
        label=_("Why not"),
        max_length=Suggestion._meta.get_field("reason").max_length,
        help_text=_("A sentence that shows it was heard."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"required": _("Say in a sentence why, so that it was heard.")},
    )

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.fields["reason"].required = not data or data.get("answer") != "accept"
        self.fields["reason"].widget.attrs.pop("maxlength", None)
