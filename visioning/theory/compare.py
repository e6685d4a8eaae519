"""What changed between two states of a theory: in sentences, and as marks on one picture of both. Pure: knows two shapes.

A statement is the same where its number is; else where its words are. An arrow is the same where its two ends are.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from visioning.suggesting import whole_rows, word_rows

from .marks import Mark, Marks
from .outline import SAYS, state_of
from .shape import MOST_ARROWS, MOST_STATEMENTS, Shape, State, StatementShape

NAMED = 90  # letters of a statement in a sentence about something else
# Letters times letters that are compared word by word: a theory of sixty statements in other words, or fifteen of the longest
# reasons. Of what is beyond it one wording stands after the other; else 720 reasons of one word took a minute.
ROOM = 15_000_000


@dataclass(frozen=True)
class Detail:
    """Words that became others. `rows` are for the template of comparisons; `label` says which words, where there are several."""

    rows: list
    label: str = ""


@dataclass(frozen=True)
class Change:
    """One thing that is different, in a sentence. `kind`: "added", "removed" or "changed"."""

    kind: str
    sentence: str
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True)
class Changes:
    """All that is different, in reading order. False where nothing is."""

    title: tuple[Change, ...] = ()
    statements: tuple[Change, ...] = ()
    arrows: tuple[Change, ...] = ()
    union: Shape = None  # both states in one: what went stands where it stood
    marks: Marks = Marks()

    def __bool__(self):
        return bool(self.all)

    @property
    def all(self) -> tuple[Change, ...]:
        return self.title + self.statements + self.arrows

    @property
    def in_one_picture(self) -> bool:
        """Whether both states fit into one; a theory that was replaced does not."""
        return len(self.union.statements) <= MOST_STATEMENTS and len(self.union.arrows) <= MOST_ARROWS

    @property
    def summary(self) -> str:
        """In one sentence, however much it is."""
        if not self:
            return _("Nothing changed.")
        parts = [
            *counted(
                self.statements,
                lambda n: ngettext("%(n)s statement added", "%(n)s statements added", n),
                lambda n: ngettext("%(n)s statement taken out", "%(n)s statements taken out", n),
                lambda n: ngettext("%(n)s change to a statement", "%(n)s changes to statements", n),
            ),
            *counted(
                self.arrows,
                lambda n: ngettext("%(n)s arrow added", "%(n)s arrows added", n),
                lambda n: ngettext("%(n)s arrow taken out", "%(n)s arrows taken out", n),
                lambda n: ngettext("%(n)s arrow changed", "%(n)s arrows changed", n),
            ),
        ]
        if self.title:
            parts.insert(0, _("another name"))
        text = ", ".join(parts)
        return text[:1].upper() + text[1:] + "."


def counted(changes, *words):
    """How many of each kind, in words; those that there are."""
    for kind, say in zip(("added", "removed", "changed"), words, strict=True):
        if n := sum(change.kind == kind for change in changes):
            yield say(n) % {"n": n}


def changes_between(old: Shape, new: Shape) -> Changes:
    """What one must do to `old` so that it says what `new` says."""
    return Difference(old, new).changes()


def bare(shape: Shape) -> Shape:
    """Only what restoring brings back: statements, arrows and their reasons."""
    arrows = tuple(replace(one, state=State.UNTESTED, state_on=None) for one in shape.arrows)
    return Shape("", shape.statements, arrows)


def short(statement: StatementShape) -> str:
    return Truncator(statement.words).chars(NAMED)


class Difference:
    """Two shapes laid beside each other."""

    def __init__(self, old: Shape, new: Shape):
        self.old, self.new, self.room = old, new, ROOM
        there = {one.number for one in new.statements}
        self.became = {one.number: one.number for one in old.statements if one.number in there}
        lone = {one.words.casefold(): one.number for one in new.statements if one.number not in self.became}
        for one in old.statements:
            if one.number not in self.became and (number := lone.pop(one.words.casefold(), None)):
                self.became[one.number] = number
        self.was = {after: before for before, after in self.became.items()}

    def rows(self, old: str, new: str) -> list:
        """What became of some words."""
        cost = len(old) * len(new)
        if cost > self.room:
            return whole_rows(old, new)
        self.room -= cost
        return word_rows(old, new)

    def changes(self) -> Changes:
        title, statements, arrows, marks = (), [], [], {}
        if self.old.title != self.new.title:
            sentence = _("It has another name.")
            title = (Change("changed", sentence, (Detail(self.rows(self.old.title, self.new.title)),)),)
        for one in self.union.statements:
            found = list(self.of_statement(one))
            statements += found
            if found:
                marks[one.number] = mark_of(found)
        ties = {}
        for one in self.union.arrows:
            if found := self.of_arrow(one):
                arrows.append(found)
                ties[one.ends] = mark_of([found])
        return Changes(title, tuple(statements), tuple(arrows), self.union, Marks(marks, ties))

    # --- Statements ---------------------------------------------------------------------------------------------------

    def of_statement(self, one):
        """The changes of one statement of the union."""
        if one.number in self.gone:
            yield Change(
                "removed",
                _("Taken out of “%(column)s”: “%(words)s”") % {"column": one.column.label, "words": one.words},
            )
            return
        if one.number not in self.was:
            yield Change(
                "added", _("Added to “%(column)s”: “%(words)s”") % {"column": one.column.label, "words": one.words}
            )
            return
        before = self.old.statement(self.was[one.number])
        if before.words != one.words:
            sentence = _("Said in other words: “%(words)s”") % {"words": short(one)}
            yield Change("changed", sentence, (Detail(self.rows(before.words, one.words)),))
        if before.column != one.column:
            said = {"words": short(one), "old": before.column.label, "new": one.column.label}
            yield Change("changed", _("Moved from “%(old)s” to “%(new)s”: “%(words)s”") % said)
        elif one.number in self.moved:
            said = {"words": short(one), "column": one.column.label}
            yield Change("changed", _("In another place within “%(column)s”: “%(words)s”") % said)

    @cached_property
    def moved(self) -> set[int]:
        """Statements that changed places with others of their column, as few as explain the new order."""
        found = set()
        places = {one.number: place for place, one in enumerate(self.old.statements)}
        for column in {one.column for one in self.new.statements}:
            stayed = [
                one.number
                for one in self.new.in_column(column)
                if one.number in self.was and self.old.statement(self.was[one.number]).column == column
            ]
            kept = rising([places[self.was[number]] for number in stayed])
            found |= {number for place, number in enumerate(stayed) if place not in kept}
        return found

    # --- Arrows -------------------------------------------------------------------------------------------------------

    @cached_property
    def arrows_before(self) -> dict:
        """The arrows of the old shape by the ends they have in the union."""
        return {(self.number(one.source), self.number(one.target)): one for one in self.old.arrows}

    @cached_property
    def arrows_after(self) -> dict:
        return {one.ends: one for one in self.new.arrows}

    def of_arrow(self, one) -> Change | None:
        ends = {"source": short(self.union.statement(one.source)), "target": short(self.union.statement(one.target))}
        if one.ends not in self.arrows_after:
            return Change("removed", _("Arrow taken out: from “%(source)s” to “%(target)s”") % ends)
        if one.ends not in self.arrows_before:
            said = tuple(
                Detail(self.rows("", getattr(one, name)), label) for name, label in SAYS.items() if getattr(one, name)
            )
            return Change("added", _("Arrow added: from “%(source)s” to “%(target)s”") % ends, said)
        before = self.arrows_before[one.ends]
        details = [
            Detail(self.rows(getattr(before, name), getattr(one, name)), label)
            for name, label in SAYS.items()
            if getattr(before, name) != getattr(one, name)
        ]
        if (before.state, before.state_on) != (one.state, one.state_on):
            details.append(Detail(self.rows(state_of(before), state_of(one)), _("How it has fared")))
        if details:
            sentence = _("Arrow changed: from “%(source)s” to “%(target)s”") % ends
            return Change("changed", sentence, tuple(details))
        return None

    # --- Both in one --------------------------------------------------------------------------------------------------

    @cached_property
    def gone(self) -> set[int]:
        """Numbers in the union of the statements that were taken out."""
        return {one.number for one in self.old.statements if one.number not in self.became}

    def number(self, old: int) -> int:
        """What a statement of the old shape is called in the union."""
        return self.became.get(old, old)

    @cached_property
    def union(self) -> Shape:
        """The new shape, and what went: each statement behind the one it stood behind."""
        statements = list(self.new.statements)
        before = None
        for one in self.old.statements:
            if one.number in self.gone:
                same_column = before is not None and before.column == one.column
                at = 0
                if same_column:
                    follows = self.number(before.number)
                    at = 1 + next(place for place, other in enumerate(statements) if other.number == follows)
                statements.insert(at, one)
            before = one
        gone = [
            replace(one, source=ends[0], target=ends[1])
            for ends, one in self.arrows_before.items()
            if ends not in self.arrows_after
        ]
        return Shape(self.new.title, tuple(statements), (*self.new.arrows, *gone))


def mark_of(changes) -> Mark:
    """What a picture says of a statement or an arrow."""
    words = {"added": _("New"), "removed": _("Taken out"), "changed": _("Changed")}
    kind = changes[0].kind
    return Mark(kind, words[kind])


def rising(numbers) -> set[int]:
    """The places of a longest rising row among these numbers (patience sorting)."""
    ends, tails, before = [], [], {}
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before[place] = ends[at - 1] if at else None
        if at == len(tails):
            tails.append(number)
            ends.append(place)
        else:
            tails[at], ends[at] = number, place
    found, place = set(), ends[-1] if ends else None
    while place is not None:
        found.add(place)
        place = before[place]
    return found
