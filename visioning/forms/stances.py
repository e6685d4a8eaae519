"""Forms about where somebody stands: one's own, and that of a colleague who was asked in person."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from visioning.decision_ladders import ladder
from visioning.models import Objection, Stance

from .proposals import SeenForm
from .sentences import SentenceField

REASON = Stance._meta.get_field("reason").max_length


def choices_of(rule):
    """Each step with what it means, the most agreement first."""
    return [
        (number, format_html("<span><b>{}</b><br><span class='soft'>{}</span></span>", step.label, step.means))
        for number, step in ladder(rule).items()
    ]


class StanceForm(SeenForm):
    """One's own. The reason is needed on the steps that say so."""

    step = forms.TypedChoiceField(
        label=_("Where do you stand?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the step that fits best.")},
    )
    reason = SentenceField(label=_("Why"), max_length=REASON, required=False)

    def __init__(self, *args, rule, **kwargs):
        super().__init__(*args, **kwargs)
        self.rule = str(rule)
        self.fields["step"].choices = choices_of(rule)
        needing = [str(one.label) for one in ladder(rule).values() if one.needs_reason and self.asks_why(one)]
        self.fields["reason"].help_text = (
            _("Needed with: %(steps)s. Otherwise as you like.") % {"steps": " · ".join(needing)} if needing else ""
        )

    def asks_why(self, step) -> bool:
        """An objection says why on a page of its own."""
        return not step.objects

    @property
    def objects(self) -> bool:
        """The step that was chosen is an objection, which needs words of its own."""
        step = ladder(self.rule).get(self.cleaned_data.get("step"))
        return bool(step and step.objects)

    def clean(self):
        cleaned = super().clean()
        step = ladder(self.rule).get(cleaned.get("step"))
        if step and step.needs_reason and not step.objects and not cleaned.get("reason") and "reason" in cleaned:
            self.add_error("reason", step.prompt)
        return cleaned


class AskedInPersonForm(StanceForm):
    """What a colleague said face to face, written down for them."""

    person = forms.ModelChoiceField(
        label=_("Whom did you ask?"),
        queryset=None,
        empty_label=_("Choose a colleague"),
        error_messages={"required": _("Choose whom you asked.")},
    )
    harms = SentenceField(
        label=_("For an objection: which aim it harms"),
        max_length=Objection._meta.get_field("harms").max_length,
        required=False,
    )
    field_order = ("person", "step", "reason", "harms")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["step"].label = _("Where do they stand, as they said it?")
        self.fields["reason"].label = _("Why, in their words")
        if not any(step.objects for step in ladder(self.rule).values()):
            del self.fields["harms"]

    def asks_why(self, step) -> bool:
        return True

    def clean(self):
        cleaned = super().clean()
        if self.objects:
            if not cleaned.get("reason") and "reason" in cleaned:
                self.add_error("reason", _("An objection says what harm it sees."))
            if not cleaned.get("harms") and "harms" in cleaned:
                self.add_error("harms", _("An objection says which aim would be harmed."))
        return cleaned
