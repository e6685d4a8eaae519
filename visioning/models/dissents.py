"""Dissent: somebody sees it differently and says so, with their name, beside the adopted text. Not a step on the way to a yes."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leadership.models import PlanPrint
from leadership.news import tell

from .alignment import TOPIC
from .shared_visions import SharedVision


class Dissent(models.Model):
    """Somebody sees it differently, and that stays visible beside the adopted text. Theirs to mend and take back."""

    vision = models.ForeignKey(SharedVision, models.CASCADE, related_name="dissents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="dissents")
    words = models.TextField(_("how I see it differently"), max_length=1200)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("dissent")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("vision", "person"), name="one_dissent_per_person"),)

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    @transaction.atomic
    def say(cls, vision, person, words) -> "Dissent":
        """Write it down, or say it anew. Two tabs leave one."""
        said, new = cls.objects.update_or_create(vision=vision, person=person, defaults={"words": words})
        if not new:
            PlanPrint.forget(vision.team_id)
        tell(vision.team_id, TOPIC)
        return said

    @classmethod
    @transaction.atomic
    def take_back(cls, vision, person) -> bool:
        """Nothing of it is kept. False where there was none."""
        gone, _each = cls.objects.filter(vision=vision, person=person).delete()
        PlanPrint.forget(vision.team_id)
        tell(vision.team_id, TOPIC)
        return gone > 0
