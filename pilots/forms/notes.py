"""Forms of a pilot's notes, one for each kind: the sentence, and its second half where there is one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.forms.days import check_year, date_input
from leadership.models.groundwork import ChallengeKind
from pilots.models import NoteKind, Pilot, PilotNote
from visioning.forms.goals import ThoughtOutForm
from visioning.forms.sentences import SentenceField


class NoteForm(ThoughtOutForm):
    """What all have. `more` is called by each kind as it asks for it."""

    class Meta:
        model = PilotNote
        fields = ("words", "more")
        field_classes = {"words": SentenceField, "more": SentenceField}

    def clean_on(self):
        return check_year(self.cleaned_data["on"])


class ShiftForm(NoteForm):
    class Meta(NoteForm.Meta):
        fields = ("for_whom", "more", "words")
        labels = {"for_whom": _("For whom"), "more": _("Today"), "words": _("Then")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["for_whom"].required = True


class TroubleForm(NoteForm):
    class Meta(NoteForm.Meta):
        labels = {"words": _("What could get in the way"), "more": _("When it comes, we")}
        help_texts = {"words": _("Name the trouble, not the people.")}


class LearningForm(NoteForm):
    class Meta(NoteForm.Meta):
        fields = ("words", "more", "on")
        widgets = {"on": date_input()}
        labels = {
            "words": _("What somebody needs to know or to be able to do"),
            "more": _("How they learn it, and with whose help"),
            "on": _("By when"),
        }


class StopForm(NoteForm):
    class Meta(NoteForm.Meta):
        fields = ("words", "more", "on")
        widgets = {"on": date_input()}
        labels = {"words": _("What stops or waits"), "more": _("What that frees"), "on": _("From when")}


class QuestionForm(NoteForm):
    class Meta(NoteForm.Meta):
        labels = {"words": _("What we must find out"), "more": _("The answer, once we know")}


class WinForm(NoteForm):
    class Meta(NoteForm.Meta):
        fields = ("words", "on", "more")
        widgets = {"on": date_input()}
        labels = {
            "words": _("What went well, however small"),
            "on": _("When"),
            "more": _("Who saw it, or what shows it"),
        }
        help_texts = {"more": _("A class, a colleague, a number. No names of students, please.")}


class WinOfPilotForm(WinForm):
    """An early win, and of which pilot."""

    pilot = forms.ModelChoiceField(Pilot.objects.none(), to_field_name="number", label=_("Of which pilot"))

    def __init__(self, data=None, *, pilots, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["pilot"].queryset = pilots
        self.order_fields(("pilot", "words", "on", "more"))
        if data is None and len(found := list(pilots[:2])) == 1:
            self.initial["pilot"] = found[0].number


class NoteSortForm(forms.Form):
    """Only what sort of work a change or a trouble is."""

    sort = forms.ChoiceField(choices=ChallengeKind.choices, required=False)


NOTE_FORMS = {
    NoteKind.SHIFT: ShiftForm,
    NoteKind.TROUBLE: TroubleForm,
    NoteKind.LEARNING: LearningForm,
    NoteKind.STOP: StopForm,
    NoteKind.QUESTION: QuestionForm,
    NoteKind.WIN: WinForm,
}
