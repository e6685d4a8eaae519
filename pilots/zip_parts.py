"""The parts of a workbook as the library that reads them gets them: never more than agreed, whatever the file says of itself. Pure.

Each piece is looked at before it is handed on; what is not asked for is not unpacked. What is kept of a part in memory grows
with its tags and attributes, so these are counted. A document type is refused: a workbook has none (ECMA-376, part 2, "Package
Relationships and Content Types": a consumer treats a DTD as an error), and entities that grow into gigabytes need one.
"""

import io
import re
import zipfile

from django.utils.translation import gettext as _

from .tables import NoTable, other_kind

MOST_ENTRIES = 400
MOST_SAID = 120_000_000  # bytes that one file may say it unpacks to; a sheet that is too long is told by its rows
MOST_UNPACKED = 16_000_000  # bytes that are unpacked in all
MOST_MARKS = 300_000  # tags and attributes in all: about four to a cell, so seven columns of ten thousand rows
# What a mark weighs: the library makes an object of each tag of a part that it reads as a whole, such as that of the looks.
WHOLE, WORDS, CELLS = 8, 2, 1
LOOKBACK = 100  # bytes of the last piece that are looked at again, for what is cut in two

# What nobody could read without guessing its letters is refused: only UTF-8 is written today.
START = re.compile(rb"\s*<[?!:\w]")
LETTERS = re.compile(rb"<\?xml[^>]*\sencoding\s*=\s*[\"']((?!utf-8[\"']|us-ascii[\"'])[^\"']*)", re.IGNORECASE)
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
STRICT = b'="http://purl.oclc.org/ooxml/spreadsheetml/main"'  # a dialect that the library passes over without a word
# Excel has no look of numbers longer than 255 letters; long ones, and many brackets, keep the library busy without end.
LONG_LOOK = re.compile(
    rb"formatCode\s*=\s*(?:\"[^\"]{600}|'[^']{600}|\"[^\"\[]*(?:\[[^\"\[]*){10}|'[^'\[]*(?:\[[^'\[]*){10})"
)


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
        self.weight = WORDS

    def open(self, *args, **kwargs):
        return Part(super().open(*args, **kwargs), self, self.weight)

    def read(self, name, pwd=None) -> bytes:
        with Part(super().open(name), self, WHOLE) as part:
            whole = part.read()
        if LONG_LOOK.search(whole):
            raise NoTable(broken())
        return whole


class Part(io.RawIOBase):
    """One part, piece by piece."""

    def __init__(self, entry, parts, weight):
        self.entry, self.parts, self.weight, self.last = entry, parts, weight, None

    def readable(self):
        return True

    def readinto(self, room) -> int:
        piece = self.entry.read(len(room))
        self.parts.bytes_left -= len(piece)
        self.parts.marks_left -= self.weight * (piece.count(b"<") - piece.count(b"</") + piece.count(b"="))
        if min(self.parts.bytes_left, self.parts.marks_left) < 0:
            raise NoTable(too_much())
        first = piece.removeprefix(b"\xef\xbb\xbf") if self.last is None else b"<x"
        seen = (self.last or b"") + piece
        if (piece and not START.match(first)) or LETTERS.match(first) or DECLARED.search(seen):
            raise NoTable(broken())
        if STRICT in seen:
            raise NoTable(other_kind(_("a workbook in the form “Strict Open XML”")))
        self.last = seen[-LOOKBACK:] if piece else self.last
        room[: len(piece)] = piece
        return len(piece)

    def close(self):
        self.entry.close()
        super().close()


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
