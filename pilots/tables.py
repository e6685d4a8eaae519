"""A table that came from a paste or a file: numbered rows of cells, and how it rests in a draft. Pure; knows no pilots.

A cell is text, a number (Decimal), a day (date) or `Odd`: something that is neither, with the words that say so.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_BYTES = 2_000_000
MOST_ROWS = 10_000
MOST_COLUMNS = 30
LONGEST_CELL = 500


class NoTable(Exception):
    """Nothing was read. The message says what is wrong with it and what to do."""


@dataclass(frozen=True)
class Odd:
    """A cell that holds what no observation is made of: yes or no, an error, a time of day. `words` name it."""

    words: str

    def __str__(self):
        return self.words


Cell = str | Decimal | date | Odd


@dataclass(frozen=True)
class Row:
    """`number` is the row's number in the file, from one."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, place) -> Cell:
        """The cell in a column; nothing where there is no such column or the row is shorter."""
        return self.cells[place] if place is not None and place < len(self.cells) else ""

    @property
    def filled(self) -> int:
        """How many cells there are up to the last one that holds something."""
        return max((place for place, cell in enumerate(self.cells, 1) if cell != ""), default=0)


@dataclass(frozen=True)
class Table:
    """Rows that hold something. `told` says what was not read, such as other sheets."""

    rows: tuple[Row, ...]
    told: str = ""

    @property
    def width(self) -> int:
        return max((row.filled for row in self.rows), default=0)

    def column(self, place) -> list[Cell]:
        return [row.cell(place) for row in self.rows]


def table_of(rows, told="") -> Table:
    """Of pairs of a number and cells, as they come. Stops at the first that is too many. Raises NoTable."""
    kept = []
    for number, cells in rows:
        cells = tuple(cells)
        row = Row(number, cells[: Row(number, cells).filled])
        if not row.cells:
            continue
        if len(row.cells) > MOST_COLUMNS:
            raise NoTable(too_wide(len(row.cells)))
        for place, cell in enumerate(row.cells, 1):
            if isinstance(cell, str) and len(cell) > LONGEST_CELL:
                words = _("Row %(row)s, column %(column)s holds %(count)s letters. At most %(most)s fit in a cell.")
                raise NoTable(words % {"row": number, "column": place, "count": len(cell), "most": LONGEST_CELL})
        kept.append(row)
        if len(kept) > MOST_ROWS + 1:  # a heading is no row of numbers
            raise NoTable(too_long())
    found = Table(tuple(kept), told)
    if not kept:
        raise NoTable(_("There is nothing in it. Choose a file with a day and a number in each row."))
    if found.width < 2:
        raise NoTable(_("There is only one column. Each row needs two at least: a day and a number."))
    return found


def too_long() -> str:
    words = _("This has more than %(most)s rows. Take it in in several parts, or count per week first.")
    return words % {"most": number_format(MOST_ROWS, force_grouping=True)}


def too_wide(count) -> str:
    words = ngettext(
        "This has %(count)s column; at most %(most)s are read.",
        "This has %(count)s columns; at most %(most)s are read. Copy those with the day and the number into a new sheet.",
        count,
    )
    return words % {"count": count, "most": MOST_COLUMNS}


def other_kind(kind) -> str:
    return _("This is %(kind)s. Save your table as CSV (UTF-8) or as an Excel workbook (.xlsx).") % {"kind": kind}


# --- resting in a draft ----------------------------------------------------------------------------------------------
def packed(table: Table) -> list:
    """As JSON keeps it: text as it is, the other kinds by a letter."""
    return [[row.number, [pack_cell(cell) for cell in row.cells]] for row in table.rows]


def pack_cell(cell: Cell):
    if isinstance(cell, Decimal):
        return {"n": str(cell)}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    return {"o": cell.words} if isinstance(cell, Odd) else cell


def unpacked(rows: list) -> Table:
    return Table(tuple(Row(number, tuple(unpack_cell(cell) for cell in cells)) for number, cells in rows))


def unpack_cell(cell) -> Cell:
    if isinstance(cell, str):
        return cell
    if "n" in cell:
        return Decimal(cell["n"])
    return date.fromisoformat(cell["d"]) if "d" in cell else Odd(cell["o"])
