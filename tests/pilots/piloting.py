"""Makes pilots and what belongs to them for tests. Each gives a valid thing; say only what the test is about."""

from datetime import date, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from pilots.models import Cycle, Measure, Observation, OpenClassroom, Participation, Pilot, Prediction

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
    said = {"data_rule": "unnamed", "joining_means": "One hour a week.", "recorded": "Tallies of classes."}
    said |= {"invited_at": timezone.now(), "pinned": "Our goal as we said it first."}
    return pilot(team, by, **said | fields)


def running(team, by=None, participants=(), **fields) -> Pilot:
    """One that is under way, joined by these people."""
    made = inviting(team, by, **{"started_at": timezone.now(), **fields})
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


def open_classroom(school, host, **fields) -> OpenClassroom:
    """A door that is open in three days."""
    at = timezone.now().replace(second=0, microsecond=0) + timedelta(days=3)
    return OpenClassroom.objects.create(
        school=school, host=host, **{"trying": "Students ask first", "at": at, "place": "Room 7", **fields}
    )


def local_time(at) -> str:
    """As a form sends it."""
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def begun_cycle(pilot, predictions=1, **fields) -> Cycle:
    """One that is under way, with so many predictions."""
    made = cycle(pilot, **{"started_at": timezone.now(), **fields})
    for number in range(predictions):
        prediction(made, then_words=f"at least {number + 3} speak unasked")
    return made


def closed_cycle(cycle, **fields) -> Cycle:
    """The same, with all said, and closed."""
    now = timezone.now()
    said = {
        "happened": "We tried it three times.",
        "learned": "It takes a while.",
        "act": "adapt",
        "act_why": "Cards fade.",
    }
    said |= {"started_at": cycle.started_at or now, "closed_at": now, **fields}
    for name, value in said.items():
        setattr(cycle, name, value)
    cycle.save(update_fields=said)
    return cycle


def prediction(cycle, held="", **fields) -> Prediction:
    """One that is open, unless `held` says what came of it."""
    said = {"if_words": "If cards lie on each table", "then_words": "more students speak unasked", **fields}
    return Prediction.objects.create(cycle=cycle, held=held, result="Five did, two did not." if held else "", **said)
