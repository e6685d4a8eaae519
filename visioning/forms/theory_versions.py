"""Forms about versions of a theory. Each checks words and choices; who may use it is the door's and rules' business."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.forms.lines import LineField
from visioning.models import TheoryVersion

NOW = "now"


class TheoryVersionForm(forms.ModelForm):
    """A name for a point in a theory's life."""

    class Meta:
        model = TheoryVersion
        fields = ("name",)
        field_classes = {"name": LineField}
        help_texts = {"name": _("For example “Before the January retreat”.")}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        attrs = self.fields["name"].widget.attrs
        attrs.pop("maxlength", None)  # the server says so and gives everything back; browsers cut off
        attrs["dir"] = "auto"


class TheoryComparisonForm(forms.Form):
    """Two points to compare. The theory as it is now is one of them."""

    old = forms.ChoiceField(label=_("From"))
    new = forms.ChoiceField(label=_("To"))

    def __init__(self, data, versions):
        choices = [(str(version.number), version.label) for version in versions]
        newest = choices[0][0] if choices else NOW
        super().__init__({"old": data.get("old", newest), "new": data.get("new", NOW)})
        self.fields["old"].choices = self.fields["new"].choices = [(NOW, _("The theory as it is now")), *choices]

    @property
    def points(self):
        """Both points, the older first."""
        return sorted(
            (self.cleaned_data["old"], self.cleaned_data["new"]),
            key=lambda point: float("inf") if point == NOW else int(point),
        )
