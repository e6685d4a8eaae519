"""Forms of a blind consensus: one's own level, what the team settles on, how somebody sees it differently."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.levels import Level
from leadership.models import BlindLevel, Consensus, ConsensusDissent

from .lines import LineField
from .words import WordsField

LEVEL_FIELD = {
    "coerce": int,
    "choices": Level.choices,
    "widget": forms.RadioSelect,
    "error_messages": {"required": _("Choose one of the four levels.")},
}


class BlindLevelForm(forms.ModelForm):
    """The level one member puts, and in one line why."""

    level = forms.TypedChoiceField(
        label=_("How far are we?"), help_text=_("Go by what you see on most days."), **LEVEL_FIELD
    )

    class Meta:
        model = BlindLevel
        fields = ("level", "reason")
        field_classes = {"reason": LineField}
        help_texts = {"reason": _("One line. It is read with your level, once all are turned over.")}


class SettleForm(forms.ModelForm):
    """What the team settles on."""

    level = forms.TypedChoiceField(label=_("Our level"), **LEVEL_FIELD)
    reason = WordsField(
        label=_("Why this level"),
        max_length=2000,
        help_text=_("What you saw and heard that made you settle here. The plan prints it."),
        error_messages={"required": _("Write in a sentence why. Later readers were not in the room.")},
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Consensus
        fields = ("level", "reason")


class ConsensusDissentForm(forms.ModelForm):
    """How somebody sees it differently."""

    class Meta:
        model = ConsensusDissent
        fields = ("words",)
        field_classes = {"words": WordsField}
        help_texts = {"words": _("Stands beside the level with your name, for as long as you want it to.")}
        error_messages = {"words": {"required": _("Write a few words, or leave it.")}}
