"""The table in an Excel workbook, read by openpyxl; how much of it there may be is for `zip_parts` to say. Pure.

Formulas and merged cells are refused by their address: what they show is not what the file holds.
"""

import io
import re
import warnings
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.worksheet._reader import CELL_TAG, FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from .tables import LONGEST_CELL, MOST_COLUMNS, Cell, NoTable, Odd, Table, other_kind, table_of, too_wide
from .typed_numbers import NoNumber, rounded
from .zip_parts import CELLS, Parts, broken, too_much

MERGED_TAG = f"{{{SHEET_MAIN_NS}}}mergeCell"
MOST_KINDS = 500  # of tags in a sheet; each name is kept, and the standard knows fewer
LONG = LONGEST_CELL + 1  # one more is enough to say that it is too long
NOT_MEANT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # what a look of numbers shows as it stands, and its colours
DAYS_OF_EAST_ASIA = {*range(27, 37), *range(50, 59)}  # looks that the library does not know (ECMA-376, part 1, 18.8.30)

# What it passes over is none of ours, and its words quote cells: they do not belong into a log.
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")


class Book(ExcelReader):
    """Opens what cells need. Charts, pictures, looks of themes and what a file tells of itself stay shut."""

    def __init__(self, body):
        super().__init__(io.BytesIO(body), read_only=True, keep_links=False)
        self.archive = Parts(body)
        self.sheets = []
        refuse_other_kinds({name.lower() for name in self.valid_files})

    def read_worksheets(self):
        """Names and paths of those that are shown. None is opened before somebody asks for its rows."""
        for sheet, link in self.parser.find_sheets():
            if sheet.state == "visible" and "chartsheet" not in link.Type and link.target in self.valid_files:
                self.sheets.append((sheet.name, link.target))

    def read_nothing(self):
        pass

    read_properties = read_custom = read_theme = read_nothing

    def rows_of(self, path):
        """Numbers and cells of the rows that hold something. The rest of a sheet, its headers and rules, is not looked into."""
        self.archive.weight = CELLS
        days, per_cents = self.looks()
        known = {"data_only": True, "epoch": self.wb.epoch, "date_formats": days}
        known["timedelta_formats"] = self.wb._timedelta_formats
        parser = WorkSheetParser(None, self.shared_strings, **known)
        calculated, kinds = False, set()
        with self.archive.open(path) as part:
            for _event, element in iterparse(part):
                kinds.add(element.tag)
                if len(kinds) > MOST_KINDS:
                    raise NoTable(too_much())
                if element.tag == FORMULA_TAG:
                    calculated = True
                elif element.tag == CELL_TAG and calculated:
                    raise NoTable(formula(element.get("r", "")[:10]))
                elif element.tag == MERGED_TAG:
                    raise NoTable(merged(element.get("ref", "")[:40]))
                elif element.tag == ROW_TAG:
                    number, found = parser.parse_row(element)
                    element.clear()
                    if cells := cells_of(found, per_cents):
                        yield number, cells

    def looks(self):
        """Which styles of cells show days, and which show per cent."""
        codes = BUILTIN_FORMATS | dict(enumerate(self.wb._number_formats, BUILTIN_FORMATS_MAX_SIZE))
        percent = {key for key, code in codes.items() if "%" in NOT_MEANT.sub("", code)}
        styles = [style.numFmtId for style in self.wb._cell_styles]
        days = self.wb._date_formats | {place for place, key in enumerate(styles) if key in DAYS_OF_EAST_ASIA}
        return days, {place for place, key in enumerate(styles) if key in percent}


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
    if not book.sheets:
        raise NoTable(
            _("This workbook has no sheet that can be seen. Show the sheet with the numbers and save it again.")
        )
    for place, (name, path) in enumerate(book.sheets):
        found = book.rows_of(path)
        if first := next(found, None):
            others = [other for number, (other, _path) in enumerate(book.sheets) if number != place]
            return table_of(chained(first, found), told_of(name, others))
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


def told_of(name, others) -> str:
    if not others:
        return ""
    words = ngettext(
        "The sheet “%(name)s” was read. There is one more in the file, which was not: %(others)s.",
        "The sheet “%(name)s” was read. There are %(count)s more in the file, which were not: %(others)s.",
        len(others),
    )
    return words % {"name": name[:60], "count": len(others), "others": ", ".join(other[:60] for other in others[:5])}


def chained(first, rest):
    yield first
    yield from rest


def cells_of(found, per_cents) -> list[Cell]:
    cells = {cell["column"]: cell_of(cell, per_cents) for cell in found}
    last = max((place for place, cell in cells.items() if cell != ""), default=0)
    if last > MOST_COLUMNS:
        raise NoTable(too_wide(last))
    return [cells.get(place, "") for place in range(1, last + 1)]


def cell_of(cell, per_cents) -> Cell:
    """What one cell shows."""
    value = cell["value"]
    if value is None:
        return ""
    if cell["data_type"] == "e":
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
        return rounded(number * 100 if cell["style_id"] in per_cents else number)
    except NoNumber:
        return Odd(_("a number that cannot be kept"))


def formula(address) -> str:
    words = _(
        "%(address)s holds a formula. Select the cells, copy them, and paste them back as values only; then save the file and "
        "choose it again."
    )
    return words % {"address": address or _("A cell")}


def merged(cells) -> str:
    words = _(
        "The cells %(range)s are merged into one. Split them, so that each row has its own, and save the file again."
    )
    return words % {"range": cells}
