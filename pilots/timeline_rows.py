"""Pilots as bands of the timeline, and each in a sentence. Knows rows, no requests."""

from datetime import date, datetime

from django.db.models import OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadership.rows_together import listed

from .models import Cycle, Pilot, Stage
from .timeline_drawing import Band


def timeline_of(team) -> list[Pilot]:
    """The team's pilots by their first day, each with its `band` and `span` in words. One question."""
    cycles = Cycle.objects.filter(pilot=OuterRef("pk")).order_by("number")
    pilots: QuerySet = Pilot.objects.filter(team=team).annotate(cycle_rows=listed(cycles, "starts_on", "noted_at"))
    found = list(pilots)
    for one in found:
        one.team = team
        one.band = band_of(one)
        one.span = span_of(one)
        one.cycles_words = cycles_words(len(one.cycle_rows))
    return sorted(found, key=lambda one: (one.band.begin, one.number))


def day_of(moment) -> date | None:
    return moment and timezone.localtime(moment).date()


def begin_of(pilot) -> date:
    """The day on which it began; before, the day it is planned for, else the one on which somebody began to plan."""
    return day_of(pilot.started_at) or pilot.starts_on or day_of(pilot.noted_at)


def band_of(pilot) -> Band:
    begin = begin_of(pilot)
    closed = day_of(pilot.closed_at)
    began = [
        date.fromisoformat(one["starts_on"]) if one["starts_on"] else day_of(datetime.fromisoformat(one["noted_at"]))
        for one in pilot.cycle_rows
    ]
    return Band(
        title=pilot.title,
        look=pilot.stage.value,
        begin=min(begin, closed or begin, pilot.ends_on),
        until=max(pilot.ends_on, begin),
        ended=closed,
        midpoint=pilot.midpoint_on,
        cycles=tuple(began),
        url=pilot.get_absolute_url(),
        words=span_of(pilot),
    )


def span_of(pilot) -> str:
    """From when until when, plainly."""
    days = {
        "begin": date_format(begin_of(pilot), "DATE_FORMAT"),
        "until": date_format(pilot.ends_on, "DATE_FORMAT"),
    }
    closed = day_of(pilot.closed_at)
    if closed:
        days["closed"] = date_format(closed, "DATE_FORMAT")
        if closed < pilot.ends_on:
            return _("%(begin)s to %(closed)s; it was planned until %(until)s and ended early") % days
        return _("%(begin)s to %(closed)s") % days
    return _("%(begin)s to %(until)s") % days


def cycles_words(count) -> str:
    return ngettext("one cycle", "%(count)s cycles", count) % {"count": count} if count else _("no cycle yet")


def in_stage(pilots, *stages) -> int:
    return sum(one.stage in stages for one in pilots)


def summary_of(pilots) -> str:
    """How many there are, and where they stand: the sentence before the picture."""
    total = ngettext("One pilot", "%(count)s pilots", len(pilots)) % {"count": len(pilots)}
    stages = {
        Stage.RUNNING: ngettext("one under way", "%(count)s under way", in_stage(pilots, Stage.RUNNING)),
        Stage.INVITING: ngettext("one inviting", "%(count)s inviting", in_stage(pilots, Stage.INVITING)),
        Stage.PLANNED: ngettext("one being planned", "%(count)s being planned", in_stage(pilots, Stage.PLANNED)),
        Stage.CLOSED: ngettext("one closed", "%(count)s closed", in_stage(pilots, Stage.CLOSED)),
    }
    parts = [words % {"count": count} for stage, words in stages.items() if (count := in_stage(pilots, stage))]
    return _("%(total)s: %(parts)s.") % {"total": total, "parts": ", ".join(parts)}
