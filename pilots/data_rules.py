"""Which rows of a pilot carry a person's key, and what becomes of each when that person leaves. Knows rows, no requests.

The rule of the invitation decides about what somebody noted as a participant: it stays without their name, or it is deleted. What
they noted before they joined, while the pilot was planned, and what is the group's (cycles, measures, the card) stays in
either case, without their name. A key that is added to any table here and not to `TRACES` is found by a test.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from leadership.models import Membership, PlanPrint
from leadership.models.tasks import Task
from leadership.news import tell

from . import models as rows
from .models import DataRule, Participation, Pilot
from .models.rows import TOPIC


class Fate(StrEnum):
    """What becomes of rows when the person leaves."""

    UNNAMED = "unnamed"  # they stay without the name
    BY_RULE = "by_rule"  # as the invitation said; at first glance
    GONE = "gone"  # deleted whatever the rule
    STAYS = "stays"  # not the pilot's, and theirs to end where it is


@dataclass(frozen=True)
class Trace:
    """One key to a person: in which table, under which name, and how many of them there are in words."""

    model: type
    key: str
    pilot: str  # the way from the row to its pilot
    fate: Fate
    label: object
    counted: object  # "%(count)d observation"
    said: tuple = ()  # what of the row is shown to the person it belongs to
    of_the_group: Q | None = None  # rows that stay whatever the rule

    @property
    def name(self) -> str:
        return f"{self.model._meta.model_name}_{self.key}"

    def of(self, person_id, pilot_id=None):
        """The rows with this person's key, of one pilot or of all."""
        about = {self.pilot: pilot_id} if pilot_id else {}
        return self.model._base_manager.filter(**about, **{self.key: person_id}).order_by()

    def parts(self, participation):
        """Pairs of a fate (never BY_RULE) and the rows that have it."""
        mine = self.of(participation.person_id, participation.pilot_id)
        if self.fate != Fate.BY_RULE:
            return [(self.fate, mine)]
        if participation.pilot.data_rule != DataRule.DELETED:
            return [(Fate.UNNAMED, mine)]
        own = Q(noted_at__gte=participation.joined_at)
        if self.of_the_group is not None:
            own &= ~self.of_the_group
        return [(Fate.GONE, mine.filter(own)), (Fate.UNNAMED, mine.exclude(own))]


def _n(one, many):
    return ngettext_lazy(one, many, "count")


TRACES = (
    Trace(
        Participation, "person", "pilot", Fate.GONE, _("That you take part"),
        _n("your name in the list of those who take part", "your name in the list of those who take part"),
        ("joined_at", "backs__words"),
    ),
    Trace(
        rows.Observation, "noted_by", "measure__pilot", Fate.BY_RULE, _("Observations you noted"),
        _n("%(count)d observation", "%(count)d observations"),
        ("on", "value", "measure__title", "group", "note"),
        of_the_group=Q(source="poll"),
    ),
    Trace(
        rows.Correction, "by", "observation__measure__pilot", Fate.UNNAMED, _("Observations you set right"),
        _n("%(count)d correction", "%(count)d corrections"),
        ("at", "because"),
    ),
    Trace(
        rows.ImportDraft, "by", "measure__pilot", Fate.GONE, _("Imports you have not confirmed yet"),
        _n("%(count)d import not yet confirmed", "%(count)d imports not yet confirmed"),
        ("made_at", "file_name"),
    ),
    Trace(
        rows.PilotNote, "noted_by", "pilot", Fate.BY_RULE, _("Notes you wrote, and challenges you proposed"),
        _n("%(count)d note", "%(count)d notes"),
        ("kind", "words", "more"),
        of_the_group=~Q(taken_from=""),  # what the team had noted in its groundwork, whoever pressed the button
    ),
    Trace(
        rows.CycleTask, "who", "cycle__pilot", Fate.UNNAMED, _("Tasks you took on in a cycle"),
        _n("%(count)d task of a cycle", "%(count)d tasks of cycles"),
        ("words", "on", "where"),
    ),
    Trace(
        rows.Cycle, "noted_by", "pilot", Fate.UNNAMED, _("Cycles you wrote down first"),
        _n("%(count)d cycle", "%(count)d cycles"),
        ("noted_at", "change_idea"),
    ),
    Trace(
        rows.CycleReopening, "by", "cycle__pilot", Fate.UNNAMED, _("Cycles you opened again"),
        _n("%(count)d reopening of a cycle", "%(count)d reopenings of cycles"),
        ("at", "why"),
    ),
    Trace(
        rows.Measure, "noted_by", "pilot", Fate.UNNAMED, _("Measures you defined"),
        _n("%(count)d measure", "%(count)d measures"),
        ("noted_at", "title"),
    ),
    Trace(
        rows.Rebase, "by", "measure__pilot", Fate.UNNAMED, _("New middle lines you drew"),
        _n("%(count)d new middle line", "%(count)d new middle lines"),
        ("at", "why"),
    ),
    Trace(
        rows.Rebase, "taken_back_by", "measure__pilot", Fate.UNNAMED, _("Middle lines you took back"),
        _n("%(count)d middle line taken back", "%(count)d middle lines taken back"),
        ("taken_back_at", "taken_back_why"),
    ),
    Trace(
        rows.Poll, "noted_by", "measure__pilot", Fate.UNNAMED, _("Polls you opened"),
        _n("%(count)d poll", "%(count)d polls"),
        ("noted_at", "question"),
    ),
    Trace(
        rows.LearningCard, "written_by", "pilot", Fate.UNNAMED, _("The learning card you wrote down first"),
        _n("that you wrote the learning card down first", "that you wrote the learning card down first"),
        ("written_at",),
    ),
    Trace(
        rows.CardConsent, "person", "card__pilot", Fate.GONE, _("Your yes to sharing the learning card"),
        _n("your yes to sharing the learning card", "your yes to sharing the learning card"),
        ("at", "reach"),
    ),
    Trace(
        rows.TestedArrow, "added_by", "pilot", Fate.UNNAMED, _("Arrows of a theory you chose to test"),
        _n("%(count)d arrow to test", "%(count)d arrows to test"),
        ("added_at", "arrow__source__words", "arrow__target__words"),
    ),
    Trace(
        Pilot, "noted_by", "pk", Fate.UNNAMED, _("That you wrote this pilot down first"),
        _n("that you wrote this pilot down first", "that you wrote this pilot down first"),
        ("noted_at", "title"),
    ),
    Trace(
        Pilot, "closed_by", "pk", Fate.UNNAMED, _("That you closed this pilot"),
        _n("that you closed this pilot", "that you closed this pilot"),
        ("closed_at", "title"),
    ),
    Trace(
        Pilot, "led_by", "pk", Fate.STAYS, _("That you lead this pilot"),
        _n("that you lead this pilot", "that you lead this pilot"),
        ("title",),
    ),
    Trace(
        rows.PilotStrand, "by", "pilot", Fate.STAYS, _("What you said this pilot serves on the golden thread of the team"),
        _n("%(count)d strand of the golden thread", "%(count)d strands of the golden thread"),
        ("at", "why"),
    ),
    Trace(
        Task, "owner", "next_step__pilot", Fate.STAYS, _("Next steps that are yours among the tasks of the team"),
        _n("%(count)d next step among the tasks of the team", "%(count)d next steps among the tasks of the team"),
        ("words", "due_on"),
    ),
    Trace(
        rows.Replication, "noted_by", "pilot", Fate.STAYS, _("What you told another school of trying it"),
        _n("%(count)d answer to another school", "%(count)d answers to other schools"),
        ("noted_at", "outcome", "words"),
    ),
    Trace(
        rows.OpenClassroom, "host", "pilot", Fate.STAYS, _("Open classrooms of yours"),
        _n("%(count)d open classroom of yours", "%(count)d open classrooms of yours"),
        ("at", "trying", "place", "look_fors", "debrief"),
    ),
    Trace(
        rows.Visit, "person", "open_classroom__pilot", Fate.STAYS, _("Open classrooms you visit"),
        _n("%(count)d visit to an open classroom", "%(count)d visits to open classrooms"),
        ("open_classroom__at", "saw"),
    ),
)  # fmt: skip


def carry_out(participation) -> None:
    """What the invitation promised, in the transaction in which the participation ends. The pilot is held already."""
    pilot, person_id = participation.pilot, participation.person_id
    for trace in TRACES:
        if trace.model is Participation:
            continue  # it goes by itself, or this would never end
        for fate, found in trace.parts(participation):
            if fate == Fate.GONE:
                found.delete()
            elif fate == Fate.UNNAMED:
                found.update(**{trace.key: None})
    if pilot.led_by_id == person_id and not Membership.objects.filter(team=pilot.team_id, person=person_id).exists():
        Pilot.objects.filter(pk=pilot.pk).update(led_by=None)
    rows.LearningCard.left_by(pilot, person_id)
    PlanPrint.forget(pilot.team_id)
    for lent_to in set(
        rows.Replication.objects.filter(measure__pilot=pilot).values_list("card__pilot__team", flat=True)
    ):
        PlanPrint.forget(lent_to)
    tell(pilot.team_id, TOPIC)
