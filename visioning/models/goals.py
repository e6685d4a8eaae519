"""What a team wants to be different, by when, for whom, and how it will know. The first of three steps to a theory."""

import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import PlanPrint, Team
from leadership.models.tasks import MOMENT
from leadership.news import tell

from .personal_visions import Stale
from .phrases import Gone

TOPIC = "theory"
CLEARER = ("measure", "due_on", "benefits")  # what every goal gains from


class CutOff(Exception):
    """The goal or the problem that this was to stand on was removed meanwhile."""


def must_stand(*rows) -> None:
    """Raises CutOff where one of these is gone. For whoever holds the team's row, which every removal does, too."""
    for row in rows:
        if isinstance(row, ThoughtOut) and not type(row).objects.filter(pk=row.pk).exists():
            raise CutOff


def leads_to_a_page(field) -> models.Q:
    """No address at all, or that of a page: whatever else stood there would be a link that runs something."""
    return models.Q(**{field: ""}) | models.Q(**{f"{field}__startswith": "https://"})


class ThoughtOut(models.Model):
    """The verbs of what a team thinks out before a theory: goals and problems of practice. Each has a number in its team."""

    topic = TOPIC

    class Meta:
        abstract = True

    @classmethod
    @transaction.atomic
    def note(cls, team, by, **said):
        """Write it down. The same words pressed twice are one. Raises CutOff."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        must_stand(*said.values())
        here = cls.objects.filter(team=team)
        twin = here.filter(noted_by=by, noted_at__gt=timezone.now() - MOMENT, **said).first()
        if twin:
            return twin
        last = here.aggregate(last=models.Max("number"))["last"] or 0
        # A number comes back once the last one is removed. No form that was open then may save on top of what has it now.
        edition = secrets.randbelow(2**30)
        made = cls.objects.create(team=team, number=last + 1, noted_by=by, edition=edition, **said)
        tell(team.pk, cls.topic)
        return made

    @transaction.atomic
    def mend(self, edition, **said) -> None:
        """Say it anew. Raises Stale (with the row as it is), CutOff and Gone."""
        held = self.held()
        if all(getattr(held, name) == value for name, value in said.items()):
            return
        if held.edition != edition:
            raise Stale(held)
        must_stand(*said.values())
        type(self).objects.filter(pk=self.pk).update(**said, edition=F("edition") + 1)
        tell(self.team_id, self.topic)

    @transaction.atomic
    def remove(self, edition) -> None:
        """For good. Raises Stale where other words stand there by now, and Gone."""
        held = self.held()
        if held.edition != edition:
            raise Stale(held)
        type(self).objects.filter(pk=self.pk).delete()
        PlanPrint.forget(self.team_id)
        tell(self.team_id, self.topic)

    def held(self):
        """This row, held still, or Gone. First the team's: nothing may come to stand on a row that is being removed."""
        Team.objects.select_for_update(no_key=True).get(pk=self.team_id)
        found = type(self).objects.select_for_update(no_key=True, of=("self",)).filter(pk=self.pk).first()
        if found is None:
            raise Gone
        return found


class Goal(ThoughtOut):
    """One goal. `framework` is what it answers to outside the team: a graduate profile, a state goal, the district's plan."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="goals")
    number = models.PositiveIntegerField(editable=False)  # within the team, for its address
    words = models.CharField(_("what we want to be different"), max_length=300)
    measure = models.CharField(_("how we will know"), max_length=300, blank=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    benefits = models.CharField(_("who benefits"), max_length=300, blank=True)
    framework = models.CharField(_("which outside goal it serves"), max_length=200, blank=True)
    framework_address = models.URLField(_("where that can be read"), max_length=500, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="goals_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=0, editable=False)  # a save on top of an older one is told so

    class Meta:
        verbose_name = _("goal")
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("team", "number"), name="goal_number_unique"),
            models.CheckConstraint(condition=leads_to_a_page("framework_address"), name="goal_address_is_of_a_page"),
        )

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        return reverse("goal", args=(self.team.slug, self.number))

    @property
    def unsaid(self) -> list:
        """What would make it clearer, and is not said yet. None of it is needed."""
        return [self._meta.get_field(name).verbose_name for name in CLEARER if not getattr(self, name)]
