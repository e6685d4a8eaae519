"""What the rows of a table would be as observations: which column is which, and each row fine, wrong and why, or there already. Pure.

Nothing is stored here. The same reading is shown as a dry run and taken in after the yes, so the two cannot differ.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from django.utils.translation import gettext as _

from leadership.forms.lines import one_line
from visioning.theory.csv_form import bare

from .csv_rows import is_day, is_number
from .student_names import personal_words
from .tables import Odd, Row, Table
from .typed_days import NoDay, Order, WhichDay, day_of, order_in
from .typed_numbers import Mark, NoNumber, WhichNumber, mark_in, number_of, rounded

LONGEST_GROUP, LONGEST_NOTE = 60, 200
# Words by which columns are known; the first row of a table says them, in whole or as its first word.
HEADS = {
    "day": {"day", "date", "when", "on", "week", "week of", "timestamp", "time"},
    "value": {
        "value",
        "number",
        "count",
        "counted",
        "score",
        "result",
        "total",
        "percent",
        "percentage",
        "rate",
        "average",
    },
    "group": {"group", "class", "classes", "room", "grade", "section", "period", "team", "school"},
    "note": {"note", "notes", "comment", "comments", "remark", "remarks"},
}


@dataclass(frozen=True)
class Columns:
    """Places of the columns from nought, and the answers to what can be read two ways."""

    day: int = 0
    value: int = 1
    group: int | None = None
    note: int | None = None
    order: Order | None = None
    mark: Mark | None = None
    with_twins: bool = False


@dataclass(frozen=True)
class Reading:
    """One row. `wrong` says why it cannot be taken in, `twin` what says the same already."""

    number: int
    shown: tuple[str, ...]
    on: date | None = None
    value: Decimal | None = None
    group: str = ""
    note: str = ""
    wrong: tuple[str, ...] = ()
    twin: str = ""

    @property
    def key(self):
        return self.on, self.value, self.group


@dataclass(frozen=True)
class Report:
    """All rows. `asks_order`, `asks_mark`: something can be read two ways and nobody has answered yet, or may answer otherwise."""

    readings: tuple[Reading, ...]
    with_twins: bool = False
    asks_order: bool = False
    asks_mark: bool = False
    fine: list[Reading] = field(init=False)
    wrong: list[Reading] = field(init=False)
    twins: list[Reading] = field(init=False)

    def __post_init__(self):
        twins = [one for one in self.readings if one.twin and not one.wrong]
        fine = [one for one in self.readings if not one.wrong and (self.with_twins or not one.twin)]
        wrong = [one for one in self.readings if one.wrong]
        for name, value in (("fine", fine), ("wrong", wrong), ("twins", twins)):
            object.__setattr__(self, name, value)

    @property
    def left(self) -> int:
        """How many rows are not taken in."""
        return len(self.readings) - len(self.fine)

    @property
    def counted(self) -> str:
        """What a yes is a yes to."""
        return f"{len(self.fine)}-{len(self.wrong)}-{len(self.twins)}"


def headed(table: Table) -> bool:
    """Whether the first row says what is in the columns: it has neither a day nor a number."""
    first = table.rows[0].cells
    return all(isinstance(cell, str) and not is_day(cell) and not is_number(cell) for cell in first)


def body_of(table: Table) -> tuple[Row, ...]:
    return table.rows[1:] if headed(table) else table.rows


def names_of(table: Table) -> list[str]:
    """What each column is called: by its heading, else by its letter and what stands first in it."""
    heads = table.rows[0].cells if headed(table) else ()
    first = body_of(table)[:1]
    named = []
    for place in range(table.width):
        head = str(heads[place]) if place < len(heads) else ""
        example = shown(first[0].cell(place)) if first else ""
        letter = _("Column %(letter)s") % {"letter": chr(65 + place) if place < 26 else place + 1}
        named.append(head[:60] or (f"{letter} ({example[:30]})" if example else letter))
    return named


def guess(table: Table) -> Columns:
    """By the headings, and by what stands in the columns."""
    body = body_of(table)[:200]
    heads = table.rows[0].cells if headed(table) else ()
    days, numbers = Counter(), Counter()
    for row in body:
        days.update(place for place, cell in enumerate(row.cells) if looks_like_day(cell))
        numbers.update(place for place, cell in enumerate(row.cells) if looks_like_number(cell))
    places = range(table.width)
    day = named(heads, "day", [place for place in places if days[place]])
    if day is None:
        day = max(places, key=lambda place: (days[place], -place))
    others = [place for place in places if place != day]
    value = named(heads, "value", [place for place in others if numbers[place]])
    if value is None:
        value = max(others, key=lambda place: (numbers[place], -place), default=min(1, table.width - 1))
    words = [place for place in others if place != value and not numbers[place]]
    group, note = named(heads, "group", others), named(heads, "note", words)
    if not heads:
        group = words[0] if words else None
        note = words[1] if len(words) > 1 else None
    return Columns(day, value, group if group != value else None, note if note not in (group, value) else None)


def named(heads, name, among) -> int | None:
    """The column whose heading is one of the words for `name`, or begins with one."""
    said = {place: " ".join(str(head).casefold().replace(":", " ").split()) for place, head in enumerate(heads)}
    for fits in (lambda head: head in HEADS[name], lambda head: head.partition(" ")[0] in HEADS[name]):
        for place in among:
            if said.get(place) and fits(said[place]):
                return place
    return None


def looks_like_day(cell) -> bool:
    return isinstance(cell, date) or (isinstance(cell, str) and is_day(cell))


def looks_like_number(cell) -> bool:
    return isinstance(cell, Decimal) or (isinstance(cell, str) and is_number(cell))


def shown(cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def dry_run(table: Table, columns: Columns, standing, today: date) -> Report:
    """Each row as it would be. `standing` holds day, value and group of what is there already."""
    body = body_of(table)
    most = table.rows[0].filled if headed(table) else None
    day_words = [cell for row in body if isinstance(cell := row.cell(columns.day), str)]
    value_words = [cell for row in body if isinstance(cell := row.cell(columns.value), str)]
    reader = Reader(columns, columns.order or order_in(day_words), columns.mark or mark_in(value_words), today, most)
    seen, readings = {}, []
    for row in body:
        one = reader.read(row)
        if not one.wrong:
            twin = _("It is there already.") if one.key in standing else ""
            if not twin and one.key in seen:
                twin = _("It says the same as row %(row)s.") % {"row": seen[one.key]}
            seen.setdefault(one.key, one.number)
            one = Reading(one.number, one.shown, one.on, one.value, one.group, one.note, twin=twin)
        readings.append(one)
    return Report(
        tuple(readings),
        columns.with_twins,
        asks_order=bool(columns.order) or reader.two_days,
        asks_mark=bool(columns.mark) or reader.two_numbers,
    )


class Reader:
    """Reads rows by the same answers, and remembers whether something could be read two ways."""

    def __init__(self, columns, order, mark, today, most):
        self.columns, self.order, self.mark, self.most = columns, order, mark, most
        self.latest = today + timedelta(days=1)  # it is tomorrow somewhere
        self.two_days = self.two_numbers = False
        self.personal = cache(personal_words)

    def read(self, row: Row) -> Reading:
        wrong = []
        if self.most and row.filled > self.most:
            wrong.append(_("This row has more cells than the first one. Is there a comma in a number?"))
        on = self.tried(wrong, self.day, row.cell(self.columns.day))
        value = self.tried(wrong, self.value, row.cell(self.columns.value))
        group = self.line(wrong, row.cell(self.columns.group), LONGEST_GROUP)
        note = self.line(wrong, row.cell(self.columns.note), LONGEST_NOTE)
        return Reading(row.number, tuple(map(shown, row.cells)), on, value, group, note, tuple(wrong))

    def tried(self, wrong, read, cell):
        try:
            return read(cell)
        except WhichDay as two_ways:
            self.two_days = True
            wrong.append(str(two_ways))
        except WhichNumber as two_ways:
            self.two_numbers = True
            wrong.append(str(two_ways))
        except (NoDay, NoNumber) as no:
            wrong.append(str(no))
        return None

    def day(self, cell) -> date:
        if isinstance(cell, Odd):
            raise NoDay(_("Where the day should be there is %(what)s.") % {"what": cell})
        if isinstance(cell, Decimal) and not is_day(shown(cell)):
            words = _("“%(words)s” is a number, not a day. Choose a date format for this column in your spreadsheet.")
            raise NoDay(words % {"words": shown(cell)})
        found = cell if isinstance(cell, date) else day_of(shown(cell), self.order)
        if not 2000 <= found.year <= 2100:
            raise NoDay(_("Please check the year: “%(words)s”.") % {"words": found.isoformat()})
        if found > self.latest:
            raise NoDay(still_to_come(found))
        return found

    def value(self, cell) -> Decimal:
        if isinstance(cell, Odd):
            raise NoNumber(_("Where the number should be there is %(what)s.") % {"what": cell})
        if isinstance(cell, date):
            words = _("“%(words)s” is a day, not a number. Spreadsheets sometimes turn 3/4 into one.")
            raise NoNumber(words % {"words": cell.isoformat()})
        return rounded(cell) if isinstance(cell, Decimal) else number_of(cell, self.mark)

    def line(self, wrong, cell, longest) -> str:
        words = bare(one_line(shown(cell)))
        if len(words) > longest:
            message = _("“%(words)s…” has %(count)s letters; at most %(most)s fit.")
            wrong.append(message % {"words": words[:30], "count": len(words), "most": longest})
        elif words and (reason := self.personal(words)):
            wrong.append(reason)
        return words


def still_to_come(day) -> str:
    return _("“%(words)s” is still to come. Only what was observed can be noted.") % {"words": day.isoformat()}
