"""Forms about teams: what they are for, who is on them, what they agreed."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from leadership.models import Agreement, JoinRequest, Membership, Role, Team
from leadership.models.teams import Starter

from .lines import LineField

MOST_AT_ONCE = 40


class TeamForm(forms.ModelForm):
    class Meta:
        model = Team
        fields = ("name", "purpose", "open_call")
        field_classes = {"name": LineField, "purpose": LineField}


class TeamEditForm(TeamForm):
    """What a team that is there already may say of itself as well. A page that does not ask changes nothing."""

    class Meta(TeamForm.Meta):
        fields = (*TeamForm.Meta.fields, "public_body", "starter")
        widgets = {"starter": forms.RadioSelect}
        labels = {"starter": _("Help with how to talk, on the pages of the guides")}
        help_texts = {
            "starter": _("More help with the how and less at once, while a team is young. Also called starter mode.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starter"].required = False
        self.fields["starter"].choices = Starter.choices


class MembershipForm(forms.ModelForm):
    """Only reads and checks the role; the change itself is `Membership.change_role`."""

    class Meta:
        model = Membership
        fields = ("role",)
        widgets = {"role": forms.RadioSelect}
        help_texts = {
            "role": _(
                "Facilitators run steps and let people in. Members write. Observers read. All voices count the same."
            )
        }


class JoinRequestForm(forms.ModelForm):
    class Meta:
        model = JoinRequest
        fields = ("note",)
        field_classes = {"note": LineField}


class AgreementForm(forms.ModelForm):
    class Meta:
        model = Agreement
        fields = ("text",)
        field_classes = {"text": LineField}


class InvitationForm(forms.Form):
    """Addresses, one a line; blanks, commas and semicolons divide as well, since lists come pasted."""

    addresses = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_("One on each line."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MEMBER)

    def clean_addresses(self):
        words = self.cleaned_data["addresses"].replace(",", " ").replace(";", " ").split()
        addresses = list(dict.fromkeys(word.strip("<>").lower() for word in words))
        if len(addresses) > MOST_AT_ONCE:
            raise ValidationError(_("Please invite at most %(most)s people at once."), params={"most": MOST_AT_ONCE})
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(
                    _("“%(address)s” is not an e-mail address."), params={"address": address[:80]}
                ) from None
        return addresses
