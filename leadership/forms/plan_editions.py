"""Forms of the plan's editions: what one is for, how it was adopted, how somebody sees it differently."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import DecidedBy, PlanDissent, PlanEdition

from .days import check_year, date_input
from .lines import LineField
from .words import WordsField


class PlanEditionForm(forms.ModelForm):
    """What it is for, in one line."""

    class Meta:
        model = PlanEdition
        fields = ("why",)
        field_classes = {"why": LineField}
        labels = {"why": _("What this edition is for")}
        help_texts = {"why": _("One line. Like: for the staff meeting in March.")}


class PlanAdoptionForm(forms.Form):
    """How and when the team adopted it."""

    decided_by = forms.ChoiceField(
        label=_("How we decided"),
        choices=DecidedBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say how the team decided.")},
    )
    decided_on = forms.DateField(label=_("When"), widget=date_input())

    def clean_decided_on(self):
        day = check_year(self.cleaned_data["decided_on"])
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Note it once the team has decided."))
        return day


class PlanDissentForm(forms.ModelForm):
    """How somebody sees the plan differently."""

    class Meta:
        model = PlanDissent
        fields = ("words",)
        field_classes = {"words": WordsField}
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "words": _(
                "Stands in the plan with your name. Others outside the team may read it in the files you hand out."
            )
        }
        error_messages = {"words": {"required": _("Write a few words, or leave it.")}}
