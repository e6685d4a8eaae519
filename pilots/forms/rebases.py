"""Forms about the middle line of a run chart: a new one from a day on, one taken back, the time before."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.forms.days import check_year, date_input
from pilots.models import Measure, Rebase
from visioning.forms.goals import ThoughtOutForm
from visioning.forms.sentences import SentenceField


class RebaseForm(forms.ModelForm):
    """From which day on, and what changed for good."""

    class Meta:
        model = Rebase
        fields = ("from_on", "why")
        field_classes = {"why": SentenceField}
        widgets = {"from_on": date_input()}
        help_texts = {
            "from_on": _("The first day that belongs to the new time."),
            "why": _("What changed for good? “Since then we have double lessons.” Everybody in the pilot reads it."),
        }

    def clean_from_on(self):
        return check_year(self.cleaned_data["from_on"])


class TakingBackForm(forms.Form):
    """Why a middle line is taken back."""

    why = SentenceField(max_length=300, label=_("Why is it taken back?"))


class BaselineForm(ThoughtOutForm):
    """Until when the time before lasts; empty: there is none."""

    class Meta:
        model = Measure
        fields = ("baseline_until",)
        labels = {"baseline_until": _("The last day of the time before")}
        widgets = {"baseline_until": date_input()}
        help_texts = {
            "baseline_until": _("The day before you began to change something. Leave it empty where there is none.")
        }

    def clean_baseline_until(self):
        return check_year(self.cleaned_data["baseline_until"])
