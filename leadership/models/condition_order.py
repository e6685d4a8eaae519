"""In which order a team works on the seven conditions, why, and which time in existing meetings is kept for it."""

import calendar
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership.news import tell

from .teams import Team

TOPIC = "conditions"


class RankedCondition(models.Model):
    """One condition's place in the team's order. No row: the team has not placed it."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="ranked_conditions")
    condition = models.CharField(max_length=16)
    position = models.PositiveSmallIntegerField()
    reason = models.CharField(_("why here"), max_length=400, blank=True)
    begins_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="conditions_ranked"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("place in the order")
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("team", "condition"), name="condition_ranked_once"),
            models.CheckConstraint(
                condition=Q(begins_on=None) | Q(ends_on=None) | Q(ends_on__gte=models.F("begins_on")),
                name="ranked_condition_ends_after_it_begins",
            ),
        )

    def __str__(self):
        return self.condition

    @classmethod
    def of(cls, team):
        """The team's order, first things first."""
        return cls.objects.filter(team=team).order_by("position", "id")

    @classmethod
    def held(cls, team) -> list["RankedCondition"]:
        """The team's order, held still until the transaction ends, so that two people ordering it do not cross."""
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        return list(cls.of(team))

    @classmethod
    @transaction.atomic
    def place(cls, team, by, condition) -> bool:
        """Put it at the end of the order. False where somebody placed it before: it stays where it is."""
        placed = cls.held(team)
        if any(one.condition == condition for one in placed):
            return False
        last = max((one.position for one in placed), default=-1)
        cls.objects.create(team=team, condition=condition, position=last + 1, changed_by=by)
        tell(team.pk, TOPIC)
        return True

    @classmethod
    @transaction.atomic
    def move(cls, team, by, condition, to) -> bool:
        """Put it at this place of the order, counted from 0, or at the nearest there is. Reasons travel along.

        `to` may be "up" or "down": one step from where it is by now. False where it is not in the order any more.
        """
        placed = cls.held(team)
        before = next((number for number, one in enumerate(placed) if one.condition == condition), None)
        if before is None:
            return False
        to = {"up": before - 1, "down": before + 1}.get(to, to)
        moved = placed.pop(before)
        placed.insert(max(0, to), moved)
        moved.changed_by = by
        for position, one in enumerate(placed):
            one.position = position
        moved.save(update_fields=("changed_by", "changed_at"))
        cls.objects.bulk_update(placed, ("position",))
        tell(team.pk, TOPIC)
        return True

    @transaction.atomic
    def mend(self, by, **said) -> bool:
        """Say why here and from when. False where somebody took it out of the order meanwhile."""
        changed = RankedCondition.objects.filter(pk=self.pk).update(changed_by=by, changed_at=timezone.now(), **said)
        tell(self.team_id, TOPIC)
        return bool(changed)

    @transaction.atomic
    def remove(self) -> None:
        """Out of the order, its reason with it. Not while somebody is moving it."""
        self.held(self.team)
        RankedCondition.objects.filter(pk=self.pk).delete()
        tell(self.team_id, TOPIC)


class Rhythm(models.TextChoices):
    ONCE = "once", _("Once")
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY = "monthly", _("Every month")


class Place(models.IntegerChoices):
    """Which of its weekdays in the month a day is. A fifth one counts as the last: not every month has five."""

    FIRST = 1, _("first")
    SECOND = 2, _("second")
    THIRD = 3, _("third")
    FOURTH = 4, _("fourth")
    LAST = -1, _("last")

    @classmethod
    def of(cls, day: date) -> "Place":
        place = (day.day + 6) // 7
        return cls.LAST if place > 4 else cls(place)

    def in_month(self, year: int, month: int, weekday: int) -> date:
        days = calendar.monthrange(year, month)[1]
        found = [one for one in (date(year, month, day) for day in range(1, days + 1)) if one.weekday() == weekday]
        return found[self - 1 if self > 0 else -1]


class ReservedTime(models.Model):
    """Minutes kept for a condition inside a meeting that exists already.

    A monthly one comes on the same weekday of each month, as meetings do: every second Tuesday, say.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="reserved_times")
    condition = models.CharField(max_length=16)
    meeting = models.CharField(_("in which meeting"), max_length=120)
    first_at = models.DateTimeField(_("first time"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=40)
    rhythm = models.CharField(_("how often"), max_length=12, choices=Rhythm.choices, default=Rhythm.ONCE)
    times = models.PositiveSmallIntegerField(_("how many times"), default=1)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="times_reserved"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("reserved time")
        ordering = ("first_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 480), times__range=(1, 60)), name="reserved_time_in_range"
            ),
        )

    def __str__(self):
        return self.meeting

    @classmethod
    @transaction.atomic
    def reserve(cls, team, by, **said) -> "ReservedTime":
        made = cls.objects.create(team=team, noted_by=by, **said)
        tell(team.pk, TOPIC)
        return made

    @transaction.atomic
    def mend(self, **said) -> bool:
        """Say it anew. False where somebody removed it meanwhile."""
        changed = ReservedTime.objects.filter(pk=self.pk).update(changed_at=timezone.now(), **said)
        tell(self.team_id, TOPIC)
        return bool(changed)

    @transaction.atomic
    def remove(self) -> None:
        ReservedTime.objects.filter(pk=self.pk).delete()
        tell(self.team_id, TOPIC)

    @property
    def begins(self) -> datetime:
        """The first time, as the clock on the wall says it: half past three stays half past three in winter."""
        return timezone.localtime(self.first_at, timezone.get_default_timezone())

    @property
    def place(self) -> Place:
        return Place.of(self.begins.date())

    def all_times(self) -> list[datetime]:
        """Each time it comes, by the clock on the wall."""
        first = self.begins.replace(tzinfo=None)
        times = 1 if self.rhythm == Rhythm.ONCE else self.times
        return [
            datetime.combine(self._day(first.date(), number), first.time(), timezone.get_default_timezone())
            for number in range(times)
        ]

    def _day(self, first, number):
        if self.rhythm != Rhythm.MONTHLY:
            return first + timedelta(weeks=number * (2 if self.rhythm == Rhythm.FORTNIGHTLY else 1))
        years, month = divmod(first.month - 1 + number, 12)
        return self.place.in_month(first.year + years, month + 1, first.weekday())

    def next_at(self, now=None) -> datetime | None:
        """The next time from now on that has not ended. None where all are past."""
        now = now or timezone.now()
        return next((one for one in self.all_times() if one + timedelta(minutes=self.minutes) > now), None)
