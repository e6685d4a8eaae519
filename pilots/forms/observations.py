"""The form for one observation: a day, a number, and what helps to read it. Names of students are refused."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from pilots.observation_rows import LONGEST_GROUP, LONGEST_NOTE, still_to_come
from pilots.student_names import personal_words
from visioning.forms.sentences import SentenceField

from .typed import DayField, NumberField

COUNTED = ("on", "value", "group")


class ObservationForm(forms.Form):
    """One number on one day. `cycles` are those of the pilot; the open one is chosen."""

    value = NumberField(label=_("Number"))
    on = DayField(label=_("Day"))
    group = SentenceField(
        label=_("Group"),
        required=False,
        max_length=LONGEST_GROUP,
        widget=forms.TextInput,
        help_text=_("A class, a room, a grade. Never the name of a student."),
    )
    note = SentenceField(
        label=_("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.TextInput,
        help_text=_("What was different that day."),
    )
    cycle = forms.ChoiceField(label=_("Cycle"), required=False)

    def __init__(self, data=None, *, measure, cycles=None, **kwargs):
        self.measure = measure
        self.cycles = list(measure.pilot.cycles.all() if cycles is None else cycles)
        running = next((str(one.number) for one in self.cycles if one.closed_at is None), "")
        initial = {"on": timezone.localdate(), "cycle": running} | (kwargs.pop("initial", None) or {})
        super().__init__(data, initial=initial, **kwargs)
        self.fields["value"].label = measure.unit_label
        named = ((str(one.number), f"{one.number}. {Truncator(one.change_idea).chars(60)}") for one in self.cycles)
        self.fields["cycle"].choices = [("", _("None")), *named]
        if not self.cycles:
            del self.fields["cycle"]

    def clean_on(self):
        day = self.cleaned_data["on"]
        if not 2000 <= day.year <= 2100:
            raise ValidationError(_("Please check the year."))
        if day > timezone.localdate() + timedelta(days=1):  # it is tomorrow somewhere
            raise ValidationError(still_to_come(day))
        return day

    def clean_group(self):
        group = self.cleaned_data["group"]
        beside = self.groups_there() if group else ()
        return without_names(group, beside)

    def clean_note(self):
        return without_names(self.cleaned_data["note"])

    def clean_cycle(self):
        """The cycle itself, or none."""
        return next((one for one in self.cycles if str(one.number) == self.cleaned_data["cycle"]), None)

    def groups_there(self):
        """Groups that have observations already; a handful tells whether they look like persons."""
        there = self.measure.observations.exclude(group="").order_by("group")
        return set(there.values_list("group", flat=True).distinct()[:40])

    @property
    def said(self) -> dict:
        return {
            name: self.cleaned_data[name] for name in ("on", "value", "group", "note", "cycle") if name in self.fields
        }


def without_names(words, beside=()):
    if reason := personal_words(words, beside):
        raise ValidationError(reason)
    return words
