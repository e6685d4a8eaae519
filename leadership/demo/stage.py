"""Where the demo takes place: the team, its people, and days that lie back. Knows no words."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone


@dataclass
class Stage:
    team: object
    people: dict

    def person(self, step, key="by"):
        """Whom a step names, or None."""
        return self.people[step[key]] if key in step else None


def ago(days):
    """So many days back, in the afternoon: nobody at Northside works at night because somebody loads a demo then."""
    return timezone.localtime().replace(hour=15, minute=20, second=0) - timedelta(days=days)


def day(days):
    return timezone.localdate() - timedelta(days=days)


def dated(row, **fields):
    """As if it had happened then: times that the database keeps by itself, so many days back."""
    type(row).objects.filter(pk=row.pk).update(**{name: ago(days) for name, days in fields.items()})
