"""Team agreements: the short list of norms a team holds itself to. Knows nothing of who may change it."""

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from .teams import Team

MOST = 12  # a list that nobody can remember binds nobody


class AgreementQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position", "id")


class TooMany(Exception):
    """The list is as long as a list of agreements should be."""


class Agreement(models.Model):
    """One norm the team holds itself to, in its own words."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="agreements")
    text = models.CharField(
        _("agreement"),
        max_length=280,
        help_text=_("One sentence, as you would say it to each other."),
    )
    position = models.PositiveSmallIntegerField(default=0)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="agreements_written",
    )
    written_at = models.DateTimeField(auto_now_add=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        ordering = ("position", "id")

    def __str__(self):
        return self.text

    @classmethod
    @transaction.atomic
    def write(cls, team, person, text):
        """Add one at the end of the list. Raises TooMany."""
        places = list(cls.held(team).values_list("position", flat=True))
        if len(places) >= MOST:
            raise TooMany
        return cls.objects.create(team=team, text=text, written_by=person, position=max(places, default=-1) + 1)

    @classmethod
    def held(cls, team):
        """The team's list, held still until the transaction ends, so that two people ordering it do not cross."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        return cls.objects.filter(team=team)

    @transaction.atomic
    def move(self, steps):
        """Up the list (negative) or down, as far as there is room."""
        agreements = list(self.held(self.team).in_order())
        if self not in agreements:
            return
        before = agreements.index(self)
        agreements.insert(max(0, before + steps), agreements.pop(before))
        for position, agreement in enumerate(agreements):
            agreement.position = position
        Agreement.objects.bulk_update(agreements, ("position",))
