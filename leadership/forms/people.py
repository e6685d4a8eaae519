"""What people say about themselves: on signing up, on their own page, on leaving for good."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.models import Person, Position

from .lines import LineField


class SignupForm(forms.Form):
    """What allauth's sign-up asks besides e-mail and password."""

    name = LineField(
        label=_("Your name"),
        max_length=Person._meta.get_field("name").max_length,
        help_text=_("As colleagues call you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def signup(self, request, person):
        person.name = self.cleaned_data["name"]
        person.save(update_fields=("name",))


class ProfileForm(forms.ModelForm):
    positions = forms.MultipleChoiceField(
        label=_("What you do at school"),
        choices=Position.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Choose all that fit."),
    )

    class Meta:
        model = Person
        fields = ("name", "positions", "strengths", "weekly_mail")
        field_classes = {"name": LineField, "strengths": LineField}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class DeletionForm(forms.Form):
    """The person types their own address: nobody deletes an account by a slip."""

    email = forms.EmailField(
        label=_("Type your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if email != self.person.email.lower():
            raise forms.ValidationError(_("This is not the address you are signed in with."))
        return email
