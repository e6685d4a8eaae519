"""Forms of the plan's sheet: what stays with the team, the note, the days it holds; the logo."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from leadership.logos import LARGEST, NoPicture, redrawn
from leadership.models import PlanSheet
from leadership.plan_chapters import CHAPTERS

from .days import check_year, date_input
from .lines import LineField
from .words import WordsField

TOO_LONG = ngettext_lazy(
    "At most %(limit_value)d letter, please. These are %(show_value)d; all of them are still here.",
    "At most %(limit_value)d letters, please. These are %(show_value)d; all of them are still here.",
    "limit_value",
)


class PlanSheetForm(forms.ModelForm):
    """What a team says around its plan."""

    note = WordsField(
        label=_("A note in front"),
        help_text=_("For whoever opens the plan: what to look at first, what you hope for. A few sentences."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    hidden = forms.MultipleChoiceField(
        label=_("These chapters stay with us"),
        help_text=_(
            "What you tick is in no file and not on the public page, and no other chapter tells of it. Your team still "
            "reads all of it here."
        ),
        choices=[(chapter.key, chapter.title) for chapter in CHAPTERS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    edition = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        max_value=2**31 - 1,
        error_messages={"required": _("This page was not complete. Your words are still here: please save again.")},
    )

    class Meta:
        model = PlanSheet
        fields = ("note", "valid_until", "review_on", "hidden", "with_names")
        widgets = {"valid_until": date_input(), "review_on": date_input()}
        labels = {
            "valid_until": _("The plan holds until"),
            "review_on": _("We look at it again on"),
            "with_names": _("People’s names stand on the public page, too"),
        }
        help_texts = {
            "valid_until": _("After this day the plan itself says that it has not been renewed."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["edition"] = self.instance.edition
        note = self.fields["note"]
        for validator in note.validators:
            if getattr(validator, "code", "") == "max_length":
                validator.message = TOO_LONG

    def clean_valid_until(self):
        return check_year(self.cleaned_data["valid_until"])

    def clean_review_on(self):
        return check_year(self.cleaned_data["review_on"])

    def clean(self):
        said = super().clean()
        until, review = said.get("valid_until"), said.get("review_on")
        if until and review and review > until:
            self.add_error("review_on", _("Look at it again before it ends, or on that day."))
        return said

    @property
    def said(self) -> dict:
        """What `PlanSheet.say` takes besides the edition."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class PlanLogoForm(forms.Form):
    """A picture and what it shows. Cleans to the picture as we drew it anew."""

    logo = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG, WebP or GIF, at most 2 MB. It is made small, and nothing but the picture is kept."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        error_messages={"required": _("Choose a picture."), "empty": _("This file is empty.")},
    )
    logo_alt = LineField(
        label=_("What the picture shows"),
        help_text=_("In a few words, for people who cannot see it. Like: an oak beside a river."),
        max_length=120,
        error_messages={"required": _("Say in a few words what it shows.")},
    )

    def clean_logo(self):
        sent = self.cleaned_data["logo"]
        if sent.size > LARGEST:
            raise ValidationError(_("This file is larger than 2 MB. Please make it smaller first."))
        try:
            return redrawn(sent.read())
        except NoPicture:
            raise ValidationError(
                _("We cannot read this as a picture. Please send a PNG, JPEG, WebP or GIF.")
            ) from None
