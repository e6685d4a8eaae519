"""Forms of a quick poll: asking it, and the one press that answers it. No field takes words from whoever answers."""

import secrets

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.forms.days import check_year, date_input
from pilots.models import Poll, PollForm
from pilots.models.polls import HIGHEST
from pilots.student_names import personal_words
from visioning.forms.sentences import SentenceField


def of_nobody(words):
    """Whoever has the link reads these words: a list of students has no place in them."""
    if reason := personal_words(words):
        raise ValidationError(reason)
    return words


class PollAskForm(forms.ModelForm):
    """What is asked, of whom, how it is answered and until when."""

    class Meta:
        model = Poll
        fields = ("question", "form", "answered_by", "closes_on")
        field_classes = {"question": SentenceField, "answered_by": SentenceField}
        widgets = {"closes_on": date_input(), "answered_by": forms.TextInput, "form": forms.RadioSelect}
        help_texts = {
            "question": _(
                "One question that a ten-year-old understands: “Did you say your own idea aloud this week?” "
                "From one to five, 1 is “not at all” and 5 is “very much”."
            ),
            "answered_by": _("They read this. “Students of both grade 6 classes”; no names."),
            "closes_on": _("The last day for answers. Leave it empty to close by hand."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = PollForm.choices  # without an empty one
        self.fields["form"].initial = PollForm.YES_NO

    def clean_question(self):
        return of_nobody(self.cleaned_data["question"])

    def clean_answered_by(self):
        return of_nobody(self.cleaned_data["answered_by"])

    def clean_closes_on(self):
        day = check_year(self.cleaned_data["closes_on"])
        if day and day < timezone.localdate():
            raise ValidationError(_("This day has gone by."))
        return day


class PollAnswerForm(forms.Form):
    """One answer. `once` tells one page from another; `website` is there for machines to fill."""

    value = forms.IntegerField(min_value=0, max_value=HIGHEST)
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    website = forms.CharField(required=False, label=_("Leave this field empty"))

    def __init__(self, poll, data=None):
        super().__init__(data, initial={"once": secrets.token_urlsafe(16)})
        self.poll = poll
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        value = self.fields["value"]
        if poll.form == PollForm.COUNT:
            value.label = _("Your number")
            value.error_messages |= {
                "required": _("Type a number, please."),
                "invalid": _("A whole number, please: only digits, like 12."),
                "min_value": _("A number from 0 on, please."),
                "max_value": _("That is too big. Please check the number."),
            }
            value.widget.attrs |= {"inputmode": "numeric"}
        else:
            value.label = _("Your answer")
            value.error_messages |= dict.fromkeys(
                ("required", "invalid", "min_value", "max_value"), _("Press one of the answers, please.")
            )

    def clean_value(self):
        value = self.cleaned_data["value"]
        if value not in self.allowed:
            raise ValidationError(_("Press one of the answers, please."))
        return value

    def clean_once(self):
        return self.cleaned_data["once"] or secrets.token_urlsafe(16)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("website"):
            # Kind to a person whose browser filled it in: sending again works.
            self.data = {**self.data.dict(), "website": ""}
            raise ValidationError(_("Please answer once more. A field that must stay empty was filled in."))
        return cleaned

    @property
    def allowed(self):
        return {PollForm.YES_NO: range(2), PollForm.FIVE: range(1, 6)}.get(self.poll.form, range(HIGHEST + 1))
