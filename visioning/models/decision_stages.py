"""Where a decision is and by which rule it is made: the words that its rows and verbs share. Knows no rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MovedOn(Exception):
    """The decision is at another stage by now: nothing was changed."""


class Rule(models.TextChoices):
    """By which rule a decision is made. Said before the discussion; a trigger keeps it."""

    CONSENT = "consent", _("Consent: it stands unless somebody has a reasoned objection")
    FIST_TO_FIVE = "fist_to_five", _("Fist to five: it stands where nobody is below three")
    GRADIENTS = "gradients", _("Gradients of agreement: eight steps from full support to a veto")
    LEADER = "leader", _("One person decides, after hearing the others")


class DecisionStage(models.TextChoices):
    """Where a decision is."""

    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Open for input")
    DECIDED = "decided", _("Decided")
    DROPPED = "dropped", _("Not decided after all")
