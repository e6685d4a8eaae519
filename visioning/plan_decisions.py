"""What a team's plan says of what the team decided on the big questions of the guides: the words of that day, how, and who sees it differently.

Words that are still being written are counted and not shown. Knows rows, no requests.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.safestring import SafeString

from leadership import guides
from leadership.plan_conditions import SeenDifferently
from leadership.rows_together import listed, name_of

from .models import DecisionDissent, DecisionPoint
from .models.decision_points import read_together

HEADINGS_FROM = 5  # below the chapter, the guide and the question


@dataclass(frozen=True)
class Decided:
    """One settled decision point. `question` is "" where it is no longer in the guide."""

    about: str
    question: str
    html: SafeString
    how: str
    on: date
    dissents: tuple[SeenDifferently, ...] = ()
    address: str = ""


@dataclass(frozen=True)
class Decisions:
    """By guide, in the team's order of the conditions; within a guide in the order of its questions."""

    points: tuple[Decided, ...] = ()
    being_written: int = 0

    def __bool__(self):
        return bool(self.points or self.being_written)

    @classmethod
    def of(cls, team, order=()) -> "Decisions":
        """`order`: the conditions a team has placed. One question to the database, however many there are."""
        dissents = DecisionDissent.objects.filter(decision_point=OuterRef("pk")).order_by("at", "id")
        points = DecisionPoint.objects.filter(team=team).select_related("version")
        points = list(points.annotate(seen_differently=listed(dissents, "words", "at", name=name_of("person"))))
        settled = [point for point in points if point.is_settled]
        if without := [point for point in settled if not point.version_id]:
            read_together(without)
        places = {place: number for number, place in enumerate(places_of(order))}
        settled.sort(key=lambda point: (places.get((point.guide, point.question), len(places)), point.pk))
        return cls(tuple(decided(point, team.slug) for point in settled), len(points) - len(settled))


def places_of(order):
    """Every question in the order of a plan: the overview, the team's order, then the usual one."""
    keys = dict.fromkeys((guides.OVERVIEW, *order, *guides.CONDITION_KEYS))
    for guide in map(guides.guide, keys):
        for stage in guide.stages:
            for question in stage.questions:
                yield guide.key, question.key


def decided(point, team_slug) -> Decided:
    guide = guides.guide(point.guide)
    found = guide.question(point.question)
    return Decided(
        about=guide.label,
        question=found[1].text if found else "",
        html=point.decided.html(first_heading=HEADINGS_FROM),
        how=point.get_decided_by_display(),
        on=point.decided_on,
        dissents=tuple(SeenDifferently.of(one) for one in point.seen_differently),
        address=reverse("guide_question", args=(team_slug, guide.key, point.question)) if found else "",
    )
