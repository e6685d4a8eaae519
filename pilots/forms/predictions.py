"""Forms about predictions: writing one before the cycle, and its result beside it afterwards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pilots.models import Held, Prediction
from visioning.forms.editions import EditionForm
from visioning.forms.goals import ThoughtOutForm
from visioning.forms.sentences import OneOrNoneField, SentenceField


class PredictionForm(ThoughtOutForm):
    """If we do this, that will happen."""

    class Meta:
        model = Prediction
        fields = ("if_words", "then_words", "measure")
        field_classes = {"if_words": SentenceField, "then_words": SentenceField}
        help_texts = {
            "if_words": _("“two students at each table open the talk”"),
            "then_words": _(
                "So plain that you can tell later whether it came true. “at least five others will add to it”"
            ),
        }

    def __init__(self, *args, pilot, **kwargs):
        self.given = {"pilot": pilot}
        super().__init__(*args, **kwargs)
        measures = pilot.measures.all()
        if measures:
            field = OneOrNoneField(
                measures, label=_("Seen in which measure"), empty_label=_("None"), widget=forms.Select
            )
            field.required = False
            self.fields["measure"] = field
            if self.instance.measure_id:
                self.initial["measure"] = self.instance.measure.number
        else:
            del self.fields["measure"]

    @property
    def said(self):
        return {"measure": self.instance.measure if "measure" not in self.fields else None} | super().said


class ResultForm(forms.ModelForm):
    """What came of one prediction, in words and as one of four. Both, or neither: then it is still open."""

    edition = EditionForm.base_fields["edition"]

    class Meta:
        model = Prediction
        fields = ("result", "held")
        field_classes = {"result": SentenceField}
        widgets = {"held": forms.RadioSelect}

    def __init__(self, data=None, *, prediction):
        super().__init__(data, instance=prediction, prefix=f"prediction-{prediction.pk}")
        self.initial["edition"] = prediction.edition
        self.fields["held"].choices = Held.choices
        self.fields["held"].widget.attrs["class"] = "held"

    def clean(self):
        said = super().clean()
        held, result = said.get("held"), said.get("result")
        if held and result == "":
            self.add_error("result", _("What did you see?"))
        if result and held == "":
            self.add_error("held", _("Which of these fits best? “We cannot tell” is a result, too."))
        return said

    def _post_clean(self):
        """The row is checked by its verb. Filling it here would show what was typed as if it were saved."""

    @property
    def said(self) -> tuple:
        return self.cleaned_data["edition"], self.cleaned_data["held"], self.cleaned_data["result"]

    def on_top_of(self, stored):
        data = self.data.copy()
        data[self.add_prefix("edition")] = stored.edition
        return type(self)(data, prediction=stored)
