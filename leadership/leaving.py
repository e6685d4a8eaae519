"""Leaving for good: what must be handed over first, what goes, what stays without a name.

Knows the base app's rows and allauth's. Words in shared texts keep their place; their author becomes nobody there
by the keys themselves (`on_delete=SET_NULL`), so this module needs to know nothing of texts.
"""

from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Count, Q

from .models import District, Invitation, Person, PlanPrint, School, Team

# Everything a person ever touched is written to, in an order of its own. So the leaving gives way, sooner than Postgres (after
# a second) would end whatever somebody else is writing.
GIVE_WAY, TRIES = "500ms", 5

PLACES = ((District, "district_members"), (School, "staff_members"), (Team, "memberships"))


@dataclass(frozen=True)
class Leaving:
    """What stands in the way of a person's leaving, and what goes with them."""

    to_hand_over: list  # this person alone runs it, and others are there
    to_go: list  # nobody else is there

    @classmethod
    def of(cls, person):
        to_hand_over, to_go = [], []
        for house, places in PLACES:
            mine = house.objects.filter(pk__in=getattr(person, places).values(house._meta.model_name))
            counted = mine.annotate(
                others=Count(places, filter=~Q(**{f"{places}__person": person})),
                others_run=Count(
                    places, filter=~Q(**{f"{places}__person": person}) & Q(**{f"{places}__role": "facilitator"})
                ),
            )
            to_go += [one for one in counted if not one.others]
            run = set(mine.filter(**{f"{places}__person": person, f"{places}__role": "facilitator"}))
            to_hand_over += [one for one in counted if one in run and one.others and not one.others_run]
        return cls(to_hand_over, to_go)

    @property
    def going(self):
        """What goes, as a mark the form carries: nobody loses more than the page has told them."""
        return " ".join(f"{house._meta.model_name}-{house.pk}" for house in self.to_go)

    @classmethod
    def carry_out(cls, person, going):
        """Delete the account and every trace of name and address.

        False where something is to be handed over first, where more or less would go than `going` says, or where
        somebody was using words that go in this very moment. Nothing is half gone then.
        """
        for _time in range(TRIES):
            try:
                return cls._carry_out(person, going)
            except IntegrityError:
                return False
            except OperationalError:  # somebody is writing
                continue
        return False

    @classmethod
    @transaction.atomic
    def _carry_out(cls, person, going):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [GIVE_WAY])
        # Held still, so that a fellow facilitator cannot step down in the same second.
        for house, places in PLACES:
            list(
                house.objects.select_for_update(no_key=True, of=("self",))
                .filter(**{f"{places}__person": person})
                .order_by("pk")
            )
        leaving = cls.of(person)
        if leaving.to_hand_over or leaving.going != going:
            return False
        addresses = {person.email.lower(), *person.emailaddress_set.values_list("email", flat=True)}
        Invitation.objects.filter(email__in={address.lower() for address in addresses}).delete()
        LogEntry.objects.filter(content_type__model="person", object_id=str(person.pk)).delete()
        end_sessions(person)
        for house in leaving.to_go:
            house.delete()
        Person.objects.get(pk=person.pk).delete()
        # Printed plans name people; they are a cache and are made again on request. Last, since whoever takes words out wants them.
        PlanPrint.objects.all().delete()
        return True


def end_sessions(person):
    """Sign the person out everywhere: each place they are signed in is on allauth's list."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in person.usersession_set.all():
        store(session.session_key).delete()
