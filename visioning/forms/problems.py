"""Forms about problems of practice: the words and the goal behind them, what sort of work it is, the two parts of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leadership.models.groundwork import ChallengeKind
from visioning.models import Check, ProblemOfPractice

from .goals import ThoughtOutForm
from .sentences import OneOrNoneField, SentenceField


class ProblemForm(ThoughtOutForm):
    """The problem in a sentence, and its goal, or why there is none."""

    class Meta:
        model = ProblemOfPractice
        fields = ("words", "goal", "skipped")
        field_classes = {"words": SentenceField, "skipped": SentenceField}
        labels = {"words": _("What gets in the way"), "goal": _("Which goal does it stand in the way of?")}
        help_texts = {
            "words": _("What happens in lessons now, as anybody could see it. No names, no blame."),
            "skipped": _("Only where you begin without a goal: why?"),
        }

    def __init__(self, data=None, *, team, **kwargs):
        super().__init__(data, **kwargs)
        self.given = {"team": team}
        self.fields["goal"] = OneOrNoneField(
            team.goals,
            label=self.fields["goal"].label,
            empty_label=_("None yet: we say why below"),
        )
        if self.instance.goal_id:
            self.initial["goal"] = self.instance.goal.number
        elif data is None and not self.instance.pk and not self.initial.get("goal") and not self.initial.get("skipped"):
            self.initial["goal"] = self.fields["goal"].only()

    def clean(self):
        said = super().clean()
        if not self.errors and not said.get("goal") and not said.get("skipped"):
            self.add_error("goal", ValidationError(_("Choose a goal, or say below why you begin without one.")))
        if said.get("goal"):
            said["skipped"] = ""
        return said


class ProblemPartsForm(ThoughtOutForm):
    """What somebody knows how to solve, and what has to be learned."""

    class Meta:
        model = ProblemOfPractice
        fields = ("technical", "adaptive")
        field_classes = {"technical": SentenceField, "adaptive": SentenceField}
        help_texts = {
            "technical": _("Who could do it, if you asked? “The office can move two planning periods.”"),
            "adaptive": _("What would be hard to let go of? “We would have to wait longer for an answer.”"),
        }


class TickForm(forms.Form):
    """One check: `hold` it, or let it `wait`. One of the two."""

    hold = forms.ChoiceField(choices=Check.choices, required=False)
    wait = forms.ChoiceField(choices=Check.choices, required=False)

    def clean(self):
        said = super().clean()
        if bool(said.get("hold")) == bool(said.get("wait")):
            raise ValidationError(_("One of the two."))
        return said


class ProblemSortForm(forms.Form):
    """Only what sort of work a problem is."""

    kind = forms.ChoiceField(choices=ChallengeKind.choices, required=False)
