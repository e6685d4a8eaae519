"""Forms about the challenge that a pilot's group chooses: proposing one, settling on one."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from visioning.forms.sentences import SentenceField


class ChallengeForm(forms.Form):
    """One sentence."""

    words = SentenceField(
        label=_("A challenge we could take on"),
        max_length=400,
        help_text=_("Something in your own lessons or work. “Half of my group never says a word in maths.”"),
    )


class ChallengeField(forms.ModelChoiceField):
    """Those proposed, each with how many back it. Never who."""

    widget = forms.RadioSelect

    def label_from_instance(self, challenge):
        backed = ngettext("%(count)d person backs it", "%(count)d people back it", challenge.backer_count)
        return f"{challenge.words} · {backed % {'count': challenge.backer_count}}"


class SettleChallengeForm(forms.Form):
    """Which of those proposed. `stands` is what the page said was chosen before."""

    challenge = ChallengeField(None, label=_("We take on"), empty_label=None)
    why = SentenceField(
        label=_("Why this one"),
        max_length=400,
        required=False,
        help_text=_("Needed where others have more behind them."),
    )
    stands = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args, challenges, **kwargs):
        super().__init__(*args, **kwargs)
        self.challenges = challenges
        self.fields["challenge"].queryset = challenges
        self.fields["challenge"].error_messages |= {
            "required": _("Choose one of those proposed."),
            "invalid_choice": _("That one was taken back a moment ago. Choose another."),
        }

    def clean(self):
        said = super().clean()
        chosen = said.get("challenge")
        if chosen and not said.get("why") and "why" not in self.errors:
            most = max(one.backer_count for one in self.challenges)
            here = next(one.backer_count for one in self.challenges if one.pk == chosen.pk)
            if here < most:
                self.add_error("why", _("Others have more behind them. Say in one sentence why it is this one."))
        return said
