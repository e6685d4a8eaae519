"""Forms of the base app. Each checks words and shapes; who may use it is the door's and rules' business."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Person


class SignupForm(forms.Form):
    """What allauth's sign-up asks besides e-mail and password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=Person._meta.get_field("name").max_length,
        help_text=_("As colleagues call you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def signup(self, request, person):
        person.name = self.cleaned_data["name"]
        person.save(update_fields=("name",))
