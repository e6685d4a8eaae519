"""Forms about tasks of a cycle. Nobody else can be named in them: each takes tasks on for themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.forms.days import check_year, date_input
from pilots.models import CycleTask
from visioning.forms.goals import ThoughtOutForm
from visioning.forms.sentences import SentenceField


class CycleTaskForm(ThoughtOutForm):
    """What, when and where; with a new one whether the writer does it."""

    class Meta:
        model = CycleTask
        fields = ("words", "on", "where")
        field_classes = {"words": SentenceField, "where": SentenceField}
        widgets = {"on": date_input(), "where": forms.TextInput}
        help_texts = {"words": _("“Copy the cards for both classes.”")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.fields["mine"] = forms.BooleanField(label=_("I’ll do it"), required=False)

    def clean_on(self):
        return check_year(self.cleaned_data["on"])
