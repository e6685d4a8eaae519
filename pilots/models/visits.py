"""Come and watch: somebody tries something new and opens the door. Visits with what to look for, and what they talked about after."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.models import School, StaffMember
from visioning.models import Gone, Stale

from .pilots import LONGEST, Pilot

LESSON = timedelta(hours=2)  # so long after its beginning somebody may still be on their way
MOST_ROOM = 40


class NoRoom(Exception):
    """Somebody took the last place, or more are coming than there would be room for."""


class Twice(Exception):
    """The same host has invited to the same time and place already."""


class TooLate(Exception):
    """It was called off, or it is over."""


class OpenClassroomQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(called_off=False)

    def coming(self):
        """Those that are still ahead, and the one that has just begun."""
        return self.filter(at__gte=timezone.now() - LESSON)

    def over(self):
        return self.filter(at__lt=timezone.now() - LESSON)

    def for_staff_of(self, school):
        """The school's own, and those that a school of the same district opened to all of it."""
        wide = Q(school__district=school.district_id, whole_district=True) if school.district_id else Q(pk=None)
        return self.filter(Q(school=school) | wide)

    def with_person(self, person):
        """Where this person is the host or comes."""
        return self.filter(Q(host=person) | Q(visits__person=person)).distinct()

    def listed(self, person):
        """With who opens it, how many come, and whether this person does (`coming_too`)."""
        return self.select_related("host", "school").annotate(
            visit_count=models.Count("visits"),
            coming_too=Exists(Visit.objects.filter(open_classroom=OuterRef("pk"), person=person)),
        )


class OpenClassroom(models.Model):
    """An invitation to come and watch. Not about how well somebody teaches: about what is being tried."""

    school = models.ForeignKey(School, models.CASCADE, related_name="open_classrooms")
    host = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="open_classrooms")
    pilot = models.ForeignKey(
        Pilot, models.SET_NULL, null=True, blank=True, related_name="open_classrooms", verbose_name=_("part of a pilot")
    )
    trying = models.CharField(_("what is being tried"), max_length=300)
    at = models.DateTimeField(_("when"))
    place = models.CharField(_("where"), max_length=120)
    look_fors = models.TextField(_("what to look for"), max_length=LONGEST, blank=True)
    room_for = models.PositiveIntegerField(_("room for how many visitors"), default=3)
    whole_district = models.BooleanField(_("colleagues of other schools in our district may come"), default=False)
    debrief = models.TextField(_("what we talked about after"), max_length=LONGEST, blank=True)
    called_off = models.BooleanField(default=False, editable=False)
    edition = models.PositiveIntegerField(default=0, editable=False)

    objects = OpenClassroomQuerySet.as_manager()

    class Meta:
        verbose_name = _("open classroom")
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(condition=Q(room_for__gte=1), name="open_classroom_has_room"),
            # The same invitation pressed twice is one.
            models.UniqueConstraint(
                fields=("host", "at", "place"), condition=Q(called_off=False), name="one_open_classroom_a_time"
            ),
        )

    def __str__(self):
        return self.trying

    def get_absolute_url(self):
        return reverse("open_classroom", args=(self.school.slug, self.pk))

    @property
    def is_over(self) -> bool:
        return self.at < timezone.now() - LESSON

    @property
    def has_begun(self) -> bool:
        return self.at <= timezone.now()

    @property
    def takes_visitors(self) -> bool:
        return not self.called_off and not self.is_over

    @staticmethod
    def hold_host(school_id, host_id):
        """One host says one thing at a time: what they press twice is once."""
        list(StaffMember.objects.select_for_update(no_key=True).filter(school=school_id, person=host_id))

    def held(self):
        """This row, held still. Raises Gone."""
        found = OpenClassroom.objects.select_for_update(no_key=True, of=("self",)).filter(pk=self.pk).first()
        if found is None:
            raise Gone
        return found

    @classmethod
    @transaction.atomic
    def invite(cls, school, host, **said) -> "OpenClassroom":
        """Open the door. The same time and place by the same host is the same invitation."""
        cls.hold_host(school.pk, host.pk)
        twin = cls.objects.standing().filter(host=host, at=said["at"], place=said["place"]).first()
        return twin or cls.objects.create(school=school, host=host, **said)

    @transaction.atomic
    def mend(self, edition, **said) -> None:
        """Say it anew. Raises Stale, Gone, Twice, TooLate where it was called off, NoRoom where more come already."""
        self.hold_host(self.school_id, self.host_id)
        held = self.held()
        if all(getattr(held, name) == value for name, value in said.items()):
            return
        if held.edition != edition:
            raise Stale(held)
        if held.called_off:
            raise TooLate
        if said.get("room_for", held.room_for) < held.visits.count():
            raise NoRoom
        at, place = said.get("at", held.at), said.get("place", held.place)
        if held.host.open_classrooms.standing().filter(at=at, place=place).exclude(pk=held.pk).exists():
            raise Twice
        OpenClassroom.objects.filter(pk=self.pk).update(**said, edition=F("edition") + 1)

    @transaction.atomic
    def call_off(self) -> bool:
        """Nobody is to come. It stays on the pages of those who would have. False where it was called off before, or is over."""
        held = self.held()
        if not held.takes_visitors:
            return False
        OpenClassroom.objects.filter(pk=self.pk).update(called_off=True, edition=F("edition") + 1)
        return True


class Visit(models.Model):
    """Somebody comes. What they saw is for the host and the other visitors."""

    open_classroom = models.ForeignKey(OpenClassroom, models.CASCADE, related_name="visits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="classroom_visits")
    saw = models.TextField(_("what I saw"), max_length=LONGEST, blank=True)
    edition = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("visit")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("open_classroom", "person"), name="visits_once"),)

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    @classmethod
    @transaction.atomic
    def come(cls, open_classroom, person) -> None:
        """Take a place; whoever has one keeps it. Raises Gone, TooLate, and NoRoom where somebody took the last one."""
        held = open_classroom.held()
        if held.visits.filter(person=person).exists():
            return
        if not held.takes_visitors:
            raise TooLate
        if held.visits.count() >= held.room_for:
            raise NoRoom
        cls.objects.create(open_classroom=held, person=person)

    @classmethod
    @transaction.atomic
    def give_up(cls, open_classroom, person) -> None:
        """I can't after all; what I wrote, where I was not there, goes with it. Raises Gone."""
        open_classroom.held().visits.filter(person=person).delete()

    @transaction.atomic
    def mend(self, edition, saw) -> None:
        """What I saw; empty takes it back. Raises Stale and Gone."""
        held = Visit.objects.select_for_update(no_key=True).filter(pk=self.pk).first()
        if held is None:
            raise Gone
        if held.saw == saw:
            return
        if held.edition != edition:
            raise Stale(held)
        Visit.objects.filter(pk=self.pk).update(saw=saw, edition=F("edition") + 1)
