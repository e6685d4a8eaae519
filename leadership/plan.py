"""A team's plan, put together from every app into one plain object that the page, the PDF and the command read.

Wiring: may look up into visioning and pilots. Knows nothing of requests, and nothing of how a plan is printed.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadership import plan_chapters
from leadership.golden_thread import GoldenThread
from leadership.models import Agreement, Membership, Position, StaffMember, Team
from leadership.plan_around import Around
from leadership.plan_conditions import ConditionWork, of_team
from leadership.plan_leaving import Leaves
from leadership.plan_provenance import Grounds, claims_of, grounds_of
from leadership.rows_together import built, listed
from pilots.plan_pilots import Pilots
from visioning.live.authorship import Authors, Contribution, contributions, read_text
from visioning.live.reading import Reading
from visioning.models import DERIVED, NOW, ORGANIZER, WHY_QUESTIONS, Adoption, SharedVision, Version, Why
from visioning.models.drafting import how_many
from visioning.plan_crosswalk import Crosswalk
from visioning.plan_decided import DecisionLog
from visioning.plan_decisions import Decisions
from visioning.plan_initiatives import Initiatives
from visioning.plan_standing import Standing
from visioning.plan_theories import Theories
from visioning.plan_threads import Origins

# Headings people wrote come below the plan's own: cover, then chapter, then theirs.
HEADINGS_FROM = 3
# In which chapter a part of the vision's text stands; the text itself stands in "vision".
CHAPTER_OF = (
    {section.key: "organizer" for section in ORGANIZER} | {one.key: "short" for one in DERIVED} | {NOW.key: "now"}
)


@dataclass(frozen=True)
class PositionCount:
    """How many people of the team hold a position."""

    label: str
    people: int


@dataclass(frozen=True)
class Part:
    """One field of a text. `html` is "" where nobody has written yet."""

    key: str
    heading: str
    question: str
    html: str


@dataclass(frozen=True)
class Plan(Leaves):
    """Everything a reader of the plan sees."""

    team: Team
    day: date
    memberships: tuple[Membership, ...]
    positions: tuple[PositionCount, ...]
    contributions: tuple[Contribution, ...]  # by name: a plan ranks nobody
    adoption: Adoption | None
    adopters: tuple[str, ...]
    vision: str
    organizer: tuple[Part, ...]
    versions: tuple[Version, ...]
    quiet_versions: int
    newer_versions: bool
    agreements: tuple[Agreement, ...]
    why: tuple[Part, ...] = ()
    derived: tuple[Part, ...] = ()
    now: str = ""
    tagline: str = ""
    origins: Origins = field(default_factory=Origins)
    standing: Standing = field(default_factory=Standing)
    work: ConditionWork = field(default_factory=ConditionWork)
    decisions: Decisions = field(default_factory=Decisions)
    theories: Theories = field(default_factory=Theories)
    log: DecisionLog = field(default_factory=DecisionLog)
    initiatives: Initiatives = field(default_factory=Initiatives)
    pilots: Pilots = field(default_factory=Pilots)
    crosswalk: Crosswalk = field(default_factory=Crosswalk)
    grounds: dict[int, Grounds] = field(default_factory=dict)  # by number of a goal; read through `goals` alone
    hidden: frozenset[str] = frozenset()  # chapters that are not in it
    inside: bool = True  # for the team: with links into its pages
    site: str = ""  # its address, where a file is to lead back to it
    with_names: bool = True
    around: Around = field(default_factory=Around)

    @classmethod
    def for_team(cls, team):
        """The plan as it stands now: the version the team adopted last, else the text as it is being written."""
        memberships = tuple(team.memberships.select_related("person"))
        adoption, reading, versions, wrote = None, Reading.EMPTY, (), ()
        origins, standing, moved = Origins(), Standing(), None
        shared = SharedVision.objects.filter(team=team).annotate(**Standing.questions()).first()
        if shared:
            adoption = adopted_last(shared)
            authors = Authors.of(shared.text_id)
            moved = authors.moved
            reading = adoption.version.reading if adoption else authors.now
            wrote = contributions(authors, reading)
            origins = Origins.of(shared.text_id, reading, moved)
            standing = Standing.of(shared, adoption and adoption.version)
            versions = tuple(
                Version.objects.filter(text_id=shared.text_id)
                .defer("words")
                .annotate(adopted_at=Max("adoptions__at"))
                .order_by("-number")
            )
        told = tuple(version for version in versions if version.name or version.adopted_at)
        brought = brought_along(team)
        work, theories = ConditionWork.of(team, brought), Theories.of(team, brought)
        return cls(
            team=team,
            day=timezone.localdate(),
            memberships=memberships,
            positions=tuple(count_positions(memberships)),
            contributions=tuple(wrote),
            adoption=adoption,
            adopters=tuple(names_of(adoption)) if adoption else (),
            vision=reading.html("content", first_heading=HEADINGS_FROM, notes=origins.notes),
            organizer=parts_of(ORGANIZER, reading, origins.notes),
            versions=told,
            quiet_versions=len(versions) - len(told),
            newer_versions=bool(adoption) and versions[0].number > adoption.version.number,
            agreements=tuple(built(Agreement, brought["agreed"])),
            why=why_of(brought["why_text"]),
            derived=tuple(part for part in parts_of(DERIVED, reading, origins.notes) if part.html),
            now=reading.html(NOW.key, HEADINGS_FROM, notes=origins.notes),
            tagline=" ".join(reading.plain("tagline").split()),
            origins=origins,
            standing=standing,
            work=work,
            decisions=Decisions.of(team, [one.condition for one in work.order]),
            theories=theories,
            log=DecisionLog.of(team, brought),
            initiatives=Initiatives.of(team, brought, partial(said_there, reading, moved)),
            pilots=Pilots.of(team, brought),
            crosswalk=Crosswalk.of(team, brought),
            grounds=grounds_by_goal(team, theories, brought["staff_count"]),
            around=Around.of(brought),
        )

    @property
    def school(self):
        return self.team.school

    @property
    def version(self):
        """The version in the plan, or None while the plan shows a draft."""
        return self.adoption and self.adoption.version

    @property
    def has_organizer(self):
        return any(part.html for part in self.organizer)

    @property
    def is_empty(self):
        written = self.vision or self.has_organizer or self.derived or self.now or self.why
        return not (
            written
            or self.decisions
            or self.theories
            or self.log
            or self.initiatives
            or self.pilots
            or self.work != ConditionWork()
        )

    @property
    def chapters(self):
        """What stands in this plan, in order: (id, title). The cover lists them, and the chapters ask here."""
        return [(chapter.key, chapter.title) for chapter in plan_chapters.standing(self)]

    @cached_property
    def goals(self):
        """Each goal with what this plan may say of where it comes from and what came of it."""
        grounds = self.grounds
        return [(one, claims_of(self, one.goal and grounds.get(one.goal.number))) for one in self.theories.goals]

    @property
    def writers(self):
        """How many known people wrote words that are in the plan."""
        return sum(1 for one in self.contributions if one.person)

    @property
    def writers_left(self):
        """Whether words of people who have left are in it."""
        return any(one.person is None for one in self.contributions)

    @property
    def file_name(self):
        return f"{self.team.slug}-plan-{self.day:%Y-%m-%d}.pdf"


def said_there(reading, moved, passage):
    """What the plan's text says where a passage stands, "" where it is not in it; and the chapter that says it."""
    place = passage.place(reading, moved)
    return place.words if place else "", CHAPTER_OF.get(passage.fragment, "vision")


def parts_of(sections, reading, notes=None):
    """A section's own heading stands above its words, so people's headings go one deeper."""
    return tuple(
        Part(section.key, section.title, section.prompt, reading.html(section.key, HEADINGS_FROM + 1, notes=notes))
        for section in sections
    )


def brought_along(team):
    """What many small tables say of this team, in one question to the database."""
    why = Why.objects.filter(team=OuterRef("pk")).values("text_id")
    asked = ConditionWork.questions() | Theories.questions() | Pilots.questions()
    asked |= DecisionLog.questions() | Initiatives.questions()
    asked |= Around.questions() | Crosswalk.questions()
    asked["staff_count"] = how_many(StaffMember.objects.filter(school=OuterRef("school")))
    asked |= {"why_text": Subquery(why), "agreed": listed(of_team(Agreement), "text")}
    return Team.objects.filter(pk=team.pk).values(**asked).get()


def grounds_by_goal(team, theories, staff):
    """The golden thread above and below each goal. Nothing is asked where there is no goal."""
    goals = [one.goal for one in theories.goals if one.goal]
    thread = goals and GoldenThread.for_team(team)
    return {goal.number: grounds_of(thread, goal, CHAPTER_OF, staff) for goal in goals}


def why_of(text_id):
    """The team's common answers to why, those that say something. Nobody's private ones."""
    return tuple(part for part in parts_of(WHY_QUESTIONS, read_text(text_id)) if part.html) if text_id else ()


def adopted_last(shared):
    """The adoption that counts, with its version, its words and its people's names in one question to the database."""
    return (
        Adoption.objects.filter(version__text_id=shared.text_id)
        .select_related("version")
        .order_by("-id")  # said here, since a query that gathers rows forgets its model's order
        .annotate(adopter_names=ArrayAgg("people__name", default=[], order_by="people__name"))
        .first()
    )


def names_of(adoption):
    """Who took part in adopting; whoever has left since is counted, not named."""
    names = [name for name in adoption.adopter_names if name]
    yield from names
    for _left in range(adoption.people_count - len(names)):
        yield _("a former colleague")


def count_positions(memberships):
    """Each position somebody holds with its count, in the order of the list of positions."""
    for key, label in Position.choices:
        people = sum(key in membership.person.positions for membership in memberships)
        if people:
            yield PositionCount(label, people)
