"""What every part of a theory has: who wrote it, who changed it last, who took it out. Knows neither statements nor arrows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .phrases import Gone
from .theories import Theory


class TheoryPartQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(removed_at=None)

    def removed(self):
        """Those that were taken out and can be put back, the last first."""
        return self.filter(removed_at__isnull=False).order_by("-removed_at", "-id")


def hand(did, name):
    """Whose hand it was; nobody's once the account is gone."""
    related = f"%(class)ss_{did}"
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name=related, verbose_name=name
    )


class TheoryPart(models.Model):
    """Taken out is not gone: `put_back` of each kind brings it back, with what was said about it.

    `edition` counts the changes of its words: a page that saves on top of an older one is told so.
    """

    theory = models.ForeignKey(Theory, models.CASCADE, related_name="%(class)ss")
    written_by = hand("written", _("written by"))
    written_at = models.DateTimeField(auto_now_add=True)
    changed_by = hand("changed", _("changed by"))
    changed_at = models.DateTimeField(null=True, editable=False)
    edition = models.PositiveIntegerField(default=0, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_by = hand("removed", _("taken out by"))

    objects = TheoryPartQuerySet.as_manager()

    class Meta:
        abstract = True

    def _held(self):
        """The row as it is, its theory held still. Gone where it was taken out."""
        theory = self.theory.held()
        row = type(self).objects.filter(pk=self.pk, removed_at=None).first()
        if row is None:
            raise Gone
        row.theory = theory
        return row
