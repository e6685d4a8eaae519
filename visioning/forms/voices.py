"""Forms for what people beyond the team say. They refuse what would lead to a person, and give every word back."""

import re
import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leadership.forms.lines import LineField
from leadership.forms.words import WordsField
from leadership.models import Position
from visioning.models import LONGEST_VOICE

from .languages import LanguageField

ADDRESS = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]+\.[^\s@<>.]{2,}")
NUMBER = re.compile(r"(?<![\w/])\+?\(?\d(?:[ .()/\-\u2010-\u2013]{0,3}\d){6,}(?!\w)")
YEAR = re.compile(r"(?:19|20)?\d\d")


def has_phone_number(words):
    """A row of nine or more digits, or seven written 555-0123. Years and school years beside each other are none."""
    for found in NUMBER.finditer(words):
        groups = [group for group in re.split(r"\D+", found[0]) if group]
        digits = sum(map(len, groups))
        if len(groups) > 1 and all(YEAR.fullmatch(group) for group in groups) and len(groups[0]) == 4:
            continue
        if found[0].startswith("+") or digits >= 9 or [len(group) for group in groups] == [3, 4]:
            return True
    return False


def leads_to_nobody(words):
    """Names cannot be told from words, so nothing is guessed there; addresses and numbers can."""
    if len(words) > LONGEST_VOICE:
        return  # refused for that; no long search through a huge paste
    if ADDRESS.search(words):
        raise ValidationError(_("Please leave out e-mail addresses. Your words stand below; nothing is lost."))
    if has_phone_number(words):
        raise ValidationError(_("Please leave out phone numbers. Your words stand below; nothing is lost."))


def words_area(rows):
    """A field that says how many letters are left, where scripts run."""
    return forms.Textarea(
        attrs={"rows": rows, "data-letters": LONGEST_VOICE, "data-letters-left": _("%(count)s letters left")}
    )


class VoiceWordsField(WordsField):
    """A voice, or its translation."""

    default_validators = [leads_to_nobody]

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", words_area(6))
        super().__init__(max_length=LONGEST_VOICE, **kwargs)
        self.error_messages["max_length"] = _(
            "Please shorten this to %(limit_value)d letters: it has %(show_value)d. Nothing is lost."
        )


class SpokenForm(forms.Form):
    """Words, their language, and as what somebody speaks."""

    words = VoiceWordsField()
    language = LanguageField(other=True)
    position = forms.ChoiceField(required=False)

    def __init__(self, data=None, *, languages, initial=None):
        super().__init__(data, initial=initial)
        self.fields["language"].offer(first=languages, other=True)
        self.fields["position"].choices = [("", _("I would rather not say")), *Position.choices]

    @property
    def said(self):
        """What the verbs take."""
        return {name: self.cleaned_data[name] for name in ("words", "language", "position")}


class VoiceForm(SpokenForm):
    """For whoever follows the link. `once` tells one sending from another; `website` is there for machines to fill."""

    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    website = forms.CharField(required=False, label=_("Leave this field empty"))

    def __init__(self, data=None, *, languages, initial=None):
        super().__init__(data, languages=languages, initial={"once": secrets.token_urlsafe(16), **(initial or {})})
        self.fields["words"].label = _("Your answer")
        self.fields["words"].help_text = _("No names of students, please, and nothing that tells who you are.")
        self.fields["language"].label = _("Language of your answer")
        self.fields["position"].label = _("I speak as")
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("website"):
            # Kind to a person whose browser filled it in: nothing is lost, and sending again works.
            self.data = {**self.data.dict(), "website": ""}
            raise ValidationError(_("Please send it once more. A field that must stay empty was filled in."))
        return cleaned


class HeardForm(SpokenForm):
    """For a colleague who writes down what somebody said."""

    translation = VoiceWordsField(
        label=_("Translation"),
        required=False,
        help_text=_("If you can, the same in the language your team writes in."),
        widget=words_area(3),
    )
    consent = forms.BooleanField(
        label=_("They agreed that I note this"),
        error_messages={"required": _("Ask first, please. Without their yes it is not written down.")},
    )

    def __init__(self, data=None, *, languages, initial=None):
        super().__init__(data, languages=languages, initial=initial)
        self.fields["words"].label = _("What they said")
        self.fields["words"].help_text = _(
            "As close to their own words as you can. No names, of students or anybody else."
        )
        self.fields["position"].label = _("They speak as")
        self.fields["position"].choices = [("", _("Not said")), *Position.choices]
        self.order_fields(("words", "language", "translation", "position", "consent"))


class SetAsideForm(forms.Form):
    """Why a voice does not go on the table."""

    because = LineField(
        label=_("Reason"),
        max_length=280,
        help_text=_("Your team reads this. For example: it names a student."),
        error_messages={"required": _("Say why, in a few words.")},
    )


class TranslationForm(forms.Form):
    """The same words in the team's language, by a person. Empty takes the translation away."""

    translation = VoiceWordsField(label=_("Translation"), required=False, widget=words_area(3))
