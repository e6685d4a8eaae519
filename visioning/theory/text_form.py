"""A theory as indented plain text that people write in any editor: forgiving to read, exact to write. Pure.

    # Name of the theory

    What we do
    - We protect an hour a week for planning together
      -> Teachers plan lessons in pairs
         because: nobody plans well alone at night
         assume: the hour is kept
         wrong if: lessons look the same in March

A line that goes on is indented deeper. A backslash before it says: take the rest as it stands.
"""

import re

from django.utils.translation import gettext as _

from leadership.forms.words import plain_words

from .intake import Intake
from .shape import COLUMNS, REASONS, Column, Shape, State
from .spoken import SAID, field_of, heading_of, nearest_heading, said_word, state_of
from .unreadable import MOST_TOLD

ARROW = re.compile(r"(?:[-–—]+>|=+>|[→⇒➔➜⟶⟹➝])\s*")
BULLET = re.compile(r"(?:[-*•‣◦▪·–—]\s*|(\d{1,3})[.)]\s+)(?=\S|$)")
POINT = re.compile(r"[-*•‣◦▪·–—]\s")
BLANKS = " \xa0\u2007\u202f\u3000"
TAB = 4


# --- writing ---------------------------------------------------------------------------------------------------------
def text_of(shape: Shape) -> str:
    """Exactly what `read_text` reads back."""
    lines = [f"# {shape.title}", ""] if shape.title else []
    for column in COLUMNS:
        lines.append(str(column.label))
        for statement in shape.in_column(column):
            lines.append(f"- {statement.words}")
            for arrow in shape.out_of(statement.number):
                lines.append(f"  -> {shape.statement(arrow.target).words}")
                lines += said_lines(arrow)
        lines.append("")
    return "\n".join(lines)


def said_lines(arrow):
    for name in REASONS:
        said = getattr(arrow, name)
        if said:
            yield from folded(SAID[name], said)
    if arrow.state is not State.UNTESTED or arrow.state_on:
        since = f", {arrow.state_on.isoformat()}" if arrow.state_on else ""
        yield f"     {SAID['state']}: {arrow.state.label}{since}"


def folded(key, said):
    """The first line behind its word, the others below it, each so that it cannot be taken for something else."""
    first, *rest = said.split("\n")
    if first != first.strip():
        first, rest = "", [first, *rest]
    yield f"     {key}: {first}".rstrip()
    for line in rest:
        plain = line == line.strip() and not (line.startswith("\\") or ARROW.match(line) or field_of(line))
        yield f"       {line}" if plain and line else f"       \\{line}" if line else ""


# --- reading ---------------------------------------------------------------------------------------------------------
def read_text(text: str) -> Shape:
    """The theory. Raises Unreadable with everything that is to be mended. Statements are numbered in reading order."""
    return Reader(text).shape()


class Reader:
    """Goes from line to line and knows what it is in: a column, a statement, an arrow, a reason."""

    def __init__(self, text):
        text = re.sub(r"^[ \t]*\t[ \t]*", lambda blanks: blanks[0].expandtabs(TAB), text.lstrip("\ufeff"), flags=re.M)
        self.lines = plain_words(text).split("\n")
        self.intake = Intake()
        self.column = self.statement = self.arrow = self.field = None
        self.depth = {"statement": 0, "arrow": 0, "field": 0}
        self.lost = self.named = False

    def shape(self) -> Shape:
        blank = 0
        for number, line in enumerate(self.lines, 1):
            bare = line.strip(BLANKS)
            if not bare:
                blank += 1
                continue
            self.read(number, len(line) - len(line.lstrip(BLANKS)), bare, line.lstrip(BLANKS), blank)
            blank = 0
        self.end_field()
        return self.intake.shape()

    def read(self, number, depth, bare, rest, blank):
        """One line, by what it begins with."""
        if bare.startswith("\\") and self.field:
            self.field[2].extend([*[""] * blank, rest[1:]])
            return
        bullet = None if ARROW.match(bare) else BULLET.match(bare)
        inner = bare[bullet.end() :] if bullet and self.statement and depth > self.depth["statement"] else bare
        deeper = self.field is not None and depth > self.depth["field"]
        if bare is not inner and deeper:
            inner = bare  # a list inside a reason
        if field_of(inner):
            self.begin_field(number, depth, *field_of(inner))
        elif ARROW.match(inner):
            self.begin_arrow(number, depth, ARROW.sub("", inner, count=1))
        elif deeper:
            self.field[2].extend([*[""] * blank, bare])
        elif bare.startswith("#"):
            self.begin_part(number, bare)
        elif heading_of(bare) and not POINT.match(bare):
            self.begin_column(heading_of(bare))
        elif bullet:
            self.begin_statement(number, depth, bare[bullet.end() :], bullet[1] or "")
        elif self.statement and not self.arrow and depth > self.depth["statement"] and not blank:
            self.intake.more_of(self.statement, bare)
        else:
            self.puzzled(number, bare)

    def begin_part(self, number, bare):
        """A line with a number sign: the name first, then headings."""
        column = heading_of(bare)
        if column and (self.named or self.statement or self.column or BULLET.match(self.line_after(number))):
            self.begin_column(column)
        elif self.named or self.column:
            self.puzzled(number, bare.lstrip("# "))
        else:
            self.named = True
            self.intake.name(number, bare.lstrip("#") if bare.startswith("##") else bare[1:])

    def line_after(self, number):
        """The next line that says something. Asked once at most: behind it a name or a column is known."""
        return next((line.strip() for line in self.lines[number:] if line.strip()), "")

    def begin_column(self, column):
        self.end_field()
        self.column, self.statement, self.arrow = column, None, None

    def begin_statement(self, number, depth, words, label):
        self.end_field()
        if self.column is None and not self.lost:
            self.lost = True
            message = _("This statement stands under no heading. Write one above it, such as “%(heading)s”.")
            self.intake.mend(number, message % {"heading": Column.DO.label})
        self.statement, self.arrow = self.intake.state(number, self.column, words, label), None
        self.depth["statement"] = depth

    def begin_arrow(self, number, depth, words):
        self.end_field()
        if self.statement is None:
            self.intake.mend(number, _("This arrow begins nowhere. Write it below the statement it leads away from."))
            self.arrow = None
            return
        self.arrow, self.depth["arrow"] = self.intake.tie(number, self.statement, words.strip(' "“”„')), depth

    def begin_field(self, number, depth, name, words):
        self.end_field()
        if self.arrow is None:
            message = _("This belongs to an arrow, and there is none above it. Write “-> …” first.")
            self.intake.mend(number, message)
        self.field, self.depth["field"] = (number, name, [words] if words else []), depth

    def end_field(self):
        if self.field and self.arrow:
            number, name, lines = self.field
            if name == "state":
                self.read_state(number, " ".join(lines))
            else:
                self.intake.say(self.arrow, number, name, "\n".join(lines))
        self.field = None

    def read_state(self, number, words):
        found = state_of(words)
        if found is None:
            values = {"states": ", ".join(str(state.label) for state in State)}
            self.intake.mend(number, _("Say how it stands with one of these and a day: %(states)s.") % values)
        else:
            self.intake.fare(self.arrow, number, *found)

    def puzzled(self, number, bare):
        """A line that begins with nothing we know."""
        near = None if len(self.intake.problems) > MOST_TOLD else nearest_heading(bare)
        if near:
            message = _("No heading is called that. Did you mean “%(heading)s”?")
            self.intake.mend(number, message % {"heading": near.label})
            self.begin_column(near)
        elif self.arrow and said_word(bare):
            message = _("Put a colon behind “%(word)s”, and the words behind it.")
            self.intake.mend(number, message % {"word": said_word(bare)})
        elif self.field or self.arrow:
            self.intake.mend(
                number, _("To go on with the line above, indent this one deeper. A new statement begins with “- ”.")
            )
        else:
            self.intake.mend(
                number, _("A statement begins with “- ”, an arrow with “-> ”. Put one of them before this line.")
            )
