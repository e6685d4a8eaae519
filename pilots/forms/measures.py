"""Forms about measures: what is measured, so that two people would note the same number; and taking one away."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pilots.models import Measure
from visioning.forms.editions import EditionForm
from visioning.forms.goals import ThoughtOutForm
from visioning.forms.sentences import SentenceField

from .typed import NumberField
from .words import LongWordsField


class MeasureForm(ThoughtOutForm):
    """One measure. Only unit and target may be left out."""

    class Meta:
        model = Measure
        fields = ("kind", "title", "definition", "unit", "direction", "target")
        field_classes = {
            "title": SentenceField,
            "definition": LongWordsField,
            "unit": SentenceField,
            "target": NumberField,
        }
        widgets = {
            "kind": forms.RadioSelect,
            "title": forms.TextInput,
            "definition": forms.Textarea(attrs={"rows": 4}),
            "unit": forms.TextInput,
            "direction": forms.RadioSelect,
            "target": NumberField.widget,
        }
        help_texts = {
            "title": _("Of a group or a class, never of one student. “Students who explained a solution aloud”."),
            "definition": _(
                "So that two people would note the same number: who counts, whom, when and where. "
                "“Each Friday the teacher tallies who spoke, of those present.”"
            ),
            "unit": _("Students, percent, minutes."),
            "target": _("The number you hope for, if you have one."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("kind", "direction"):
            self.fields[name].choices = self.fields[name].choices[1:]  # no dot for “nothing”


class MeasureRemovalForm(EditionForm):
    """Taking away what was read, with as many observations as were told."""

    observation_count = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    sure = forms.BooleanField(label=_("Yes, remove its observations too"), required=False)

    def clean(self):
        said = super().clean()
        if said.get("observation_count") and not said.get("sure"):
            self.add_error("sure", ValidationError(_("Tick this if its observations may go for good.")))
        return said
