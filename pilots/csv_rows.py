"""Rows of cells out of pasted text or a CSV file: which sign parts the cells is found out. Pure; knows no days and no measures."""

import csv
import io
import re

from django.utils.translation import gettext as _

from .tables import MOST_BYTES, MOST_ROWS, NoTable, Table, table_of, too_long
from .typed_days import NoDay, WhichDay, day_of
from .typed_numbers import NoNumber, WhichNumber, number_of

WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
SAMPLE = 30
BLANKS = re.compile(r"[ \u00a0]+")


def letters_of(body: bytes) -> str:
    """The text of a file. Raises NoTable where it is none that we can be sure of."""
    if body.startswith(WIDE_MARKS) or (b"\0" in body[:4000] and looks_wide(body)):
        raise NoTable(_("The letters of this file are stored as UTF-16. Save it again as “CSV UTF-8”."))
    if b"\0" in body:
        raise NoTable(_("This is no file of text. Save your table as CSV (UTF-8) or as an Excel workbook (.xlsx)."))
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoTable(
            _(
                "The letters of this file are stored in an old way, so some would come out wrong. Save it again as “CSV UTF-8”."
            )
        ) from None


def looks_wide(body):
    """UTF-16 without its mark: every other byte of plain letters is nothing."""
    start = body[:4000]
    return max(start[::2].count(0), start[1::2].count(0)) > len(start) * 0.4


def read_text(text: str) -> Table:
    """The table. Raises NoTable."""
    if "\0" in text:
        raise NoTable(
            _("There are signs in it that no text has. Copy the cells again, or save the file as “CSV UTF-8”.")
        )
    if len(text) > MOST_BYTES:
        raise NoTable(too_long())
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n", 0) > MOST_ROWS * 3:
        raise NoTable(too_long())
    if text[:4].lower() == "sep=":  # a hint that some spreadsheets write for each other
        hint, _line, rest = text.partition("\n")
        found = numbered(rest, hint[4:5] or ",", 2)
    else:
        rest = text
        found = numbered(text, parting(text), 1)
    table = table_of(found)
    refuse_decimals_apart(table, rest)
    return table


def numbered(text, sign, first):
    """Rows with their numbers as a spreadsheet counts them, empty ones too."""
    if sign == " ":
        for number, line in enumerate(text.split("\n"), first):
            yield number, BLANKS.split(line.strip(), maxsplit=1)
        return
    reader = csv.reader(io.StringIO(text), delimiter=sign, strict=True)
    try:
        for number, cells in enumerate(reader, first):
            yield number, [cell.strip() for cell in cells]
    except csv.Error:
        words = _("Line %(line)s has a quotation mark that opens and never shuts, or letters right behind one.")
        raise NoTable(words % {"line": reader.line_num}) from None


def parting(text) -> str:
    """The sign that parts cells: with which most rows have a day and a number."""
    lines = [line for line in text.split("\n", SAMPLE * 2)[: SAMPLE * 2] if line.strip()][:SAMPLE]
    return max("\t;,| ", key=lambda sign: how_well(lines, sign))


def how_well(lines, sign):
    rows = [BLANKS.split(line.strip(), maxsplit=1) if sign == " " else cells_of(line, sign) for line in lines]
    useful = sum(any(map(is_day, row)) and any(map(is_number, row)) for row in rows)
    several = sum(len(row) > 1 for row in rows) if sign != " " else 0
    return useful, several


def cells_of(line, sign):
    try:
        return next(csv.reader([line], delimiter=sign), [])
    except csv.Error:
        return []


def is_day(words) -> bool:
    try:
        day_of(words)
    except WhichDay:
        return True
    except NoDay:
        return False
    return True


def is_number(words) -> bool:
    try:
        number_of(words)
    except WhichNumber:
        return True
    except NoNumber:
        return False
    return not is_day(words)


def refuse_decimals_apart(table, text) -> None:
    """“2026-03-04,12,5”: one comma parts the columns, the other the number. Nobody should guess which."""
    first = table.rows[0].cells
    rows = [row.cells for row in table.rows if row.filled == 3 and all(isinstance(cell, str) for cell in row.cells)]
    apart = [row for row in rows if is_day(row[0]) and row[1].lstrip("+-").isdecimal() and row[2].isdecimal()]
    headless = is_day(first[0]) or len(first) == 2
    if apart and len(apart) == len(rows) and headless and "," in text and "\t" not in text and ";" not in text:
        raise NoTable(
            _(
                "Commas part the columns here, and the numbers too. Part the columns by semicolons, or write 12.5 with a point."
            )
        )
