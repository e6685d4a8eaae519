"""Knots and links of a team's golden thread, and the ways along them. Pure: knows no rows, no requests, no pictures.

Every link leads up, from what is done toward what is wanted. One kind of work is one `Kind`; what a knot says of itself comes in words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a knot is; in the order in which they are read from the vision down."""

    SENTENCE = "sentence", _("A sentence of the vision")
    GOAL = "goal", _("Goal")
    PROBLEM = "problem", _("Problem of practice")
    GUIDE = "guide", _("Condition")
    THEORY = "theory", _("Theory of action")
    STATEMENT = "statement", _("Strategy in a theory")
    ARROW = "arrow", _("Arrow")
    DECISION_POINT = "decision_point", _("Decision point")
    DECISION = "decision", _("Decision")
    INITIATIVE = "initiative", _("Initiative")
    PILOT_IDEA = "pilot_idea", _("Idea for a pilot")
    PILOT = "pilot", _("Pilot")
    TASK = "task", _("Task")


ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Knot:
    """One thing on the thread. `key` ("goal-3") names it within the team; `ref` is what its addresses on the thread call it."""

    kind: Kind
    ref: str
    words: str
    address: str = ""
    standing: str = ""  # where it is, in a few words: a level, a state, a day
    told: tuple[str, ...] = ()  # what was seen: its charts, in whole sentences
    short: tuple[str, ...] = ()  # the same in a few words
    done: bool = False  # nobody works on it any more: not named where it serves nothing

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.ref}"


@dataclass(frozen=True)
class Link:
    """From a knot to one above it. Where somebody said so: `why`, `by`, `on`, and `strand` where it can be cut.

    Where it follows from the data, `how` says from what ("part of this theory").
    """

    lower: str
    upper: str
    how: str = ""
    why: str = ""
    by: str | None = None
    on: date | None = None
    strand: str = ""
    by_id: int | None = None


@dataclass(frozen=True)
class Step:
    """A knot as it is met on a way, over which link, and what comes after it. `again`: it was met before, and its way is told there."""

    knot: Knot
    link: Link | None
    steps: tuple["Step", ...] = ()
    again: bool = False

    def __iter__(self) -> Iterator["Step"]:
        yield self
        for step in self.steps:
            yield from step


@dataclass(frozen=True)
class Web:
    """All knots of a team and all links between them. Links to what is not there are left out."""

    knots: dict[str, Knot] = field(default_factory=dict)
    links: tuple[Link, ...] = ()

    @classmethod
    def of(cls, knots: Iterable[Knot], links: Iterable[Link]) -> "Web":
        by_key = {knot.key: knot for knot in knots}
        return cls(by_key, tuple(one for one in links if one.lower in by_key and one.upper in by_key))

    @cached_property
    def _below(self) -> dict[str, list[Link]]:
        return self._sorted("upper", "lower")

    @cached_property
    def _above(self) -> dict[str, list[Link]]:
        return self._sorted("lower", "upper")

    def _sorted(self, here, there):
        found: dict[str, list[Link]] = {}
        for link in self.links:
            found.setdefault(getattr(link, here), []).append(link)
        for links in found.values():
            links.sort(key=lambda link: ORDER[self.knots[getattr(link, there)].kind])
        return found

    def below(self, key) -> list[Link]:
        """The links that lead up to this knot."""
        return self._below.get(key, [])

    def above(self, key) -> list[Link]:
        """The links that lead up from this knot."""
        return self._above.get(key, [])

    def down(self, key) -> tuple[Step, ...]:
        """Everything that serves this knot, step by step down."""
        return self._steps(key, self.below, "lower")

    def up(self, key) -> tuple[Step, ...]:
        """Everything this knot serves, step by step up."""
        return self._steps(key, self.above, "upper")

    def _steps(self, key, links_of, end) -> tuple[Step, ...]:
        """Each knot's own way is told once, where it is met first by the shortest way; a circle ends where it began."""
        rank = self._ranks(key, links_of, end)
        met = {key}

        def steps(at):
            found = []
            for link in links_of(at):
                there = getattr(link, end)
                again = there in met or rank[there] != rank[at] + 1
                if not again:
                    met.add(there)
                found.append((link, there, again))
            return tuple(
                Step(self.knots[there], link, () if again else steps(there), again) for link, there, again in found
            )

        return steps(key)

    @staticmethod
    def _ranks(key, links_of, end) -> dict[str, int]:
        """How many links away each knot is."""
        ranks, edge = {key: 0}, [key]
        while edge:
            further = []
            for at in edge:
                for link in links_of(at):
                    there = getattr(link, end)
                    if there not in ranks:
                        ranks[there] = ranks[at] + 1
                        further.append(there)
            edge = further
        return ranks

    def all_below(self, key) -> list[Knot]:
        """Every knot that leads up to this one, each once, in the order of kinds."""
        found = self._ranks(key, self.below, "lower")
        return self._ordered(one for one in found if one != key)

    def all_above(self, key) -> list[Knot]:
        found = self._ranks(key, self.above, "upper")
        return self._ordered(one for one in found if one != key)

    def _ordered(self, keys):
        return sorted((self.knots[key] for key in keys), key=lambda knot: ORDER[knot.kind])

    def reached_from(self, keys: Iterable[str]) -> set[str]:
        """Every knot that leads up to one of these, and these."""
        met, edge = set(keys), list(keys)
        while edge:
            lower = (link.lower for at in edge for link in self.below(at))
            edge = [key for key in dict.fromkeys(lower) if key not in met]
            met.update(edge)
        return met
