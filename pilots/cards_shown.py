"""What readers of a learning card see, whoever they are. Knows rows, no requests.

A card leaves the house: no names, no notes, no groups of observations. Participants are a number, and a small one is "a few".
The team sees the same page that others would see, so that whoever says yes has read all of it.
"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadership import guides

from .models import LearningCard, Replication
from .replication_words import told
from .run_chart_drawing import draw
from .run_chart_rows import charts_by_measure
from .run_chart_shape import Chart, Seen

FEW = 3


@dataclass(frozen=True)
class CycleShown:
    number: int
    idea: str
    act: str  # the first word of what followed; "" where it was not said


@dataclass(frozen=True)
class ChartShown:
    """A chart that may be seen outside, in words, numbers and two pictures. `name` keeps the pictures of a page apart."""

    chart: Chart
    name: str

    @property
    def wide(self):
        return draw(self.chart, "wide", name=f"{self.name}-wide")

    @property
    def narrow(self):
        return draw(self.chart, "narrow", name=f"{self.name}-narrow")

    @property
    def on_paper(self):
        return draw(self.chart, "print", name=self.name)


@dataclass(frozen=True)
class ReplicationShown:
    """How it went elsewhere: in words, with a chart where that team lent one."""

    key: int
    school: str
    outcome: str
    words: str
    chart: ChartShown | None


@dataclass(frozen=True)
class CardShown:
    card: LearningCard
    school: str
    condition: str  # "" where it serves none in particular
    people: str
    cycles: tuple[CycleShown, ...]
    chart: ChartShown | None
    replications: tuple[ReplicationShown, ...]
    told: str  # how it went elsewhere, in one sentence

    @property
    def pilot(self):
        return self.card.pilot


def shown(card, people=None) -> CardShown:
    """`card` with its pilot, team and school at hand (`with_pilots`). `people`: how many take part, where that is known."""
    pilot = card.pilot
    replications = list(card.replications.select_related("team__school", "measure"))
    charts = charts_outside([card.measure, *(one.measure for one in replications)])
    return CardShown(
        card=card,
        school=str(pilot.team.school),
        condition=condition_of(pilot),
        people=people_words(pilot.participations.count() if people is None else people),
        cycles=tuple(
            CycleShown(cycle.number, cycle.change_idea, cycle.get_act_display().partition(":")[0])
            for cycle in pilot.cycles.all()
        ),
        chart=charts.get(card.measure_id),
        replications=tuple(
            ReplicationShown(
                one.pk, str(one.team.school), one.get_outcome_display(), one.words, charts.get(one.measure_id)
            )
            for one in replications
        ),
        told=told_of(replications),
    )


def condition_of(pilot) -> str:
    return guides.guide(pilot.guide).label if pilot.guide in guides.GUIDE_KEYS else ""


def told_of(replications) -> str:
    return told((one.outcome, one.team.school_id) for one in replications)


def people_words(count) -> str:
    if count < FEW:
        return _("A few people took part.")
    return ngettext("%(count)s person took part.", "%(count)s people took part.", count) % {"count": count}


def charts_outside(measures) -> dict[int, ChartShown]:
    """By the measure's key, as they may be seen outside of their pilot; in one go."""
    found = charts_by_measure([measure for measure in measures if measure], notes=False)
    return {key: ChartShown(bare(chart), f"chart-{key}") for key, chart in found.items()}


def bare(chart) -> Chart:
    """Without what somebody noted beside an observation, and without groups, which may be named after people."""
    seen = tuple(Seen(one.on, one.value) for one in chart.seen)
    return replace(chart, seen=seen, signs=(), signs_left=0, groups=(), groups_left=())


def lines_of(cards) -> list:
    """Each card of a list with `condition` and `told`. Asks once, however many they are."""
    cards = list(cards)
    replications = Replication.objects.filter(card__in=cards).select_related("team")
    by_card = {}
    for one in replications:
        by_card.setdefault(one.card_id, []).append(one)
    for card in cards:
        card.condition, card.told = condition_of(card.pilot), told_of(by_card.get(card.pk, ()))
    return cards
