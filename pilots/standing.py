"""Where pilots stand, brought along in one query: how many take part, how many cycles, measures, observations. Knows rows, no words."""

from django.db.models import Exists, OuterRef, Subquery

from visioning.models.drafting import how_many

from .coach_facts import with_coach_facts
from .models import Cycle, LearningCard, Measure, Observation, Participation, Pilot


def with_standing(pilots):
    """The same pilots, each with what `next_things` and `coach` speak of."""
    here = OuterRef("pk")
    cycles = Cycle.objects.filter(pilot=here)
    return with_coach_facts(pilots).annotate(
        people_count=how_many(Participation.objects.filter(pilot=here)),
        cycle_count=how_many(cycles),
        open_cycle=Subquery(cycles.filter(closed_at=None).values("number")[:1]),
        measure_count=how_many(Measure.objects.filter(pilot=here)),
        point_count=how_many(Observation.objects.standing().filter(measure__pilot=here)),
        has_card=Exists(LearningCard.objects.filter(pilot=here)),
    )


def pilots_of(team, person_id) -> list[Pilot]:
    """All of a team, each with where it stands and whether this person takes part."""
    mine = Participation.objects.filter(pilot=OuterRef("pk"), person=person_id)
    found = list(with_standing(Pilot.objects.filter(team=team)).annotate(joined=Exists(mine)))
    for one in found:
        one.team = team
    return found
