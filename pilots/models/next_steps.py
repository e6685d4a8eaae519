"""Next steps: what follows from a closed pilot is a task of the team, with its owner and day, found where tasks are."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leadership.models.tasks import Task

from .pilots import Pilot


class NextStep(models.Model):
    """What follows from a closed pilot: a task of the team, with its owner and day."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="next_steps")
    task = models.OneToOneField(Task, models.CASCADE, related_name="next_step")

    class Meta:
        verbose_name = _("next step")
        ordering = ("id",)

    def __str__(self):
        return str(self.task)
