"""Forms of what a team notes for a guide: tasks' common ground, challenges, shifts, learning, questions, ideas."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leadership import guides
from leadership.models import (
    BurningQuestion,
    Challenge,
    ChallengeKind,
    LearningNeed,
    PilotIdea,
    Shift,
    StopDoing,
)

from .days import check_year, date_input
from .lines import LineField
from .words import WordsField


def guide_choices():
    """The guides by the names they have on this site; none is a choice, too."""
    return [("", _("None in particular")), *((guide.key, guide.label) for guide in guides.guides())]


class NotedForm(forms.ModelForm):
    """Words for a guide. `guide` is what the page is about, where it is about one."""

    guide = forms.ChoiceField(label=_("For which guide"), choices=guide_choices, required=False)

    def __init__(self, data=None, *, team=None, guide=None, **kwargs):
        super().__init__(data, **kwargs)
        self.team = team
        if self.instance.pk:
            self.fields["guide"].initial = self.instance.guide
        elif guide is not None:
            self.fields["guide"].initial = guide
            self.fields["guide"].widget = forms.HiddenInput()
        # The guide comes last: most forms are opened where it is clear.
        self.order_fields([name for name in self.fields if name != "guide"])


class FromGapForm(NotedForm):
    """Words that may answer an item of a closed round of this team; both come in hidden fields."""

    round = forms.IntegerField(required=False, min_value=1, max_value=10**6, widget=forms.HiddenInput)
    item = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:  # where it came from is not mended
            del self.fields["round"], self.fields["item"]

    def clean(self):
        said = super().clean()
        if "round" not in self.fields:
            return said
        number, item = said.get("round"), said.get("item", "")
        said["round"] = self.team.assessment_rounds.closed().filter(number=number).first() if number else None
        if (number or item) and not (said["round"] and item in items_of(said["round"])):
            raise ValidationError(_("The result this began with is not there. Open it again, or add this on its own."))
        return said


def items_of(round):
    """What a round asked, by part and item, and "" for the round as a whole."""
    return {"", *(f"{part['key']}.{item['key']}" for part in round.wording for item in part["items"])}


class ChallengeForm(NotedForm):
    class Meta:
        model = Challenge
        fields = ("words", "kind", "agreement")
        field_classes = {"words": LineField, "agreement": LineField}
        widgets = {"kind": forms.RadioSelect}
        labels = {"words": _("What could get in our way")}
        help_texts = {
            "words": _("In one sentence. Name the trouble, not the people."),
            "kind": _("You can sort it later, together."),
            "agreement": _("For example: “When time runs out, we finish one thing instead of touching three.”"),
        }


class SortForm(forms.Form):
    """Only what sort of work a challenge is."""

    kind = forms.ChoiceField(choices=ChallengeKind.choices, required=False)


class ChallengeAgreementForm(forms.ModelForm):
    class Meta:
        model = Challenge
        fields = ("agreement",)
        field_classes = {"agreement": LineField}
        help_texts = {"agreement": _("One sentence you can hold each other to. Leave it empty to take it away.")}


class ShiftForm(NotedForm):
    class Meta:
        model = Shift
        fields = ("who", "now", "words", "role")
        field_classes = {"words": LineField, "now": LineField}
        labels = {"words": _("Then")}
        help_texts = {
            "now": _("What they do today. As it is, without blame."),
            "words": _("What they will do instead."),
            "role": _("For example when a teacher runs a meeting that the principal used to run."),
        }


class LearningForm(NotedForm):
    class Meta:
        model = LearningNeed
        fields = ("words", "who", "how", "by_on")
        field_classes = {"words": LineField, "who": LineField, "how": LineField}
        widgets = {"by_on": date_input()}
        labels = {"words": _("What we need to learn")}
        help_texts = {
            "who": _("For example “grade leaders” or “all of us”."),
            "how": _("For example “watch a colleague twice, then try it”."),
        }

    def clean_by_on(self):
        return check_year(self.cleaned_data["by_on"])


class StopForm(NotedForm):
    class Meta:
        model = StopDoing
        fields = ("words", "frees", "from_on")
        field_classes = {"words": LineField, "frees": LineField}
        widgets = {"from_on": date_input()}
        labels = {"words": _("What we stop")}
        help_texts = {"frees": _("For example “forty minutes every other Tuesday”.")}

    def clean_from_on(self):
        return check_year(self.cleaned_data["from_on"])


class QuestionForm(NotedForm):
    class Meta:
        model = BurningQuestion
        fields = ("words",)
        field_classes = {"words": LineField}
        labels = {"words": _("The question")}
        help_texts = {"words": _("What must you learn from colleagues, students or families before you can go on?")}


class LearnedForm(forms.ModelForm):
    class Meta:
        model = BurningQuestion
        fields = ("learned",)
        field_classes = {"learned": WordsField}
        help_texts = {
            "learned": _(
                "In a few sentences, and from whom. No names of students, please. Leave it empty to ask again."
            )
        }


class PilotIdeaForm(FromGapForm):
    class Meta:
        model = PilotIdea
        fields = ("words", "because")
        field_classes = {"words": LineField, "because": LineField}
        labels = {"words": _("What a small group could try")}
        help_texts = {
            "words": _("Small enough to begin next week, with people who want to."),
            "because": _("Which gap or wish is behind it?"),
        }


NOTE_FORMS = {
    form._meta.model.slug: form
    for form in (ChallengeForm, ShiftForm, LearningForm, StopForm, QuestionForm, PilotIdeaForm)
}
