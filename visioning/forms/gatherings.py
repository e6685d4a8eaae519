"""Forms about gatherings: opening one, and what may still change afterwards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.forms.lines import LineField
from visioning.models import Gathering


class GatheringForm(forms.ModelForm):
    """Everything about a gathering. Who is invited and the rules are chosen once."""

    class Meta:
        model = Gathering
        fields = ("name", "audience", "late_rule", "leaders_after", "reveal_on")
        field_classes = {"name": LineField}
        widgets = {
            "audience": forms.RadioSelect,
            "late_rule": forms.RadioSelect,
            "reveal_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "audience": _("They bring their visions, and read all of them once they are revealed."),
            "late_rule": _("What happens to a vision that comes after the reveal."),
            "reveal_on": _("So that people know until when. You reveal by hand; nothing opens by itself."),
        }


class GatheringEditForm(forms.ModelForm):
    """What may change while people share: its name and the planned day."""

    class Meta(GatheringForm.Meta):
        fields = ("name", "reveal_on")
