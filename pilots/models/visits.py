"""Come and watch: somebody tries something new and opens the door. Visits with what to look for, and what they talked about after."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models import School

from .pilots import LONGEST, Pilot


class OpenClassroom(models.Model):
    """An invitation to come and watch. Not about how well somebody teaches: about what is being tried."""

    school = models.ForeignKey(School, models.CASCADE, related_name="open_classrooms")
    host = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_classrooms")
    pilot = models.ForeignKey(Pilot, models.SET_NULL, null=True, blank=True, related_name="open_classrooms")
    trying = models.CharField(_("what is being tried"), max_length=300)
    at = models.DateTimeField(_("when"))
    place = models.CharField(_("where"), max_length=120)
    look_fors = models.TextField(_("what to look for"), max_length=LONGEST, blank=True)
    room_for = models.PositiveIntegerField(_("room for"), default=3)
    whole_district = models.BooleanField(_("colleagues of other schools in our district may come"), default=False)
    debrief = models.TextField(_("what we talked about after"), max_length=LONGEST, blank=True)
    called_off = models.BooleanField(default=False, editable=False)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("open classroom")
        ordering = ("at", "id")

    def __str__(self):
        return self.trying

    def get_absolute_url(self):
        return reverse("open_classroom", args=(self.school.slug, self.pk))


class Visit(models.Model):
    """Somebody comes. What they saw is for the host and the other visitors."""

    open_classroom = models.ForeignKey(OpenClassroom, models.CASCADE, related_name="visits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="classroom_visits")
    saw = models.TextField(_("what I saw"), max_length=LONGEST, blank=True)

    class Meta:
        verbose_name = _("visit")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("open_classroom", "person"), name="visits_once"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
