"""A person's place in a house (district, school, team) and the one rule all three share: somebody runs it.

Knows nothing of what the roles may do; that is rules.py.
"""

from django.db import models, transaction

FACILITATOR = "facilitator"


class LastFacilitator(Exception):
    """Nobody else runs this house: hand it over first."""


class Place(models.Model):
    """A role in the house that the field named `house` points at."""

    house = ""

    class Meta:
        abstract = True

    @classmethod
    def house_field(cls):
        return cls._meta.get_field(cls.house)

    def _hold_house(self):
        # Two facilitators may step down in the same second: whoever comes second waits here and counts again.
        field = self.house_field()
        field.related_model.objects.select_for_update(no_key=True).get(pk=getattr(self, field.attname))
        self.refresh_from_db(fields=("role",))
        others = type(self).objects.filter(**{field.attname: getattr(self, field.attname)}, role=FACILITATOR)
        if self.role == FACILITATOR and not others.exclude(pk=self.pk).exists():
            raise LastFacilitator

    @transaction.atomic
    def change_role(self, role):
        """Give another role. Raises LastFacilitator, or DoesNotExist where the place is gone meanwhile."""
        if role == FACILITATOR:
            self.refresh_from_db(fields=("role",))
        else:
            self._hold_house()
        self.role = role
        self.save(update_fields=("role",))

    @transaction.atomic
    def leave(self):
        """Give the place up. Raises LastFacilitator, or DoesNotExist where it is gone already."""
        self._hold_house()
        self.delete()

    @transaction.atomic
    def take_away(self):
        """End somebody else's place. They may know the joining link, so an open one is made fresh: True if so.

        Raises LastFacilitator, or DoesNotExist where the place is gone already.
        """
        house = getattr(self, self.house)
        self.leave()
        house.refresh_from_db(fields=("link_open",))
        if house.link_open:
            house.rotate_link()
        return house.link_open
