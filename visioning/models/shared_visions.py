"""A team's shared vision and its versions. The words live in the shared text's log, not here."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models import Team

from .shared_texts import SharedText


class SharedVision(models.Model):
    """What the team wants to be true for students and staff, written together."""

    team = models.OneToOneField(Team, models.CASCADE, related_name="shared_vision")
    text = models.OneToOneField(
        SharedText, models.CASCADE, related_name="shared_vision"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("shared vision")

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.team}"

    def get_absolute_url(self):
        return reverse("shared_vision", args=(self.team.slug,))


class VersionQuerySet(models.QuerySet):
    def adopted(self):
        return self.exclude(adopted_at=None)

    def named(self):
        return self.exclude(name="")


class Version(models.Model):
    """A point in a shared text's life: its full state as a Yjs update (zlib-compressed), kept for ever."""

    text = models.ForeignKey(SharedText, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(editable=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    state = models.BinaryField(editable=False)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="versions_kept",
    )
    kept_at = models.DateTimeField(auto_now_add=True)
    automatic = models.BooleanField(default=False)
    adopted_at = models.DateTimeField(_("adopted at"), null=True, blank=True)
    adopted_by = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="versions_adopted",
        verbose_name=_("adopted by"),
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("text", "number"), name="version_number_unique"
            ),
        )

    def __str__(self):
        return self.name or _("Version %(number)s") % {"number": self.number}


class Visit(models.Model):
    """When a person last read a shared text, and what it said then: the base of “since you were last here”."""

    text = models.ForeignKey(SharedText, models.CASCADE, related_name="visits")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="visits"
    )
    seen = models.BinaryField(editable=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("visit")
        constraints = (
            models.UniqueConstraint(fields=("text", "person"), name="visit_unique"),
        )

    def __str__(self):
        return f"{self.person} · {self.at:%Y-%m-%d %H:%M}"
