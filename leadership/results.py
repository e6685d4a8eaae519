"""The result of a closed round, made safe by `leadership.privacy`: pages, files, the plan and the district read it here alone.

Knows rows, no requests. What is not in a Result cannot be shown by mistake. Its items are made in `result_items`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .guides import CONDITION_KEYS, guide
from .models import AssessmentRound, Audience, Naming
from .privacy import How
from .result_history import History
from .result_items import ItemResult, hides_notes, item_result
from .result_words import gap_sentence, lower, middle_name


@dataclass(frozen=True)
class PartResult:
    """What a round found out about one condition, or with one form of its own."""

    key: str
    title: str
    is_condition: bool
    items: tuple[ItemResult, ...]
    sentence: str

    @property
    def figure(self) -> float | None:
        """The middle of its items' figures; what a district counts schools by."""
        figures = [item.figure for item in self.items if item.figure is not None]
        return median(figures) if figures else None


@dataclass(frozen=True)
class Result:
    """All that may be known of a closed round by one reader."""

    round: object
    answered_sentence: str
    rate: str
    parts: tuple[PartResult, ...]
    notes_withheld: str
    has_mine: bool

    @classmethod
    def of(cls, round, person=None) -> "Result":
        """For this person, who sees beside it what they kept for their own eyes. ValueError while the round is open."""
        if not round.is_closed:
            raise ValueError("answers stay hidden until the round is closed")
        return cls.from_history(round, History([round.team.school_id]), person)

    @classmethod
    def from_history(cls, round, history, person=None) -> "Result":
        answers = history.answers(round)
        answered = history.answered_count(round)
        asked = max(round.people_count or 0, answered)
        unnamed = [answer for answer in answers if answer.person_id is None]
        mine = [one for one in answers if one.private and person is not None and one.person_id == person.pk]
        few = not round.is_named and any(not hides_notes(answers, key) for one in unnamed for key in one.notes)
        return cls(
            round=round,
            answered_sentence=ngettext(
                "%(answers)s of one person asked has answered.",
                "%(answers)s of %(asked)s people asked have answered.",
                asked,
            )
            % {"answers": answered, "asked": asked},
            rate=_("%(answers)s of %(asked)s asked") % {"answers": answered, "asked": asked},
            parts=tuple(part_result(round, history, part, mine[0] if mine else None) for part in round.wording),
            notes_withheld=_("Where fewer than ten answered without a name and can see it, nobody’s notes are shown.")
            if few
            else "",
            has_mine=bool(mine),
        )

    @property
    def tells_nothing(self) -> bool:
        """So few answered without a name that nothing is shown, and nobody answered with theirs."""
        items = [item for part in self.parts for item in part.items]
        few = all(group.shown.how is How.NOTHING for item in items for group in item.groups)
        return few and not any(item.named or item.mine for item in items)

    @property
    def figures(self) -> dict[str, float]:
        """One number for each condition, made of what is told: all that a district is given."""
        return {part.key: part.figure for part in self.parts if part.is_condition and part.figure is not None}


def sentences_for(rounds: Iterable, part_key: str = "") -> dict[int, dict[str, str]]:
    """By key of each closed round: for each of its parts, or that one alone, the sentence. Three questions, however many rounds."""
    rounds = {one.pk: one for one in rounds if one.is_closed}
    history = History([one.team.school_id for one in rounds.values()])
    wanted = [one for one in history.rounds if one.pk in rounds]  # theirs come with their wording
    return {
        one.pk: {
            part["key"]: part_result(one, history, part, None).sentence
            for part in one.wording
            if part_key in ("", part["key"])
        }
        for one in wanted
    }


def part_result(round, history, part, mine) -> PartResult:
    is_condition = part["key"] in CONDITION_KEYS
    items = tuple(item_result(round, history, part, item, mine) for item in part["items"])
    title = guide(part["key"]).label if is_condition else part["title"]
    return PartResult(part["key"], title, is_condition, items, part_sentence(items))


def part_sentence(items: tuple[ItemResult, ...]) -> str:
    """Of all items the one where people are furthest apart, else what they have in common."""
    apart = max((item for item in items if item.gap), key=lambda item: item.gap[0], default=None)
    if apart:
        return gap_sentence(apart.gap, apart.title)
    wide = max((item for item in items if item.reach >= 2), key=lambda item: item.reach, default=None)
    if wide:
        return f"“{wide.title}”: {lower(wide.sentences[0])}"
    figures = [item.figure for item in items if item.figure is not None]
    if not figures:
        told = next((item for item in items if any(group.is_told for group in item.groups)), None)
        return f"“{told.title}”: {lower(told.sentences[0])}" if told else items[0].sentences[0]
    low, high = min(figures), max(figures)
    if low == high:
        return _("The middle of every item that is told is %(middle)s.") % {"middle": middle_name(low)}
    return _("The middles of the items reach from %(low)s to %(high)s.") % {
        "low": middle_name(low),
        "high": middle_name(high),
    }


def warning_before(team) -> str:
    """What whoever opens a round should know, where an earlier one without names could be compared with it; else "".

    What another team asked of the whole staff counts as well.
    """
    closed = AssessmentRound.objects.closed().filter(team__school=team.school_id, naming=Naming.UNNAMED)
    earlier = closed.filter(Q(team=team) | Q(audience=Audience.STAFF)).order_by("-closed_at").first()
    if earlier is None:
        return ""
    return _(
        "Without names, “%(round)s” can be compared with this round in full only if the same people answer, or at least "
        "five others join them. If only one to four people are new or stay away, rough shares are shown, or nothing, so that "
        "those few cannot be worked out. With names there is no such limit; but where most of those who answered “%(round)s” "
        "now give their names, the few others are easier to guess. So ask without names again if the questions are the same."
    ) % {"round": earlier.name}
