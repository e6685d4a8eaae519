"""Forms about initiatives: what one is and whom it takes, its status, the filter question put to it."""

import hashlib

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leadership.models import Membership, Person, Role, StaffMember
from visioning.models import Filtering, Initiative, Outcome

from .editions import EditionForm
from .goals import ThoughtOutForm
from .sentences import SentenceField

# Whoever writes one down says that it is planned, runs or rests. It ends by a button, when it was there.
BEGINNINGS = [one for one in Initiative.Status.choices if one[0] != Initiative.Status.ENDED]


# What is about to follow; afterwards the labels of `Outcome` tell of it.
FOLLOWS = (
    (Outcome.GO, _("Go: we go ahead with it")),
    (Outcome.REDESIGN, _("Redesign: we change it first")),
    (Outcome.DECLINE, _("Stop: we say no")),
)


class InitiativeForm(ThoughtOutForm):
    """One initiative. Only the name is needed. `person` stands first among those who may lead."""

    class Meta:
        model = Initiative
        fields = ("name", "words", "status", "hours", "lead", "lead_because")
        field_classes = {"name": SentenceField, "words": SentenceField, "lead_because": SentenceField}
        widgets = {
            "name": forms.TextInput,
            "status": forms.RadioSelect,
            "hours": forms.NumberInput(attrs={"min": 0, "max": 60, "step": "0.5", "inputmode": "decimal"}),
        }
        help_texts = {
            "name": _("As everybody calls it. “Lesson study in mathematics”."),
            "words": _("One sentence: what gets better for whom."),
            "hours": _("Of all together, as near as you can say. So that the load can be seen."),
            "lead": _("Anybody on the team or on the school’s staff. Best after you asked them."),
            "lead_because": _(
                "“Has run lesson study for two years.” A skill, not a post. Without a name it says whom you look for."
            ),
        }
        error_messages = {
            "hours": {
                "max_value": _("At most 60 hours a week."),
                "min_value": _("No fewer than none."),
                "invalid": _("A number, please: 4 or 2.5."),
                "max_digits": _("At most 60 hours a week."),
                "max_whole_digits": _("At most 60 hours a week."),
                "max_decimal_places": _("With at most one figure after the point."),
            }
        }

    def __init__(self, data=None, *, team, **kwargs):
        super().__init__(data, **kwargs)
        self.given = {"team": team}
        on_team = Membership.objects.filter(team=team).exclude(role=Role.OBSERVER)
        on_staff = StaffMember.objects.filter(school=team.school_id)
        # Who has it stays a choice, also after they left.
        self.fields["lead"].queryset = Person.objects.filter(
            Q(pk__in=on_team.values("person")) | Q(pk__in=on_staff.values("person")) | Q(pk=self.instance.lead_id)
        )
        self.fields["lead"].empty_label = _("Nobody yet")
        self.fields["lead"].error_messages["invalid_choice"] = _("Choose somebody of the team or the school’s staff.")
        if self.instance.pk:
            del self.fields["status"]  # it has buttons of its own
        else:
            self.fields["status"].choices = BEGINNINGS

    @property
    def said(self) -> dict:
        return {name: value for name, value in super().said.items() if name in self.fields}


class InitiativeStatusForm(EditionForm):
    """The button that was pressed, on the row as it was read."""

    status = forms.ChoiceField(choices=Initiative.Status.choices)


def mark_of(question: str) -> str:
    """Tells one wording of the filter question from another."""
    return hashlib.sha256(question.encode()).hexdigest()[:16]


class FilteringForm(forms.ModelForm):
    """What the question led to, and why. `asked` says which wording of the question was on the page."""

    asked = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Filtering
        fields = ("outcome", "because")
        field_classes = {"because": SentenceField}
        widgets = {"outcome": forms.RadioSelect}
        help_texts = {"because": _("What in it speaks for or against? One or two sentences are plenty.")}
        error_messages = {"outcome": {"required": _("Choose one of the three.")}}

    def __init__(self, data=None, *, question, **kwargs):
        super().__init__(data, **kwargs)
        self.question = question
        self.initial["asked"] = mark_of(question)
        self.fields["outcome"].choices = FOLLOWS

    @property
    def is_about_other_words(self) -> bool:
        """Somebody worded the question anew while the form was open."""
        return self.cleaned_data["asked"] != mark_of(self.question)

    @property
    def said(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def on_top_of(self, question):
        """The same words, about the question as it reads now."""
        data = self.data.copy()
        data["asked"] = mark_of(question)
        return FilteringForm(data, question=question)
