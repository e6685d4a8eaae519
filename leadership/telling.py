"""What is told to one person, as data: each app lists its own kinds of news. Knows no nouns, no pages and no mail.

A kind says where its rows are and what sentence one row makes. All kinds together are read in one question.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from types import SimpleNamespace

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from .models import Person

MOST = 30  # rows of one kind; nobody reads more


@dataclass(frozen=True)
class Hearer:
    """Who is told, where they have a place now, and from when on. Lists of keys: whoever lost a place hears nothing of it."""

    person: Person
    teams: tuple[int, ...]  # on which they are
    writes: tuple[int, ...]  # on which they take part
    runs: tuple[int, ...]  # which they run
    schools: tuple[int, ...]  # on whose staff they are
    since: datetime


@dataclass(frozen=True)
class Told:
    """One line: what it says, where it leads, when it was, with whom. What waits also says minutes, and a day where it has one."""

    kind: str
    words: str
    url: str
    at: datetime
    team_name: str
    team_slug: str
    quote: str = ""
    minutes: int = 0
    day: date | None = None
    action: str = ""

    @property
    def until(self) -> date | None:
        """Its day, while that lies ahead. What has passed is no reproach."""
        return self.day if self.day and self.day >= timezone.localdate() else None


@dataclass(frozen=True)
class Kind:
    """One kind of news. `at` and `team` are paths from its rows ("" where the row is the team); `fields` what its sentence needs.

    `words`, `quote`, `minutes` and `day` are asked with the row; `url` is the name of an address and the fields it takes.
    """

    rows: Callable
    words: Callable
    url: tuple[str, ...]
    at: str
    team: str = "team"
    fields: dict = field(default_factory=dict)
    quote: str = ""
    minutes: Callable | int = 0
    day: str = ""
    action: Callable = str
    spot: Callable | None = None  # where on that page, as its query and fragment

    def question(self, hearer) -> ArraySubquery:
        """Its rows for this hearer, newest first, each as one JSON object."""
        of_team = f"{self.team}__" if self.team else ""
        said = {"at": self.at, "team_name": f"{of_team}name", "team_slug": f"{of_team}slug", **self.fields}
        rows = self.rows(hearer).order_by(F(self.at).desc(nulls_last=True), "pk")[:MOST]
        return ArraySubquery(rows.values(_row=JSONObject(**{name: F(path) for name, path in said.items()})))

    def told(self, name, row) -> Told:
        one = SimpleNamespace(**row)
        address, *parts = self.url
        return Told(
            kind=name,
            words=str(self.words(one)),
            url=reverse(address, args=[one.team_slug, *(getattr(one, part) for part in parts)])
            + (self.spot(one) if self.spot else ""),
            at=moment(one.at),
            team_name=one.team_name,
            team_slug=one.team_slug,
            quote=getattr(one, self.quote) or "" if self.quote else "",
            minutes=self.minutes(one) if callable(self.minutes) else self.minutes,
            day=date.fromisoformat(getattr(one, self.day)) if self.day and getattr(one, self.day) else None,
            action=str(self.action()),
        )


def moment(text) -> datetime:
    """A time as the database writes it in JSON; a bare day is its midnight here."""
    if not text:
        return timezone.now()
    if "T" not in text:
        return timezone.make_aware(datetime.combine(date.fromisoformat(text), time.min))
    found = datetime.fromisoformat(text)
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def questions(kinds, hearer) -> dict:
    """For one query over Person: what each kind has to say."""
    return {name: kind.question(hearer) for name, kind in kinds.items()}


def lines(kinds, answers) -> list[Told]:
    """What came back, as lines, newest first."""
    found = [kind.told(name, row) for name, kind in kinds.items() for row in answers[name] or ()]
    return sorted(found, key=lambda one: one.at, reverse=True)
