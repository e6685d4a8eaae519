"""Quick polls as a source of one observation. No names, no accounts, no times are kept with an answer."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models.links import WithLink

from .measures import Measure, Observation
from .rows import PilotRow


class PollForm(models.TextChoices):
    """How it is answered, and so what number comes of it."""

    YES_NO = "yes_no", _("Yes or no: the number is the percentage of yes")
    FIVE = "five", _("One to five: the number is the average")
    COUNT = "count", _("A number: the number is the middle one")


class Poll(PilotRow, WithLink):
    """One question by link or in the room. Closing it with enough answers makes one observation."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="polls")
    number = models.PositiveIntegerField(editable=False)
    question = models.CharField(_("question"), max_length=280)
    answered_by = models.CharField(_("asked of whom"), max_length=120)
    form = models.CharField(_("how it is answered"), max_length=8, choices=PollForm.choices)
    closes_on = models.DateField(_("open until"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    observation = models.OneToOneField(Observation, models.SET_NULL, null=True, editable=False, related_name="poll")

    class Meta:
        verbose_name = _("poll")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("measure", "number"), name="poll_number_unique"),)

    def __str__(self):
        return self.question

    def whose(self):
        return self.measure.pilot

    def get_absolute_url(self):
        pilot = self.measure.pilot
        return reverse("poll", args=(pilot.team.slug, pilot.number, self.measure.number, self.number))


class PollAnswer(models.Model):
    """One answer. `once_hash` keeps a form sent twice from counting twice; it leads to nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="answers")
    value = models.DecimalField(max_digits=14, decimal_places=4)
    once_hash = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("answer to a poll")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("poll", "once_hash"), name="poll_answered_once"),)

    def __str__(self):
        return str(self._meta.verbose_name)
