"""Forms of what was decided, and of looking at it again."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.forms.days import check_year, date_input
from leadership.forms.words import WordsField
from visioning.decision_rules import WAYS, WITHOUT
from visioning.models import Decision, DecisionReview

from .editions import TOO_LONG
from .proposals import SeenForm
from .sentences import SentenceField

Verdict = DecisionReview.Verdict


def length(name):
    return Decision._meta.get_field(name).max_length


class OutcomeForm(SeenForm):
    """What was decided, in the words of a person. `way` is how it came about when the page was opened."""

    way = forms.ChoiceField(choices=list(WAYS.items()), widget=forms.HiddenInput)
    outcome = WordsField(
        label=_("What was decided"),
        max_length=length("outcome"),
        help_text=_("As you would tell it in the staff room. The log, the plan and the staff read these words."),
        error_messages={"required": _("Write down what was decided."), "max_length": TOO_LONG},
    )
    meeting = SentenceField(
        label=_("At which public meeting"),
        max_length=length("meeting"),
        help_text=_("Your team decides in public. Name the meeting, so that its minutes can be found."),
        error_messages={"required": _("Name the public meeting in which it was decided.")},
    )
    decided_on = forms.DateField(
        label=_("When"), widget=date_input(), error_messages={"required": _("Say on which day.")}
    )
    effective_on = forms.DateField(label=_("From when does it hold?"), widget=date_input(), required=False)
    prediction = SentenceField(
        label=_("What do you expect to see?"),
        max_length=length("prediction"),
        required=False,
        help_text=_(
            "Something you can look for on the day you come back to it. “Every grade plans together twice a month.”"
        ),
    )
    review_on = forms.DateField(
        label=_("When do you look at it again?"),
        widget=date_input(),
        help_text=_("On that day it comes back by itself, with what you expected beside it."),
        error_messages={"required": _("Choose a day. Nothing is decided for good.")},
    )
    sure = forms.BooleanField(
        label=_("We decide without agreement, in the way that was said before."),
        error_messages={"required": _("Tick this where you mean it. Or write a new edition and ask anew.")},
    )
    field_order = ("sure", "outcome", "meeting", "decided_on", "effective_on", "prediction", "review_on")

    def __init__(self, *args, decision, way, **kwargs):
        super().__init__(*args, **kwargs)
        self.decision = decision
        self.initial.setdefault("decided_on", timezone.localdate())
        self.initial["way"] = way
        if not decision.advisory:
            del self.fields["meeting"]
        if way != WITHOUT:
            del self.fields["sure"]

    @property
    def said(self) -> dict:
        names = ("outcome", "meeting", "decided_on", "effective_on", "prediction", "review_on")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def clean_decided_on(self):
        day, opened = self.cleaned_data["decided_on"], self.decision.opened_at
        if day > timezone.localdate():
            raise forms.ValidationError(_("That day is still to come. Write it down once it is decided."))
        if opened and day < timezone.localdate(opened):
            raise forms.ValidationError(_("It was not open yet on that day. Please check it."))
        return day

    def clean_effective_on(self):
        return check_year(self.cleaned_data["effective_on"])

    def clean_review_on(self):
        return still_to_come(self.cleaned_data["review_on"])


def still_to_come(day):
    if day and day <= timezone.localdate():
        raise forms.ValidationError(_("Choose a day that is still to come."))
    return check_year(day)


class ReviewForm(forms.Form):
    """What came of it beside what was expected, and what follows. `due_on` is the promised day that this answers."""

    due_on = forms.DateField(
        widget=forms.HiddenInput(),
        error_messages={"required": _("This page was not complete. Your words are still here: please save again.")},
    )
    found = WordsField(
        label=_("What came of it?"),
        max_length=DecisionReview._meta.get_field("found").max_length,
        help_text=_("What you saw and heard, also what nobody expected."),
        error_messages={"required": _("Write in a sentence or two what came of it."), "max_length": TOO_LONG},
    )
    verdict = forms.ChoiceField(
        label=_("What follows?"),
        choices=(
            (Verdict.KEEP, _("It stays. We look at it again on another day.")),
            (Verdict.CHANGE, _("We decide it anew: a draft is made that is to replace it.")),
            (Verdict.END, _("It ends.")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what follows.")},
    )
    review_on = forms.DateField(
        label=_("If it stays: when do you look at it again?"), widget=date_input(), required=False
    )

    def __init__(self, *args, decision, **kwargs):
        super().__init__(*args, **kwargs)
        self.decision = decision

    def clean_review_on(self):
        day, now = still_to_come(self.cleaned_data["review_on"]), self.decision.review_on
        is_now = self.cleaned_data.get("due_on") == now  # else somebody looked back meanwhile, and is told so
        if day and is_now and (day == now or self.decision.reviews.filter(due_on=day).exists()):
            # One look back a promised day: on this one it would never come back.
            raise forms.ValidationError(_("This look back is for that day already. Choose another one."))
        return day

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("verdict") == Verdict.KEEP and not cleaned.get("review_on") and "review_on" in cleaned:
            self.add_error("review_on", _("Choose the day on which it comes back."))
        return cleaned
