"""A theory as nested lists of plain sentences: the text from which the diagram could be drawn again. Pure."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .shape import ArrowShape, Column, Shape, State, StatementShape

# What an arrow says, in the order in which one would ask.
SAYS = {
    "because": gettext_lazy("Because"),
    "assumption": gettext_lazy("We assume"),
    "evidence": gettext_lazy("What speaks for it"),
    "wrong_if": gettext_lazy("What would show us wrong"),
}


@dataclass(frozen=True)
class Saying:
    """One thing an arrow says: under which name, and the words."""

    kind: str
    label: str
    words: str


@dataclass(frozen=True)
class OutlineArrow:
    arrow: ArrowShape
    label: int  # of the statement it leads to
    words: str  # of the statement it leads to
    says: tuple[Saying, ...]
    state: str
    url: str = ""
    belief: str = ""  # how sure people are of it

    @property
    def name(self) -> str:
        """For ids: "arrow-1-3"."""
        return f"arrow-{self.arrow.source}-{self.arrow.target}"


@dataclass(frozen=True)
class OutlineStatement:
    statement: StatementShape
    label: int
    begins: bool  # nothing leads to it, but it leads on
    ends: bool  # it leads nowhere, but something leads to it
    alone: bool  # no arrow touches it
    arrows: tuple[OutlineArrow, ...]
    url: str = ""

    @property
    def words(self) -> str:
        return self.statement.words

    @property
    def name(self) -> str:
        """For ids: "statement-3"."""
        return f"statement-{self.statement.number}"


@dataclass(frozen=True)
class OutlineColumn:
    column: Column
    statements: tuple[OutlineStatement, ...]

    @property
    def label(self):
        return self.column.label


@dataclass(frozen=True)
class Outline:
    """All four columns, empty ones too."""

    title: str
    columns: tuple[OutlineColumn, ...]

    def text(self) -> str:
        """The same in lines, for places that know no lists."""
        return "\n".join(lines_of(self))


def outline_of(shape: Shape, links=None, beliefs=None) -> Outline:
    """The outline of a theory. `links(number)` and `links((source, target))` say where each can be opened, or "".

    `beliefs`: a sentence by the ends of an arrow, where people have said how sure they are of it.
    """
    columns = (OutlineColumn(column, told(shape, column, links, beliefs or {})) for column in Column)
    return Outline(shape.title, tuple(columns))


def told(shape, column, links, beliefs):
    return tuple(told_statement(shape, one, links, beliefs) for one in shape.in_column(column))


def told_statement(shape, one, links, beliefs):
    out, into = shape.out_of(one.number), shape.into(one.number)
    return OutlineStatement(
        statement=one,
        label=shape.labels[one.number],
        begins=bool(out) and not into,
        ends=bool(into) and not out,
        alone=not out and not into,
        arrows=tuple(told_arrow(shape, arrow, links, beliefs) for arrow in out),
        url=links(one.number) if links else "",
    )


def told_arrow(shape, arrow, links, beliefs):
    says = ((kind, str(label), getattr(arrow, kind)) for kind, label in SAYS.items())
    return OutlineArrow(
        arrow=arrow,
        label=shape.labels[arrow.target],
        words=shape.statement(arrow.target).words,
        says=tuple(Saying(*one) for one in says if one[2]),
        state=state_of(arrow),
        url=links(arrow.ends) if links else "",
        belief=beliefs.get(arrow.ends, ""),
    )


def state_of(arrow) -> str:
    """How it has fared, with the day."""
    if arrow.state_on is None:
        return str(State(arrow.state).label)
    patterns = {
        State.UNTESTED: _("Untested since %(day)s"),
        State.BEING_TESTED: _("Being tested since %(day)s"),
        State.SUPPORTED: _("Supported on %(day)s"),
        State.CONTRADICTED: _("Contradicted on %(day)s"),
    }
    return patterns[arrow.state] % {"day": date_format(arrow.state_on)}


def lines_of(outline):
    for column in outline.columns:
        yield f"{column.label}:"
        if not column.statements:
            yield _("Nothing yet.")
        for one in column.statements:
            yield f"{one.label}. {one.words}"
            yield from lines_below(one)


def lines_below(one):
    if one.alone:
        yield "– " + _("No arrow begins or ends here.")
    elif one.begins:
        yield "– " + _("Begins here.")
    elif one.ends:
        yield "– " + _("Ends here.")
    for arrow in one.arrows:
        yield "– " + _("Leads to %(label)s: %(words)s") % {"label": arrow.label, "words": arrow.words}
        yield from (f"  {said.label}: {said.words}" for said in arrow.says)
        yield f"  {arrow.state}."
        if arrow.belief:
            yield f"  {arrow.belief}"
