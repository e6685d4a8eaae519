"""A table out of a file: an Excel workbook, or text with signs between the cells. What a file is, its bytes say, not its name. Pure."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .csv_rows import letters_of, read_text
from .tables import MOST_BYTES, MOST_ROWS, NoTable, Table, other_kind
from .workbooks import read_workbook
from .zip_parts import locked

LOCKED = "EncryptedPackage".encode("utf-16-le")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")


def read_file(body: bytes) -> Table:
    """The table. Raises NoTable, with a sentence that says what to do."""
    if not body.strip():
        raise NoTable(_("This file is empty."))
    if len(body) > MOST_BYTES:
        raise NoTable(too_large())
    if body.startswith(b"PK"):
        return read_workbook(body)
    if body.startswith(b"\xd0\xcf\x11\xe0"):
        raise NoTable(locked() if LOCKED in body else other_kind(_("an old Excel file (.xls)")))
    if body.startswith(b"%PDF"):
        raise NoTable(other_kind(_("a PDF")))
    if body.startswith(PICTURES):
        raise NoTable(other_kind(_("a picture")))
    if body.lstrip()[:200].lower().startswith((b"<!doctype", b"<html", b"<?xml", b"{\\rtf")):
        raise NoTable(other_kind(_("a page or a document")))
    return read_text(letters_of(body))


def too_large() -> str:
    words = _(
        "This file is larger than %(most)s megabytes. About %(rows)s rows with a day and a number fit; keep only those columns."
    )
    return words % {"most": MOST_BYTES // 1_000_000, "rows": number_format(MOST_ROWS, force_grouping=True)}
