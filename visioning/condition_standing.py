"""Where a team stands on each condition, in a sentence, and what came of its work on one. Knows no answers of people."""

from dataclasses import dataclass

from django.db.models import BigIntegerField, F, Func, JSONField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leadership.models import (
    AssessmentRound,
    BurningQuestion,
    Challenge,
    Consensus,
    LearningNeed,
    PilotIdea,
    Shift,
    StopDoing,
)

# Each kind of note with the field that says more about it.
NOTES = (
    (BurningQuestion, "learned"),
    (Challenge, "agreement"),
    (Shift, "now"),
    (LearningNeed, "how"),
    (StopDoing, "frees"),
    (PilotIdea, "because"),
)


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


def settled_of(team, condition=None):
    """The levels a team settled on, the newest first."""
    found = Consensus.objects.of_team(team).settled().defer("round__wording")
    return found.filter(condition=condition) if condition else found


def standings(team, keys) -> dict[str, Standing]:
    """Where the team stands on each: its latest level, else the latest round that asked, else that nobody has looked yet."""
    levels = {}
    for one in settled_of(team):
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
    """What was noted for a guide, by kind, all in one query."""
    queries = []
    for model, more in NOTES:
        round_id = F("round_id") if model is PilotIdea else Cast(Value(None), BigIntegerField())
        queries.append(
            model.objects.for_guide(guide)
            .filter(team=team)
            .order_by()
            .annotate(note_kind=Value(model.slug), more=F(more), from_round=round_id)
            .values_list("note_kind", "id", "words", "more", "from_round")
        )
    found: dict[str, list[Note]] = {model.slug: [] for model, _more in NOTES}
    for row in queries[0].union(*queries[1:], all=True).order_by("id"):
        found[row[0]].append(Note(*row))
    return found
