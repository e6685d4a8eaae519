"""A theory as it comes in from outside, piece by piece, until it is a whole Shape or a list of what to mend.

Pure: every form of file hands its pieces to one `Intake`, so that all of them keep the same limits and say the same words.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadership.forms.lines import one_line
from leadership.forms.words import plain_words

from .shape import (
    LONGEST_REASON,
    LONGEST_STATEMENT,
    LONGEST_TITLE,
    MOST_ARROWS,
    MOST_STATEMENTS,
    ArrowShape,
    Column,
    Shape,
    State,
    StatementShape,
)
from .unreadable import MOST_TOLD, Problem, Unreadable

QUOTES = str.maketrans("‘’‚‛“”„‟«»", '\'\'\'\'""""""')


def line_of(words) -> str:
    """One line as a form would keep it; halves of letters, which no database takes, are left out."""
    return one_line(words.encode("utf-8", "ignore").decode())


def words_of(words) -> str:
    """Several lines as a form would keep them."""
    return plain_words(words).strip()


def plain_key(words) -> str:
    """What is the same for somebody who types it again: no case, no closing stop, any quotes."""
    return line_of(words).translate(QUOTES).casefold().strip("\"' .…")


@dataclass
class Taken:
    """One statement, and where it stood."""

    line: int
    path: str
    column: Column | None
    words: str
    label: str
    more: list[str] = field(default_factory=list)  # lines that go on


@dataclass
class Tied:
    """One arrow, and where it stood. Its ends are a statement taken already or what names one."""

    line: int
    path: str
    source: "Taken | str"
    target: "Taken | str"
    said: dict = field(default_factory=dict)
    state: State = State.UNTESTED
    state_on: date | None = None


def there(taken) -> str:
    """Where something stood, within a sentence."""
    return taken.path or _("line %(line)s") % {"line": taken.line}


class Intake:
    """`labels_first`: what names a statement is its label, and only else its words."""

    def __init__(self, labels_first=False):
        self.labels_first = labels_first
        self.title = ""
        self.statements: list[Taken] = []
        self.arrows: list[Tied] = []
        self.problems: list[Problem] = []

    def mend(self, line, message, path="") -> None:
        """Note what is wrong, and read on, unless hardly anything is right."""
        self.problems.append(Problem(line, message, path))
        if len(self.problems) >= 10 * MOST_TOLD:
            raise Unreadable(self.problems)

    def name(self, line, words, path="") -> None:
        self.title = line_of(words)
        self._fits(line, path, self.title, LONGEST_TITLE, _("The name"))

    def state(self, line, column, words, label="", path="") -> Taken:
        """A statement. `column` None where it is not known; the caller has said so already."""
        taken = Taken(line, path, column, line_of(words), line_of(label))
        self.statements.append(taken)
        if len(self.statements) > 20 * MOST_STATEMENTS:  # it is no theory; nobody reads on
            self._check_statements()
            raise Unreadable(self.problems)
        return taken

    def more_of(self, taken, words) -> None:
        """The statement goes on in the next line."""
        taken.more.append(words)

    def tie(self, line, source, target, path="") -> Tied:
        tied = Tied(line, path, source, target if isinstance(target, Taken) else line_of(target))
        self.arrows.append(tied)
        if len(self.arrows) > 20 * MOST_ARROWS:
            self._check_count_of_arrows()
            raise Unreadable(self.problems)
        return tied

    def say(self, tied, line, name, words, path="") -> None:
        """What an arrow says, by the name of its field. `line` is where it begins."""
        said = words_of(words)
        if name in tied.said and said and tied.said[name]:
            self.mend(line, _("This arrow says that twice. Put both under one of the two."), path)
        tied.said[name] = said
        self._fits(line, path, said, LONGEST_REASON, _("This"))

    def fare(self, tied, line, state, on, path="") -> None:
        """How the arrow stood, and since when."""
        if state is not State.UNTESTED and on is None:
            self.mend(line, _("Say since when it stands like that, year first: 2026-10-01."), path)
        tied.state, tied.state_on = state, on

    def shape(self) -> Shape:
        """The whole. Raises Unreadable with everything that is to be mended."""
        self._check_statements()
        numbers = self._numbers()
        arrows = self._arrows(numbers)
        if self.problems:
            raise Unreadable(self.problems)
        statements = tuple(StatementShape(numbers[id(one)], one.column, one.words) for one in self.statements)
        return Shape(self.title, statements, tuple(arrows))

    def _fits(self, line, path, words, longest, what):
        if len(words) > longest:
            values = {"what": what, "count": len(words), "longest": longest}
            self.mend(line, _("%(what)s has %(count)s letters; %(longest)s fit. Say it shorter.") % values, path)

    def _check_statements(self):
        seen = {}
        for one in self.statements:
            if one.more:  # joined once: one by one, a hundred thousand lines took minutes
                one.words, one.more = line_of(" ".join([one.words, *one.more])), []
            if not one.words:
                self.mend(one.line, _("This statement says nothing yet. Write a sentence, or take it out."), one.path)
            if len(one.words) > LONGEST_STATEMENT:
                values = {"count": len(one.words), "longest": LONGEST_STATEMENT}
                message = _(
                    "This statement has %(count)s letters; %(longest)s fit. Say it shorter, or make two statements of it."
                )
                self.mend(one.line, message % values, one.path)
            twin = seen.setdefault(one.words.replace("İ", "i").lower(), one) if one.words else one
            if twin is not one:
                where = there(twin)
                message = _("This says the same as %(where)s. Take one of the two out, or say them differently.")
                self.mend(one.line, message % {"where": where}, one.path)
        if len(self.statements) > MOST_STATEMENTS:
            first = self.statements[MOST_STATEMENTS]
            values = {"count": len(self.statements), "most": MOST_STATEMENTS}
            message = _("There are %(count)s statements; %(most)s fit. From here on they are too many. Take some out.")
            self.mend(first.line, message % values, first.path)
        for label, count in Counter(one.label for one in self.statements if one.label).items():
            if count > 1:
                last = [one for one in self.statements if one.label == label][-1]
                message = _("There is a statement %(label)s already. Give each a number of its own.")
                self.mend(last.line, message % {"label": label}, last.path)

    def _numbers(self):
        """In reading order, as readers count them."""
        order = {column: place for place, column in enumerate(Column)}
        ordered = sorted(self.statements, key=lambda one: order.get(one.column, len(order)))
        return {id(one): number for number, one in enumerate(ordered, 1)}

    def _names(self, numbers):
        """What names a statement: first what is exact, then what is nearly so. Where two answer, none does."""
        labels = {str(numbers[id(one)]): one for one in self.statements if not one.label}
        labels |= {one.label: one for one in self.statements if one.label}
        exact = {one.words: one for one in self.statements}
        keys = Counter(plain_key(one.words) for one in self.statements)
        nearly = {plain_key(one.words): one for one in self.statements if keys[plain_key(one.words)] == 1}
        return (labels, exact, nearly) if self.labels_first else (exact, labels, nearly)

    def _arrows(self, numbers):
        first, second, nearly = self._names(numbers)

        def found(tied, end):
            if isinstance(end, Taken):
                return end
            taken = first.get(end) or second.get(end) or nearly.get(plain_key(end))
            if taken is None:
                self._unknown(tied, end)
            return taken

        arrows, seen = [], {}
        for tied in self.arrows:
            ends = found(tied, tied.source), found(tied, tied.target)
            if None in ends:
                continue
            pair = tuple(numbers[id(end)] for end in ends)
            if pair[0] == pair[1]:
                message = _("This arrow leads to where it begins. An arrow needs two statements.")
                self.mend(tied.line, message, tied.path)
            elif pair in seen:
                where = there(seen[pair])
                message = _("There is the same arrow at %(where)s. Take one of the two out.")
                self.mend(tied.line, message % {"where": where}, tied.path)
            else:
                seen[pair] = tied
                arrows.append(ArrowShape(*pair, **tied.said, state=tied.state, state_on=tied.state_on))
        self._check_count_of_arrows()
        return arrows

    def _check_count_of_arrows(self):
        if len(self.arrows) > MOST_ARROWS:
            over = self.arrows[MOST_ARROWS]
            values = {"count": len(self.arrows), "most": MOST_ARROWS}
            message = _("There are %(count)s arrows; %(most)s fit. From here on they are too many. Take some out.")
            self.mend(over.line, message % values, over.path)

    def _unknown(self, tied, end):
        """An arrow to something nobody wrote: the nearest thing somebody did write helps most."""
        if not end:
            self.mend(
                tied.line, _("This arrow leads nowhere yet. Write the words of a statement behind it."), tied.path
            )
            return
        values = {"words": Truncator(end).chars(80)}
        keys = {plain_key(one.words): one.words for one in self.statements if one is not tied.source}
        many = len(self.problems) > MOST_TOLD
        near = [] if many else get_close_matches(plain_key(end)[:LONGEST_STATEMENT], keys, n=1)
        if near:
            values["near"] = Truncator(keys[near[0]]).chars(80)
            message = _("No statement says “%(words)s”. Did you mean “%(near)s”?")
        elif end.isdecimal():
            count = len(self.statements)
            message = ngettext(
                "There is no statement %(words)s; there is %(count)s.",
                "There is no statement %(words)s; there are %(count)s.",
                count,
            )
            values["count"] = count
        else:
            message = _("No statement says “%(words)s”. Write it under one of the four headings as well.")
        self.mend(tied.line, message % values, tied.path)
