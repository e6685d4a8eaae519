"""What a team's plan says of its initiatives: what each is for, what it serves and why, what the filter question said. Knows rows, no requests.

Who works on what stays with the team, since a plan leaves the house: it tells who leads, and how many work on something.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadership.rows_together import listed, name_of

from .initiative_load import Load, Thing, hours_words
from .models import Filtering, Initiative, InitiativeSupporter, Outcome, Passage, Strand

Status = Initiative.Status
PASSAGE = ("fragment", "letters", "quote", "before", "after")


@dataclass(frozen=True)
class Serves:
    """A sentence of the vision, or a statement of a theory, why this serves it, and the chapter of the plan that says it.

    `words` are as the plan has them: "" where its text does not say them, since it is not to be told that it does.
    """

    words: str
    why: str
    chapter: str


@dataclass(frozen=True)
class PlannedFiltering:
    """The last time the filter question, as it was worded then, was put to it."""

    question: str
    outcome: str  # in words
    because: str
    on: date

    @property
    def said(self) -> str:
        named = {"outcome": self.outcome, "day": date_format(self.on), "because": self.because}
        return _("%(outcome)s (%(day)s). Why: %(because)s") % named


@dataclass(frozen=True)
class PlannedInitiative:
    """One initiative. `lead` is a name or ""."""

    number: int
    name: str
    words: str
    status: Status
    lead: str
    lead_because: str
    hours: Decimal | None
    supporters: int
    serves: tuple[Serves, ...]
    filtering: PlannedFiltering | None
    address: str

    @property
    def said(self) -> list[str]:
        """What is known of it, a line each: status and load, who leads it, what it serves, what the question said."""
        lines = [self.status_said, self.lead_said, *self.serves_said]
        if self.filtering:
            lines.append(_("The filter question: %(words)s") % {"words": self.filtering.said})
        return [line for line in lines if line]

    @property
    def status_said(self) -> str:
        parts = [str(self.status.label)]
        if self.hours is not None:
            hours = ngettext("%(hours)s hour a week", "%(hours)s hours a week", 1 if self.hours == 1 else 2)
            parts.append(hours % {"hours": hours_words(self.hours)})
        if self.supporters:
            people = ngettext("%(count)s person works on it", "%(count)s people work on it", self.supporters)
            parts.append(people % {"count": self.supporters})
        return ", ".join(parts)

    @property
    def lead_said(self) -> str:
        if self.lead and self.lead_because:
            return _("Led by %(name)s, for this skill: %(skill)s") % {"name": self.lead, "skill": self.lead_because}
        if self.lead:
            return _("Led by %(name)s") % {"name": self.lead}
        if self.lead_because:
            return _("Somebody to lead it is looked for, with this skill: %(skill)s") % {"skill": self.lead_because}
        return ""

    @property
    def serves_said(self) -> list[str]:
        if not self.serves:
            return [_("It serves nothing we said we want, as far as is said here.")]
        said = [
            one for one in self.serves if one.words
        ]  # without those whose chapter stays, or that the text does not say
        # A sentence that is quoted in a sentence leaves its full stop to the other.
        return [
            _("Serves: “%(words)s”. Why: %(why)s") % {"words": one.words.rstrip(" ."), "why": one.why} for one in said
        ]


@dataclass(frozen=True)
class Initiatives:
    """The register: what is under way first, then what is proposed or rests, at the end what has ended."""

    initiatives: tuple[PlannedInitiative, ...] = ()

    def __bool__(self):
        return bool(self.initiatives)

    @property
    def sentence(self) -> str:
        """How many are under way and how many hours they take; names nobody."""
        running = [one for one in self.initiatives if one.status == Status.RUNNING]
        return Load.of(Thing(one.number, one.name, one.hours, bool(one.serves)) for one in running).sentence

    @property
    def standing(self) -> tuple[PlannedInitiative, ...]:
        return tuple(one for one in self.initiatives if one.status != Status.ENDED)

    @property
    def ended(self) -> tuple[PlannedInitiative, ...]:
        return tuple(one for one in self.initiatives if one.status == Status.ENDED)

    @classmethod
    def questions(cls) -> dict:
        """What a query over Team is to bring along: no question of its own, however many there are."""
        here = OuterRef("pk")
        of_it = {"initiative": here}
        strands = Strand.objects.filter(**of_it)
        return {
            "initiative_rows": listed(
                Initiative.objects.filter(team=here).order_by("number"),
                *("number", "name", "words", "lead_because", "hours", "status"),
                lead_name=name_of("lead"),
                supporter_rows=listed(InitiativeSupporter.objects.standing().filter(**of_it), "id"),
                strand_rows=listed(
                    strands.exclude(statement__removed_at__isnull=False)
                    .exclude(statement__theory__removed_at__isnull=False)
                    .order_by("id"),
                    *("why", "passage_id"),
                    statement_words="statement__words",
                    **{name: f"passage__{name}" for name in PASSAGE},
                ),
                filtering_rows=listed(
                    Filtering.objects.filter(**of_it).order_by("-at", "-id")[:1],
                    *("question", "outcome", "because", "at"),
                ),
            )
        }

    @classmethod
    def of(cls, team, brought, says) -> "Initiatives":
        """`brought` is a row of that query; `says(passage)`: what the plan's text says there, and in which chapter."""
        order = list(Status)
        order = [Status.RUNNING, *(one for one in order if one not in {Status.RUNNING})]
        found = [initiative_of(team, row, says) for row in brought["initiative_rows"]]
        return cls(tuple(sorted(found, key=lambda one: (order.index(one.status), one.number))))


def initiative_of(team, row, says) -> PlannedInitiative:
    filtering = next(iter(row["filtering_rows"]), None)
    return PlannedInitiative(
        number=row["number"],
        name=row["name"],
        words=row["words"],
        status=Status(row["status"]),
        lead=row["lead_name"] or "",
        lead_because=row["lead_because"],
        hours=None if row["hours"] is None else Decimal(str(row["hours"])),
        supporters=len(row["supporter_rows"]),
        serves=tuple(serves_of(one, says) for one in row["strand_rows"]),
        filtering=filtering and filtering_of(filtering),
        address=reverse("initiative", args=(team.slug, row["number"])),
    )


def serves_of(row, says) -> Serves:
    if not row["passage_id"]:
        return Serves(row["statement_words"], row["why"], "theories")
    words, chapter = says(Passage(**{name: row[name] for name in PASSAGE}))
    return Serves(words, row["why"], chapter)


def filtering_of(row) -> PlannedFiltering:
    return PlannedFiltering(
        question=row["question"],
        outcome=str(Outcome(row["outcome"]).label),
        because=row["because"],
        on=timezone.localtime(datetime.fromisoformat(row["at"])).date(),
    )
