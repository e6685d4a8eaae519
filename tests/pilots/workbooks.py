"""Makes workbooks, good and bad ones, as bytes: what an uploaded file holds. Written by another program than the one that reads."""

import io
import zipfile

import openpyxl


def workbook(rows=(), change=None) -> bytes:
    """Rows in the first sheet; `change(book, sheet)` does the rest."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if change:
        change(book, sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(body, name, words, drop=(), kind=zipfile.ZIP_DEFLATED) -> bytes:
    """The same workbook with one part put in, or in the place of the one of that name."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(file, "w", kind) as new:
        for entry in old.infolist():
            if entry.filename != name and entry.filename not in drop:
                new.writestr(entry.filename, old.read(entry.filename))
        if words is not None:
            new.writestr(name, words)
    return file.getvalue()


def part_of(body, name) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return parts.read(name).decode()


SHARED = "xl/sharedStrings.xml"
SHEET = "xl/worksheets/sheet1.xml"


def changed(body, old, new, name=SHEET) -> bytes:
    """With some letters of a part put in the place of others."""
    words = part_of(body, name)
    assert old in words
    return with_part(body, name, words.replace(old, new))


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def with_rows(rows: str) -> bytes:
    """A workbook whose first sheet holds these rows of markup."""
    return with_part(workbook(), SHEET, f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>')


def shared(*words) -> bytes:
    """A workbook with these in one row, after a day, kept apart from their cells as most programs do; each as markup of its own."""
    cells = "".join(f'<c t="s"><v>{place}</v></c>' for place in range(len(words)))
    body = with_rows(f'<row r="1"><c t="d"><v>2026-03-06</v></c>{cells}</row>')
    body = with_part(body, SHARED, f'<sst xmlns="{MAIN}">{"".join(f"<si>{one}</si>" for one in words)}</sst>')
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/{SHARED}" ContentType="{kind}"/></Types>'
    return changed(body, "</Types>", part, "[Content_Types].xml")
