"""Forms about a vision in use: where it decided something, and whom it is told."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.forms.days import check_year, date_input
from leadership.forms.lines import LineField
from leadership.forms.words import WordsField
from leadership.models import Person
from visioning.models import Telling, VisionUse


class VisionUseForm(forms.ModelForm):
    """One time the vision decided something."""

    class Meta:
        model = VisionUse
        fields = ("what", "outcome", "how", "on")
        field_classes = {"what": LineField, "how": WordsField}
        widgets = {"outcome": forms.RadioSelect, "on": date_input()}
        labels = {"on": _("When")}
        help_texts = {
            "what": _("For example “The new reading program”. No names of students, please."),
            "how": _("What in the vision spoke for it or against it?"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [choice for choice in self.fields["outcome"].choices if choice[0]]
        if not self.instance.pk:
            self.fields["on"].initial = timezone.localdate

    def clean_on(self):
        day = check_year(self.cleaned_data["on"])
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day


class TellingForm(forms.ModelForm):
    """One line of the plan for telling people why."""

    class Meta:
        model = Telling
        fields = ("audience", "message", "teller", "due_on")
        field_classes = {"audience": LineField, "message": WordsField}
        widgets = {"due_on": date_input()}
        help_texts = {
            "audience": _("For example “Families of the new first grade”."),
            "message": _("The one thing they should remember, in your own words."),
            "teller": _("Somebody they know and trust."),
        }

    def __init__(self, data=None, *, team, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["teller"].queryset = Person.objects.filter(memberships__team=team)
        self.fields["teller"].empty_label = _("Not settled yet")

    def clean_due_on(self):
        return check_year(self.cleaned_data["due_on"])
