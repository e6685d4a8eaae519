"""A theory as a table for spreadsheets: a row for its name, one for each statement, one for each arrow. Pure.

No cell can be taken for a formula, and what was done against that is undone on the way back. Commas, semicolons or tabs
part the cells; the first row says what is in which column, in any language of this site.
"""

import csv
import io
import re
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext_lazy

from leadership.result_files import AT_CELL, AT_START, RISKY, harmless

from .intake import Intake
from .shape import REASONS, Column, Shape, State
from .spoken import folded_key, heading_of, state_of
from .unreadable import Unreadable

HEADS = {
    "kind": pgettext_lazy("in a table of a theory", "Kind"),
    "label": pgettext_lazy("in a table of a theory", "Number"),
    "column": pgettext_lazy("in a table of a theory", "Column"),
    "words": pgettext_lazy("in a table of a theory", "Words"),
    "from": pgettext_lazy("in a table of a theory", "From"),
    "to": pgettext_lazy("in a table of a theory", "To"),
    "because": pgettext_lazy("in a table of a theory", "Because"),
    "assumption": pgettext_lazy("in a table of a theory", "We assume"),
    "evidence": pgettext_lazy("in a table of a theory", "Evidence"),
    "wrong_if": pgettext_lazy("in a table of a theory", "Wrong if"),
    "state": pgettext_lazy("in a table of a theory", "State"),
    "since": pgettext_lazy("in a table of a theory", "Since"),
}
KINDS = {
    "theory": pgettext_lazy("in a table of a theory", "theory"),
    "statement": pgettext_lazy("in a table of a theory", "statement"),
    "arrow": pgettext_lazy("in a table of a theory", "arrow"),
}
# An apostrophe that people wrote themselves where `harmless` puts one gets another, so that undoing is exact.
OWN_AT_CELL = re.compile(rf"([;\t\n|])('+)([ \xa0]*[{RISKY}])")
PUT_AT_CELL = re.compile(rf"([;\t\n|])'('*[ \xa0]*[{RISKY}])")


# --- writing ---------------------------------------------------------------------------------------------------------
def shielded(words) -> str:
    """Words no spreadsheet takes for a formula; `bare` gives them back."""
    words = AT_CELL.sub(r"\1'\2", OWN_AT_CELL.sub(r"\1'\2\3", words))
    return f"'{words}" if begins_riskily(words) else harmless(words)


def bare(words) -> str:
    if words.startswith("'") and begins_riskily(words):
        words = words[1:]
    return PUT_AT_CELL.sub(r"\1\2", words)


def begins_riskily(words):
    """Behind any apostrophes."""
    return AT_START.match(words.lstrip("'")) is not None


def csv_of(shape: Shape) -> bytes:
    """Every field in quotes, with the mark by which spreadsheets know UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow([str(head) for head in HEADS.values()])
    for row in rows_of(shape):
        cells = [row.get(name, "") for name in HEADS]
        writer.writerow([cell if isinstance(cell, int) else shielded(cell) for cell in cells])
    return file.getvalue().encode("utf-8-sig")


def rows_of(shape):
    yield {"kind": str(KINDS["theory"]), "words": shape.title}
    labels = shape.labels
    for one in shape.statements:
        kind, column = str(KINDS["statement"]), str(one.column.label)
        yield {"kind": kind, "label": labels[one.number], "column": column, "words": one.words}
    for one in shape.arrows:
        yield {
            "kind": str(KINDS["arrow"]),
            "from": labels[one.source],
            "to": labels[one.target],
            **{name: getattr(one, name) for name in REASONS},
            "state": str(one.state.label),
            "since": one.state_on.isoformat() if one.state_on else "",
        }


# --- reading ---------------------------------------------------------------------------------------------------------
@cache
def spoken():
    """Heads and kinds in every language of this site, and as they are called in here."""
    heads = {folded_key(name.replace("_", " ")): name for name in HEADS} | {"number": "label", "assume": "assumption"}
    kinds = {name: name for name in KINDS}
    for language, _name in settings.LANGUAGES:
        with override(language):
            heads |= {folded_key(str(head)): name for name, head in HEADS.items()}
            kinds |= {folded_key(str(word)): name for name, word in KINDS.items()}
    return heads, kinds


def delimiter_of(text) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def looks_like_csv(text: str) -> bool:
    """Whether the first row names the columns of such a table."""
    text = text.lstrip("\ufeff\r\n ")
    first = text.partition("\n")[0][:2000]
    names = {folded_key(cell.strip(' "\r')) for cell in first.split(delimiter_of(text))}
    return len(names & set(spoken()[0])) >= 3


def read_csv(text: str) -> Shape:
    """The theory. Raises Unreadable with everything that is to be mended, by the lines of the file."""
    text = text.lstrip("\ufeff").replace("\0", "")
    intake = Intake(labels_first=True)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text.lstrip()))
    heads, line = None, 1
    try:
        for cells in reader:
            begun, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if heads is None:
                heads = heads_of(cells, begun)
                continue
            row = {name: bare(cell) for name, cell in zip(heads, cells, strict=False) if name}
            read_row(intake, begun, row)
    except csv.Error:
        raise Unreadable.at(line, _("From here on the file is no table. Save it again from a spreadsheet.")) from None
    if heads is None:
        raise Unreadable.at(0, _("The file is empty."))
    return intake.shape()


def heads_of(cells, line):
    heads = [spoken()[0].get(folded_key(cell)) for cell in cells]
    if "kind" not in heads or "words" not in heads:
        names = ", ".join(str(head) for head in HEADS.values())
        message = _("The first row names the columns. These are understood: %(names)s.")
        raise Unreadable.at(line, message % {"names": names})
    return heads


def read_row(intake, line, row):
    kind = spoken()[1].get(folded_key(row.get("kind", "")))
    if kind == "theory":
        intake.name(line, row.get("words", ""))
    elif kind == "statement":
        column = column_of(row.get("column", ""))
        if column is None:
            names = ", ".join(str(one.label) for one in Column)
            intake.mend(line, _("This row needs a column. Write one of these: %(names)s.") % {"names": names})
        intake.state(line, column, row.get("words", ""), row.get("label", ""))
    elif kind == "arrow":
        read_arrow(intake, line, row)
    else:
        kinds = ", ".join(str(word) for word in KINDS.values())
        intake.mend(line, _("Say in this row what it is: %(kinds)s.") % {"kinds": kinds})


def column_of(words):
    key = folded_key(words)
    return Column(key) if key in Column.values else heading_of(words)


def read_arrow(intake, line, row):
    tied = intake.tie(line, row.get("from", ""), row.get("to", ""))
    for name in REASONS:
        intake.say(tied, line, name, row.get(name, ""))
    state = row.get("state", "").strip()
    if state or row.get("since", "").strip():
        found = state_of(f"{state or State.UNTESTED.value} {row.get('since', '')}")
        if found is None:
            values = {"states": ", ".join(str(one.label) for one in State)}
            intake.mend(line, _("Say how it stands with one of these, and since when: %(states)s.") % values)
        else:
            intake.fare(tied, line, *found)
