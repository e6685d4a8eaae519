"""The four levels of every item, by name, and the answer of whoever cannot see it. Knows no rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """From what is not there yet to what nobody has to think about any more. A level is of a practice, never of a person."""

    NOT_YET = 1, _("Not yet")
    STARTING = 2, _("Starting")
    STEADY = 3, _("Steady")
    PART_OF_US = 4, _("Part of how we work")


UNSEEN = 0
UNSEEN_LABEL = _("I can’t see this from my role")
