"""Whether a vision lives: where it decided something, and whom it was told. Counts events, never people."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import Team
from leadership.news import tell

from .shared_visions import SharedVision


class Outcome(models.TextChoices):
    """What the filter question led to."""

    GO = "go", _("We went ahead")
    REDESIGN = "redesign", _("We changed it")
    DECLINE = "decline", _("We said no")


TOPIC = "uses"


class VisionUse(models.Model):
    """One time the vision decided something: what it was about and how it came out."""

    vision = models.ForeignKey(SharedVision, models.CASCADE, related_name="uses")
    what = models.CharField(_("what it was about"), max_length=280)
    outcome = models.CharField(_("how it came out"), max_length=10, choices=Outcome.choices)
    how = models.CharField(_("how the vision decided it"), max_length=600, blank=True)
    on = models.DateField(_("on"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="uses_noted")
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("use of the vision")
        ordering = ("-on", "-id")

    def __str__(self):
        return self.what

    @classmethod
    @transaction.atomic
    def note(cls, vision, by, **said) -> "VisionUse":
        made = cls.objects.create(vision=vision, noted_by=by, **said)
        tell(vision.team_id, TOPIC)
        return made

    @transaction.atomic
    def mend(self, **said) -> bool:
        """Say it anew. False where somebody removed it meanwhile."""
        changed = VisionUse.objects.filter(pk=self.pk).update(**said)
        tell(self.vision.team_id, TOPIC)
        return bool(changed)

    @transaction.atomic
    def remove(self) -> None:
        VisionUse.objects.filter(pk=self.pk).delete()
        tell(self.vision.team_id, TOPIC)


class TellingQuerySet(models.QuerySet):
    def done(self):
        return self.exclude(done_on=None)

    def planned(self):
        return self.filter(done_on=None)


class Telling(models.Model):
    """One line of the plan for telling people why: who hears what, from whom, by when, and whether it was done."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="tellings")
    audience = models.CharField(_("who hears it"), max_length=120)
    message = models.CharField(_("what they should hear"), max_length=600)
    teller = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tellings",
        verbose_name=_("who tells it"),
    )
    due_on = models.DateField(_("when"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="tellings_written"
    )

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = _("telling")
        ordering = (models.F("due_on").asc(nulls_last=True), "id")

    def __str__(self):
        return self.audience

    @classmethod
    @transaction.atomic
    def plan(cls, team, by, **said) -> "Telling":
        made = cls.objects.create(team=team, written_by=by, **said)
        tell(team.pk, TOPIC)
        return made

    @transaction.atomic
    def mend(self, **said) -> bool:
        """Say it anew. False where somebody removed it meanwhile."""
        changed = Telling.objects.filter(pk=self.pk).update(**said)
        tell(self.team_id, TOPIC)
        return bool(changed)

    def settle(self, done: bool) -> bool:
        """It was told today, or not yet after all. Told twice keeps the first day. False where it was removed."""
        if done and self.done_on:
            return True
        return self.mend(done_on=timezone.localdate() if done else None)

    @transaction.atomic
    def remove(self) -> None:
        Telling.objects.filter(pk=self.pk).delete()
        tell(self.team_id, TOPIC)
