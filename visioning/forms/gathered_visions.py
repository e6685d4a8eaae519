"""Sharing a vision: what exactly, and with or without a name. Knows positions by their keys, no people."""

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from leadership.keys import new_key
from leadership.models import Position

from .personal_visions import SharedAnswersForm

NAMED, UNNAMED = "named", "unnamed"
SALT = "visioning.gathered_visions"


class VisionShareForm(SharedAnswersForm):
    """`positions` are those this person may show without a name. The key travels signed, so that sending twice is once."""

    way = forms.ChoiceField(
        label=_("How would you like to share it?"),
        choices=((NAMED, _("With my name")), (UNNAMED, _("Without my name"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    position = forms.ChoiceField(
        label=_("Without my name, but as"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("If too few people in that position stay without a name, it is left out at the reveal."),
    )
    keep_private = forms.BooleanField(label=_("Keep my private page as well"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, positions=(), **kwargs):
        super().__init__(*args, **kwargs)
        labels = dict(Position.choices)
        self.fields["position"].choices = [("", _("nothing more"))] + [(key, labels[key]) for key in positions]
        self.fields["key"].initial = signing.Signer(salt=SALT).sign(new_key())

    @property
    def unnamed(self) -> bool:
        return self.cleaned_data["way"] == UNNAMED

    @property
    def secret(self) -> str:
        """The key this page was given, or a new one: nobody brings a key of their own making."""
        try:
            return signing.Signer(salt=SALT).unsign(self.cleaned_data["key"])
        except signing.BadSignature:
            return new_key()
