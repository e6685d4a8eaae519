"""Joining links: an address that lets people in until a facilitator changes or closes it.

Knows nothing of who may open one, nor of what joining means for the thing behind it.
"""

from django.core import signing
from django.db import models
from django.utils.translation import gettext_lazy as _


class WithLink(models.Model):
    """A thing people can join by link. The secret is signed, not stored; its number makes older ones stale."""

    link_number = models.PositiveIntegerField(default=0, editable=False)
    link_open = models.BooleanField(_("joining by link"), default=False)

    class Meta:
        abstract = True

    @classmethod
    def link_salt(cls):
        return f"leadership.{cls._meta.model_name}-link"

    @property
    def link_token(self):
        """The secret part of the joining link: the same each time it is shown, a new one after `rotate_link`."""
        return signing.Signer(salt=self.link_salt()).sign_object([self.pk, self.link_number])

    @classmethod
    def for_link(cls, token):
        """What a joining link leads to, or None where the link is old, closed or made up."""
        try:
            pk, number = signing.Signer(salt=cls.link_salt()).unsign_object(token)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls.objects.filter(pk=pk, link_number=number, link_open=True).first()

    def rotate_link(self):
        """Open a fresh joining link; every earlier one stops working."""
        self._renumber_link(is_open=True)

    def close_link(self):
        """Nobody joins by link any more; opening again makes a new one."""
        self._renumber_link(is_open=False)

    def _renumber_link(self, is_open):
        # Counted in the database: two people pressing at once must not leave an old link alive.
        type(self).objects.filter(pk=self.pk).update(link_number=models.F("link_number") + 1, link_open=is_open)
        self.refresh_from_db(fields=("link_number", "link_open"))
