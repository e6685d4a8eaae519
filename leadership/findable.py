"""What can be found of people, teams and the work on the conditions, by whom. Each begins from where a person stands.

Knows nothing of visions and pilots. Answers to rounds of self-assessment are not here at all: what may be shown of them is numbers.
"""

from dataclasses import dataclass
from functools import cache

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from . import guides
from .finding import WORD, Found, Kind, Reach, bare
from .models import (
    Agreement,
    AssessmentRound,
    Audience,
    BlindLevel,
    Consensus,
    ConsensusDissent,
    District,
    DistrictMember,
    Membership,
    PlanDissent,
    PlanEdition,
    PlanSheet,
    RankedCondition,
    ReservedTime,
    School,
    StaffMember,
    Task,
    Team,
)
from .models.groundwork import NOTE_KINDS
from .note_words import NOTE_WORDS


def kinds(reach: Reach) -> list[Kind]:
    return [*people_kinds(reach), *team_kinds(reach), *round_kinds(reach), *plan_kinds(reach)]


def at(name, *anchor):
    """An address by its name; with an anchor the last argument is the key of the row."""
    if not anchor:
        return lambda *args: reverse(name, args=args)
    return lambda *args: reverse(name, args=args[:-1], fragment=f"{anchor[0]}-{args[-1]}")


def people_kinds(reach):
    """Names and positions; what somebody says of their strengths is for their teams."""
    person = reach.person
    mine = Membership.objects.filter(team__in=reach.teams)
    staff = StaffMember.objects.filter(school__in=School.objects.for_person(person))
    elsewhere = staff.exclude(person__memberships__team__in=reach.teams)
    district = DistrictMember.objects.filter(district__in=District.objects.for_person(person).values("pk"))
    label, name = _("People"), "person__name"
    return [
        Kind(
            "person",
            label,
            mine,
            (name, "person__strengths"),
            at("team_people", "membership"),
            ("team__slug", "pk"),
            name,
        ),
        Kind("person", label, elsewhere, (name,), at("school_home"), ("school__slug",), name, team=""),
        Kind("person", label, district, (name,), at("district_home"), ("district__slug",), name, team=""),
    ]


def team_kinds(reach):
    person, teams = reach.person, reach.teams
    here = Team.objects.filter(school__in=School.objects.for_person(person)).exclude(pk__in=teams)
    mine = Team.objects.filter(pk__in=teams)
    return [
        Kind("team", _("Teams"), mine, ("name", "purpose"), at("team_home"), ("slug",), "name", team=""),
        Kind(
            "team",
            _("Teams"),
            here,
            ("name", "purpose"),
            at("school_home", "team"),
            ("school__slug", "pk"),
            "name",
            team="",
        ),
        Kind(
            "school",
            _("Schools"),
            School.objects.for_person(person),
            ("name",),
            at("school_home"),
            ("slug",),
            "name",
            "",
        ),
        Kind(
            "agreement",
            _("Agreements"),
            Agreement.objects.filter(team__in=teams),
            ("text",),
            at("team_home", "agreement"),
            ("team__slug", "pk"),
            "text",
        ),
        Kind(
            "task",
            _("Tasks"),
            Task.objects.filter(team__in=teams),
            ("words",),
            task_address,
            ("team__slug", "done_at", "pk"),
            "words",
        ),
        *(note_kind(teams, slug, rows) for slug, rows in NOTE_KINDS.items()),
        Kind(
            "ranked-condition",
            _("Order of the conditions"),
            RankedCondition.objects.filter(team__in=teams),
            ("reason",),
            at("condition_order", "ranked"),
            ("team__slug", "condition"),
        ),
        Kind(
            "reserved-time",
            _("Reserved times"),
            ReservedTime.objects.filter(team__in=teams),
            ("meeting",),
            at("condition_order", "time"),
            ("team__slug", "pk"),
            "meeting",
        ),
    ]


def task_address(slug, _done_at, pk):
    return reverse("task_list", args=(slug,), query={"all": "1"}, fragment=f"task-{pk}")


MORE_WORDS = {
    "challenge": ("agreement",),
    "shift": ("now",),
    "learning": ("how",),
    "stop": ("frees",),
    "burning-question": ("learned",),
    "pilot-idea": ("because",),
}


def note_kind(teams, slug, rows):
    def address(team_slug, guide, pk):
        key = guide if guide in guides.GUIDE_KEYS else guides.OVERVIEW
        return reverse("groundwork", args=(team_slug, key), query={"all": slug}, fragment=f"{slug}-{pk}")

    found = rows.objects.filter(team__in=teams)
    words = ("words", *MORE_WORDS[slug])
    return Kind(slug, NOTE_WORDS[slug].title, found, words, address, ("team__slug", "guide", "pk"), "words")


def round_kinds(reach):
    """Names of rounds for whom they ask; the team's own talk about a result for the team. Levels only once they are turned over."""
    teams = reach.teams
    staff = Q(audience=Audience.STAFF, team__school__in=School.objects.for_person(reach.person))
    rounds = AssessmentRound.objects.filter(Q(team__in=teams) | staff)
    of_team = {"consensus__round__team__in": teams}
    table = ("consensus__round__team__slug", "consensus__round__number", "consensus__condition")
    label = _("What we settled on for the conditions")
    put = BlindLevel.objects.filter(**of_team, consensus__revealed_at__isnull=False)
    dissents = ConsensusDissent.objects.filter(**of_team)
    there = "consensus__round__team"
    return [
        Kind(
            "assessment-round",
            _("Self-assessments"),
            rounds,
            ("name",),
            at("assessment_round"),
            ("team__slug", "number"),
            "name",
        ),
        Kind(
            "consensus",
            label,
            Consensus.objects.settled().filter(round__team__in=teams),
            ("reason",),
            at("consensus"),
            ("round__team__slug", "round__number", "condition"),
            team="round__team",
        ),
        Kind("consensus", label, put, ("reason",), at("consensus"), table, team=there),
        Kind("consensus", label, dissents, ("words",), at("consensus", "dissent"), (*table, "pk"), team=there),
    ]


def plan_kinds(reach):
    """What a team says around its plan. What stands in it is found where it was written."""
    teams, label = reach.teams, _("The plan")
    sheets = PlanSheet.objects.filter(team__in=teams)
    editions = PlanEdition.objects.filter(team__in=teams)
    dissents = PlanDissent.objects.filter(edition__team__in=teams)
    plan = at("team_plan")
    return [
        Kind("plan", label, sheets, ("note",), plan, ("team__slug",)),
        Kind("plan", label, editions, ("why",), plan, ("team__slug",)),
        Kind("plan", label, dissents, ("words",), plan, ("edition__team__slug",), team="edition__team"),
    ]


# --- What is the same for everybody: the guides and the protocols. In memory, no rows. -----------------------------


def words_in(thing) -> str:
    """All text of a guide or a protocol, a line each."""
    if isinstance(thing, str):
        return thing
    if isinstance(thing, tuple | list):
        return "\n".join(filter(None, map(words_in, thing)))
    if hasattr(thing, "__dataclass_fields__"):
        shown = (getattr(thing, name) for name in thing.__dataclass_fields__ if name not in NOT_READ)
        return "\n".join(filter(None, map(words_in, shown)))
    return ""


NOT_READ = {"key", "version", "protocol", "protocols", "address", "sources", "kind"}


@dataclass(frozen=True)
class Shelved:
    """A guide or a protocol, ready to be looked through: its words bare and in small letters, as a set and line by line."""

    key: str
    title: str
    address: str
    said: frozenset[str]
    lines: tuple[tuple[str, str], ...]  # each as it is shown, and bare


@cache
def shelf(_language) -> tuple[Shelved, ...]:
    """All there is in one language; the files do not change while the site runs."""
    things = [("guide", one) for one in guides.guides()]
    things += [("protocol", one) for one in guides.extras().protocols]
    return tuple(shelved(key, one) for key, one in things)


def shelved(key, thing) -> Shelved:
    lines = tuple((line, bare(line).lower()) for line in words_in(thing).split("\n"))
    said = frozenset(word for _shown, line in lines for word in WORD.findall(line))
    return Shelved(key, str(thing.title), reverse(key, args=(thing.key,)), said, lines)


def guides_found(words: list[str]) -> list[Found]:
    """Guides and protocols that have every one of these words, as they begin. `words` are bare and in small letters."""
    found = []
    for one in shelf(get_language()):
        if words and all(any(said.startswith(word) for said in one.said) for word in words):
            told, _plain = max(one.lines, key=lambda line: sum(word in line[1] for word in words))
            found.append(Found(one.key, "", one.title, told, one.address))
    return found


def labels_of_guides() -> dict[str, str]:
    return {"guide": _("Guides"), "protocol": _("Protocols")}
