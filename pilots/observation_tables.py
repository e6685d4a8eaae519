"""Observations of a measure as a table: a page of those that count, those that were struck out, and all of them as a file.

One question to the database, however many there are. Knows rows, no requests.
"""

import csv
import io
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from visioning.theory.csv_form import shielded

from .forms.typed import plain
from .models import Correction, Measure, Observation, Source

A_PAGE = 50
MOST_STRUCK = 50


@dataclass(frozen=True)
class ObservationTable:
    """Newest first. `newer` and `older` are numbers of pages, nought where there is none."""

    rows: list[Observation]
    struck: list[Observation]
    page: int
    older: int

    @property
    def newer(self) -> int:
        return self.page - 1

    @classmethod
    def of(cls, measure: Measure, page=1) -> "ObservationTable":
        newest = measure.observations.order_by("-on", "-id")
        first = (page - 1) * A_PAGE
        standing = newest.filter(struck_at=None).values("pk")[
            first : first + A_PAGE + 1
        ]  # one more tells of another page
        struck = newest.filter(struck_at__isnull=False).values("pk")[:MOST_STRUCK]
        shown = newest.filter(Q(pk__in=standing) | Q(pk__in=struck)).annotate(correction_rows=Correction.told())
        found = list(shown.select_related("noted_by", "cycle"))
        rows = [one for one in found if one.struck_at is None]
        set_right, strike = addresses(measure, "observation_set_right"), addresses(measure, "observation_strike")
        for one in found:
            one.measure = measure
            one.stories = stories_of(one)
            one.set_right_at, one.strike_at = set_right(one), strike(one)
        older = page + 1 if len(rows) > A_PAGE else 0
        return cls(rows[:A_PAGE], [one for one in found if one.struck_at], page, older)


def addresses(measure, name):
    """What gives each observation its address by this name; Django is asked once, not for each row."""
    args = (measure.pilot.team.slug, measure.pilot.number, measure.number, 0)
    before, after = reverse(name, args=args).rsplit("/0/", 1)
    return lambda observation: f"{before}/{observation.pk}/{after}"


def page_asked(said) -> int:
    """The number of a page as an address says it; the first where that is none."""
    return int(said) if said and said.isascii() and said.isdecimal() and 0 < len(said) < 5 and int(said) else 1


def stories_of(observation):
    """Each correction with what it changed, newest first: what stood there before, beside what stood there after."""
    stories, after = [], observation
    for correction in Correction.built(observation.correction_rows):
        stories.append(Story(correction, after))
        after = correction
    return stories


@dataclass(frozen=True)
class Story:
    """One correction and what stood there after it."""

    correction: Correction
    after: object

    @property
    def value(self):
        return self.correction.value if self.correction.value != self.after.value else None

    @property
    def on(self):
        return self.correction.on if self.correction.on != self.after.on else None

    @property
    def group(self):
        return self.correction.group if self.correction.group != self.after.group else ""


def csv_of(measure: Measure) -> bytes:
    """Every observation that counts, oldest first, with the mark by which spreadsheets know UTF-8. No names of people: files travel."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_MINIMAL)
    value = shielded(f"{measure.title} ({measure.unit})" if measure.unit else measure.title)
    writer.writerow([_("Day"), value, _("Group"), _("Note"), _("Cycle"), _("How it came")])
    rows = measure.observations.standing().order_by("on", "id")
    came = {key: str(label) for key, label in Source.choices}
    for on, number, group, note, cycle, source in rows.values_list(
        "on", "value", "group", "note", "cycle__number", "source"
    ):
        writer.writerow([on.isoformat(), plain(number), shielded(group), shielded(note), cycle or "", came[source]])
    return file.getvalue().encode("utf-8-sig")
