"""What stands around a plan: the team's note, how long it holds, how far its approval is, who sees it differently, when it left last.

Knows rows of the sheet, of editions and of exports; nothing of the chapters.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import DecidedBy, PlanDissent, PlanEdition, PlanExport, PlanSheet
from .plan_conditions import SeenDifferently, day, of_team
from .rows_together import built, listed, name_of

SHEET = ("id", "note", "logo_alt", "valid_until", "review_on", "hidden", "with_names", "link_number", "link_open")


@dataclass(frozen=True)
class Edition:
    """An edition that is with the team or was adopted. `facts`: what it said."""

    number: int
    with_team: bool
    sent_on: date
    how: str
    decided_on: date | None
    facts: dict
    dissents: tuple[SeenDifferently, ...] = ()

    @property
    def sentence(self) -> str:
        if self.with_team:
            return _("With the team since %(day)s, to be adopted.") % {"day": date_format(self.sent_on)}
        said = _("Adopted on %(day)s. %(how)s.") % {"day": date_format(self.decided_on), "how": self.how}
        return f"{said} {self.differing}".strip()

    @property
    def differing(self) -> str:
        count = len(self.dissents)
        if not count:
            return ""
        words = ngettext("One person sees it differently.", "%(count)s people see it differently.", count)
        return words % {"count": count}


@dataclass(frozen=True)
class Left:
    """A time the plan left the house as a file."""

    on: date
    name: str
    form: str
    facts: dict


@dataclass(frozen=True)
class Around:
    """`link` is a whole address once the plan knows its site, before that a path; "" where the team has no sheet yet."""

    note: str = ""
    logo_alt: str = ""
    valid_until: date | None = None
    review_on: date | None = None
    hidden: tuple[str, ...] = ()
    with_names: bool = False
    link: str = ""
    link_open: bool = False
    with_team: Edition | None = None
    adopted: Edition | None = None
    left: Left | None = None
    left_before: Left | None = None  # the last one that said something else

    @classmethod
    def questions(cls) -> dict:
        """What a query over Team is to bring along."""
        dissents = PlanDissent.objects.filter(edition=OuterRef("pk")).order_by("id")
        editions = of_team(PlanEdition).exclude(state=PlanEdition.State.TAKEN_BACK)
        exports = of_team(PlanExport)
        latest = PlanExport.objects.filter(team=OuterRef("team")).order_by("-at", "-id")
        earlier = exports.exclude(facts=Subquery(latest.values("facts")[:1]))
        left = ("at", "form", "facts")
        return {
            "sheet_rows": listed(of_team(PlanSheet), *SHEET),
            "edition_rows": listed(
                editions[:2],
                *("number", "state", "sent_at", "decided_by", "decided_on", "facts"),
                dissents=listed(dissents, "words", "at", name=name_of("person")),
            ),
            "export_rows": listed(exports[:1], *left, name=name_of("by")),
            "earlier_rows": listed(earlier[:1], *left, name=name_of("by")),
        }

    @classmethod
    def of(cls, brought) -> "Around":
        """`brought` is a row of that query."""
        sheet = next(iter(built(PlanSheet, brought["sheet_rows"])), None)
        editions = [edition_of(row) for row in brought["edition_rows"]]
        around = cls(
            with_team=next((one for one in editions if one.with_team), None),
            adopted=next((one for one in editions if not one.with_team), None),
            left=next(map(left_of, brought["export_rows"]), None),
            left_before=next(map(left_of, brought["earlier_rows"]), None),
        )
        if sheet is None:
            return around
        said = {name: getattr(sheet, name) for name in ("note", "logo_alt", "valid_until", "review_on", "with_names")}
        return replace(around, **said, hidden=tuple(sheet.hidden), link=sheet.link_path, link_open=sheet.link_open)

    @property
    def edition(self) -> Edition | None:
        """The one whose dissents are told: with the team now, else adopted last."""
        return self.with_team or self.adopted

    @property
    def state(self) -> str:
        """How far the plan's approval is, in a sentence or two."""
        if not self.edition:
            return _("A draft: the team has not adopted this plan as a whole.")
        return " ".join(one.sentence for one in (self.adopted, self.with_team) if one)

    @property
    def holds(self) -> str:
        """How long it holds and when it is looked at again; past its day it says so."""
        today, said = timezone.localdate(), []
        if self.valid_until:
            pattern = (
                _("It held until %(day)s and has not been renewed since.")
                if self.valid_until < today
                else _("It holds until %(day)s.")
            )
            said.append(pattern % {"day": date_format(self.valid_until)})
        if self.review_on:
            pattern = (
                _("It was to be looked at again on %(day)s.")
                if self.review_on < today
                else _("It is looked at again on %(day)s.")
            )
            said.append(pattern % {"day": date_format(self.review_on)})
        return " ".join(said)

    def without_names(self) -> "Around":
        """For the page that anybody can open: that somebody differs stays, what they say does not. Exports are the team's own."""
        with_team, adopted = self.with_team and unnamed(self.with_team), self.adopted and unnamed(self.adopted)
        return replace(self, left=None, left_before=None, with_team=with_team, adopted=adopted)


def unnamed(edition):
    return replace(edition, dissents=tuple(SeenDifferently("", None, one.on) for one in edition.dissents))


def edition_of(row) -> Edition:
    return Edition(
        number=row["number"],
        with_team=row["state"] == PlanEdition.State.WITH_TEAM,
        sent_on=day(row["sent_at"]),
        how=str(DecidedBy(row["decided_by"]).label) if row["decided_by"] else "",
        decided_on=row["decided_on"] and date.fromisoformat(row["decided_on"]),
        facts=row["facts"],
        dissents=tuple(SeenDifferently.of(one) for one in row["dissents"]),
    )


def left_of(row) -> Left:
    return Left(day(row["at"]), row["name"] or "", str(PlanExport.Form(row["form"]).label), row["facts"])
