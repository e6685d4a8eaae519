"""What a drawn theory says to those who do not see it: names of statements and arrows, the whole in words. Pure."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .marks import Marks
from .shape import ArrowShape, Shape, StatementShape

NOTHING_YET = gettext_lazy("Nothing here yet")


def listed(labels) -> str:
    """3 · 3 and 4 · 3, 4 and 5"""
    labels = [str(one) for one in labels]
    if len(labels) < 2:
        return "".join(labels)
    return _("%(some)s and %(last)s") % {"some": ", ".join(labels[:-1]), "last": labels[-1]}


def leads_to(labels) -> str:
    return _("Leads to %(labels)s.") % {"labels": listed(labels)}


def name_of_statement(shape: Shape, statement: StatementShape, marks: Marks) -> str:
    """Statement 2, what adults do differently: … Leads to 3 and 4."""
    column = str(statement.column.label)
    said = [
        _("Statement %(label)s, %(column)s: %(words)s")
        % {
            "label": shape.labels[statement.number],
            "column": column[:1].lower() + column[1:],
            "words": stopped(statement.words),
        }
    ]
    out = [shape.labels[arrow.target] for arrow in shape.out_of(statement.number)]
    if out:
        said.append(leads_to(out))
    else:
        said.append(_("No arrow leaves it."))
    mark = marks.statements.get(statement.number)
    if mark:
        said.append(stopped(mark.words))
    return " ".join(said)


def name_of_arrow(shape: Shape, arrow: ArrowShape, marks: Marks) -> str:
    """Arrow from 2 to 3: because … Untested."""
    ends = {"source": shape.labels[arrow.source], "target": shape.labels[arrow.target]}
    if arrow.because:
        why = stopped(short(without_because(arrow.because)))
        said = [_("Arrow from %(source)s to %(target)s: because %(why)s") % {**ends, "why": why}]
    else:
        said = [_("Arrow from %(source)s to %(target)s.") % ends]
    said.append(state_of(arrow))
    mark = marks.arrows.get(arrow.ends)
    if mark:
        said.append(stopped(mark.words))
    return " ".join(said)


def without_because(words: str) -> str:
    """People often begin with the word that the sentence has already."""
    word = _("because")
    begins = words[: len(word)].casefold() == word.casefold() and words[len(word) : len(word) + 1].isspace()
    return words[len(word) :].lstrip() if begins else words


def state_of(arrow: ArrowShape) -> str:
    label = str(arrow.state.label)
    if arrow.state_on:
        return _("%(state)s since %(day)s.") % {"state": label, "day": date_format(arrow.state_on)}
    return f"{label}."


def summary_of(shape: Shape) -> str:
    """What somebody hears first."""
    statements = ngettext("%(count)s statement", "%(count)s statements", len(shape.statements))
    arrows = ngettext("%(count)s arrow", "%(count)s arrows", len(shape.arrows))
    return _("%(title)s, drawn: %(statements)s and %(arrows)s") % {
        "title": shape.title,
        "statements": statements % {"count": len(shape.statements)},
        "arrows": arrows % {"count": len(shape.arrows)},
    }


def outline_in_words(shape: Shape, marks: Marks) -> str:
    """The whole of it: every statement and, after it, its arrows. For files, which have no page around them."""
    lines = []
    for statement in shape.statements:
        lines.append(name_of_statement(shape, statement, marks))
        lines += [name_of_arrow(shape, arrow, marks) for arrow in shape.out_of(statement.number)]
    return "\n".join(lines)


def stopped(words: str) -> str:
    """With an end to the sentence, so that a voice pauses."""
    words = words.strip()
    return words if words.endswith((".", "!", "?", "…", "。", "؟")) else f"{words}."


def short(words: str, most: int = 160) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1].rsplit(' ', 1)[0]}…"
