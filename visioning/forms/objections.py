"""Forms about objections: raising one, saying how it ended, settling one whose author has left."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.forms.words import WordsField
from visioning.models import Objection

from .editions import TOO_LONG
from .proposals import SeenForm
from .sentences import SentenceField

States = Objection.State
HOW_IT_ENDED = {
    States.RESOLVED: _("It is resolved: what changed takes care of it"),
    States.STANDS_ASIDE: _("I step aside: I still see it, and do not hold the decision up"),
    States.STANDS: _("It stands: this should not go ahead"),
    States.OPEN: _("It is open again: we are not done with it"),
}


class ObjectionForm(SeenForm):
    """What harm to which aim. An objection is a gift to the proposal: it says what nobody had seen."""

    harms = SentenceField(
        label=_("Which of our aims would it harm?"),
        max_length=Objection._meta.get_field("harms").max_length,
        help_text=_("A sentence of the vision, a goal, an agreement: something that you share."),
        error_messages={"required": _("Say which aim would be harmed. Then others can look at the same thing.")},
    )
    words = WordsField(
        label=_("What harm do you see?"),
        max_length=Objection._meta.get_field("words").max_length,
        help_text=_("What would happen, to whom. If you have an idea that would mend it, say that too."),
        error_messages={"required": _("Say what harm you see."), "max_length": TOO_LONG},
    )


class ObjectionAnswerForm(forms.Form):
    """How it stands now, in the words of whoever raised it. `seen` is the state that the page showed."""

    seen = forms.ChoiceField(
        choices=States.choices,
        widget=forms.HiddenInput,
        error_messages={"required": _("This page was not complete. Your words are still here: please save again.")},
    )
    state = forms.ChoiceField(
        label=_("How does it stand now?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it stands.")},
    )
    words = SentenceField(
        label=_("In your words"),
        max_length=Objection._meta.get_field("answer").max_length,
        help_text=_("A sentence. It stays on the record beside your objection."),
        error_messages={"required": _("Write a sentence: what changed, or what did not.")},
    )

    def __init__(self, *args, objection, **kwargs):
        super().__init__(*args, **kwargs)
        now = objection.state
        choices = [(key, label) for key, label in HOW_IT_ENDED.items() if key != States.OPEN or now != States.OPEN]
        self.fields["state"].choices = choices
        self.initial["seen"] = now


class SettlingForm(ObjectionAnswerForm):
    """In place of somebody who has left: settled, and why."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["state"]
        self.fields["words"].label = _("Why it is settled")
        self.fields["words"].help_text = _("What was done about it, or who looked at it again. It stays on the record.")

    def clean(self):
        return super().clean() | {"state": States.SETTLED}
