"""Re-basing a run chart: from a day on it has a new middle line. By hand, with a reason; it can be taken back, with who and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .measures import Measure


class Rebase(models.Model):
    """From `from_on` on the line's median is counted anew."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="rebases")
    from_on = models.DateField(_("from when"))
    why = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="rebases_made"
    )
    at = models.DateTimeField(auto_now_add=True)
    taken_back_at = models.DateTimeField(null=True, editable=False)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="rebases_taken_back"
    )
    taken_back_why = models.CharField(_("why it is taken back"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("new middle line")
        ordering = ("from_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("measure", "from_on"), condition=models.Q(taken_back_at=None), name="one_rebase_a_day"
            ),
        )

    def __str__(self):
        return self.why
