"""Forms about decisions: preparing one with its rights, what may still change once it is open, dropping it, explaining it."""

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from leadership.forms.days import check_year, date_input
from leadership.forms.notes import guide_choices
from leadership.forms.words import WordsField
from leadership.models import Person, Role
from visioning.decision_rights import OPEN
from visioning.models import Decision, DecisionInput, Openness, Rule

from .editions import TOO_LONG, EditionForm
from .goals import ThoughtOutForm
from .sentences import SentenceField


class CountedWordsField(WordsField):
    """Several lines; too many letters are counted, and all of them come back."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        for validator in self.validators:
            if getattr(validator, "code", "") == "max_length":
                validator.message = TOO_LONG


BEFORE_IT_OPENS = ("input_until", "without_agreement", "decide_by")


def none_is_said(field):
    """A field that may be empty, and that is not to be read as one to leave out."""
    field.required, field.validate = True, lambda value: None


class DecisionForm(ThoughtOutForm):
    """A question, and who decides about it and how. Only the question is needed to keep it as a draft."""

    guide = forms.ChoiceField(label=_("Which condition it is about"), choices=guide_choices, required=False)
    openness = forms.ChoiceField(
        label=_("How open it is"),
        help_text=_("What those who give input may expect of you."),
        choices=lambda: [
            (key, format_html('<span class="degree"><b>{}</b> {}</span>', promise.label, promise.expect))
            for key, promise in OPEN.items()
        ],
        widget=forms.RadioSelect,
        initial=Openness.CONSULT,
    )
    use_required_attribute = False  # some fields are needed only before it opens

    class Meta:
        model = Decision
        fields = (
            "question",
            "background",
            "guide",
            "rule",
            "decider",
            "openness",
            "audience",
            "input_until",
            "without_agreement",
            "decide_by",
        )
        field_classes = {
            "question": SentenceField,
            "background": CountedWordsField,
            "without_agreement": SentenceField,
        }
        widgets = {
            "rule": forms.RadioSelect,
            "audience": forms.RadioSelect,
            "input_until": date_input(),
            "decide_by": date_input(),
        }
        labels = {
            "question": _("The question"),
            "background": _("What one should know"),
            "rule": _("Who decides, and by which rule"),
            "decider": _("Who decides, where it is one person"),
            "audience": _("Who may give input"),
            "input_until": _("Input until"),
            "without_agreement": _("What happens without agreement"),
            "decide_by": _("Decided by"),
        }
        help_texts = {
            "question": _("One real question, with more than one good answer. “Which morning do we keep free?”"),
            "background": _("Facts, limits, what was tried before. Not yet what you want."),
            "decider": _("Somebody of your team who takes part."),
            "audience": _("They read everything about it, and what they bring carries their name."),
            "input_until": _("The last day counts whole. Needed before it opens."),
            "without_agreement": _(
                "For example “Everything stays as it is until June”, or “the principal decides”. Needed before it opens, "
                "unless one person decides."
            ),
            "decide_by": _("Needed before it opens."),
        }

    def __init__(self, data=None, *, team, **kwargs):
        super().__init__(data, **kwargs)
        self.given = {"team": team}
        takers = team.memberships.exclude(role=Role.OBSERVER)
        self.fields["decider"].queryset = Person.objects.filter(pk__in=takers.values("person"))
        self.fields["decider"].empty_label = _("The team together")
        for name in BEFORE_IT_OPENS:
            none_is_said(self.fields[name])

    def clean_input_until(self):
        return check_year(self.cleaned_data["input_until"])

    def clean_decide_by(self):
        return check_year(self.cleaned_data["decide_by"])

    def clean(self):
        said = super().clean()
        if said.get("rule") == Rule.LEADER and "decider" in said and not said["decider"]:
            self.add_error("decider", _("Say who decides: one person of your team who takes part."))
        if "rule" in said and said["rule"] != Rule.LEADER:
            said["decider"] = None
        in_order(self, said)
        return said


class OpenDecisionForm(ThoughtOutForm):
    """What may still be said anew while people discuss: what one should know, and more time. The rights are fixed."""

    guide = DecisionForm.base_fields["guide"]

    class Meta(DecisionForm.Meta):
        fields = ("background", "guide", "input_until", "decide_by")
        help_texts = {
            "input_until": _("Only a later day: nobody loses time they counted on."),
            "decide_by": _("Only a later day."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.days = {name: getattr(self.instance, name) for name in ("input_until", "decide_by")}
        for name in self.days:
            self.fields[name].required = True

    def clean(self):
        said = super().clean()
        for name, promised in self.days.items():
            day = said.get(name)
            if day and promised and day < promised:
                self.add_error(name, _("People were told a later day. Choose that one, or one after it."))
            elif day and day != promised and day < timezone.localdate():
                self.add_error(name, _("This day is over. Choose a later one."))
            elif day:
                check_year(day)
        in_order(self, said)
        return said


def in_order(form, said):
    until, by = said.get("input_until"), said.get("decide_by")
    if until and by and by < until and not form.has_error("decide_by"):
        form.add_error("decide_by", _("It would be decided before the last day for input. Choose a later day."))


class DropForm(forms.Form):
    """Why it is not decided after all."""

    because = SentenceField(
        label=_("Why it is not decided after all"),
        help_text=_("Everybody who may read this decision reads it, too."),
        max_length=400,
    )


class DecisionFilterForm(forms.Form):
    """Which decisions to see. Whatever does not fit is as if it were not asked for."""

    guide = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["guide"].choices = [("", _("Everything")), *guide_choices()[1:]]

    @property
    def chosen(self) -> str:
        return self.cleaned_data.get("guide", "") if self.is_valid() else ""


class ExplanationForm(EditionForm):
    """What was heard and not taken up, and why: one text, and for each input what became of it."""

    explanation = CountedWordsField(
        label=_("What we heard and did not take up, and why"),
        help_text=_("For everybody, in plain words. What spoke for it, and what weighed more?"),
        max_length=4000,
        required=False,
    )

    def __init__(self, data=None, *, decision, inputs):
        super().__init__(data, initial={"edition": decision.edition, "explanation": decision.explanation})
        self.inputs = inputs
        because = DecisionInput._meta.get_field("because")
        for one in inputs:
            self.fields[f"taken_{one.pk}"] = forms.ChoiceField(
                label=_("What became of it"),
                choices=[*DecisionInput.Taken.choices, ("", _("Not said yet"))],
                widget=forms.RadioSelect,
                required=False,
                initial=one.taken,
            )
            self.fields[f"because_{one.pk}"] = SentenceField(
                label=_("Why"),
                help_text=_("Needed where it was not taken up, or only in part."),
                max_length=because.max_length,
                required=False,
                initial=one.because,
            )

    def rows(self):
        """Each input with its two fields."""
        return [(one, self[f"taken_{one.pk}"], self[f"because_{one.pk}"]) for one in self.inputs]

    def clean(self):
        said = super().clean()
        for one in self.inputs:
            taken, because = said.get(f"taken_{one.pk}", ""), said.get(f"because_{one.pk}")
            left_out = taken in {DecisionInput.Taken.NO, DecisionInput.Taken.PARTLY}
            if left_out and because == "":
                self.add_error(f"because_{one.pk}", _("Say why, in one sentence: somebody took the time to tell you."))
            if because and not taken and not self.has_error(f"taken_{one.pk}"):
                self.add_error(f"taken_{one.pk}", _("Say what became of it, too."))
        return said

    @property
    def answers(self) -> dict:
        """{input's key: (taken, because)}."""
        said = self.cleaned_data
        return {one.pk: (said[f"taken_{one.pk}"], said[f"because_{one.pk}"]) for one in self.inputs}
