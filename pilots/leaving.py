"""However somebody's part in a pilot ends, what the invitation promised is done. Knows rows; listens, is called by nobody.

A person leaves by the button, by giving up their last place at the school, or with their account. In each case the row of their
participation goes, and what is here runs before: in the same transaction, and before keys to a deleted account become
empty, since then nobody could find any more what to delete.
"""

from django.db import transaction
from django.db.models import F, Q
from django.db.models.signals import post_delete, pre_delete

from leadership.models import Membership, StaffMember, Team
from visioning.models import Gone

from .data_rules import carry_out
from .models import OpenClassroom, Participation, Pilot, Visit


def participation_ends(sender, instance, **_kwargs):
    """The team is held first, then the pilot, as everywhere. A whole pilot that goes takes all of it along."""
    with transaction.atomic():
        try:
            instance.pilot = instance.pilot.held()
        except Gone:
            return
        carry_out(instance)


def place_ends(sender, instance, **_kwargs):
    """Whoever is neither on the team nor on the school's staff any more takes part in none of its pilots."""
    is_team = sender is Membership
    about = {"pk": instance.team_id} if is_team else {"school": instance.school_id}
    person = instance.person_id
    with transaction.atomic():
        # All of them are held, so that a joining in the same moment is seen here, or sees that the place has ended.
        for team in Team.objects.select_for_update(no_key=True).filter(**about).order_by("pk"):
            on_team = Membership.objects.filter(team=team, person=person)
            on_staff = StaffMember.objects.filter(school=team.school_id, person=person)
            if on_team.exists() or on_staff.exists():
                continue
            Participation.objects.filter(pilot__team=team, person=person).delete()
            Pilot.objects.open().filter(team=team, led_by=person).update(led_by=None)
    if not is_team:
        doors_close(instance.school_id, person)


def doors_close(school_id, person):
    """Whoever has left a school opens no door there any more, and keeps no place where they would not get in."""
    coming = OpenClassroom.objects.standing().coming()
    coming.filter(school=school_id, host=person).update(called_off=True, edition=F("edition") + 1)
    mine = StaffMember.objects.filter(person=person)
    near = Q(school__in=mine.values("school")) | Q(school__district__in=mine.values("school__district"))
    Visit.objects.filter(person=person, open_classroom__in=coming).exclude(
        open_classroom__in=OpenClassroom.objects.filter(near)
    ).delete()


def listen():
    pre_delete.connect(participation_ends, sender=Participation, dispatch_uid="pilots.participation_ends")
    for place in (Membership, StaffMember):
        post_delete.connect(place_ends, sender=place, dispatch_uid=f"pilots.place_ends.{place.__name__}")
