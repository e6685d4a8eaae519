"""Forms about rounds of drafting and the check of how the team went about it."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from leadership.forms.days import check_year, date_input
from leadership.forms.lines import LineField
from leadership.forms.words import WordsField
from leadership.models import Person, Role
from visioning.models import DraftingRound, Openness, ProcessAnswer
from visioning.process import STAFF_CAN

USUAL = timedelta(weeks=2)


class DraftingRoundForm(forms.ModelForm):
    """What a round is for, who keeps it, how open it is and until when."""

    class Meta:
        model = DraftingRound
        fields = ("aim", "steward", "openness", "audience", "starts_on", "ends_on")
        field_classes = {"aim": LineField}
        widgets = {
            "openness": forms.RadioSelect,
            "audience": forms.RadioSelect,
            "starts_on": date_input(),
            "ends_on": date_input(),
        }
        help_texts = {
            "steward": _("Whoever keeps it going: reminds, listens, brings the words together."),
            "openness": _(
                "Everybody sees this. Choose what you can keep to; it also decides what the staff can do here."
            ),
        }

    def __init__(self, data=None, *, team, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["steward"].required = True
        takers = team.memberships.exclude(role=Role.OBSERVER)
        self.fields["steward"].queryset = Person.objects.filter(pk__in=takers.values("person"))
        self.fields["openness"].choices = [
            (mode.value, format_html('<span class="openness"><b>{}</b> {}</span>', mode.label, STAFF_CAN[mode]))
            for mode in Openness
        ]
        if not self.instance.pk:
            self.fields["starts_on"].initial = timezone.localdate
            self.fields["ends_on"].initial = lambda: timezone.localdate() + USUAL

    def clean_starts_on(self):
        return check_year(self.cleaned_data["starts_on"])

    def clean_ends_on(self):
        return check_year(self.cleaned_data["ends_on"])

    def clean(self):
        said = super().clean()
        start, end = said.get("starts_on"), said.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The end lies before the start."))
        return said


class RoundCloseForm(forms.Form):
    """What came of a round, and the name under which the text is kept."""

    outcome = WordsField(
        label=_("What came of it"),
        help_text=_("Two or three sentences that everybody who took part will recognize."),
        max_length=600,
    )
    name = LineField(
        label=_("Name of the version"), help_text=_("The text is kept as it is now, under this name."), max_length=120
    )


class ProcessAnswerForm(forms.ModelForm):
    """The team's answer to one sign."""

    class Meta:
        model = ProcessAnswer
        fields = ("answer", "note")
        field_classes = {"note": LineField}
        widgets = {"answer": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = self.fields["answer"].choices[-3:]  # no empty one
