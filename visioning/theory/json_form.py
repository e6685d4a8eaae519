"""A theory as JSON, for other programs. Pure.

{"format": "throughline-theory", "version": 1, "title": "…",
 "statements": [{"number": 1, "column": "do" | "adults" | "students" | "improves", "words": "…"}],
 "arrows": [{"from": 1, "to": 2, "because": "…", "assumption": "…", "evidence": "…", "wrong_if": "…",
             "state": "untested" | "being_tested" | "supported" | "contradicted", "since": "2026-10-01"}]}

Only "statements" is needed, and in it "column" and "words"; what else is missing is empty. `number` is 1, 2, 3 … where it is
missing. What is called otherwise is left out, and said. Version 1 only grows: what is written today can be read for good.
"""

import json
import re
from datetime import date

from django.utils.translation import gettext as _

from .intake import Intake
from .shape import REASONS, Column, Shape, State
from .unreadable import Unreadable

FORMAT, VERSION = "throughline-theory", 1
DEEPEST = 8
KNOWN = {
    "": {"format", "version", "title", "statements", "arrows"},
    "statements": {"number", "column", "words"},
    "arrows": {"from", "to", *REASONS, "state", "since"},
}
# A string that nobody closes reaches to the end: looked for again from each quotation mark, a megabyte took minutes.
TOKENS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


def json_of(shape: Shape) -> str:
    labels = shape.labels
    statements = [
        {"number": labels[one.number], "column": one.column.value, "words": one.words} for one in shape.statements
    ]
    arrows = [
        {
            "from": labels[one.source],
            "to": labels[one.target],
            **{name: getattr(one, name) for name in REASONS if getattr(one, name)},
            "state": one.state.value,
            **({"since": one.state_on.isoformat()} if one.state_on else {}),
        }
        for one in shape.arrows
    ]
    whole = {"format": FORMAT, "version": VERSION, "title": shape.title, "statements": statements, "arrows": arrows}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def looks_like_json(text: str) -> bool:
    return text.lstrip("\ufeff \r\n\t")[:1] in ("{", "[")


def read_json(text: str) -> Shape:
    """The theory. Raises Unreadable; what is wrong is told by its place in the file."""
    return Reader(loaded(text)).shape()


def notes_on(text: str) -> tuple[str, ...]:
    """What of a readable file is left out, by its place: names we do not know."""
    whole = loaded(text)
    left = [name for name in whole if name not in KNOWN[""]]
    for part in ("statements", "arrows"):
        rows = [row for row in whole.get(part) or () if isinstance(row, dict)]
        left += dict.fromkeys(f"{part}[…].{name}" for row in rows for name in row if name not in KNOWN[part])
    return tuple(written(name) for name in left[:20])


def loaded(text):
    """The values as they stand. Nothing deep or odd gets past here."""
    text = text.lstrip("\ufeff")
    too_deep(text)
    try:
        whole = json.loads(text, parse_constant=refused)
    except json.JSONDecodeError as error:
        message = _(
            "From here on this is not JSON (%(what)s). Most often a comma or a quotation mark is missing or one too many."
        )
        raise Unreadable.at(error.lineno, message % {"what": error.msg}) from None
    except ValueError:
        raise Unreadable.at(0, _("There is a number in the file that nobody can count to.")) from None
    if not isinstance(whole, dict):
        raise Unreadable.at(0, _("The file should hold one theory, in curly brackets."))
    return whole


def written(value: str) -> str:
    """Without what no page can show and no database takes: empty signs and halves of letters."""
    return value.replace("\0", "").encode("utf-8", "ignore").decode()


def refused(constant):
    raise ValueError(constant)


def too_deep(text):
    depth = 0
    for token in TOKENS.finditer(text):
        sign = token[0]
        depth += (sign in "[{") - (sign in "]}")
        if depth > DEEPEST:
            line = text.count("\n", 0, token.start()) + 1
            raise Unreadable.at(line, _("Brackets are nested too deep here. A theory needs three levels."))


class Reader:
    """Takes piece by piece, and says of each whether it is what it should be."""

    def __init__(self, whole):
        self.whole = whole
        self.intake = Intake(labels_first=True)

    def shape(self) -> Shape:
        if self.whole.get("format", FORMAT) != FORMAT:
            self.mend("format", _("This is another kind of file. A theory says “%(format)s” here."), format=FORMAT)
        if self.whole.get("version", VERSION) != VERSION:
            message = _("This comes from a later edition of this program. Here, version %(version)s is read.")
            self.mend("version", message, version=VERSION)
        if self.intake.problems:
            raise Unreadable(self.intake.problems)
        self.intake.name(0, self.words(self.whole, "title", "title"), "title")
        for place, row in enumerate(self.rows("statements"), 1):
            self.read_statement(f"statements[{place}]", place, row)
        for place, row in enumerate(self.rows("arrows"), 1):
            self.read_arrow(f"arrows[{place}]", row)
        return self.intake.shape()

    def mend(self, path, message, **values):
        self.intake.mend(0, message % values if values else message, path)

    def rows(self, name):
        rows = self.whole.get(name, [])
        if not isinstance(rows, list):
            self.mend(name, _("Here belongs a list, in square brackets."))
            return
        for place, row in enumerate(rows, 1):
            if isinstance(row, dict):
                yield row
            else:
                self.mend(f"{name}[{place}]", _("Here belongs an entry in curly brackets."))
                yield {}

    def words(self, row, name, path):
        value = row.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.mend(path, _("Here belong words, in quotation marks."))
            return ""
        return written(value)

    def label(self, row, name, path):
        """A number, or words that name a statement."""
        value = row.get(name)
        if isinstance(value, bool) or not isinstance(value, int | str | None):
            self.mend(path, _("Here belongs the number of a statement."))
            return None
        return "" if value is None else written(str(value))

    def read_statement(self, path, place, row):
        if not row:
            return
        column = row.get("column")
        if not isinstance(column, str) or column not in Column.values:
            self.mend(f"{path}.column", _("Here belongs one of these: %(names)s."), names=", ".join(Column.values))
            column = None
        label = self.label(row, "number", f"{path}.number") or str(place)
        words = self.words(row, "words", f"{path}.words")
        self.intake.state(0, column and Column(column), words, label, f"{path}.words")

    def read_arrow(self, path, row):
        ends = self.label(row, "from", f"{path}.from"), self.label(row, "to", f"{path}.to")
        if not row or None in ends:
            return
        tied = self.intake.tie(0, *ends, path)
        for name in REASONS:
            self.intake.say(tied, 0, name, self.words(row, name, f"{path}.{name}"), f"{path}.{name}")
        state = row.get("state", State.UNTESTED)
        if not isinstance(state, str) or state not in State.values:
            self.mend(f"{path}.state", _("Here belongs one of these: %(names)s."), names=", ".join(State.values))
            return
        try:
            since = self.words(row, "since", f"{path}.since")
            self.intake.fare(tied, 0, State(state), date.fromisoformat(since) if since else None, f"{path}.since")
        except ValueError:
            self.mend(f"{path}.since", _("Here belongs a day, year first: 2026-10-01."))
