"""Forms about the order of the conditions and the time reserved for them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leadership import guides
from leadership.models import RankedCondition, ReservedTime, Rhythm

from .days import check_year, date_input
from .lines import LineField


def condition_choices():
    return [(guide.key, guide.label) for guide in guides.conditions()]


class RankedConditionForm(forms.ModelForm):
    """Why a condition comes here, and from when until when."""

    class Meta:
        model = RankedCondition
        fields = ("reason", "begins_on", "ends_on")
        field_classes = {"reason": LineField}
        widgets = {"begins_on": date_input(), "ends_on": date_input()}
        help_texts = {"reason": _("One or two sentences somebody could repeat who was not in the room.")}

    def clean_begins_on(self):
        return check_year(self.cleaned_data["begins_on"])

    def clean_ends_on(self):
        return check_year(self.cleaned_data["ends_on"])

    def clean(self):
        said = super().clean()
        begins, ends = said.get("begins_on"), said.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("This day comes before the first one."))
        return said


class ReservedTimeForm(forms.ModelForm):
    """Minutes in a meeting that exists already."""

    condition = forms.ChoiceField(label=_("For which condition"), choices=condition_choices)
    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm.choices, widget=forms.RadioSelect)

    class Meta:
        model = ReservedTime
        fields = ("condition", "meeting", "first_at", "minutes", "rhythm", "times")
        field_classes = {"meeting": LineField}
        widgets = {"first_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")}
        help_texts = {
            "meeting": _("A meeting you have already, for example “Tuesday staff meeting”."),
            "minutes": _("From 5 to 480. A guide’s agenda takes 40."),
            "times": _("Counts only where it comes more than once."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, most in (("minutes", 480), ("times", 60)):
            least = 5 if name == "minutes" else 1
            self.fields[name] = forms.IntegerField(
                label=self.fields[name].label,
                help_text=self.fields[name].help_text,
                initial=self.fields[name].initial,
                min_value=least,
                max_value=most,
                required=name == "minutes",
            )
        self.fields["rhythm"].initial = Rhythm.ONCE

    def clean_first_at(self):
        check_year(self.cleaned_data["first_at"])
        return self.cleaned_data["first_at"]

    def clean(self):
        said = super().clean()
        if said.get("rhythm") == Rhythm.ONCE or not said.get("times"):
            if said.get("rhythm") not in {Rhythm.ONCE, None} and "times" not in self.errors:
                self.add_error("times", ValidationError(_("Say how many times it comes.")))
            said["times"] = 1
        return said
