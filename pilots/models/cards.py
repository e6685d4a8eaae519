"""Learning cards: what a closed pilot found, in its group's own words, for others; and what others found who tried it too."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models import Team
from leadership.models.links import WithLink
from leadership.models.tasks import Task

from .measures import Measure
from .pilots import LONGEST, Pilot


class Reach(models.TextChoices):
    """Who may read a card. Wider than the team needs the participants' yes to these very words."""

    TEAM = "team", _("Our team and the participants")
    SCHOOL = "school", _("Our school")
    DISTRICT = "district", _("Our district")
    PUBLIC = "public", _("Anybody who has the link, and every school here")


class LearningCard(WithLink):
    """The card of one closed pilot. Other words ask for everybody's yes anew."""

    pilot = models.OneToOneField(Pilot, models.CASCADE, related_name="card")
    context = models.TextField(_("where: grade, size, what is special about us"), max_length=LONGEST)
    tried = models.TextField(_("what we tried"), max_length=LONGEST)
    held = models.TextField(_("what held"), max_length=LONGEST)
    not_again = models.TextField(_("what we would not do again"), max_length=LONGEST)
    measure = models.ForeignKey(
        Measure, models.SET_NULL, null=True, blank=True, related_name="cards", verbose_name=_("which chart")
    )
    chart_words = models.TextField(_("the chart in words"), max_length=LONGEST, blank=True)
    reach = models.CharField(_("who may read it"), max_length=8, choices=Reach.choices, default=Reach.TEAM)
    shared_at = models.DateTimeField(null=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="cards_written"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("learning card")
        ordering = ("-written_at", "-id")

    def __str__(self):
        return str(self.pilot)

    def get_absolute_url(self):
        return reverse("learning_card", args=(self.pilot.team.slug, self.pilot.number))


class CardConsent(models.Model):
    """A participant's yes to sharing these words up to this reach. Taking it back is deleting it."""

    card = models.ForeignKey(LearningCard, models.CASCADE, related_name="consents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="card_consents")
    reach = models.CharField(max_length=8, choices=Reach.choices)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("yes to sharing a card")
        constraints = (models.UniqueConstraint(fields=("card", "person"), name="one_yes_each"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class Replication(models.Model):
    """Another team tried it too: whether it held there, in words, with a chart of a pilot of theirs where there is one."""

    class Outcome(models.TextChoices):
        TRYING = "trying", _("We are trying it")
        HELD = "held", _("It held here")
        PARTLY = "partly", _("It held in part")
        DID_NOT = "did_not", _("It did not hold here")

    card = models.ForeignKey(LearningCard, models.CASCADE, related_name="replications")
    team = models.ForeignKey(Team, models.CASCADE, related_name="replications")
    pilot = models.ForeignKey(
        Pilot, models.SET_NULL, null=True, blank=True, related_name="replications", verbose_name=_("our pilot")
    )
    outcome = models.CharField(_("how it went"), max_length=8, choices=Outcome.choices, default=Outcome.TRYING)
    words = models.TextField(_("what was different here, and what came of it"), max_length=LONGEST, blank=True)
    measure = models.ForeignKey(
        Measure, models.SET_NULL, null=True, blank=True, related_name="replications", verbose_name=_("which chart")
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="replications_noted"
    )
    noted_at = models.DateTimeField(auto_now_add=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("replication")
        ordering = ("noted_at", "id")
        constraints = (models.UniqueConstraint(fields=("card", "team"), name="one_replication_a_team"),)

    def __str__(self):
        return self.get_outcome_display()


class NextStep(models.Model):
    """What follows from a closed pilot: a task of the team, with its owner and day."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="next_steps")
    task = models.OneToOneField(Task, models.CASCADE, related_name="next_step")

    class Meta:
        verbose_name = _("next step")
        ordering = ("id",)

    def __str__(self):
        return str(self.task)
