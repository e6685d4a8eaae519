"""The parts of a ZIP file, opened with care: never more entries, never more bytes than agreed, whatever the file says of itself. Pure."""

import io
import zipfile
import zlib

from django.utils.translation import gettext as _

from .tables import NoTable

MOST_ENTRIES = 400
MOST_SAID = 120_000_000  # bytes that one file may say it unpacks to; a sheet that is too long is told by its rows
MOST_UNPACKED = 40_000_000  # bytes that are unpacked in all
AT_ONCE = 64 * 1024


class Parts:
    """Entries of a ZIP by name. Raises NoTable where the file is broken, locked, or would unpack to too much."""

    def __init__(self, body: bytes):
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(body))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise NoTable(broken()) from None
        entries = self.zip.infolist()
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_SAID:
            raise NoTable(too_much())
        if any(entry.flag_bits & 1 for entry in entries):
            raise NoTable(locked())
        if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
            raise NoTable(broken())  # no spreadsheet packs its files so
        self.entries = {entry.filename: entry for entry in entries}
        if len(self.entries) < len(entries):  # two of one name: which one a program shows is anybody's guess
            raise NoTable(broken())
        self.left = MOST_UNPACKED
        self.tags = 0  # counted by whoever reads them: many parts must not take long either

    def __contains__(self, name):
        return name in self.entries

    def __iter__(self):
        return iter(self.entries)

    def pieces(self, name):
        """One entry, unpacked piece by piece for as long as the caller asks for more."""
        try:
            with self.zip.open(self.entries[name]) as entry:
                while piece := entry.read(AT_ONCE):
                    self.left -= len(piece)
                    if self.left < 0:
                        raise NoTable(too_much())
                    yield piece
        except KeyError:
            raise NoTable(broken()) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError):
            raise NoTable(broken()) from None


def broken():
    return _(
        "This file is broken, or it is no Excel workbook. Open it in your spreadsheet and save it again as .xlsx or CSV."
    )


def too_much():
    return _(
        "This file unpacks to far more than a list of days and numbers needs. Copy only those columns into a new file."
    )


def locked():
    return _("This file is locked with a password. Save a copy without one.")
