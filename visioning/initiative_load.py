"""What a school has under way and whom it takes: one sentence, one table, one picture. Pure; knows names and numbers, no rows.

Only those who say of themselves that they work on something are named, in the order of the alphabet: it is there to share a load,
never to compare people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from visioning.theory.letters import width

NAMED = 3  # so many people in the sentence; the table has all
LONGEST_NAME = 22  # letters beside the picture; the table has the whole name
# The picture, in its own units: a row a person, a column an initiative.
ROW, COLUMN, HEAD, RADIUS, SIZE = 30, 30, 34, 7, 14
MOST_COLUMNS, MOST_ROWS = 16, 24  # past these it is no picture any more


@dataclass(frozen=True)
class Thing:
    """One initiative that is under way. `people` are those who say they work on it, by key and name."""

    number: int
    name: str
    hours: Decimal | None = None
    serves: bool = True
    lead: int | None = None
    people: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Bearer:
    """What one person says they work on, and which of it they lead."""

    name: str
    works_on: tuple[Thing, ...]
    leads: tuple[Thing, ...]

    @property
    def said(self) -> str:
        counts = {"name": self.name, "count": len(self.works_on), "leads": len(self.leads)}
        if self.leads:
            return _("%(name)s works on %(count)s at once and leads %(leads)s of them") % counts
        return _("%(name)s works on %(count)s at once") % counts


def hours_words(hours: Decimal) -> str:
    """Without an empty decimal: 21, not 21.0."""
    whole = hours == hours.to_integral_value()
    return number_format(hours, decimal_pos=0 if whole else 1, use_l10n=True)


@dataclass(frozen=True)
class Load:
    """Everything that is under way."""

    things: tuple[Thing, ...] = ()

    @classmethod
    def of(cls, things: Iterable[Thing]) -> "Load":
        return cls(tuple(things))

    def __bool__(self):
        return bool(self.things)

    @property
    def hours(self) -> Decimal:
        return sum((one.hours for one in self.things if one.hours is not None), Decimal(0))

    @cached_property
    def bearers(self) -> tuple[Bearer, ...]:
        """By name. Whom somebody else named as a lead is here only once they said themselves that they work on it."""
        names = {key: name for one in self.things for key, name in one.people}
        found = []
        for key, name in sorted(names.items(), key=lambda person: (person[1].casefold(), person[0])):
            mine = tuple(one for one in self.things if any(key == other for other, _name in one.people))
            found.append(Bearer(name, mine, tuple(one for one in mine if one.lead == key)))
        return tuple(found)

    @property
    def parallel(self) -> tuple[Bearer, ...]:
        return tuple(one for one in self.bearers if len(one.works_on) > 1)

    # --- words -----------------------------------------------------------------------------------------------------
    @property
    def sentence(self) -> str:
        """ "6 initiatives under way, 21 hours a week. 2 serve nothing we said we want." Names nobody."""
        if not self.things:
            return _("Nothing is under way.")
        count = len(self.things)
        said = ngettext("%(count)s initiative under way", "%(count)s initiatives under way", count) % {"count": count}
        unsaid = sum(one.hours is None for one in self.things)
        if unsaid < count:
            hours = hours_words(self.hours)
            hour_words = ngettext("%(hours)s hour a week", "%(hours)s hours a week", 1 if self.hours == 1 else 2)
            said += ", " + hour_words % {"hours": hours}
        parts = [f"{said}."]
        if unsaid:
            for_some = ngettext(
                "For %(count)s the hours are not said yet.", "For %(count)s the hours are not said yet.", unsaid
            )
            parts.append(for_some % {"count": unsaid} if count > 1 else _("How many hours it takes is not said yet."))
        if loose := sum(not one.serves for one in self.things):
            loose_words = ngettext(
                "%(count)s serves nothing we said we want.", "%(count)s serve nothing we said we want.", loose
            )
            parts.append(loose_words % {"count": loose})
        return " ".join(parts)

    @property
    def people_sentence(self) -> str:
        """Who works on several at once, as information to share the load."""
        several = self.parallel
        if not self.bearers:
            return _("Nobody has said yet what they work on.")
        if not several:
            return _("Nobody says that they work on more than one at once.")
        said = [one.said for one in several[:NAMED]]
        more = len(several) - NAMED
        if more > 0:
            more_words = ngettext(
                "%(count)s more person works on several", "%(count)s more people work on several", more
            )
            said.append(more_words % {"count": more})
        return get_text_list(said, _("and")) + "."

    # --- picture ---------------------------------------------------------------------------------------------------
    @property
    def is_drawn(self) -> bool:
        """A picture helps from two people and two initiatives on, and up to what fits."""
        return 2 <= len(self.bearers) <= MOST_ROWS and 2 <= len(self.columns) <= MOST_COLUMNS

    @cached_property
    def columns(self) -> tuple[Thing, ...]:
        """The initiatives that somebody says they work on."""
        return tuple(one for one in self.things if one.people)

    def picture(self, name: str = "load") -> SafeString:
        """An inline SVG: a dot where somebody works on something, a ring around it where they lead it."""
        if not self.is_drawn:
            return SafeString("")
        names = [shortened(one.name) for one in self.bearers]
        left = round(max(width(one, SIZE) for one in names)) + COLUMN // 2
        wide, high = left + COLUMN * len(self.columns), HEAD + ROW * len(self.bearers)
        at = {one.number: left + COLUMN * (place + 0.5) for place, one in enumerate(self.columns)}
        drawn = [
            f'<text class="load-number" x="{x:g}" y="{HEAD - 14}" text-anchor="middle">{number}</text>'
            for number, x in at.items()
        ]
        for place, bearer in enumerate(self.bearers):
            y = HEAD + ROW * (place + 0.5)
            drawn.append(f'<path class="load-line" d="M{left} {y:g}H{wide}"/>')
            drawn.append(f'<text class="load-name" x="0" y="{y + 5:g}">{escape(names[place])}</text>')
            for one in bearer.works_on:
                x = at[one.number]
                drawn.append(f'<circle class="load-dot" cx="{x:g}" cy="{y:g}" r="{RADIUS - 2}"/>')
                if one in bearer.leads:
                    drawn.append(f'<circle class="load-ring" cx="{x:g}" cy="{y:g}" r="{RADIUS + 3}"/>')
        title = _("Who works on what: a dot for working on it, a ring around it for leading it")
        svg = (
            f'<svg class="load" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img" '
            f'aria-labelledby="{name}-title"><title id="{name}-title">{escape(title)}</title>{"".join(drawn)}</svg>'
        )
        return mark_safe(svg)  # noqa: S308 - numbers and fixed words; names are escaped


def shortened(name: str) -> str:
    """As it fits beside the picture, without signs that XML forbids."""
    name = "".join(sign for sign in name if sign.isprintable())
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
