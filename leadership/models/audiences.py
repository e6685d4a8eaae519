"""Whom a team asks, and whether their names are kept with what they answer. Shared by everything that asks people."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from .people import Person, Position
from .schools import StaffMember
from .teams import Membership, Role

# One to four people in nearly every school: whatever they say without a name could be worked out.
FORMAL_LEADERS = frozenset({Position.ADMINISTRATOR, Position.DISTRICT})


class Audience(models.TextChoices):
    """Who is invited: the team, or everybody on the school's staff."""

    TEAM = "team", _("The team")
    STAFF = "staff", _("The whole staff of the school")


class Naming(models.TextChoices):
    """Fixed before anybody answers; it can never be loosened afterwards."""

    NAMED = "named", _("With names: the group sees who answered what")
    UNNAMED = "unnamed", _("Without names: we do not store who answered what")


def people_asked(team, audience):
    """Whom a team asks: those who take part in it, and where the staff is asked, the staff. Observers look on."""
    takes_part = Membership.objects.filter(team=team, person=OuterRef("pk"))
    asked = Q(Exists(takes_part.exclude(role=Role.OBSERVER)))
    if audience == Audience.STAFF:
        on_staff = StaffMember.objects.filter(school=team.school_id, person=OuterRef("pk"))
        asked |= Q(Exists(on_staff)) & ~Q(Exists(takes_part))
    return Person.objects.filter(asked)


def is_formal_leader(person) -> bool:
    return bool(FORMAL_LEADERS & set(person.positions))


def people_hidden_among_others(team, audience):
    """Those asked who could stay unknown among each other: all but the formal leaders."""
    return people_asked(team, audience).exclude(positions__overlap=list(FORMAL_LEADERS))
