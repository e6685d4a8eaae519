"""Forms about what people bring to a decision: one's own words, or those of a colleague who said them face to face."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leadership.models import Audience, Person, Role, StaffMember
from visioning.models import DecisionInput

from .decisions import CountedWordsField, none_is_said
from .goals import ThoughtOutForm


class DecisionInputForm(ThoughtOutForm):
    """The words. On top of what is stored once there is a row."""

    class Meta:
        model = DecisionInput
        fields = ("words",)
        field_classes = {"words": CountedWordsField}
        labels = {"words": _("What should be heard")}
        help_texts = {"words": _("What you see, need or fear, and what follows from it. No names of students, please.")}


class InPersonInputForm(DecisionInputForm):
    """For people of the team: the words may be those of a colleague whom they asked."""

    use_required_attribute = False

    person = forms.ModelChoiceField(
        label=_("Whose words these are"),
        queryset=Person.objects.none(),
        empty_label=_("My own"),
        required=False,
        help_text=_("Said to you in person? Choose the colleague. They can change it or take it back."),
    )

    class Meta(DecisionInputForm.Meta):
        pass

    def __init__(self, data=None, *, decision, person, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["person"].queryset = heard_by(decision).exclude(pk=person.pk)
        none_is_said(self.fields["person"])  # “My own” is an answer like the others


def heard_by(decision):
    """Whose words may be brought: the staff of the school where it is open to them, else the team; never of who looks on."""
    here = decision.team.memberships
    asked = Q(pk__in=here.values("person"))
    if decision.audience == Audience.STAFF:
        asked |= Q(pk__in=StaffMember.objects.filter(school=decision.team.school_id).values("person"))
    looks_on = here.filter(role=Role.OBSERVER).values("person")
    return Person.objects.filter(asked, is_active=True).exclude(pk__in=looks_on)
