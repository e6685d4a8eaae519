"""Forms about tasks: adding and changing one, taking over what a guide suggests, choosing which to see."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leadership import guides
from leadership.models import Person, Role, Task

from .days import check_year, date_input
from .lines import LineField
from .notes import FromGapForm, guide_choices


class TaskForm(FromGapForm):
    """Something to do, who does it and by when. `stage` comes along from a guide's page, unseen."""

    stage = forms.ChoiceField(
        choices=[("", ""), *((key, key) for key in guides.STAGE_KEYS)], required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Task
        fields = ("words", "owner", "due_on", "stage")
        field_classes = {"words": LineField}
        widgets = {"due_on": date_input()}
        labels = {"words": _("What is to do")}
        help_texts = {"words": _("One sentence that begins with a verb.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        takers = self.team.memberships.exclude(role=Role.OBSERVER)
        # Who has it stays a choice, also after they left the team or began to look on.
        self.fields["owner"].queryset = Person.objects.filter(
            Q(pk__in=takers.values("person")) | Q(pk=self.instance.owner_id)
        )
        self.fields["owner"].empty_label = _("Nobody yet")
        if self.instance.pk:
            del self.fields["stage"]
        if self.instance.suggested:  # it stays with the guide that suggested it, or it could be taken over twice
            del self.fields["guide"]

    def clean_due_on(self):
        return check_year(self.cleaned_data["due_on"])


class TaskTakeForm(forms.Form):
    """Which suggestion of which guide. Cleans to the guide, the stage and the suggestion."""

    guide = forms.ChoiceField(label=_("guide"), choices=[(key, key) for key in guides.GUIDE_KEYS])
    key = forms.SlugField(label=_("task"), max_length=60)

    def clean(self):
        said = super().clean()
        if self.errors:
            return said
        guide = guides.guide(said["guide"])
        for stage in guide.stages:
            for suggested in stage.tasks:
                if suggested.key == said["key"]:
                    return {"guide": guide, "stage": stage, "suggested": suggested}
        raise ValidationError(_("The guide does not suggest this any more. You can add it in your own words."))


class TaskFilterForm(forms.Form):
    """Which tasks to see. Whatever does not fit is as if it were not asked for."""

    guide = forms.ChoiceField(label=_("For"), required=False)
    show = forms.ChoiceField(label=_("Whose"), required=False, choices=(("", _("Everybody’s")), ("mine", _("Mine"))))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["guide"].choices = [("", _("All of our work")), *guide_choices()[1:]]

    @property
    def chosen(self) -> dict:
        """The choices that fit, without the empty ones."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
