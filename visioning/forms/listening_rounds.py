"""The form of a listening round: its name, its last day, and the question in each language."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.forms.lines import LineField
from visioning.languages import LANGUAGES, language
from visioning.models import ListeningQuestion, ListeningRound

from .languages import LanguageField

FURTHER = 4  # languages beside the first; a poster has room for five
LONGEST_QUESTION = ListeningQuestion._meta.get_field("words").max_length


class ListeningRoundForm(forms.ModelForm):
    """`questions` in the cleaned data is a list of (language, words)."""

    class Meta:
        model = ListeningRound
        fields = ("name", "closes_on")
        field_classes = {"name": LineField}
        widgets = {"closes_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {"closes_on": _("The last day on which people can answer. Leave it empty to close by hand.")}

    def __init__(self, data=None, *, instance=None):
        super().__init__(data, instance=instance)
        asked = list(instance.questions.all()) if instance else []
        for place in range(FURTHER + 1):
            known = asked[place] if place < len(asked) else None
            self.fields[f"language_{place}"] = LanguageField(
                required=place == 0, initial=known.language if known else LANGUAGES[0].code if place == 0 else ""
            )
            self.fields[f"words_{place}"] = LineField(
                label=_("Question") if place == 0 else _("The same question in this language"),
                max_length=LONGEST_QUESTION,
                required=place == 0,
                initial=known.words if known else "",
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
                help_text=_("Short and open: “What do you hope people will say about our school in three years?”")
                if place == 0
                else "",
            )

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day and day < timezone.localdate() and "closes_on" in self.changed_data:
            raise ValidationError(_("This day has gone by."))
        return day

    def clean(self):
        cleaned = super().clean()
        questions = []
        for place in range(FURTHER + 1):
            code, words = cleaned.get(f"language_{place}"), cleaned.get(f"words_{place}")
            if code and words:
                if code in dict(questions):
                    self.add_error(
                        f"language_{place}",
                        _("The question is there in %(name)s already.") % {"name": language(code).name},
                    )
                questions.append((code, words))
            elif words and f"language_{place}" not in self.errors:
                self.add_error(f"language_{place}", _("Choose the language these words are in."))
            elif code and place and f"words_{place}" not in self.errors:
                self.add_error(f"words_{place}", _("Write the question in this language, or choose no language."))
        cleaned["questions"] = questions
        return cleaned

    def further(self):
        """The fields of each further question together, for the page."""
        return [(self[f"language_{place}"], self[f"words_{place}"]) for place in range(1, FURTHER + 1)]

    def has_further(self):
        """Whether something stands there, or is wrong there."""
        return any(field.value() or field.errors for pair in self.further() for field in pair)
