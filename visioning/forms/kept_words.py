"""The key to words that no name is stored with, and those words again. Knows nothing of what the key opens."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.forms.lines import LineField

from .voices import VoiceWordsField


class KeyForm(forms.Form):
    key = LineField(
        label=_("Your key"),
        help_text=_("Sixteen letters and digits. Capitals and dashes do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class VoiceWordsForm(forms.Form):
    words = VoiceWordsField(label=_("Your words"))
