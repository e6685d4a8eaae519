"""The form of the check half way: what those said whom a pilot touches."""

from django.utils.translation import gettext_lazy as _

from leadership.forms.days import check_year, date_input
from pilots.models import Pilot
from visioning.forms.goals import ThoughtOutForm

from .words import LongWordsField


class MidpointForm(ThoughtOutForm):
    class Meta:
        model = Pilot
        fields = ("midpoint_on", "midpoint_words")
        field_classes = {"midpoint_words": LongWordsField}
        widgets = {"midpoint_on": date_input()}
        help_texts = {
            "midpoint_words": _(
                "Students, families, colleagues next door: what is better for them, what is harder, and what you do about it. "
                "Groups, please; no names of students."
            )
        }

    def clean_midpoint_on(self):
        return check_year(self.cleaned_data["midpoint_on"])
