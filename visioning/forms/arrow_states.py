"""The form that says how an arrow fared: what was found, since when, and what showed it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from leadership.forms.words import WordsField
from visioning.models import ArrowState
from visioning.theory.shape import State

FOUND = {State.SUPPORTED, State.CONTRADICTED}


class ArrowStateForm(forms.Form):
    """Of this arrow. A day before anybody wrote it, or one that is still to come, says nothing of it."""

    state = forms.ChoiceField(label=_("How does it stand?"), choices=State, widget=forms.RadioSelect)
    on = forms.DateField(
        label=_("Since when?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    because = WordsField(
        label=_("What showed it?"),
        required=False,
        max_length=ArrowState._meta.get_field("because").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A line that somebody else can follow: what you saw, where, how often. No names of students."),
    )

    def __init__(self, data=None, *, arrow):
        super().__init__(data, auto_id="id_noted_%s", initial={"on": timezone.localdate(), "state": arrow.state})
        self.written_on = timezone.localdate(arrow.written_at)

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Choose today or an earlier day."))
        if day < self.written_on:
            raise ValidationError(
                _("The arrow was written on %(day)s. Choose that day or a later one.")
                % {"day": date_format(self.written_on)}
            )
        return day

    def clean(self):
        said = super().clean()
        if said.get("state") in FOUND and "because" in said and not said["because"].strip():
            self.add_error("because", _("Say in a line what showed it, so that others can follow."))
        return said
