"""The form of a proposal, and what forms about one share: the edition that was read comes along unseen."""

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from leadership.forms.words import WordsField
from visioning.models import Proposal

from .editions import TOO_LONG, EditionForm


class SeenForm(forms.Form):
    """Something said about the edition of a proposal that was `seen`."""

    seen = EditionForm.base_fields["edition"]

    def about(self, number):
        """The same words, about another edition: the next press is made with that one in view."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = number
        return self


class ObjectionTaken(forms.ModelChoiceField):
    """Which objection a new edition takes up."""

    def label_from_instance(self, obj):
        return Truncator(obj.harms).chars(70)


class ProposalForm(SeenForm):
    words = WordsField(
        label=_("What we could decide"),
        max_length=Proposal._meta.get_field("words").max_length,
        help_text=_("So plain that everybody would carry out the same. Who does what, from when, for how long?"),
        error_messages={"required": _("Write what could be decided."), "max_length": TOO_LONG},
    )
    answers = ObjectionTaken(
        label=_("Does it take up an objection?"),
        queryset=None,
        required=False,
        empty_label=_("No, or several"),
        help_text=_("Whoever raised it is asked whether it does."),
    )

    def __init__(self, *args, objections, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answers"].queryset = objections
        if not objections.exists():
            del self.fields["answers"]

    @property
    def said(self) -> dict:
        return {"words": self.cleaned_data["words"], "answers": self.cleaned_data.get("answers")}
