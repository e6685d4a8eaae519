"""That the end of a pilot was moved after people had been invited, and why. No name: it is the pilot's, and all who joined read it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .pilots import Pilot


class LaterEnd(models.Model):
    """One time at which the end came to be later."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="later_ends")
    was_on = models.DateField(_("until then"))
    ends_on = models.DateField(_("from then on"))
    because = models.CharField(_("why a later end"), max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("later end of a pilot")
        ordering = ("at", "id")
        constraints = (models.CheckConstraint(condition=models.Q(ends_on__gt=models.F("was_on")), name="end_is_later"),)

    def __str__(self):
        return self.because
