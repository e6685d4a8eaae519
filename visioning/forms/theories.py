"""Forms about a theory as a whole: beginning one, what it is called and serves, copying it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leadership import guides
from visioning.models import Theory

from .editions import EditionForm
from .sentences import OneOrNoneField, SentenceField

NOTHING, STARTER, COPY = "nothing", "starter", "copy"
WHOLE = "whole"  # what the form says for a theory of the whole vision
NAME_TAKEN = _("There is a theory of this name already. Choose another one, so that everybody knows which is meant.")


def serves_choices():
    """The whole vision, or one condition by the name it has on this site."""
    return [(WHOLE, _("The whole vision")), *((one.key, one.label) for one in guides.conditions())]


class TheoryForm(forms.ModelForm):
    """What a theory is called, what it serves, and its problem of practice, or why there is none."""

    guide = forms.ChoiceField(label=_("What it serves"), choices=serves_choices)

    class Meta:
        model = Theory
        fields = ("title", "guide", "problem", "skipped")
        field_classes = {"title": SentenceField, "skipped": SentenceField}
        widgets = {"title": forms.TextInput}
        help_texts = {
            "title": _("A few words by which you all know it. “Time to plan together”"),
            "skipped": _("Only where you begin without a problem of practice: why?"),
        }

    def __init__(self, data=None, *, team, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["problem"] = OneOrNoneField(
            team.problems,
            label=_("Which problem of practice does it answer?"),
            empty_label=_("None yet: we say why below"),
        )
        if self.instance.pk:
            self.initial["guide"] = self.instance.guide or WHOLE
            self.fields["described"] = EditionForm.base_fields["edition"]
            self.initial["described"] = self.instance.described
            self.initial["problem"] = self.instance.problem and self.instance.problem.number
        elif data is None and not self.initial.get("problem"):
            self.initial["problem"] = self.fields["problem"].only()

    def clean_guide(self):
        key = self.cleaned_data["guide"]
        return "" if key == WHOLE else key

    @property
    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def clean(self):
        said = super().clean()
        wrong = {"problem", "skipped"} & set(self.errors)
        if not wrong and not said.get("problem") and not said.get("skipped"):
            words = _("Choose a problem of practice, or say below why you begin without one.")
            self.add_error("problem", ValidationError(words))
        if said.get("problem"):
            said["skipped"] = ""
        return said


class TheoryStartForm(TheoryForm):
    """A new theory, and what it starts from."""

    start = forms.ChoiceField(
        label=_("Start from"),
        choices=(
            (NOTHING, _("an empty page")),
            (STARTER, _("four sentences to argue with, for what it serves")),
            (COPY, _("a copy of one of our theories")),
        ),
        initial=NOTHING,
        widget=forms.RadioSelect,
    )

    def __init__(self, data=None, *, team, **kwargs):
        super().__init__(data, team=team, **kwargs)
        theories = team.theories.standing()
        self.fields["copied"] = forms.ModelChoiceField(
            queryset=theories, to_field_name="number", required=False, label=_("Which one to copy"), empty_label="–"
        )
        if not theories.exists():
            del self.fields["copied"]
            self.fields["start"].choices = self.fields["start"].choices[:2]

    def clean(self):
        said = super().clean()
        if said.get("start") == COPY and not said.get("copied") and "copied" not in self.errors:
            self.add_error("copied", ValidationError(_("Choose the theory to copy.")))
        return said


class TheoryDuplicateForm(forms.ModelForm):
    """A copy needs a name of its own."""

    class Meta:
        model = Theory
        fields = ("title",)
        field_classes = {"title": SentenceField}
        widgets = {"title": forms.TextInput}
        labels = {"title": _("Name of the copy")}

    def __init__(self, data=None, *, theory, **kwargs):
        super().__init__(data, **kwargs)
        self.theory = theory

    def clean_title(self):
        title = self.cleaned_data["title"]
        if title.casefold() == self.theory.title.casefold():
            raise ValidationError(NAME_TAKEN)
        return title
