"""Texts that several people write at once: the text itself, its log, its snapshot, and whose hand is whose.

Knows how the words are stored, not what they say: reading them is `visioning.live.reading`, writing the log `visioning.live.store`.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class SharedTextQuerySet(models.QuerySet):
    def for_person(self, person):
        """Texts of teams this person belongs to. Somebody else's text does not exist for them."""
        return self.filter(team__memberships__person=person)

    def for_place(self, place):
        """Texts that somebody who stands with the team as `place` may open: guests the vision, members every one."""
        found = self.filter(team=place.team)
        return found.filter(shared_vision__isnull=False) if place.role == "guest" else found


class SharedText(models.Model):
    """One text written together. The log below is the document; there is no other copy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey("leadership.Team", on_delete=models.CASCADE, related_name="texts")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = SharedTextQuerySet.as_manager()

    def __str__(self):
        return str(self.id)


class TextUpdate(models.Model):
    """One batch of changes, merged, exactly as it was sent to everybody. Rows are written once and never changed."""

    id = models.BigAutoField(primary_key=True)
    text = models.ForeignKey(SharedText, on_delete=models.CASCADE, related_name="updates", db_index=False)
    data = models.BinaryField()
    # Yjs notes what was deleted but not by whom, so the log does: see visioning.live.erasures.
    erasures = models.BinaryField(default=bytes, db_default=b"")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [models.Index(fields=["text", "id"], name="text_update_in_order")]

    def __str__(self):
        return f"{self.text_id} {self.id}"


class TextSnapshot(models.Model):
    """Everything up to and including row `upto`, folded into one state. Each text has at most one."""

    text = models.OneToOneField(SharedText, on_delete=models.CASCADE, primary_key=True, related_name="snapshot")
    upto = models.BigIntegerField()
    data = models.BinaryField()
    erasures = models.BinaryField(default=bytes, db_default=b"")
    at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self):
        return f"{self.text_id} up to {self.upto}"


class TextClient(models.Model):
    """Who a Yjs client id belongs to, from its first use and for ever.

    Words stay when their author leaves: the row then names nobody, and nobody can take the id over.
    """

    text = models.ForeignKey(SharedText, on_delete=models.CASCADE, related_name="clients", db_index=False)
    client = models.BigIntegerField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="text_clients",
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "client"], name="one_person_per_client")]

    def __str__(self):
        return f"{self.client} in {self.text_id}"
