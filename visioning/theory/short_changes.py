"""What became of a theory's lines while somebody had them open: their edits, laid over the theory as it is now. Pure.

The page remembers what it showed (`Shown`: the lines, and a fingerprint of all words on them). So what somebody changed can be told
from what stood there, and only that is done:

- Other words in a filled step: that statement says so from now on, on every line it is on.
- Words that another statement of the column says already: the line goes by that statement.
- Words in a blank step: a new statement; the line goes by it. Its old arrow goes, and the new one takes over what that said.
- A step emptied: the line passes it by. A statement that is then on no line, and touched by no arrow, is taken out.
- Arrows that no line shows stay as they are, and so does what others changed meanwhile. Where both changed the same words, nothing
  is saved: `clashes` says what stands there now.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .shape import COLUMNS, MOST_ARROWS, MOST_STATEMENTS, ArrowShape, Shape, StatementShape, folded
from .short_form import NONE, SAID, STEPS, Line, carrier_of, ties_of
from .short_shown import Shown, print_of, print_of_line

CARRIED = ("assumption", "evidence")  # what an arrow says that the short form does not show
TWO_WAYS = gettext_lazy("This stands on several lines, and you changed it in two ways. Say it in one.")


@dataclass(frozen=True)
class Problem:
    """Why a field of a line cannot be taken in, in words for whoever wrote it."""

    line: int
    step: str
    message: str


@dataclass(frozen=True)
class Clash:
    """Somebody else changed the same words: what stands there now."""

    line: int
    step: str
    now: str


@dataclass
class Outcome:
    """The theory as it will be; it is only worth anything without problems and clashes."""

    shape: Shape
    problems: list[Problem] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)

    @property
    def stands(self) -> bool:
        return not self.problems and not self.clashes


def changed(now: Shape, shown: Shown, posted, first_number: int) -> Outcome:
    """`posted`: a dict of the six fields for each line, those that were shown first, then new ones. `first_number`: of new statements."""
    return Laying(now, shown, posted, first_number).outcome()


class Laying:
    def __init__(self, now, shown, posted, first_number):
        self.now, self.shown, self.posted, self.next = now, shown, posted, first_number
        blank = (NONE,) * len(STEPS)
        self.before = [*shown.lines, *[blank] * (len(posted) - len(shown.lines))][: len(posted)]
        self.by_number = {one.number: one for one in now.statements}
        self.by_words = {folded(one.words): one for one in now.statements}
        self.new, self.renamed, self.said = {}, {}, {}
        self.problems, self.clashes = [], []

    def outcome(self) -> Outcome:
        lines = [self.resolved(place) for place in range(len(self.posted))]
        statements, arrows = self.statements(), self.arrows(lines)
        shape = self.without_left(Shape(self.now.title, statements, arrows), lines)
        if len(shape.statements) > max(MOST_STATEMENTS, len(self.now.statements)):
            message = _("A theory has at most %(most)s statements. These would be %(count)s; nothing is saved yet.")
            self.problem(0, None, message % {"most": MOST_STATEMENTS, "count": len(shape.statements)})
        if len(shape.arrows) > max(MOST_ARROWS, len(self.now.arrows)):
            message = _("A theory has at most %(most)s arrows. These would be %(count)s; nothing is saved yet.")
            self.problem(0, None, message % {"most": MOST_ARROWS, "count": len(shape.arrows)})
        return Outcome(shape, self.problems, self.clashes)

    def problem(self, line, step, message):
        self.problems.append(Problem(line, step, str(message)))

    # --- Which statement each step means ---

    @cached_property
    def touched(self) -> set[int]:
        """Statements whose words somebody changed on some line."""
        return {
            number
            for line, said in zip(self.before, self.posted, strict=True)
            for step, number in zip(STEPS, line, strict=True)
            if number and said[step] and self.is_changed(number, said[step])
        }

    def is_changed(self, number, words) -> bool:
        return print_of(words) != self.shown.words[number]

    def resolved(self, place) -> Line:
        said, before = self.posted[place], self.before[place]
        return tuple(self.meant(place, at, before[at], said[STEPS[at]]) for at in range(len(STEPS)))

    def meant(self, place, at, number, words):
        """The number of the statement a step means now."""
        if not words:
            return NONE
        if number and not self.is_changed(number, words):
            return number  # even if somebody took it out meanwhile: then its arrows are gone, too
        twin = self.by_words.get(folded(words))
        if twin and twin.number != number and twin.number not in self.touched:
            return self.same_column(place, at, twin.number, twin.column)
        return self.other_words(place, at, number, words) if number else self.new_statement(place, at, words)

    def other_words(self, place, at, number, words):
        one = self.by_number.get(number)
        if one is None:
            self.clashes.append(Clash(place, STEPS[at], ""))
        elif print_of_line(one.words) != self.shown.words[number] and one.words != words:
            self.clashes.append(Clash(place, STEPS[at], one.words))
        elif self.renamed.setdefault(number, words) != words:
            self.problem(place, STEPS[at], TWO_WAYS)
        elif any(other != number and folded(said) == folded(words) for other, said in self.renamed.items()):
            self.problem(
                place, STEPS[at], _("Two different sentences cannot become the same one. Empty one of them instead.")
            )
        return number

    def new_statement(self, place, at, words):
        column = COLUMNS[at]
        for number, said in self.renamed.items():
            if folded(said) == folded(words):
                return self.same_column(place, at, number, self.by_number[number].column)
        made = self.new.get(folded(words))
        if made is None:
            made = self.new[folded(words)] = StatementShape(self.next, column, words)
            self.next += 1
        return self.same_column(place, at, made.number, made.column)

    def same_column(self, place, at, number, column):
        if column != COLUMNS[at]:
            message = _("This is said already, under “%(column)s”.") % {"column": column.label}
            self.problem(place, STEPS[at], message)
        return number

    def statements(self):
        kept = (replace(one, words=self.renamed.get(one.number, one.words)) for one in self.now.statements)
        return (*kept, *self.new.values())

    # --- Which arrows there are then, and what they say ---

    def arrows(self, lines):
        shown = {ends for line in self.before for ends in ties_of(line)}
        wanted = dict.fromkeys(ends for line in lines for ends in ties_of(line))
        gone = shown - set(wanted)
        place_of = {one.number: COLUMNS.index(one.column) for one in self.statements()}
        found = {arrow.ends: arrow for arrow in self.now.arrows if arrow.ends not in gone}
        for ends in wanted:
            # A statement may have gone to another column meanwhile, or be gone: a line only goes forward.
            goes_on = place_of.get(ends[0], 9) < place_of.get(ends[1], -1)
            if ends not in shown and ends not in found and goes_on:
                found[ends] = ArrowShape(*ends)
        for place, line in enumerate(lines):
            self.say(place, line, found, gone)
        return tuple(found.values())

    def say(self, place, line, found, gone):
        """Put what a line says on the arrow that carries it."""
        old, new = carrier_of(self.before[place]), carrier_of(line)
        before = self.shown.said.get(old, (print_of(""),) * len(SAID))
        for name, was in zip(SAID, before, strict=True):
            words = self.posted[place][name]
            typed = print_of(words) != was
            if new not in found:
                if typed and words and new and new == old:
                    self.clashes.append(Clash(place, name, ""))  # somebody untied it meanwhile
                elif typed and words:
                    self.problem(place, name, _("A line needs two sentences before it can say this: fill in one more."))
                continue
            arrow = found[new]
            if not typed and (old == new or not words or getattr(arrow, name)):
                continue
            if old == new and self.was_changed(arrow, name, was) and getattr(arrow, name) != words:
                self.clashes.append(Clash(place, name, getattr(self.by_ends[new], name)))
            elif self.said.setdefault((new, name), words) != words:
                self.problem(place, name, TWO_WAYS)
            found[new] = replace(arrow, **{name: words})
        if old in gone and new in found and new not in self.by_ends and old in self.by_ends:
            # The line goes another way now; what else its arrow said goes along.
            kept = {name: getattr(found[new], name) or getattr(self.by_ends[old], name) for name in CARRIED}
            found[new] = replace(found[new], **kept)

    @cached_property
    def by_ends(self):
        return {arrow.ends: arrow for arrow in self.now.arrows}

    def was_changed(self, arrow, name, was) -> bool:
        """Whether somebody else changed it since it was shown."""
        return print_of(getattr(self.by_ends[arrow.ends], name)) != was if arrow.ends in self.by_ends else False

    # --- What is left over ---

    def without_left(self, shape, lines):
        """Without the statements that this edit took off every line and that nothing touches any more."""
        shown = {number for line in self.shown.lines for number in line if number}
        left = shown - {number for line in lines for number in line}
        gone = {
            one.number
            for one in shape.statements
            if one.number in left
            and not shape.out_of(one.number)
            and not shape.into(one.number)
            and print_of_line(one.words) == self.shown.words[one.number]
        }
        return replace(shape, statements=tuple(one for one in shape.statements if one.number not in gone))
