"""How groups come to a decision: the ways a school uses, named once. Knows nothing of what is decided."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecidedBy(models.TextChoices):
    """How a team came to it."""

    CONSENT = "consent", _("Consent: nobody had a reasoned objection")
    FIST_TO_FIVE = "fist_to_five", _("Fist to five: nobody below three")
    GRADIENTS = "gradients", _("Gradients of agreement")
    TALKED = "talked", _("We talked until we agreed")
    MAJORITY = "majority", _("A majority")
    LEADER = "leader", _("One person, after hearing the others")
