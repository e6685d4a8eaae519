"""The table in an Excel workbook, read by openpyxl; how much of it there may be is for `zip_parts` to say. Pure.

Formulas and merged cells are refused by their address: what they show is not what the file holds.
"""

import io
import re
import warnings
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.reader.excel import ExcelReader

from .tables import LONGEST_CELL, MOST_COLUMNS, Cell, NoTable, Odd, Table, other_kind, table_of
from .typed_numbers import NoNumber, rounded
from .zip_parts import Parts, broken, too_much

LAST_ROW = 1_048_576  # that a sheet of Excel can have
MOST_STEPS = LAST_ROW  # rows of all sheets together that are walked over, gaps as well
LONG = LONGEST_CELL + 1  # one more is enough to say that it is too long
NOT_MEANT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # what a look of numbers shows as it stands, and its colours

# What it passes over is none of ours, and its words quote cells: they do not belong into a log.
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")


class Book(ExcelReader):
    """Opens the sheets and what their cells need. Charts, pictures, looks of themes and what a file tells of itself stay shut."""

    def __init__(self, body):
        super().__init__(io.BytesIO(body), read_only=True, keep_links=False)
        self.archive = Parts(body)
        refuse_other_kinds({name.lower() for name in self.valid_files})

    def read_chartsheet(self, sheet, rel):
        pass

    def read_nothing(self):
        pass

    read_properties = read_custom = read_theme = read_nothing


def read_workbook(body: bytes) -> Table:
    try:
        return read_book(body)
    except NoTable:
        raise
    except Exception:  # there is no end to what a library trips over in a file that is broken, and one sentence helps
        raise NoTable(broken()) from None


def read_book(body) -> Table:
    book = Book(body)
    book.read()
    sheets = [sheet for sheet in book.wb.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise NoTable(
            _("This workbook has no sheet that can be seen. Show the sheet with the numbers and save it again.")
        )
    steps = iter(range(MOST_STEPS))
    for sheet in sheets:
        found = rows_of(sheet, steps)
        if first := next(found, None):
            return table_of(chained(first, found), told_of(sheet, sheets))
    raise NoTable(_("There is nothing in it. Choose a file with a day and a number in each row."))


def refuse_other_kinds(names) -> None:
    if any(name.endswith("vbaproject.bin") for name in names):
        raise NoTable(_("This workbook holds macros. Save it as .xlsx, which has none, or as CSV (UTF-8)."))
    if "mimetype" in names and "content.xml" in names:
        raise NoTable(other_kind(_("an OpenDocument file (.ods)")))
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise NoTable(other_kind(_("a page or a document")))
    if any(name.endswith("/workbook.bin") for name in names):
        raise NoTable(other_kind(_("a binary Excel file (.xlsb)")))


def told_of(sheet, sheets) -> str:
    others = [other.title[:60] for other in sheets if other is not sheet]
    if not others:
        return ""
    words = ngettext(
        "The sheet “%(name)s” was read. There is one more in the file, which was not: %(others)s.",
        "The sheet “%(name)s” was read. There are %(count)s more in the file, which were not: %(others)s.",
        len(others),
    )
    return words % {"name": sheet.title[:60], "count": len(others), "others": ", ".join(others[:5])}


def chained(first, rest):
    yield first
    yield from rest


def rows_of(sheet, steps):
    """Numbers and cells of the rows that hold something. One column more than is taken, to say that there are too many."""
    sheet.reset_dimensions()  # what a sheet says of its own size need not be so
    for number, row in enumerate(sheet.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS + 1), 1):
        if next(steps, None) is None:
            raise NoTable(too_much())
        if ReadOnlyCell in map(type, row):  # not a gap
            cells = [cell_of(cell) for cell in row]
            if any(cell != "" for cell in cells):
                yield number, cells


def cell_of(cell) -> Cell:
    """What one cell shows."""
    value = cell.value
    if cell.data_type == "f":
        raise NoTable(formula(cell.coordinate))
    if value is None:
        return ""
    if cell.data_type == "e":
        return Odd(_("the error %(error)s") % {"error": value[:20]})
    if isinstance(value, str):
        return value[:LONG].strip()
    if isinstance(value, bool):
        return Odd(_("yes or no"))
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, time | timedelta):
        return Odd(_("a time of day"))
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    try:
        return rounded(number * 100 if in_percent(cell.number_format) else number)
    except NoNumber:
        return Odd(_("a number that cannot be kept"))


@lru_cache(maxsize=200)
def in_percent(look: str) -> bool:
    return "%" in NOT_MEANT.sub("", look)


def formula(address) -> str:
    words = _(
        "%(address)s holds a formula. Select the cells, copy them, and paste them back as values only; then save the file and "
        "choose it again."
    )
    return words % {"address": address}
