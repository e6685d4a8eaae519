"""What a team says around its plan: a note in front, a logo, how long it holds, what stays in the house, and the link to it.

Knows chapters by their keys, never what stands in them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .short_links import WithShortLink
from .teams import Team


class PlanSheet(WithShortLink):
    """One a team. `hidden` are keys of chapters that never leave the team; `link_open` says whether anybody may read by link.

    `logo` is the picture's bytes as the site made them anew, never as they were sent.
    """

    team = models.OneToOneField(Team, models.CASCADE, related_name="plan_sheet")
    note = models.TextField(_("a note in front"), max_length=2000, blank=True)
    logo = models.BinaryField(default=bytes, editable=False)
    logo_alt = models.CharField(_("what the logo shows"), max_length=120, blank=True)
    valid_until = models.DateField(_("holds until"), null=True, blank=True)
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    hidden = models.JSONField(default=list, blank=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("sheet of the plan")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(logo=b"") | ~models.Q(logo_alt=""), name="logo_says_what_it_shows"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None)
                | models.Q(review_on=None)
                | models.Q(review_on__lte=models.F("valid_until")),
                name="plan_reviewed_while_it_holds",
            ),
        )

    def __str__(self):
        return f"{self._meta.verbose_name} · {self.team}"

    @classmethod
    def link_salt(cls):
        return "leadership.plan-link"
