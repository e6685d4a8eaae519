"""The parts of a workbook as the library that reads them gets them: never more than agreed, whatever the file says of itself. Pure.

Each piece is looked at before it is handed on; what is not asked for is not unpacked. What is kept of a part in memory grows
with its tags and attributes, so these are counted. A document type is refused: a workbook has none (ECMA-376, part 2, "Package
Relationships and Content Types": a consumer treats a DTD as an error), and entities that grow into gigabytes need one.
"""

import io
import re
import zipfile

from django.utils.translation import gettext as _
from openpyxl.utils import column_index_from_string

from .tables import MOST_COLUMNS, NoTable, other_kind, too_wide

MOST_ENTRIES = 400
MOST_SAID = 120_000_000  # bytes that one file may say it unpacks to; a sheet that is too long is told by its rows
MOST_UNPACKED = 16_000_000  # bytes that are unpacked in all
MOST_MARKS = 450_000  # tags and attributes in all: about four to a cell
LOOKBACK = 300  # bytes of the last piece that are looked at again, for what is cut in two

# Tags may have a prefix. What nobody could read without guessing its letters is refused: only UTF-8 is written today.
START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[?!:\w]")
LETTERS = re.compile(rb"<\?xml[^>]*\sencoding\s*=\s*[\"']((?!utf-8[\"']|us-ascii[\"'])[^\"']*)", re.IGNORECASE)
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
STRICT = b'="http://purl.oclc.org/ooxml/spreadsheetml/main"'
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]{0,200}?ref=[\"']([A-Z0-9:]{1,40})")
FAR = re.compile(rb" r=[\"']([A-Z]{2,3})[0-9]{1,7}[\"'][^<>/]{0,200}>\s*<(?:\w+:)?(?:v|is|f)[\s/>]")


class Parts(zipfile.ZipFile):
    """Opens parts for reading. Raises NoTable where the file is broken, locked, or unpacks to too much."""

    def __init__(self, body: bytes):
        try:
            super().__init__(io.BytesIO(body))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise NoTable(broken()) from None
        entries = self.infolist()
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_SAID:
            raise NoTable(too_much())
        if any(entry.flag_bits & 1 for entry in entries):
            raise NoTable(locked())
        if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
            raise NoTable(broken())  # no spreadsheet packs its files so
        if len(self.NameToInfo) < len(entries):  # two of one name: which one a program shows is anybody's guess
            raise NoTable(broken())
        self.bytes_left, self.marks_left = MOST_UNPACKED, MOST_MARKS

    def open(self, *args, **kwargs):
        return Part(super().open(*args, **kwargs), self)


class Part(io.RawIOBase):
    """One part, piece by piece."""

    def __init__(self, entry, parts):
        self.entry, self.parts, self.last = entry, parts, None

    def readable(self):
        return True

    def readinto(self, room) -> int:
        piece = self.entry.read(len(room))
        self.parts.bytes_left -= len(piece)
        self.parts.marks_left -= piece.count(b"<") - piece.count(b"</") + piece.count(b"=")
        if min(self.parts.bytes_left, self.parts.marks_left) < 0:
            raise NoTable(too_much())
        if self.last is None and piece:
            if not START.match(piece) or LETTERS.match(piece.removeprefix(b"\xef\xbb\xbf")):
                raise NoTable(broken())
            self.last = b""
        if piece:
            seen = self.last + piece
            look_at(seen)
            self.last = seen[-LOOKBACK:]
        room[: len(piece)] = piece
        return len(piece)

    def close(self):
        self.entry.close()
        super().close()


def look_at(seen: bytes) -> None:
    """Raises NoTable where a piece holds what is not taken, or what the library would pass over without a word."""
    if DECLARED.search(seen):
        raise NoTable(broken())
    if STRICT in seen:
        raise NoTable(other_kind(_("a workbook in the form “Strict Open XML”")))
    if found := MERGED.search(seen):
        raise NoTable(merged(found[1].decode()))
    for found in FAR.finditer(seen):
        if (place := column_index_from_string(found[1].decode())) > MOST_COLUMNS:
            raise NoTable(too_wide(place))


def broken() -> str:
    return _(
        "This file is broken, or it is no Excel workbook. Open it in your spreadsheet and save it again as .xlsx or CSV."
    )


def too_much() -> str:
    return _(
        "This file unpacks to far more than a list of days and numbers needs. Copy only those columns into a new file."
    )


def locked() -> str:
    return _("This file is locked with a password. Save a copy without one.")


def merged(cells) -> str:
    words = _(
        "The cells %(range)s are merged into one. Split them, so that each row has its own, and save the file again."
    )
    return words % {"range": cells}
