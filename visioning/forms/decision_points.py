"""Forms of working through a guide: a private answer, how something was decided, a dissent. Whose they are is the doors' business."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.forms.days import check_year, date_input
from leadership.forms.words import WordsField
from leadership.models import DecidedBy
from visioning.models import LONGEST_ANSWER, DecisionDissent

from .editions import TOO_LONG, EditionForm


class GuideAnswerForm(EditionForm):
    """One answer, for its author alone; it may stay empty."""

    words = WordsField(
        label=_("My answer"),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": " "}),  # css: empty or not
        error_messages={"max_length": TOO_LONG},
    )


class DecisionPointForm(forms.Form):
    """How and when the team decided. `seen` is how it stood when the page was opened."""

    seen = forms.CharField(max_length=40, widget=forms.HiddenInput, required=False)
    decided_by = forms.ChoiceField(label=_("How did you decide?"), choices=DecidedBy.choices, widget=forms.RadioSelect)
    decided_on = forms.DateField(label=_("When?"), widget=date_input(), initial=timezone.localdate)

    @classmethod
    def of(cls, point):
        """The form as it stands now, to begin with or to choose again."""
        said = {"decided_by": point.decided_by, "decided_on": point.decided_on} if point.is_settled else {}
        return cls(initial=said | {"seen": point.state})

    def clean_decided_on(self):
        day = check_year(self.cleaned_data["decided_on"])
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day


class DecisionDissentForm(forms.ModelForm):
    """How somebody sees it differently."""

    class Meta:
        model = DecisionDissent
        fields = ("words",)
        field_classes = {"words": WordsField}
        labels = {"words": _("How I see it")}
        help_texts = {"words": _("Stands beside the decision with your name, for as long as you want it to.")}
        error_messages = {"words": {"required": _("Write a few words, or go back.")}}
