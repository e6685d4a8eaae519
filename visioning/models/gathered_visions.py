"""Visions as their authors shared them. Knows the gathering they lie in, nothing of themes or of the shared text."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leadership.keys import hash_of
from leadership.models import PlanPrint, Position
from leadership.news import tell

from .gatherings import Gathering
from .personal_visions import WithAnswers


class GatheredVisionQuerySet(models.QuerySet):
    def revealed(self):
        """What people may read. Everything else is closed to everybody but its author."""
        return self.filter(revealed=True, gathering__revealed_at__isnull=False)

    def by_key(self, key):
        return self.filter(key_hash=hash_of(key), person=None)


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

    @property
    def is_open(self) -> bool:
        """Whether others may read it."""
        return self.revealed and self.gathering.is_revealed

    @property
    def position_labels(self) -> list[str]:
        return [label for key, label in Position.choices if key in self.positions]

    @transaction.atomic
    def rewrite(self, words) -> bool:
        """Say something else from now on. Phrases whose words still stand stay; the others go. False where it is gone."""
        self.gathering.still()  # rows are mixed under this lock: whoever waited for the row alone would find it gone
        held = GatheredVision.objects.select_for_update(no_key=True).filter(pk=self.pk).first()
        if held is None:
            return False
        self.take(words)
        self.save(update_fields=[*words])
        self.phrases.refit(self)
        self.gathering.changed(self.revealed)
        return True

    @transaction.atomic
    def withdraw(self) -> None:
        """Take it out for good, and every phrase of it with it. Threads to those read "withdrawn" by themselves."""
        self.gathering.still()
        # Whoever is just tying words of it to the text comes first, so that their thread knows of this.
        GatheredVision.objects.select_for_update().filter(pk=self.pk).first()
        self.delete()
        self.gathering.changed(self.revealed)
        if self.revealed:
            PlanPrint.forget(self.gathering.team_id)
            tell(self.gathering.team_id, "weaves")
