"""Forms of an invitation to come and watch, of what was talked about after, and of what a visitor saw."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from leadership.forms.days import check_year
from leadership.models import Role
from pilots.models import OpenClassroom, Pilot, Visit
from pilots.models.pilots import LONGEST
from pilots.models.visits import MOST_ROOM
from visioning.forms.goals import ThoughtOutForm
from visioning.forms.sentences import SentenceField

from .words import LongWordsField

LOOK_FORS = _(
    "What do students say to each other about the work?\n"
    "What do they do when they get stuck?\n"
    "Who has not been heard yet, and what opens a way in for them?\n"
    "What did you not expect?"
)


def long_words(name, model, rows=6, **kwargs):
    """A field of several lines for this field of the model; too long a text comes back whole."""
    label = capfirst(model._meta.get_field(name).verbose_name)
    return LongWordsField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def pilots_of(person, school, chosen=None):
    """Open pilots of this school that the person takes part in, by the team or by having joined; and the one chosen before."""
    on_team = Q(team__memberships__person=person, team__memberships__role__in=(Role.FACILITATOR, Role.MEMBER))
    mine = Pilot.objects.open().filter(on_team | Q(participations__person=person), team__school=school)
    found = Pilot.objects.filter(Q(pk__in=mine.values("pk")) | Q(pk=chosen))
    return found.select_related("team").order_by("team__name", "number")


class OpenClassroomForm(ThoughtOutForm):
    """What is being tried, when, where, for how many and for whom."""

    look_fors = long_words(
        "look_fors",
        OpenClassroom,
        required=False,
        initial=LOOK_FORS,
        help_text=_("What students say and do. Never how good the teacher is."),
    )
    room_for = forms.IntegerField(label=_("Room for how many visitors"), min_value=1, max_value=MOST_ROOM, initial=3)

    class Meta:
        model = OpenClassroom
        fields = ("trying", "at", "place", "room_for", "look_fors", "pilot", "whole_district")
        field_classes = {"trying": SentenceField, "place": SentenceField}
        widgets = {
            "at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "place": forms.TextInput,
        }
        help_texts = {
            "trying": _("One sentence. It may go wrong: “Students open the lesson with a question of their own.”"),
            "place": _("The room, and where to sit down."),
            "pilot": _("Its name then stands on the invitation, for the staff of your school."),
        }

    def __init__(self, *args, school, host, **kwargs):
        super().__init__(*args, **kwargs)
        self.given = {"school": school, "host": host}
        self.fields["pilot"].queryset = pilots_of(host, school, self.instance.pilot_id)
        self.fields["pilot"].empty_label = _("none")
        if not school.district_id:
            del self.fields["whole_district"]
        if not self.fields["pilot"].queryset.exists():
            del self.fields["pilot"]

    def clean_at(self):
        at = self.cleaned_data["at"]
        check_year(at)
        if at < timezone.now() and "at" in self.changed_data:
            raise ValidationError(_("This time has gone by."))
        return at


class DebriefForm(ThoughtOutForm):
    """What host and visitors talked about after."""

    debrief = long_words(
        "debrief",
        OpenClassroom,
        rows=8,
        required=False,
        help_text=_("What did students say and do? What will you try next? No names of students, please."),
    )

    class Meta:
        model = OpenClassroom
        fields = ("debrief",)


class VisitWordsForm(ThoughtOutForm):
    """What one visitor saw."""

    saw = long_words(
        "saw",
        Visit,
        rows=8,
        required=False,
        help_text=_(
            "What students said and did, as you saw it. No names of students, please. Leave it empty to take it back."
        ),
    )

    class Meta:
        model = Visit
        fields = ("saw",)
