"""A table out of a file: an Excel workbook, or text with signs between the cells. What a file is, its bytes say, not its name. Pure.

Only what is needed is unpacked: which sheet is first, its words, its looks (days, per cent) and its cells. Macros, links to other
files, pictures and all the rest are never opened. (Parts of a workbook: ECMA-376, part 1, 12.3 and 18.2.)
"""

import posixpath
import re

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .csv_rows import letters_of, read_text
from .sheet_cells import LONG, Sheet
from .tables import MOST_BYTES, MOST_ROWS, NoTable, Table, table_of
from .xml_events import Reading, events, read_part, tags
from .zip_parts import Parts, broken

LOCKED = "EncryptedPackage".encode("utf-16-le")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
# Looks of numbers that every workbook knows without saying so (ECMA-376, part 1, 18.8.30).
DAYS = {14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)}
TIMES = {18, 19, 20, 21, 45, 46, 47}
PER_CENT = {9, 10}
NOT_MEANT = re.compile(r'"[^"]*"|\\.|_.|\*.')
BRACKETS = re.compile(r"\[[^\]]*\]")


def read_file(body: bytes) -> Table:
    """The table. Raises NoTable, with a sentence that says what to do."""
    if not body.strip():
        raise NoTable(_("This file is empty."))
    if len(body) > MOST_BYTES:
        raise NoTable(too_large())
    if body.startswith(b"PK"):
        return read_workbook(body)
    if body.startswith(b"\xd0\xcf\x11\xe0"):
        if LOCKED in body:
            raise NoTable(_("This file is locked with a password. Save a copy without one."))
        raise NoTable(other_kind(_("an old Excel file (.xls)")))
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


def other_kind(kind) -> str:
    return _("This is %(kind)s. Save your table as CSV (UTF-8) or as an Excel workbook (.xlsx).") % {"kind": kind}


def read_workbook(body: bytes) -> Table:
    parts = Parts(body)
    refuse_other_kinds(parts)
    book = target(parts, "_rels/.rels", "/officeDocument")
    if book not in parts:
        raise NoTable(broken())
    sheets, from_1904 = sheets_of(parts, book)
    if not sheets:
        raise NoTable(
            _("This workbook has no sheet that can be seen. Show the sheet with the numbers and save it again.")
        )
    near = posixpath.join(posixpath.dirname(book), "_rels", posixpath.basename(book) + ".rels")
    looks = looks_of(parts, target(parts, near, "/styles"))
    shared = shared_words(parts, target(parts, near, "/sharedStrings"))
    for place, (name, path) in enumerate(sheets):
        told = told_of([other for number, (other, _path) in enumerate(sheets) if number != place], name)
        found = rows_of(parts, path, Sheet(shared, looks, from_1904))
        first = next(found, None)
        while first is not None and not any(cell != "" for cell in first[1]):
            first = next(found, None)
        if first is not None:
            return table_of(chained(first, found), told)
    raise NoTable(_("There is nothing in it. Choose a file with a day and a number in each row."))


def chained(first, rest):
    yield first
    yield from rest


def refuse_other_kinds(parts) -> None:
    names = {name.lower() for name in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise NoTable(_("This workbook holds macros. Save it as .xlsx, which has none, or as CSV (UTF-8)."))
    if "mimetype" in names and "content.xml" in names:
        raise NoTable(other_kind(_("an OpenDocument file (.ods)")))
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise NoTable(other_kind(_("a page or a document")))
    if any(name.endswith("/workbook.bin") for name in names):
        raise NoTable(other_kind(_("a binary Excel file (.xlsb)")))
    if "_rels/.rels" not in names:
        raise NoTable(broken())


def relations(parts, path) -> list[tuple[str, str, str]]:
    """Id, kind and path of what a part leads to inside of the file. What lies outside is not there for us."""
    if path not in parts:
        return []
    owner = posixpath.dirname(posixpath.dirname(path))
    found = []
    for _name, said in tags(parts, path, "Relationship"):
        if said.get("TargetMode") != "External":
            inside = posixpath.normpath(posixpath.join("/", owner, said.get("Target", ""))).lstrip("/")
            found.append((said.get("Id", ""), said.get("Type", ""), inside))
    return found


def target(parts, path, kind) -> str:
    return next((inside for _id, said, inside in relations(parts, path) if said.endswith(kind)), "")


def sheets_of(parts, book):
    """Names and paths of the sheets that are shown, in their order; and whether days are counted from 1904."""
    near = posixpath.join(posixpath.dirname(book), "_rels", posixpath.basename(book) + ".rels")
    paths = {key: inside for key, kind, inside in relations(parts, near) if kind.endswith("/worksheet")}
    sheets, from_1904 = [], False
    for name, said in tags(parts, book, "workbookPr", "sheet"):
        if name == "workbookPr":
            from_1904 = said.get("date1904", "").lower() in ("1", "true")
        elif said.get("state", "visible") == "visible" and paths.get(said.get("id")) in parts:
            sheets.append((said.get("name", "")[:60], paths[said["id"]]))
    return sheets, from_1904


def told_of(others, name) -> str:
    if not others:
        return ""
    words = ngettext(
        "The sheet “%(name)s” was read. There is one more in the file, which was not: %(others)s.",
        "The sheet “%(name)s” was read. There are %(count)s more in the file, which were not: %(others)s.",
        len(others),
    )
    return words % {"name": name, "count": len(others), "others": ", ".join(others[:5])}


def looks_of(parts, path) -> list[str]:
    """For each style of cells: "day", "time", "percent" or ""."""
    if path not in parts:
        return []
    codes, looks, inside = {}, [], False
    for name, said in tags(parts, path, "numFmt", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs", "xf"):
        if name == "numFmt":
            codes[said.get("numFmtId")] = said.get("formatCode", "")[:200]
        elif name == "xf":
            if inside:
                looks.append(look_of(said.get("numFmtId", "0"), codes))
        else:
            inside = name == "cellXfs"
    return looks


def look_of(key, codes) -> str:
    if key not in codes:
        number = int(key) if key.isdecimal() and len(key) < 9 else 0
        return "day" if number in DAYS else "time" if number in TIMES else "percent" if number in PER_CENT else ""
    code = NOT_MEANT.sub("", codes[key]).lower()
    spans = any(piece.strip("[]").strip("hms") == "" for piece in BRACKETS.findall(code))
    code = BRACKETS.sub("", code).replace("general", "")
    if "y" in code or "d" in code:
        return "day"
    if spans or "h" in code or "s" in code:
        return "time"
    return "day" if "m" in code else "percent" if "%" in code else ""


class SharedWords(Reading):
    """Words that cells refer to by number."""

    def __init__(self):
        self.found, self.held, self.holding, self.spoken = [], [], False, 0

    def enter(self, name, attributes):
        if name == "si":
            self.held = []
        elif name == "rPh":
            self.spoken += 1
        elif name == "t":
            self.holding = not self.spoken

    def words(self, words):
        if self.holding:
            self.held.append(words)

    def leave(self, name):
        if name == "t":
            self.holding = False
        elif name == "rPh":
            self.spoken -= 1
        elif name == "si":
            self.found.append("".join(self.held)[:LONG].strip())


def shared_words(parts, path) -> list[str]:
    return read_part(parts, path, SharedWords()).found if path in parts else []


def rows_of(parts, path, sheet):
    """Rows as they come; the merged cells are told at the end of the part."""
    for _piece in events(parts, path, sheet):
        rows, sheet.rows = sheet.rows, []
        yield from rows
    if sheet.merged:
        words = _(
            "The cells %(range)s are merged into one. Split them, so that each row has its own, and save the file again."
        )
        raise NoTable(words % {"range": sheet.merged})
