"""What a team wants to be different, by when, for whom, and how it will know. The first of three steps to a theory."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models import Team

TOPIC = "theory"


class Goal(models.Model):
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
        constraints = (models.UniqueConstraint(fields=("team", "number"), name="goal_number_unique"),)

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        return reverse("goal", args=(self.team.slug, self.number))
