"""Makes pilots and what belongs to them for tests. Each gives a valid thing; say only what the test is about."""

from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from pilots.models import Cycle, Measure, Observation, Participation, Pilot

AIM = {
    "who": "two classes of grade 6",
    "what": "every student explains one solution aloud each week",
    "measured_how": "a tally of who explained, each Friday",
}


def in_days(days) -> date:
    return timezone.localdate() + timedelta(days)


def pilot(team, by=None, **fields) -> Pilot:
    """One that is being planned."""
    fields = {"title": "Talk moves", "ends_on": in_days(60), "skipped": "we begin small", **AIM, **fields}
    last = team.pilots.last()
    number = last.number + 1 if last else 1
    return Pilot.objects.create(team=team, number=number, noted_by=by, led_by=by, **fields)


def inviting(team, by=None, **fields) -> Pilot:
    """One whose invitation is open."""
    said = {"data_rule": "unnamed", "joining_means": "One hour a week.", "recorded": "Tallies of classes.", **fields}
    return pilot(team, by, invited_at=timezone.now(), pinned="Our goal as we said it first.", **said)


def running(team, by=None, participants=(), **fields) -> Pilot:
    """One that is under way, joined by these people."""
    made = inviting(team, by, started_at=timezone.now(), **fields)
    for person in participants:
        joined(made, person)
    return made


def closed(team, by=None, participants=(), **fields) -> Pilot:
    fields = {"decision": "spread", "decision_why": "It held.", "results": "Eleven of fourteen.", **fields}
    return running(team, by, participants, closed_at=timezone.now(), closed_by=by, **fields)


def joined(pilot, person) -> Participation:
    return Participation.objects.create(pilot=pilot, person=person)


def cycle(pilot, **fields) -> Cycle:
    fields = {"change_idea": "Sentence starters on every desk", **fields}
    last = pilot.cycles.last()
    return Cycle.objects.create(pilot=pilot, number=last.number + 1 if last else 1, **fields)


def measure(pilot, values=(), by=None, since=None, **fields) -> Measure:
    """One with an observation a week, of these values, the last one a week ago."""
    fields = {
        "kind": "outcome",
        "title": "Students who explained",
        "definition": "Tally on Friday, of those present.",
        "unit": "students",
        "direction": "up",
        **fields,
    }
    last = pilot.measures.last()
    made = Measure.objects.create(pilot=pilot, number=last.number + 1 if last else 1, **fields)
    observations(made, values, by, since)
    return made


def observations(measure, values, by=None, since=None, **fields) -> list[Observation]:
    since = since or in_days(-7 * len(values))
    return Observation.objects.bulk_create(
        Observation(measure=measure, on=since + timedelta(7 * place), value=Decimal(str(value)), noted_by=by, **fields)
        for place, value in enumerate(values)
    )


def url(name, pilot, *args, **query):
    return reverse(name, args=[pilot.team.slug, pilot.number, *args], query=query or None)
