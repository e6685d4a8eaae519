"""What a problem of practice rests on: words, and where it can be looked up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from visioning.models import Evidence

from .goals import ThoughtOutForm
from .sentences import SentenceField, WebAddressField


class EvidenceForm(ThoughtOutForm):
    """One piece of evidence. A round is one of this team's that is closed."""

    class Meta:
        model = Evidence
        fields = ("words", "address", "round")
        field_classes = {"words": SentenceField, "address": WebAddressField}
        help_texts = {
            "words": _("“In six lesson visits we heard two students give a reason.” No names of students, please."),
        }

    def __init__(self, data=None, *, team, **kwargs):
        super().__init__(data, **kwargs)
        self.given = {"team": team}
        rounds = team.assessment_rounds.closed()
        self.fields["round"] = forms.ModelChoiceField(
            queryset=rounds,
            to_field_name="number",
            required=False,
            label=_("Or a round of self-assessment"),
            empty_label=_("None"),
            error_messages={"invalid_choice": _("Choose a round of this team that is closed.")},
        )
        if self.instance.round_id:
            self.initial["round"] = self.instance.round
