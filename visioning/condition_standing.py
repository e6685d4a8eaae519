"""Where a team stands on each condition, in a sentence, and what came of its work on one. Knows no answers of people."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import BigIntegerField, F, FilteredRelation, Func, JSONField, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leadership.guides import OVERVIEW
from leadership.models import (
    AssessmentRound,
    BurningQuestion,
    Challenge,
    Consensus,
    ConsensusDissent,
    LearningNeed,
    PilotIdea,
    Shift,
    StopDoing,
)

from .models import DecisionDissent, Theory

# Each kind of note with the field that says more about it.
NOTES = (
    (BurningQuestion, "learned"),
    (Challenge, "agreement"),
    (Shift, "now"),
    (LearningNeed, "how"),
    (StopDoing, "frees"),
    (PilotIdea, "because"),
)
THEORY = "theory"


@dataclass(frozen=True)
class Standing:
    """A sentence, and the page that tells more ("" where there is none)."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Note:
    """One thing somebody noted for a guide. `more` is what the note says besides: what was learned, agreed, freed, …"""

    kind: str
    id: int
    words: str
    more: str
    round: int | None


@dataclass(frozen=True)
class SeenDifferently:
    """Somebody's words beside what was decided or settled. `person` is "" where their account is gone."""

    person: str
    words: str


def day(moment) -> str:
    return date_format(timezone.localtime(moment).date())


def rounds_of(team) -> list[AssessmentRound]:
    """The team's rounds, newest first, each with `asked`: the keys of what it asked about. Their wording stays where it is."""
    keys = Func(
        F("wording"), template="""jsonb_path_query_array(%(expressions)s, '$[*].key')""", output_field=JSONField()
    )
    found = list(AssessmentRound.objects.filter(team=team).defer("wording").annotate(asked=keys))
    for one in found:
        one.team = team
    return found


def rounds_about(team, condition) -> list[AssessmentRound]:
    """Its rounds that asked about a condition, newest first, each with `settled`: the level the team settled on after it, or None."""
    settled = Q(consensuses__condition=condition, consensuses__settled_at__isnull=False)
    said = ("id", "level", "reason", "settled_at")
    found = (
        AssessmentRound.objects.filter(team=team, wording__contains=[{"key": condition}])
        .defer("wording")
        .alias(consensus=FilteredRelation("consensuses", condition=settled))
        .annotate(**{f"consensus_{name}": F(f"consensus__{name}") for name in said})
    )
    rounds = list(found)
    for one in rounds:
        one.team = team
        known = {name: getattr(one, f"consensus_{name}") for name in said}
        one.settled = Consensus(round=one, condition=condition, **known) if known["id"] else None
    return rounds


def standings(team, keys) -> dict[str, Standing]:
    """Where the team stands on each: its latest level, else the latest round that asked, else that nobody has looked yet."""
    levels = {}
    for one in Consensus.objects.of_team(team).settled().defer("round__wording"):
        one.round.team = team
        levels.setdefault(one.condition, one)
    rounds = {}
    for one in rounds_of(team):
        for key in one.asked:
            rounds.setdefault(key, one)
    return {key: standing(levels.get(key), rounds.get(key)) for key in keys}


def standing(level, asked) -> Standing:
    if level:
        words = _("The team settled on “%(level)s” on %(day)s.")
        said = {"level": level.get_level_display(), "day": day(level.settled_at)}
        return Standing(words % said, level.get_absolute_url())
    if asked is None:
        return Standing(_("Not looked at yet."))
    if not asked.is_closed:
        return Standing(_("The round “%(name)s” is asking about it.") % {"name": asked.name}, asked.get_absolute_url())
    words = _("“%(name)s” asked about it until %(day)s. The team has not settled on a level yet.")
    url = reverse("assessment_result", args=(asked.team.slug, asked.number))
    return Standing(words % {"name": asked.name, "day": day(asked.closed_at)}, url)


def notes_of(team, guide) -> dict[str, list[Note]]:
    """What was noted for a guide, by kind, and the theories that serve it ("theory", by number), all in one query."""
    none = Cast(Value(None), BigIntegerField())
    serving = Theory.objects.standing().filter(team=team, guide="" if guide == OVERVIEW else guide).order_by()
    said = {"note_kind": Value(THEORY), "more": Value(""), "from_round": none}
    queries = [serving.annotate(**said).values_list("note_kind", "number", "title", "more", "from_round")]
    for model, more in NOTES:
        round_id = F("round_id") if model is PilotIdea else none
        queries.append(
            model.objects.for_guide(guide)
            .filter(team=team)
            .order_by()
            .annotate(note_kind=Value(model.slug), more=F(more), from_round=round_id)
            .values_list("note_kind", "id", "words", "more", "from_round")
        )
    found: dict[str, list[Note]] = {THEORY: []} | {model.slug: [] for model, _more in NOTES}
    for row in queries[0].union(*queries[1:], all=True).order_by("note_kind", "number"):
        found[row[0]].append(Note(*row))
    return found


def dissents_on(team, guide) -> dict[tuple[str, int], list[SeenDifferently]]:
    """Who sees decisions ("decision", id) and levels ("level", id) of a guide differently, all in one query."""
    row = ("about", "about_id", "at", "id", "person__name", "words")
    decisions = DecisionDissent.objects.filter(decision_point__team=team, decision_point__guide=guide)
    levels = ConsensusDissent.objects.filter(consensus__round__team=team, consensus__condition=guide)
    decisions = decisions.order_by().annotate(about=Value("decision"), about_id=F("decision_point_id"))
    levels = levels.order_by().annotate(about=Value("level"), about_id=F("consensus_id"))
    found = defaultdict(list)
    union = decisions.values_list(*row).union(levels.values_list(*row), all=True)
    for about, about_id, _at, _id, person, words in union.order_by("at", "id"):
        found[about, about_id].append(SeenDifferently(person or "", words))
    return found
