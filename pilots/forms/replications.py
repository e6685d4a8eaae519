"""The form in which a team says that it tries what a card tells of, and how it went."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pilots.models import LearningCard, Measure, Pilot, Replication
from visioning.forms.editions import EditionForm
from visioning.forms.goals import ThoughtOutForm

from .cards import ToldField
from .nameless import full_names, refuse_names


class ReplicationForm(ThoughtOutForm):
    """How it went here. A chart comes from a pilot that the person takes part in or runs, for theirs it is to lend."""

    class Meta:
        model = Replication
        fields = ("outcome", "words", "pilot", "measure")
        field_classes = {"words": ToldField}
        widgets = {"outcome": forms.RadioSelect}
        labels = {
            "outcome": _("How is it going here?"),
            "words": _("What was different here, and what came of it?"),
            "pilot": _("Our pilot about it"),
            "measure": _("Which chart may they see?"),
        }
        help_texts = {
            "words": _("Without names. The team of this card reads it, and everybody who may read the card."),
            "measure": _("They see the line and its sentence, and nothing that was noted beside it."),
        }

    def __init__(self, data=None, *, card: LearningCard, team, place, instance=None):
        self.card, self.team, self.place = card, team, place
        self.given = {"card": card, "team": team, "place": place}
        instance = instance or Replication(card=card, team=team)
        super().__init__(data, instance=instance)
        self.fields["edition"] = EditionForm.base_fields["edition"]
        self.initial["edition"] = instance.edition if instance.pk else 0
        pilots = lendable(team, place, instance)
        self.fields["pilot"].queryset = pilots
        self.fields["pilot"].empty_label = _("None")
        self.fields["measure"].queryset = Measure.objects.filter(pilot__in=pilots).select_related("pilot")
        self.fields["measure"].empty_label = _("None")
        self.fields["measure"].label_from_instance = lambda measure: f"{measure.pilot}: {measure}"
        if not pilots.exists():
            del self.fields["pilot"], self.fields["measure"]

    def clean(self):
        said = super().clean()
        told = said.get("outcome") not in {None, Replication.Outcome.TRYING}
        if told and "words" not in self.errors and not said["words"].strip():
            self.add_error("words", _("Say in a line what came of it. That is what helps the others."))
        pilot, measure = said.get("pilot"), said.get("measure")
        if measure and pilot and measure.pilot_id != pilot.pk:
            self.add_error("measure", _("This chart belongs to another pilot. Choose the two together."))
        elif measure:
            said["pilot"] = measure.pilot
        refuse_names(self, ("words",), full_names(self.team, [pilot] if pilot else []))
        return said


def lendable(team, place, instance):
    """Pilots under way or closed: all of them for whoever runs the team, else those one is in; and what stands there already."""
    mine = Q() if place.role == "facilitator" else Q(participations__person=place.person_id) | Q(led_by=place.person_id)
    started = Pilot.objects.filter(team=team, started_at__isnull=False)
    return started.filter(mine | Q(pk=instance.pilot_id)).distinct() if mine else started
