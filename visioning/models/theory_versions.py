"""Versions of a theory: points worth keeping, each frozen for ever, as the plain form of its shape."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from visioning.theory.shape import Shape

from .theories import Theory


class TheoryVersion(models.Model):
    """A point in a theory's life. `said` is `Shape.plain()` of that moment, with the states its arrows had then."""

    theory = models.ForeignKey(Theory, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(editable=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    said = models.JSONField(editable=False)
    automatic = models.BooleanField(default=False, editable=False)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="theory_versions_kept"
    )
    kept_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version of a theory")
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("theory", "number"), name="theory_version_number_unique"),)

    def __str__(self):
        return self.name or _("Version %(number)s") % {"number": self.number}

    @property
    def shape(self) -> Shape:
        return Shape.of_plain(self.said)
