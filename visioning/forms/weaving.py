"""Forms of the weaving table: what is shown, which words are picked, how a theme is called."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leadership.forms.lines import LineField
from leadership.forms.words import WordsField
from leadership.models import Position
from visioning.models import LONGEST_PHRASE, Theme
from visioning.models.phrases import fields_of
from visioning.sentences import find, sentences
from visioning.table import UNSAID

MORE = 30  # cards at a time
NEW_THEME = _("Or the name of a new theme")


class TableForm(forms.Form):
    """What of the table is shown. What an address says wrongly is as good as not said."""

    position = forms.ChoiceField(
        label=_("Position"), required=False, choices=[("", _("All")), *Position.choices, (UNSAID, _("Not said"))]
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All")), ("visions", _("Own visions")), ("voices", _("Voices from listening"))],
    )
    loose = forms.BooleanField(label=_("Only those with nothing under a theme yet"), required=False)
    show = forms.IntegerField(required=False, min_value=MORE, max_value=10_000, widget=forms.HiddenInput)
    side = forms.ChoiceField(
        required=False, choices=[("words", ""), ("themes", "")], widget=forms.HiddenInput
    )  # which of the two a narrow screen shows

    def __init__(self, data):
        super().__init__(data)
        self.is_valid()
        self.said = {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrows(self) -> dict:
        return {name: self.said[name] for name in ("position", "kind", "loose") if name in self.said}

    @property
    def show_count(self):
        return self.said.get("show", MORE)

    @property
    def side_shown(self):
        return self.said.get("side", "words")

    def query(self, **other):
        """The address's query that says the same, or the same but for `other`."""
        said = {**self.said, **other}
        found = {name: 1 if value is True else value for name, value in said.items() if value}
        return f"?{urlencode(found)}" if found else ""


class ThemeChoice(forms.Form):
    """A theme that is there, or the name of a new one."""

    theme = forms.ModelChoiceField(Theme.objects.none(), label=_("Theme"), required=False)
    new_theme = LineField(
        label=NEW_THEME, max_length=120, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, data=None, *, themes, **options):
        super().__init__(data, **options)
        self.fields["theme"].queryset = themes
        self.fields["theme"].empty_label = _("No theme yet")
        self.fields["theme"].error_messages["invalid_choice"] = _("This theme is no longer there. Choose another one.")


class LayForm(ThemeChoice):
    """Under which theme a phrase is laid, and whether instead of another."""

    instead_of = forms.ModelChoiceField(Theme.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, themes, **options):
        super().__init__(data, themes=themes, **options)
        self.fields["theme"].empty_label = _("Choose a theme")
        self.fields["instead_of"].queryset = themes

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("theme") and not cleaned.get("new_theme"):
            raise ValidationError(_("Choose a theme, or give a new one a name."))
        return cleaned


class PickForm(ThemeChoice):
    """Which words of a source: a sentence of the list, some exact words, or the letters that were marked with the hand."""

    source = forms.CharField(widget=forms.HiddenInput)
    sentence = forms.ChoiceField(
        label=_("Which sentence?"), required=False, widget=forms.RadioSelect, error_messages={"invalid_choice": ""}
    )
    prompt = forms.CharField(required=False, widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
    words = WordsField(
        label=_("Only these words"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Leave this empty to take the whole sentence. Or copy exact words from it, or from several beside it."
        ),
    )

    field_order = ("source", "sentence", "words", "theme", "new_theme")

    def __init__(self, data=None, *, source, themes, **options):
        super().__init__(data, themes=themes, **options)
        self.of = source
        fields = [(field, getattr(source, field)) for field in fields_of(source)]
        self.fields["sentence"].choices = [
            (f"{field}:{start}:{end}", words[start:end]) for field, words in fields for start, end in sentences(words)
        ]

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        wanted = cleaned.get("words", "").strip()
        place = self.by_hand() or self.by_sentence()
        if wanted:
            place = self.exactly(wanted, place)
        if place:
            cleaned["place"] = place
            self.check_length(getattr(self.of, place[0])[place[1] : place[2]].strip())
        elif wanted:
            self.add_error("words", _("These words do not stand there. Copy them exactly as they are."))
        else:
            self.add_error("sentence", _("Choose a sentence, or copy the exact words."))
        return cleaned

    def check_length(self, words):
        if not words:
            self.add_error("words", _("Choose at least one word."))
        elif len(words) > LONGEST_PHRASE:
            most = {"count": LONGEST_PHRASE}
            self.add_error("words", _("A phrase has at most %(count)s letters. Choose fewer words.") % most)

    def exactly(self, wanted, place):
        """Where these words stand: at the place that was said, beside it if the source changed a moment ago, or anywhere."""
        if place is None:
            return next((found for field in fields_of(self.of) if (found := self.within(field, wanted, 0))), None)
        field, start, end = place
        if getattr(self.of, field)[start:end].split() == wanted.split():
            return place
        return self.within(field, wanted, start)

    def within(self, field, wanted, near):
        found = find(getattr(self.of, field), wanted, near)
        return found and (field, *found)

    def by_hand(self):
        field, start, end = (self.cleaned_data.get(name) for name in ("prompt", "start", "end"))
        if field not in fields_of(self.of) or start is None or end is None:
            return None
        if not start < end <= len(getattr(self.of, field)):
            return None
        return field, start, end

    def by_sentence(self):
        if not self.cleaned_data.get("sentence"):
            return None
        field, start, end = self.cleaned_data["sentence"].split(":")
        return field, int(start), int(end)


class ThemeForm(forms.ModelForm):
    """What a theme is called, and what belongs to it."""

    class Meta:
        model = Theme
        fields = ("name", "note")
        field_classes = {"name": LineField, "note": WordsField}
        widgets = {
            "name": forms.TextInput(attrs={"dir": "auto"}),
            "note": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        }


class MergeForm(forms.Form):
    """Into which theme another goes."""

    into = forms.ModelChoiceField(
        Theme.objects.none(),
        label=_("Into"),
        empty_label=_("Choose a theme"),
        error_messages={"invalid_choice": _("This theme is no longer there. Choose another one.")},
    )

    def __init__(self, data=None, *, themes):
        super().__init__(data)
        self.fields["into"].queryset = themes


class SplitForm(forms.Form):
    """Which phrases go under a new name."""

    name = LineField(label=_("Name of the new theme"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"}))
    phrases = forms.MultipleChoiceField(
        label=_("What goes there"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one phrase."),
            "invalid_choice": _("One of these phrases no longer lies here. Choose again."),
        },
    )

    def __init__(self, data=None, *, phrases, **options):
        super().__init__(data, auto_id="split_%s", **options)
        self.fields["phrases"].choices = [(str(phrase.pk), phrase.words) for phrase in phrases]
