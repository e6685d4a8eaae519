"""Forms that set an observation right, strike it out or put it back: each with why, and with the edition that was read."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from visioning.forms.editions import EditionForm
from visioning.forms.sentences import SentenceField

from .observations import COUNTED, ObservationForm


class BecauseForm(EditionForm):
    """Why."""

    because = SentenceField(label=_("Why"), max_length=300, help_text=_("One sentence. It stays beside the number."))


class SetRightForm(ObservationForm):
    """The observation as it should be. Why is needed where day, number or group change."""

    because = SentenceField(
        label=_("Why"),
        max_length=300,
        required=False,
        help_text=_("Needed if you change day, number or group. “Typing error.” It stays beside the number."),
    )
    forget = forms.BooleanField(
        label=_("What stood there named a person: do not keep it anywhere"),
        required=False,
    )
    edition = EditionForm.base_fields["edition"]

    def __init__(self, data=None, *, observation, **kwargs):
        self.observation = observation
        initial = {name: getattr(observation, name) for name in ("on", "value", "group", "note", "edition")}
        initial["cycle"] = str(observation.cycle.number) if observation.cycle else ""
        super().__init__(data, measure=observation.measure, initial=initial, **kwargs)

    def clean(self):
        said = super().clean()
        changes = any(name in said and said[name] != getattr(self.observation, name) for name in COUNTED)
        if changes and not said.get("because") and "because" not in self.errors:
            self.add_error("because", ValidationError(_("Say in a word or two why it changes.")))
        return said

    def on_top_of(self, stored):
        """The same words, going on from what is stored: the next press is a choice made with both in view."""
        data = self.data.copy()
        data["edition"] = stored.edition
        return SetRightForm(data, observation=stored, cycles=self.cycles)
