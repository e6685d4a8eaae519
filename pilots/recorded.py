"""What a pilot holds about one person, in words for that person; and what their leaving would do to it. Changes nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, IntegerField, Value
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from .data_rules import TRACES, Fate
from .models import NoteKind, Reach, Replication

MOST = 50  # lines of each kind on the page; all of them are in the file of one's own data
WORDS = {
    "kind": dict(NoteKind.choices),
    "reach": dict(Reach.choices),
    "outcome": dict(Replication.Outcome.choices),
    "backs__words": _("You back: %(words)s"),
}

# Filled into an invitation that is being written: what the software does record. The team says more where it wants to record more.
PROPOSAL = _(
    "Your name in the list of those who take part. The leadership team and those who take part see it.\n"
    "What you note: observations, corrections, notes, tasks you take on, each with your name. The same people see it.\n"
    "Which challenge you back. Only how many back each one is shown.\n"
    "Answers to polls are kept without names. Nobody can find yours again, you neither.\n"
    "Nothing is written down about anybody who does not join."
)


@dataclass(frozen=True)
class Recorded:
    """Rows of one kind: how many, and the first of them as lines."""

    label: str
    count: int
    lines: list

    @property
    def more(self):
        return self.count - len(self.lines)


def counted(pairs):
    """How many rows each queryset of `pairs` (a mark, a queryset) has, in one question."""
    asked = [
        rows.annotate(mark=Value(mark, IntegerField()))
        .values("mark")
        .annotate(many=Count("pk"))
        .values_list("mark", "many")
        for mark, rows in pairs
    ]
    return dict(asked[0].union(*asked[1:], all=True).order_by())


def recorded_about(pilot, person) -> list[Recorded]:
    """Every row of this pilot that carries the person's key. Two questions, however many kinds there are."""
    mine = [trace.of(person.pk, pilot.pk) for trace in TRACES]
    counts = counted(enumerate(mine))
    asked = [
        rows.order_by("-pk")
        .annotate(mark=Value(mark, IntegerField()), said_of_it=JSONObject(**{name: name for name in TRACES[mark].said}))
        .values_list("mark", "said_of_it")[:MOST]
        for mark, rows in enumerate(mine)
        if counts.get(mark)
    ]
    if not asked:
        return []
    found = asked[0].union(*asked[1:], all=True).order_by() if len(asked) > 1 else asked[0]
    lines = {}
    for mark, said in found:
        lines.setdefault(mark, []).append(
            " · ".join(filter(None, (in_words(name, said[name]) for name in TRACES[mark].said)))
        )
    return [Recorded(TRACES[mark].label, counts[mark], lines[mark]) for mark in sorted(lines)]


def in_words(name, value) -> str:
    """One field of a row as a person reads it. Days and numbers come as JSON has them."""
    if value in (None, ""):
        return ""
    if name == "backs__words":
        return str(WORDS[name]) % {"words": value}
    if name in WORDS:
        return str(WORDS[name].get(value, value))
    if isinstance(value, (int, float)):
        return number_format(f"{value:.4f}".rstrip("0").rstrip("."))
    if name.rpartition("__")[2] in {"on", "due_on"}:
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if name.rpartition("__")[2].removesuffix("_at") in {"at", *AT}:
        return date_format(timezone.localtime(datetime.fromisoformat(value)), "DATETIME_FORMAT")
    return str(value)


AT = {"joined", "made", "noted", "taken_back", "written", "added", "closed"}


def on_leaving(participation) -> dict[str, list[str]]:
    """What would be `deleted`, stay `unnamed`, and what `stays` as it is: each "14 observations"."""
    parts = [(trace, fate, rows) for trace in TRACES for fate, rows in trace.parts(participation)]
    counts = counted((mark, rows) for mark, (_trace, _fate, rows) in enumerate(parts))
    said = {"deleted": [], "unnamed": [], "stays": []}
    names = {Fate.GONE: "deleted", Fate.UNNAMED: "unnamed", Fate.STAYS: "stays"}
    for mark, (trace, fate, _rows) in enumerate(parts):
        if counts.get(mark):
            said[names[fate]].append(trace.counted % {"count": counts[mark]})
    return said


def pilots_of(person) -> dict:
    """For the file of a person's own data: every row of every pilot that carries their key."""
    found = {}
    for trace in TRACES:
        whose = "" if trace.pilot == "pk" else f"{trace.pilot}__"
        fields = (f"{whose}title", f"{whose}team__name", *(name for name in trace.said if f"{whose}{name}" != "title"))
        found[trace.name] = list(trace.of(person.pk).order_by("pk").values(*fields))
    return {
        "pilots": found,
        "answers_to_polls_of_pilots": {
            "note": "Kept without names. Nobody can find yours again, so they are not here."
        },
    }
