"""The times a team reserved, as a file that any calendar reads. Knows rows and addresses, no requests."""

from datetime import timedelta

from django.conf import settings
from icalendar import Calendar, Event

from .models import Rhythm

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def calendar_of(team, times, labels, address) -> bytes:
    """All `times`, each with its rhythm. `labels` names the conditions; `address` gives the page of one, on this host."""
    made = Calendar()
    made.add("prodid", "-//Throughline//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", team.name)
    for time in times:
        made.add_component(event_of(time, labels[time.condition], address(time.condition)))
    made.add_missing_timezones()
    return made.to_ical()


def event_of(time, label, address) -> Event:
    """One reserved time. Its id stays the same for ever, so that a newer file changes it instead of doubling it."""
    event = Event()
    event.add("uid", f"reserved-time-{time.pk}@{address.split('/')[2]}")
    event.add("dtstamp", time.changed_at)
    event.add("last-modified", time.changed_at)
    event.add("sequence", int(time.changed_at.timestamp()) - 1_700_000_000)
    event.add("summary", f"{time.meeting}: {label}")
    event.add("description", address)
    event.add("url", address)
    begins = wall_time(time.begins)
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(minutes=time.minutes))
    rule = rule_of(time)
    if rule:
        event.add("rrule", rule)
    return event


def wall_time(moment):
    """A site that has not said where it is means the clock on the wall: half past three stays that in every calendar."""
    return moment.replace(tzinfo=None) if settings.TIME_ZONE == "UTC" else moment


def rule_of(time) -> dict:
    """How it comes again, in the words of calendars; nothing where it comes once."""
    if time.rhythm == Rhythm.ONCE or time.times == 1:
        return {}
    if time.rhythm == Rhythm.MONTHLY:
        weekday = WEEKDAYS[time.begins.weekday()]
        return {"freq": "monthly", "count": time.times, "byday": f"{int(time.place)}{weekday}"}
    return {"freq": "weekly", "count": time.times, "interval": 2 if time.rhythm == Rhythm.FORTNIGHTLY else 1}
