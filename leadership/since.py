"""What is told to one person, over all apps: what happened since they were here, what waits for their voice, what became of their words.

The page, the home of a person and the weekly mail show the same object. Wiring: may look into every app. Knows no requests.
"""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import cached_property

from leadership import happened
from leadership.compiled import ask
from leadership.models import MailSent, Person, Role
from leadership.telling import Hearer, Told, lines, questions
from pilots import happened as in_pilots
from visioning import became, decisions_happened, waiting
from visioning import happened as in_visioning

HAPPENED = happened.HAPPENED | in_visioning.HAPPENED | decisions_happened.HAPPENED | in_pilots.HAPPENED
WAITS = happened.WAITS | waiting.WAITS | in_pilots.WAITS
BECAME = became.BECAME | in_pilots.BECAME
PARTS = {"happened": HAPPENED, "waits": WAITS, "tasks": happened.TASKS, "became": BECAME}

SAID_BY_ASKING = {"decision_opened"}
AT_MOST = 7  # lines of a part on one's home; the rest is one click away
LATER = date.max  # what waits without a day comes after what has one


@dataclass(frozen=True)
class OfTeam:
    """What happened with one team."""

    name: str
    slug: str
    lines: tuple[Told, ...]


@dataclass(frozen=True)
class Since:
    """All there is to tell. Newest first, but what waits: soonest first."""

    since: datetime
    happened: tuple[Told, ...] = ()
    waits: tuple[Told, ...] = ()
    tasks: tuple[Told, ...] = ()
    became: tuple[Told, ...] = ()
    at_most: int | None = None

    @property
    def days(self) -> int:
        return max((timezone.localdate() - timezone.localdate(self.since)).days, 0)

    @property
    def minutes(self) -> int:
        """About how long all that waits takes together."""
        return sum(one.minutes for one in self.waits)

    @cached_property
    def by_team(self) -> list[OfTeam]:
        """The lines shown, by team: the team with the newest first."""
        first: dict[str, int] = {}
        shown = self.happened[: self.at_most]
        for one in shown:
            first.setdefault(one.team_slug, len(first))
        rows = sorted(shown, key=lambda one: first[one.team_slug])
        found = [(slug, tuple(of_team)) for slug, of_team in groupby(rows, key=lambda one: one.team_slug)]
        return [OfTeam(of_team[0].team_name, slug, of_team) for slug, of_team in found]

    @property
    def became_shown(self) -> tuple[Told, ...]:
        return self.became[: self.at_most]

    @property
    def waits_shown(self) -> tuple[Told, ...]:
        return self.waits[: self.at_most]

    @property
    def tasks_shown(self) -> tuple[Told, ...]:
        return self.tasks[: self.at_most]

    @property
    def more_happened(self) -> int:
        return len(self.happened) - len(self.happened[: self.at_most])

    @property
    def more_became(self) -> int:
        return len(self.became) - len(self.became[: self.at_most])

    @property
    def more_waits(self) -> int:
        return len(self.waits) - len(self.waits[: self.at_most])


def hearer_of(person, memberships, staff, since) -> Hearer:
    """`memberships` and `staff` are the person's places, as they are now."""
    return Hearer(
        person=person,
        teams=tuple(one.team_id for one in memberships),
        writes=tuple(one.team_id for one in memberships if one.role != Role.OBSERVER),
        runs=tuple(one.team_id for one in memberships if one.role == Role.FACILITATOR),
        schools=tuple(one.school_id for one in staff),
        since=since,
    )


def all_questions(hearer) -> dict:
    """Everything that may be told, by part and kind."""
    return {f"{part}_{name}": one for part in PARTS for name, one in questions(PARTS[part], hearer).items()}


def told_to(hearer, at_most=None, build=all_questions) -> tuple[Since, dict]:
    """All there is to tell this hearer, read in one question; `build` may ask for more, which comes back by its name."""
    answers = ask(build, hearer)
    found = {
        part: lines(kinds, {name: answers.pop(f"{part}_{name}") for name in kinds}) for part, kinds in PARTS.items()
    }
    for part in ("waits", "tasks"):
        found[part].sort(key=lambda one: (one.day or LATER, one.at))
    asks = {one.url for one in found["waits"]}  # what asks the reader anyway need not be told as well
    found["happened"] = [one for one in found["happened"] if one.kind not in SAID_BY_ASKING or one.url not in asks]
    return Since(hearer.since, **{part: tuple(rows) for part, rows in found.items()}, at_most=at_most), answers


def since(person, told_from, at_most=None) -> Since:
    """The same for somebody whose places are not at hand."""
    memberships = list(person.memberships.all())
    staff = list(person.staff_members.all())
    return told_to(hearer_of(person, memberships, staff, told_from), at_most)[0]


def reviews_due():
    """Decisions whose promised day has come, each with everybody who runs their team and wants mail, who was not told of it."""
    for decision in waiting.reviews_due():
        told = Exists(MailSent.objects.filter(person=OuterRef("pk"), what=f"review:{decision.pk}:{decision.review_on}"))
        runs = {"memberships__team": decision.team_id, "memberships__role": Role.FACILITATOR}
        wants = Person.objects.who_want_mail().filter(**runs)
        for person in wants.exclude(told):
            yield decision, person
