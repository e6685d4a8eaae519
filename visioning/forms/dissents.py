"""The form of a dissent: some words. Whose they are is the door's business."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.forms.words import WordsField
from visioning.models import Dissent


class DissentForm(forms.ModelForm):
    """How somebody sees it differently."""

    class Meta:
        model = Dissent
        fields = ("words",)
        field_classes = {"words": WordsField}
        labels = {"words": _("How I see it differently")}
        help_texts = {"words": _("Stands beside the vision with your name, for as long as you want it to.")}
        error_messages = {"words": {"required": _("Write a few words, or go back.")}}
