"""Forms about versions. Each checks words and shapes; who may use it is the door's and rules' business."""

from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.forms.lines import LineField
from leadership.models import Person, Role
from visioning.models import Version

NOW = "now"


class VersionForm(forms.ModelForm):
    """A name for a point in the text's life."""

    class Meta:
        model = Version
        fields = ("name",)
        field_classes = {"name": LineField}


class AdoptionForm(forms.Form):
    """When the team said yes, and who took part."""

    day = forms.DateField(
        label=_("Adopted on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("Who took part"),
        help_text=_("Everybody who was part of saying yes, whether they spoke much or little."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, data=None, *, team):
        members = team.memberships.exclude(role=Role.OBSERVER).values("person")
        super().__init__(data, initial={"day": timezone.localdate(), "people": [row["person"] for row in members]})
        self.fields["people"].queryset = Person.objects.filter(memberships__team=team)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        if day.year < 2000:
            raise ValidationError(_("Please check the year."))
        return day

    @property
    def at(self):
        """The moment to note: now, or noon of an earlier day."""
        day = self.cleaned_data["day"]
        if day == timezone.localdate():
            return timezone.now()
        return timezone.make_aware(datetime.combine(day, time(12)))


class ComparisonForm(forms.Form):
    """Two points to compare. The text as it is now is one of them."""

    old = forms.ChoiceField(label=_("From"))
    new = forms.ChoiceField(label=_("To"))

    def __init__(self, data, versions):
        choices = [(str(version.number), version.label) for version in versions]
        newest = choices[0][0] if choices else NOW
        super().__init__({"old": data.get("old", newest), "new": data.get("new", NOW)})
        self.fields["old"].choices = self.fields["new"].choices = [(NOW, _("The text as it is now")), *choices]

    @property
    def points(self):
        """Both points, the older first."""
        return sorted(
            (self.cleaned_data["old"], self.cleaned_data["new"]),
            key=lambda point: float("inf") if point == NOW else int(point),
        )
