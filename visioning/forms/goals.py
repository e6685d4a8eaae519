"""Forms about goals, and what they share with those about problems of practice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.forms.days import check_year, date_input
from visioning.models import Goal

from .editions import EditionForm
from .sentences import SentenceField, WebAddressField


class ThoughtOutForm(forms.ModelForm):
    """Words of a row with editions. Where there is a row already, the edition that was read comes along unseen."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["edition"] = EditionForm.base_fields["edition"]
            self.initial["edition"] = self.instance.edition

    @property
    def said(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name in self._meta.fields}

    def on_top_of(self, stored):
        """The same words, going on from what is stored: the next press is a choice made with both in view."""
        data = self.data.copy()
        data[self.add_prefix("edition")] = stored.edition
        return type(self)(data, instance=stored, **self.given)

    given = {}  # what else the form was made with


class RemovalForm(EditionForm):
    """Taking away what was read."""


class GoalForm(ThoughtOutForm):
    """One goal. Only the words are needed."""

    class Meta:
        model = Goal
        fields = ("words", "measure", "due_on", "benefits", "framework", "framework_address")
        field_classes = {
            "words": SentenceField,
            "measure": SentenceField,
            "benefits": SentenceField,
            "framework": SentenceField,
            "framework_address": WebAddressField,
        }
        widgets = {"due_on": date_input(), "framework": forms.TextInput}
        help_texts = {
            "words": _("One sentence about students. “Every sixth grader reads a whole book for pleasure.”"),
            "measure": _("Something you could count, ask or watch for. “How many bring a book back and want another.”"),
            "benefits": _("Which students first? Who has been left out so far?"),
            "framework": _("A graduate profile, a state goal, your district’s plan. Only its name."),
        }

    def clean_due_on(self):
        return check_year(self.cleaned_data["due_on"])
