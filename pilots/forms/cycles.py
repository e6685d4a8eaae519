"""Forms about a cycle, one for each of its steps. They know nothing of who may send them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.forms.days import check_year, date_input
from pilots.models import Act, Cycle
from pilots.models.cycles import FIXED, PLAN
from visioning.forms.editions import EditionForm
from visioning.forms.sentences import OneOrNoneField, SentenceField

from .words import LongWordsField


def few_lines():
    return forms.Textarea(attrs={"rows": 3})


class StepForm(forms.ModelForm):
    """One step of a cycle. Its edition is that of the words of this step alone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["edition"] = EditionForm.base_fields["edition"]
            self.initial["edition"] = self.instance.edition_of(self.said_fields)

    def _post_clean(self):
        """The row is checked by its verb. Filling it here would show what was typed as if it were saved."""

    @property
    def said_fields(self):
        return [name for name in self._meta.fields if name in self.fields]

    @property
    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.said_fields}

    def on_top_of(self, stored):
        """The same words, going on from what is stored: the next press is a choice made with both in view."""
        data = self.data.copy()
        data["edition"] = stored.edition_of(self.said_fields)
        return self.made(data, stored)

    def made(self, data, cycle):
        """Such a form, about the same pilot."""
        return type(self)(data, instance=cycle)


class CyclePlanForm(StepForm):
    """What is tried, why, how small and how long. Once the cycle has begun, how long and with how many alone."""

    class Meta:
        model = Cycle
        fields = PLAN
        field_classes = {"change_idea": SentenceField, "questions": LongWordsField}
        widgets = {"questions": few_lines(), "starts_on": date_input(), "ends_on": date_input()}
        help_texts = {
            "change_idea": _("One small thing that is new. “Each table gets three ways to begin a sentence.”"),
            "questions": _("“Do quiet students use it without being asked?”"),
            "scope_count": _("Small: one class teaches you as much as ten, and costs less when it fails."),
        }

    def __init__(self, *args, pilot, **kwargs):
        self.pilot = pilot
        super().__init__(*args, **kwargs)
        before = pilot.cycles.exclude(closed_at=None).exclude(pk=self.instance.pk)
        if before:
            self.fields["builds_on"] = self.builds_on(before)
        else:
            del self.fields["builds_on"]
        self.fields["scope_count"].widget.attrs |= {"inputmode": "numeric", "min": 1}
        self.fields["scope_count"].max_value = None
        self.fields["scope_unit"].choices = [("", "–"), *[one for one in self.fields["scope_unit"].choices if one[0]]]
        if self.instance.started_at:
            for name in FIXED:
                self.fields.pop(name, None)
        if self.instance.pk:
            self.initial["edition"] = self.instance.edition_of(self.said_fields)

    def builds_on(self, before) -> OneOrNoneField:
        """Closed cycles alone: what an open one shows is not known yet."""
        field = OneOrNoneField(before, label=_("Builds on"), empty_label=_("No cycle before"), widget=forms.Select)
        field.required = False
        field.label_from_instance = lambda cycle: f"{cycle.number} · {cycle.change_idea[:60]}"
        if self.instance.builds_on_id:
            self.initial["builds_on"] = self.instance.builds_on.number
        return field

    def made(self, data, cycle):
        return type(self)(data, instance=cycle, pilot=self.pilot)

    def clean_starts_on(self):
        return self.within("starts_on")

    def clean_ends_on(self):
        return self.within("ends_on")

    def within(self, name):
        day = check_year(self.cleaned_data[name])
        if day and day > self.pilot.ends_on:
            raise forms.ValidationError(_("The pilot ends before this day. A shorter cycle teaches more quickly."))
        return day

    def clean_scope_count(self):
        count = self.cleaned_data["scope_count"]
        if count is not None and not 1 <= count <= 100_000:
            raise forms.ValidationError(_("A number from 1 on, please, or leave it empty."))
        return count

    def clean(self):
        said = super().clean()
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("This is before the first day."))
        count, unit = said.get("scope_count"), said.get("scope_unit")
        if count and unit == "":
            self.add_error("scope_unit", _("With how many of what?"))
        if unit and count is None and "scope_count" not in self.errors:
            self.add_error("scope_count", _("With how many?"))
        return said


class CycleDoForm(StepForm):
    """What happened, also what nobody had expected."""

    class Meta:
        model = Cycle
        fields = ("happened", "surprises")
        field_classes = {"happened": LongWordsField, "surprises": LongWordsField}
        widgets = {"happened": few_lines(), "surprises": few_lines()}
        help_texts = {
            "happened": _("What you did and saw, as plainly as you would tell a colleague. No names of students."),
            "surprises": _("What nobody had expected, welcome or not. Often the most useful line of all."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["happened"].required = True


class CycleLearnedForm(StepForm):
    """What the group learned; stands below the predictions."""

    class Meta:
        model = Cycle
        fields = ("learned",)
        field_classes = {"learned": LongWordsField}
        widgets = {"learned": few_lines()}
        help_texts = {"learned": _("Why do you think it came out this way? What would you tell the next group?")}


class CycleActForm(StepForm):
    """What follows, and why."""

    class Meta:
        model = Cycle
        fields = ("act", "act_why")
        field_classes = {"act_why": LongWordsField}
        widgets = {"act": forms.RadioSelect, "act_why": few_lines()}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = Act.choices
        self.fields["act"].required = self.fields["act_why"].required = True


class CycleReopeningForm(forms.Form):
    """Why a closed cycle is opened again."""

    why = SentenceField(
        label=_("Why"),
        max_length=300,
        help_text=_("“The count for Thursday was wrong.” It stays on the page of the cycle, with your name."),
    )
