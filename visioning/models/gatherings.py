"""Gatherings: people share their own visions, and all are revealed at once. Knows nothing of themes or of the shared text."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leadership.models import Position, Team

from .personal_visions import WithAnswers

FORMAL_LEADERS = {Position.ADMINISTRATOR, Position.DISTRICT}


class Audience(models.TextChoices):
    """Who is invited: the team, or everybody on the school's staff."""

    TEAM = "team", _("The team")
    STAFF = "staff", _("The whole staff of the school")


class LateRule(models.TextChoices):
    """What becomes of a vision that is shared after the reveal. Chosen when the gathering opens, never changed."""

    AT_ONCE = "at_once", _("It appears as soon as it is shared")
    TOGETHER = "together", _("It waits until the next reveal, with the others who came late")
    CLOSED = "closed", _("After the reveal nothing more is taken in")


class GatheringQuerySet(models.QuerySet):
    def for_staff(self):
        return self.filter(audience=Audience.STAFF)


class Gathering(models.Model):
    """One time in a team's life at which people bring their own visions, and those of others they listened to."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="gatherings")
    number = models.PositiveIntegerField(editable=False)  # within the team, for its address
    name = models.CharField(_("name"), max_length=120, help_text=_("For example “What we hope for, autumn 2026”."))
    audience = models.CharField(_("who is invited"), max_length=8, choices=Audience.choices, default=Audience.TEAM)
    late_rule = models.CharField(
        _("visions that come late"), max_length=8, choices=LateRule.choices, default=LateRule.AT_ONCE
    )
    leaders_after = models.BooleanField(
        _("formal leaders come after"),
        default=False,
        help_text=_(
            "Named visions of administrators and district staff wait until you reveal them, after everybody else’s."
        ),
    )
    reveal_on = models.DateField(_("planned reveal"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="gatherings_opened"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    revealed_at = models.DateTimeField(null=True, editable=False)
    revealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="gatherings_revealed"
    )

    objects = GatheringQuerySet.as_manager()

    class Meta:
        verbose_name = _("gathering")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("team", "number"), name="gathering_number_unique"),
            models.UniqueConstraint(
                fields=("team",), condition=models.Q(revealed_at=None), name="one_closed_gathering_per_team"
            ),
            models.CheckConstraint(
                condition=models.Q(revealed_by=None) | models.Q(revealed_at__isnull=False), name="revealed_by_and_at"
            ),
        )

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("gathering", args=(self.team.slug, self.number))

    @property
    def is_revealed(self) -> bool:
        return self.revealed_at is not None


class GatheredVisionQuerySet(models.QuerySet):
    def revealed(self):
        """What people may read. Everything else is closed to everybody but its author."""
        return self.filter(revealed=True, gathering__revealed_at__isnull=False)


class GatheredVision(WithAnswers):
    """A personal vision as its author shared it: a copy, so that what they write on privately stays private.

    With a name: `person` is set and `key_hash` is not. Without: nothing here or anywhere leads to the person, and
    only the key they were shown once opens it. Therefore no time is kept of these, and ids are drawn at random.
    Withdrawing deletes the row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="visions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, editable=False, related_name="gathered_visions"
    )
    key_hash = models.CharField(max_length=64, blank=True, editable=False)
    # Copied when shared. Without a name: only what the author chose to say of themselves.
    positions = ArrayField(models.CharField(max_length=20, choices=Position.choices), default=list, blank=True)
    revealed = models.BooleanField(default=False, editable=False)
    shared_at = models.DateTimeField(null=True, editable=False)

    objects = GatheredVisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("gathered vision")
        ordering = ("id",)  # drawn at random: nobody comes first
        constraints = (
            models.UniqueConstraint(fields=("gathering", "person"), name="one_named_vision_per_person"),
            models.UniqueConstraint(
                fields=("key_hash",), condition=~models.Q(key_hash=""), name="gathered_vision_key_unique"
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(person__isnull=False, key_hash="", shared_at__isnull=False)
                    | (models.Q(person=None, shared_at=None) & ~models.Q(key_hash=""))
                ),
                name="named_or_by_key_alone",
            ),
        )

    def __str__(self):
        return str(self._meta.verbose_name)

    @property
    def is_named(self) -> bool:
        return self.person_id is not None
