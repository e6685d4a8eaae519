"""What a team prepares before it acts on a condition: challenges, shifts, learning, and what it stops doing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .tasks import BurningQuestion, Noted, PilotIdea


class ChallengeKind(models.TextChoices):
    """What sort of work a challenge is (after Heifetz & Laurie 1997)."""

    UNSORTED = "", _("Not sorted yet")
    TECHNICAL = "technical", _("Technical: somebody knows how")
    ADAPTIVE = "adaptive", _("Adaptive: we have to learn and change")
    BOTH = "both", _("Some of both")


class Challenge(Noted):
    """Likely trouble, sorted, with what the team agreed to do when it comes."""

    slug = "challenge"

    kind = models.CharField(_("what kind"), max_length=10, choices=ChallengeKind.choices, blank=True, default="")
    agreement = models.CharField(_("when it comes, we"), max_length=400, blank=True)

    class Meta(Noted.Meta):
        verbose_name = _("challenge")

    def sort(self, kind) -> bool:
        """What sort of work it is. False where somebody removed it meanwhile."""
        return self.mend(kind=kind)


class ShiftWho(models.TextChoices):
    """Whose behaviour or role changes."""

    TEACHERS = "teachers", _("Teachers")
    ADMINISTRATORS = "administrators", _("Administrators")
    SUPPORT = "support", _("Support staff and specialists")
    STUDENTS = "students", _("Students")
    FAMILIES = "families", _("Families")
    DISTRICT = "district", _("District")


class Shift(Noted):
    """What some people do differently: `words` is what they will do, `now` what they do today."""

    slug = "shift"

    who = models.CharField(_("who"), max_length=16, choices=ShiftWho.choices)
    now = models.CharField(_("today"), max_length=400, blank=True)
    role = models.BooleanField(_("this changes a role, not only a habit"), default=False)

    class Meta(Noted.Meta):
        verbose_name = _("shift")


class LearningNeed(Noted):
    """What somebody needs to learn for the work, how, and by when."""

    slug = "learning"

    who = models.CharField(_("who learns it"), max_length=120, blank=True)
    how = models.CharField(_("how, and with whose help"), max_length=280, blank=True)
    by_on = models.DateField(_("by when"), null=True, blank=True)

    class Meta(Noted.Meta):
        verbose_name = _("learning")


class StopDoing(Noted):
    """Something the team stops or leaves undone, and what that frees."""

    slug = "stop"

    frees = models.CharField(_("what that frees"), max_length=200, blank=True)
    from_on = models.DateField(_("from when"), null=True, blank=True)

    class Meta(Noted.Meta):
        verbose_name = _("thing we stop")


# What can be noted for a guide, by the word in its address.
NOTE_KINDS = {kind.slug: kind for kind in (Challenge, Shift, LearningNeed, StopDoing, BurningQuestion, PilotIdea)}
