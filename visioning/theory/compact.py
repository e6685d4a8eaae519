"""A theory in one sentence for each of its pieces: if, then, then, so that, because. Pure.

A piece is what hangs together by arrows. Statements that no arrow touches are in no sentence; `loose_sentence` names them.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .joining import Clauses, as_reason, first_sentence, in_a_row, quoted
from .pieces import Ties
from .shape import COLUMNS, Column, Shape

MOST_SAID = 2  # of each column and of the reasons; a sentence that tells everything tells nothing
MOST_NAMED = 3  # of those that are tied to nothing

# By which parts a piece has: if, adults, students, so that. One pattern for each, so that each can be translated whole.
PARTS = ("if_we", "then_adults", "then_students", "so_that")
CUT = "\n"  # marks where a clause ends, in whatever order a translation puts them; one line is all a statement has


def pattern_for(has: tuple[bool, ...]) -> str:
    patterns = {
        (1, 1, 1, 1): _("If %(if_we)s, then %(then_adults)s, and then %(then_students)s, so that %(so_that)s"),
        (1, 1, 1, 0): _("If %(if_we)s, then %(then_adults)s, and then %(then_students)s"),
        (1, 1, 0, 1): _("If %(if_we)s, then %(then_adults)s, so that %(so_that)s"),
        (1, 0, 1, 1): _("If %(if_we)s, then %(then_students)s, so that %(so_that)s"),
        (0, 1, 1, 1): _("If %(then_adults)s, then %(then_students)s, so that %(so_that)s"),
        (1, 1, 0, 0): _("If %(if_we)s, then %(then_adults)s"),
        (1, 0, 1, 0): _("If %(if_we)s, then %(then_students)s"),
        (1, 0, 0, 1): _("If %(if_we)s, then %(so_that)s"),
        (0, 1, 1, 0): _("If %(then_adults)s, then %(then_students)s"),
        (0, 1, 0, 1): _("If %(then_adults)s, then %(so_that)s"),
        (0, 0, 1, 1): _("If %(then_students)s, then %(so_that)s"),
        (1, 0, 0, 0): _("One leads to the other: %(if_we)s"),
        (0, 1, 0, 0): _("One leads to the other: %(then_adults)s"),
        (0, 0, 1, 0): _("One leads to the other: %(then_students)s"),
        (0, 0, 0, 1): _("One leads to the other: %(so_that)s"),
    }
    return patterns[tuple(map(int, has))]


@dataclass(frozen=True)
class Compact:
    """One piece of a theory. Each part is what a column says of it, joined, or ""; `statements` are their numbers."""

    if_we: str
    then_adults: str
    then_students: str
    so_that: str
    because: str = ""
    statements: tuple[int, ...] = ()

    @property
    def sentence(self) -> str:
        return " ".join(self.clauses)

    @property
    def clauses(self) -> list[str]:
        """The sentence, cut after each of its parts: "If we visit,", "then teachers see more,", "so that …"."""
        said = {name: (words := getattr(self, name)) and words + CUT for name in PARTS}
        whole = self._whole(said)
        return [one.strip() for one in re.sub(f"{CUT}([,.;،]?)", f"\\1{CUT}", whole).split(CUT) if one.strip()]

    def _whole(self, said) -> str:
        whole = pattern_for(tuple(map(bool, said.values()))) % said
        if self.because:
            return _("%(sentence)s, because %(because)s.") % {"sentence": whole, "because": self.because}
        return _("%(sentence)s.") % {"sentence": whole}


def compact_of(shape: Shape) -> tuple[Compact, ...]:
    """One for each piece that hangs together by arrows, in reading order. None where nothing leads to anything."""
    clauses = Clauses(shape)
    return tuple(compact_piece(shape, piece, clauses) for piece in Ties(shape).pieces)


def compact_piece(shape, piece, clauses):
    columns = {column: [one for one in piece if shape.statement(one).column == column] for column in COLUMNS}
    parts = [clauses.row(columns[column], MOST_SAID) for column in COLUMNS]
    return Compact(*parts, because=reasons_of(shape, piece, clauses.small), statements=piece)


def reasons_of(shape, piece, small) -> str:
    """Why this piece should hold: what is said where students come in if anything is, else all that is said."""
    mine = [arrow for arrow in shape.arrows if arrow.source in piece and arrow.because]
    into_students = [arrow for arrow in mine if shape.statement(arrow.target).column == Column.STUDENTS]
    said = dict.fromkeys(as_reason(first_sentence(arrow.because), small) for arrow in into_students or mine)
    return in_a_row(list(said)[:MOST_SAID])


def loose_sentence(shape: Shape) -> str:
    """The statements that are tied to nothing, in one sentence, or ""."""
    loose = Ties(shape).loose
    if not loose:
        return ""
    named = [quoted(shape.statement(one).words) for one in loose[:MOST_NAMED]]
    if len(loose) > MOST_NAMED:
        more = ngettext("%(count)s more", "%(count)s more", len(loose) - MOST_NAMED)
        named.append(more % {"count": len(loose) - MOST_NAMED})
    return _("Said, but not tied to anything yet: %(statements)s.") % {"statements": in_a_row(named)}
