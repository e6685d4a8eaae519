"""The forms of a learning card: its words, how far somebody would let it go, how far it goes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pilots.models import LearningCard, Reach
from visioning.forms.editions import EditionForm
from visioning.forms.goals import ThoughtOutForm

from .nameless import full_names, refuse_names
from .words import LongWordsField

WORDS = ("context", "tried", "held", "not_again", "chart_words")


class ToldField(LongWordsField):
    """Low, since five of them follow each other."""

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "rows": 4}


class LearningCardForm(ThoughtOutForm):
    """What others may take from a pilot, in own words."""

    class Meta:
        model = LearningCard
        fields = ("context", "tried", "held", "not_again", "measure", "chart_words")
        field_classes = dict.fromkeys(WORDS, ToldField)
        labels = {
            "context": _("Where was it?"),
            "tried": _("What did you try?"),
            "held": _("What held?"),
            "not_again": _("What would you not do again?"),
            "measure": _("Which chart goes with it?"),
            "chart_words": _("What the chart says, in your words"),
        }
        help_texts = {
            "context": _("Grade, size, what is special about you. Somebody elsewhere asks: is it like that here?"),
            "tried": _("So that others could do it next week."),
            "held": _("What you would keep, and what makes you think so."),
            "not_again": _("The most useful lines for others. There is no blame in them."),
            "chart_words": _("It may stay as it is proposed here."),
        }

    def __init__(self, data=None, *, pilot, instance=None, charts=()):
        self.pilot = pilot
        self.given = {"pilot": pilot}
        instance = instance or LearningCard(pilot=pilot)
        super().__init__(data, instance=instance)
        self.fields["edition"] = EditionForm.base_fields["edition"]
        self.initial["edition"] = instance.edition if instance.pk else 0
        self.fields["measure"].queryset = pilot.measures.all()
        self.fields["measure"].empty_label = _("No chart")
        if not instance.pk and charts:
            measure, chart = charts[0]
            self.initial |= {"measure": measure.pk, "chart_words": chart.sentence}

    def clean(self):
        said = super().clean()
        refuse_names(self, WORDS, full_names(self.pilot.team, [self.pilot]))
        return said


def reaches(school):
    """How far a card of this school can go at all."""
    return [choice for choice in Reach.choices if choice[0] != Reach.DISTRICT or school.district_id]


class CardConsentForm(EditionForm):
    """How far it may go as far as one person is concerned."""

    reach = forms.ChoiceField(label=_("How far may it go, as far as you are concerned?"), widget=forms.RadioSelect)

    def __init__(self, data=None, *, school, **kwargs):
        super().__init__(data, auto_id="id_yes_%s", **kwargs)
        self.fields["reach"].choices = [
            (key, _("No further than our team and the participants") if key == Reach.TEAM else label)
            for key, label in reaches(school)
        ]


class CardShareForm(EditionForm):
    """How far it goes. `widest`: as far as everybody agreed, for the choices; what was sent is checked by the verb."""

    reach = forms.ChoiceField(label=_("Who may read it"), widget=forms.RadioSelect)

    def __init__(self, data=None, *, school, widest=Reach.PUBLIC, **kwargs):
        super().__init__(data, auto_id="id_share_%s", **kwargs)
        order = Reach.values
        self.fields["reach"].choices = [
            (key, label) for key, label in reaches(school) if order.index(key) <= order.index(widest)
        ]
