"""What the coach line is said from, brought along with the pilots in one query. Knows rows, no words (`pilots.coach`)."""

from django.db.models import Count, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from .models import Cycle, Observation, Pilot, TestedArrow


def with_coach_facts(pilots):
    """The same pilots, each with `coach_facts`, for `coach.line_of` and `coach.facts_of`."""
    cycles = Cycle.objects.filter(pilot=OuterRef("pk"))
    linked = cycles.filter(builds_on__isnull=False).order_by("-number")
    scoped = cycles.filter(scope_count__isnull=False).exclude(scope_unit="").order_by("number")
    # Of the measure with the most: two numbers of two measures are no course of anything.
    days = Observation.objects.standing().filter(measure__pilot=OuterRef("pk")).order_by().values("measure")
    days = days.annotate(days=Count("on", distinct=True)).order_by("-days")
    arrows = TestedArrow.objects.filter(pilot=OuterRef("pk"))
    return pilots.annotate(
        coach_facts=JSONObject(
            cycles=how_many(cycles, "pilot"),
            later=Subquery(linked.values("number")[:1]),
            earlier=Subquery(linked.values("builds_on__number")[:1]),
            points=Coalesce(Subquery(days.values("days")[:1]), 0),
            scope_count=Subquery(scoped.values("scope_count")[:1]),
            scope_unit=Coalesce(Subquery(scoped.values("scope_unit")[:1]), Value("")),
            arrows=how_many(arrows, "pilot"),
            open=Subquery(cycles.filter(closed_at=None).values("number")[:1]),
        )
    )


def how_many(rows, group):
    counted = rows.order_by().values(group).annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def brought(pilot) -> Pilot:
    """The pilot, with its facts; asked for where it came without."""
    if not hasattr(pilot, "coach_facts"):
        pilot.coach_facts = (
            with_coach_facts(Pilot.objects.filter(pk=pilot.pk)).values_list("coach_facts", flat=True).get()
        )
    return pilot
