"""The form of an invitation to a pilot. There is none for joining: the button is everything, and it is about oneself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pilots.models import Pilot
from pilots.recorded import PROPOSAL
from visioning.forms.goals import ThoughtOutForm
from visioning.forms.sentences import SentenceField

from .words import LongWordsField

NEEDED = {
    "joining_means": _("What would you want to know before you say yes? Time, how long, what is asked of you."),
    "recorded": _("Say what is written down about those who take part, and who reads it."),
    "data_rule": _("Choose what becomes of what somebody noted once they leave."),
    "allowance": _("Say what may go wrong. Nobody tries anything new where nothing may fail."),
}


class InviteForm(ThoughtOutForm):
    """What joining means, what is written down, what becomes of it, who is invited, and what may go wrong."""

    class Meta:
        model = Pilot
        fields = ("joining_means", "recorded", "data_rule", "audience", "allowance")
        field_classes = {"joining_means": LongWordsField, "recorded": LongWordsField, "allowance": SentenceField}
        widgets = {
            "joining_means": forms.Textarea(attrs={"rows": 4}),
            "recorded": forms.Textarea(attrs={"rows": 8}),
            "data_rule": forms.RadioSelect,
            "audience": forms.RadioSelect,
        }
        labels = {
            "data_rule": _("When somebody leaves, what they noted"),
            "allowance": _("What may go wrong without anybody being blamed"),
        }
        help_texts = {
            "joining_means": _(
                "“One hour every second week until March: plan together, try it once, tell the others.”"
            ),
            "recorded": _(
                "One line for each thing. These lines say what this site does; change them only where you do more."
            ),
            "allowance": _("“A lesson may fall flat. We talk about the idea, never about who taught it.”"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, sentence in NEEDED.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence
        self.fields["data_rule"].choices = [choice for choice in self.fields["data_rule"].choices if choice[0]]
        if not self.instance.recorded:
            self.initial["recorded"] = PROPOSAL
