"""Observations set right, struck out and put back: what stood there before, who did it and why stays to be read."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, OuterRef, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.news import tell
from leadership.rows_together import built, listed, name_of
from visioning.models import Stale

from .observations import Observation, cycle_that_stands
from .rows import TOPIC

KEPT = ("on", "value", "group")  # what a correction remembers
TOLD = ("kind", "on", "value", "group", "because", "at")


class CorrectionKind(models.TextChoices):
    """What was done."""

    SET_RIGHT = "set_right", _("Set right")
    STRUCK = "struck", _("Struck out")
    PUT_BACK = "put_back", _("Put back")


class Correction(models.Model):
    """What an observation said before, who changed that and why."""

    observation = models.ForeignKey(Observation, models.CASCADE, related_name="corrections")
    kind = models.CharField(max_length=10, choices=CorrectionKind.choices, default=CorrectionKind.SET_RIGHT)
    on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=4)
    group = models.CharField(max_length=60, blank=True)
    because = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="corrections_made"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("correction")
        ordering = ("-at", "-id")

    def __str__(self):
        return self.because

    @classmethod
    def told(cls):
        """For an annotation of observations: all of their corrections, newest first, with who made them."""
        made = cls.objects.filter(observation=OuterRef("pk")).order_by("-at", "-id")
        exact = {"value": Cast("value", TextField())}  # a number would come as a float
        return listed(made, *(name for name in TOLD if name != "value"), by_name=name_of("by"), **exact)

    @classmethod
    def built(cls, rows) -> list["Correction"]:
        """What that annotation brought, as rows to be read."""
        made = built(cls, [{name: row[name] for name in TOLD} for row in rows])
        for one, row in zip(made, rows, strict=True):
            one.by_name = row["by_name"]
        return made

    @classmethod
    @transaction.atomic
    def set_right(cls, observation, by, edition, because, forget=False, **said) -> None:
        """Say it anew. `forget`: what stood there named somebody, so its group is kept nowhere. Raises Stale, Gone and Closed."""
        held = observation.held()
        if "cycle" in said:
            said["cycle"] = cycle_that_stands(held.measure, said["cycle"])
        if all(getattr(held, name) == value for name, value in said.items()) and not forget:
            return
        if held.edition != edition:
            raise Stale(held)
        if forget:
            held.corrections.update(group="")
        if any(name in said and said[name] != getattr(held, name) for name in KEPT):
            cls.keep(held, by, because, CorrectionKind.SET_RIGHT, **({"group": ""} if forget else {}))
        change(held, **said)

    @classmethod
    @transaction.atomic
    def strike(cls, observation, by, edition, because) -> None:
        """Take it out of the line. Struck twice is struck once. Raises Stale, Gone and Closed."""
        held = observation.held()
        if held.struck_at:
            return
        if held.edition != edition:
            raise Stale(held)
        cls.keep(held, by, because, CorrectionKind.STRUCK)
        change(held, struck_at=timezone.now())

    @classmethod
    @transaction.atomic
    def put_back(cls, observation, by, edition, because) -> None:
        """Into the line again. Raises Stale, Gone and Closed."""
        held = observation.held()
        if not held.struck_at:
            return
        if held.edition != edition:
            raise Stale(held)
        cls.keep(held, by, because, CorrectionKind.PUT_BACK)
        change(held, struck_at=None)

    @classmethod
    def keep(cls, held, by, because, kind, **instead):
        before = {name: getattr(held, name) for name in KEPT} | instead
        cls.objects.create(observation=held, by=by, because=because, kind=kind, **before)


def change(held, **said):
    Observation.objects.filter(pk=held.pk).update(**said, edition=F("edition") + 1)
    tell(held.measure.whose().team_id, TOPIC)
