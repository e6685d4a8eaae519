"""Forms about a pilot as a whole: beginning one, its details, which arrow it tests. Words and days only; what may be said when is the model's."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership import guides
from leadership.forms.days import check_year, date_input
from leadership.models import Person, Role
from pilots.models import LaterEnd, Pilot
from visioning.forms.goals import ThoughtOutForm
from visioning.forms.sentences import SentenceField

PAST = _("A pilot ends on a day that is still to come.")
AIM = ("who", "what", "measured_how", "ends_on")
AIM_HELP = {
    "who": _("Whom it is about, as few as will do. “Our two sixth-grade classes”"),
    "what": _("What anybody could see. “Each student says once a week how they got there.”"),
    "measured_how": _("What you will count, ask or watch for. “A tally on Fridays, by class”"),
    "ends_on": _("Every pilot has a last day. Six to ten weeks are plenty."),
}


def serves_choices():
    """Any of the seven by the name it has on this site, or none."""
    return [("", _("None in particular")), *((one.key, one.label) for one in guides.conditions())]


class AimedForm(ThoughtOutForm):
    """The name, the condition and the aim: what each pilot says."""

    guide = forms.ChoiceField(label=_("Which condition it serves"), choices=serves_choices, required=False)

    def clean_ends_on(self):
        day = check_year(self.cleaned_data["ends_on"])
        stands = self.instance.pk and day == self.initial.get("ends_on")
        if day and not stands and day <= timezone.localdate():
            raise ValidationError(PAST)
        return day


class PilotStartForm(AimedForm):
    """A new one. `skipped` is asked where it comes from nowhere."""

    class Meta:
        model = Pilot
        fields = ("skipped", "title", *AIM, "guide")
        field_classes = dict.fromkeys(("skipped", "title", "who", "what", "measured_how"), SentenceField)
        widgets = {"title": forms.TextInput, "ends_on": date_input()}
        labels = {"skipped": _("Why without a problem, a question or an arrow?")}
        help_texts = {
            "title": _("A few words by which you all know it. “Talk before pens”"),
            "skipped": _("One sentence is enough. “We want to try out how a pilot goes.”"),
            **AIM_HELP,
        }

    def __init__(self, data=None, *, source, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["skipped"].required = True
        if source:
            del self.fields["skipped"]


class PilotForm(AimedForm):
    """Its details. After the invitation a later end needs its reason."""

    later_because = SentenceField(
        label=_("Why a later end?"),
        max_length=LaterEnd._meta.get_field("because").max_length,
        required=False,
        help_text=_("Only where you move it: those who joined did so until the day that was said."),
    )

    class Meta:
        model = Pilot
        fields = (
            *("title", "first_step", "led_by", "starts_on", "midpoint_on", *AIM),
            *("benefits_educators", "benefits_students", "benefits_others", "allowance", "guide"),
        )
        field_classes = dict.fromkeys(
            (
                *("title", "first_step", "who", "what", "measured_how"),
                *("benefits_educators", "benefits_students", "benefits_others", "allowance"),
            ),
            SentenceField,
        )
        widgets = {
            "title": forms.TextInput,
            **{name: date_input() for name in ("ends_on", "starts_on", "midpoint_on")},
        }
        labels = {"led_by": _("Who keeps it together")}
        help_texts = {
            **AIM_HELP,
            "first_step": _("Small enough for next week. “Two of us try it in one lesson and talk after.”"),
            "midpoint_on": _("About half way. Ask those it touches, also those who did not join."),
            "allowance": _("Say it before you begin. “A lesson that falls flat is a finding; nobody reports it.”"),
            "benefits_others": _("Families, support staff, another school."),
        }

    def __init__(self, data=None, *, team, **kwargs):
        super().__init__(data, **kwargs)
        self.given = {"team": team}
        takes_part = Q(memberships__team=team) & ~Q(memberships__role=Role.OBSERVER)
        joined = Q(participations__pilot=self.instance.pk)
        now = Q(pk=self.instance.led_by_id)
        self.fields["led_by"].queryset = Person.objects.filter(takes_part | joined | now).distinct()
        self.fields["led_by"].empty_label = _("Nobody yet")
        if self.instance.invited_at:
            self.fields["allowance"].disabled = True
            self.fields["allowance"].help_text = _("Fixed since the invitation opened: whoever joined relies on it.")
        else:
            del self.fields["later_because"]
        self.order_fields([name for name in self.order if name in self.fields])

    order = (
        *("title", "first_step", "led_by", "starts_on", "midpoint_on", *AIM, "later_because"),
        *("benefits_educators", "benefits_students", "benefits_others", "allowance", "guide"),
    )

    def clean_starts_on(self):
        return check_year(self.cleaned_data["starts_on"])

    def clean_midpoint_on(self):
        return check_year(self.cleaned_data["midpoint_on"])

    def clean(self):
        said = super().clean()
        start, end, half = said.get("starts_on"), said.get("ends_on"), said.get("midpoint_on")
        if start and end and start > end:
            self.add_error("starts_on", ValidationError(_("It begins before it ends.")))
        if half and end and not (start or half) <= half <= end:
            self.add_error("midpoint_on", ValidationError(_("Half way lies between the first day and the last.")))
        return said

    @property
    def said(self) -> dict:
        found = super().said
        return found | ({"later_because": self.cleaned_data["later_because"]} if "later_because" in self.fields else {})


class ArrowChoiceForm(forms.Form):
    """One arrow to test (`add`), or one not to test after all (`drop`). One of the two."""

    add = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)
    drop = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)

    def clean(self):
        said = super().clean()
        if bool(said.get("add")) == bool(said.get("drop")):
            raise ValidationError(_("One of the two."))
        return said
