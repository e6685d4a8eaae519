"""Where the demo's work takes place: the team, its people, and days that lie back. Knows no words."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from visioning.live.passages import pick_words
from visioning.models import Passage, SharedVision

FIRST_CLIENT = 70_001  # a Yjs client id for each writer, the same every time


@dataclass
class Stage:
    team: object
    people: dict
    hands: dict = field(default_factory=dict)

    def person(self, step, key="by"):
        """Whom a step names, or None."""
        return self.people[step[key]] if key in step else None

    def client(self, person) -> int:
        """The hand this person writes with, in all texts of the demo."""
        return self.hands.setdefault(person.pk, FIRST_CLIENT + len(self.hands))

    @property
    def vision(self) -> SharedVision:
        return SharedVision.start(self.team)

    def passage(self, quote) -> Passage:
        """The passage of the vision that reads so now."""
        vision = self.vision
        reading = vision.reading()
        found = (pick_words(reading, name, quote) for name in reading.fragments)
        for picked in found:
            if picked:
                return Passage.take(vision.text, picked)
        raise LookupError(f"Nobody wrote “{quote}”.")


def ago(days):
    """So many days back, in the afternoon: nobody at Northside writes at night because somebody loads a demo then."""
    return timezone.localtime().replace(hour=15, minute=20, second=0) - timedelta(days=days)


def day(days):
    return timezone.localdate() - timedelta(days=days)


def dated(row, **fields):
    """As if it had happened then: times that the database keeps by itself, so many days back."""
    type(row).objects.filter(pk=row.pk).update(**{name: ago(days) for name, days in fields.items()})
