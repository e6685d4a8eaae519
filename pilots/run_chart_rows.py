"""Run charts of what is stored: all measures of pilots in one question to the database. Knows rows, no requests and no pictures."""

from datetime import date
from operator import attrgetter, itemgetter
from typing import NamedTuple

from django.db.models import CharField, DateField, DecimalField, F, IntegerField, Value
from django.db.models.functions import Cast

from .models import Cycle, Measure, Observation, Pilot, Rebase
from .run_chart_shape import Chart, CycleSpan, NewLine, Seen, chart_of

NO_DAY = Cast(Value(None), DateField())
NO_VALUE = Cast(Value(None), DecimalField(max_digits=14, decimal_places=4))
NO_WORDS = Value("", output_field=CharField())
NO_NUMBER = Cast(Value(None), IntegerField())
MEASURE, REBASE, CYCLE, OBSERVATION = "mrco"  # letters: Django would look at each number of thousands of rows again


class Row(NamedTuple):
    """A row of any of them; what a field means depends on `kind`."""

    kind: str
    pilot: int
    measure: int | None
    id: int
    day: date | None
    until: date | None
    value: object
    words: str
    more: str
    direction: str
    number: int | None


SEEN = itemgetter(*map(Row._fields.index, ("day", "value", "words", "more", "number")))  # in the order of `Seen`


class Measured(NamedTuple):
    """A measure, as a chart wants it."""

    id: int
    number: int
    title: str
    unit: str
    direction: str
    target: object
    baseline_until: date | None


def charts_of(pilot_or_measures, notes: bool = True) -> list[Chart]:
    """The charts of a pilot, in the order of its measures; or of these measures, in theirs.

    Without `notes` nothing of what was noted beside an observation comes along: for pages that leave the house.
    """
    if isinstance(pilot_or_measures, Pilot):
        return charts_by_pilot([pilot_or_measures], notes)[pilot_or_measures.pk]
    measures = list(pilot_or_measures)
    if not measures:
        return []
    keys, pilots = [one.pk for one in measures], {one.pilot_id for one in measures}
    around = _around(Rebase.objects.filter(measure__in=keys), Cycle.objects.filter(pilot__in=pilots))
    rows = _asked([*around, _seen(Observation.objects.filter(measure__in=keys), notes)])
    return [_chart(one, one.pilot_id, rows) for one in measures]


def chart_of_measure(measure, notes: bool = True) -> Chart:
    return charts_of([measure], notes)[0]


def charts_by_pilot(pilots, notes: bool = True) -> dict[int, list[Chart]]:
    """The charts of each of these pilots (or of these keys of pilots), in the order of their measures."""
    keys = [getattr(pilot, "pk", pilot) for pilot in pilots]
    if not keys:
        return {}
    own = ("pilot_id", "id", "baseline_until", NO_DAY, "target", "title", "unit", "direction", "number")
    around = _around(Rebase.objects.filter(measure__pilot__in=keys), Cycle.objects.filter(pilot__in=keys))
    seen = _seen(Observation.objects.filter(measure__pilot__in=keys), notes)
    rows = _asked([_arm(Measure.objects.filter(pilot__in=keys), MEASURE, *own), *around, seen])
    found = {key: [] for key in keys}
    measures = [row for (kind, _measure, _pilot), ones in rows.items() if kind == MEASURE for row in ones]
    for row in sorted(measures, key=attrgetter("number")):
        measured = Measured(row.id, row.number, row.words, row.more, row.direction, row.value, row.day)
        found[row.pilot].append(_chart(measured, row.pilot, rows))
    return found


def charts_by_measure(measures, notes: bool = True) -> dict[int, Chart]:
    """The charts of just these measures, by their keys; they may be of several pilots."""
    measures = {measure.pk: measure for measure in measures}
    if not measures:
        return {}
    pilots = {measure.pilot_id for measure in measures.values()}
    rows = _asked(
        [
            *_around(Rebase.objects.filter(measure__in=measures), Cycle.objects.filter(pilot__in=pilots)),
            _seen(Observation.objects.filter(measure__in=measures), notes),
        ]
    )
    return {key: _chart(measure, measure.pilot_id, rows) for key, measure in measures.items()}


def _around(rebases, cycles):
    standing = rebases.filter(taken_back_at=None)
    none = (NO_WORDS, NO_NUMBER)
    yield _arm(standing, REBASE, "measure__pilot_id", "measure_id", "from_on", NO_DAY, NO_VALUE, "why", NO_WORDS, *none)
    begun = (NO_VALUE, "change_idea", NO_WORDS, NO_WORDS, "number")
    yield _arm(cycles, CYCLE, "pilot_id", NO_NUMBER, "starts_on", "ends_on", *begun)


def _seen(observations, notes):
    said = ("group", "note") if notes else ("group", NO_WORDS)
    columns = ("measure__pilot_id", "measure_id", "on", NO_DAY, "value", *said, NO_WORDS, "cycle__number")
    return _arm(observations.standing(), OBSERVATION, *columns)


def _arm(rows, kind, pilot, measure, *columns):
    """One part of the question: its columns in the order of `Row`."""
    columns = (Value(kind, output_field=CharField()), pilot, measure, "pk", *columns)
    said = {f"_{name}": F(one) if isinstance(one, str) else one for name, one in zip(Row._fields, columns, strict=True)}
    return rows.order_by().annotate(**said).values_list(*said)


def _asked(arms) -> dict[tuple, list[Row]]:
    """What was found, by kind, measure and pilot."""
    first, *others = arms
    found = {}
    for row in map(Row._make, first.union(*others, all=True).order_by()):
        found.setdefault((row.kind, row.measure, row.pilot), []).append(row)
    return found


def _chart(measure, pilot, rows) -> Chart:
    seen = sorted(rows.get((OBSERVATION, measure.id, pilot), ()), key=attrgetter("id"))  # they are sorted by day there
    begun = sorted(rows.get((CYCLE, None, pilot), ()), key=attrgetter("number"))
    return chart_of(
        measure,
        map(Seen._make, map(SEEN, seen)),
        [NewLine(row.day, row.words) for row in rows.get((REBASE, measure.id, pilot), ())],
        [CycleSpan(row.number, row.words, row.day, row.until) for row in begun],
    )
