"""Files that come in: what is read from good ones, and what is said of wrong ones, each made as such a file is made."""

import io
import struct
import time
import tracemalloc
import zipfile
from contextlib import suppress
from datetime import date, datetime
from datetime import time as clock
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pilots.spreadsheets import read_file
from pilots.tables import NoTable, Odd, packed, unpacked

from .workbooks import MAIN, SHARED, SHEET, changed, part_of, shared, with_part, with_rows, workbook

DAY = date(2026, 3, 6)
TWO = [["Day", "Number"], [DAY, 12.5]]


def rows(body):
    return [(row.number, *row.cells) for row in read_file(body).rows]


def refused(body) -> str:
    with pytest.raises(NoTable) as no:
        read_file(body)
    return str(no.value)


# --- Good workbooks -----------------------------------------------------------------------------------------------


def test_days_numbers_and_words():
    body = workbook([*TWO, [], [datetime(2026, 3, 13, 8, 30), 13, " Room 4 ", "fog"], [None, None]])
    assert rows(body) == [
        (1, "Day", "Number"),
        (2, DAY, Decimal("12.5")),
        (4, date(2026, 3, 13), 13, "Room 4", "fog"),
    ]


def test_what_a_draft_keeps_is_what_was_read():
    table = read_file(workbook([*TWO, [DAY, True, "x"]]))
    assert unpacked(packed(table)).rows == table.rows


def test_as_many_as_are_shown_not_as_are_stored():
    def look(_book, sheet):
        for cell, code in {"B1": "0%", "B2": '0.0" %"', "B3": "0.00", "B4": '"day" 0', "B5": "[Red]0.0%"}.items():
            sheet[cell].number_format = code

    body = workbook([[DAY, 0.85], [DAY, 85], [DAY, 0.1 + 0.2], [DAY, 4], [DAY, 0.123]], look)
    assert [row[2] for row in rows(body)] == [85, 85, Decimal("0.3"), 4, Decimal("12.3")]


@pytest.mark.parametrize("code", ["dd.mm.yyyy", "yyyy-mm-dd hh:mm", "mmm d", "[$-409]d mmmm yyyy;@", 'd "of" mmmm'])
def test_days_in_any_look(code):
    def look(_book, sheet):
        sheet["A1"].number_format = code

    assert rows(workbook([[DAY, 1]], look)) == [(1, DAY, 1)]


def test_days_in_a_look_of_east_asia():
    body = workbook([[DAY, 1]])
    at = (
        part_of(body, "xl/styles.xml")
        .replace('numFmtId="14"', 'numFmtId="31"')
        .replace('numFmtId="164"', 'numFmtId="31"')
    )
    assert rows(with_part(body, "xl/styles.xml", at)) == [(1, DAY, 1)]


def test_other_sheets_are_not_looked_into():
    def more(book, _sheet):
        book.create_sheet("Else").append(["=1+1"])
        book.create_chartsheet("Picture")

    assert rows(workbook(TWO, more))[1] == (2, DAY, Decimal("12.5"))
    body = with_part(workbook(TWO, more), "xl/worksheets/sheet2.xml", "broken")
    assert rows(with_part(body, "docProps/core.xml", "broken"))


def test_days_counted_from_1904():
    def mac(book, _sheet):
        book.epoch = CALENDAR_MAC_1904

    assert rows(workbook([[DAY, 1]], mac)) == [(1, DAY, 1)]


def test_what_is_neither_is_said_row_by_row():
    read = rows(workbook([[DAY, True], [clock(8, 30), "#N/A"], [DAY, "x"]]))
    assert read[0][2] == Odd("yes or no")
    assert read[1][1:] == (Odd("a time of day"), Odd("the error #N/A"))


def test_the_first_sheet_that_is_shown_and_holds_something():
    def more(book, sheet):
        sheet.sheet_state = "hidden"
        sheet.append(["Student", "Score"])
        book.create_sheet("Nothing")
        book.create_sheet("Numbers").append(["Day", "Number"])
        book.create_sheet("Else").append(["=1+1"])
        book.active = 1

    table = read_file(workbook([], more))
    assert [row.cells for row in table.rows] == [("Day", "Number")]
    assert "“Numbers” was read" in table.told
    assert "Nothing, Else" in table.told


def test_words_with_many_looks_and_signs_of_speech():
    spoken = '<r><t>Ro</t></r><r><rPr><b/></rPr><t xml:space="preserve">om 4</t></r><rPh sb="0" eb="1"><t>ru</t></rPh>'
    assert rows(shared("<t> Plain </t>", spoken)) == [(1, DAY, "Plain", "Room 4")]


def test_prefixes_and_missing_addresses_do_not_matter():
    cells = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row><x:c t="d">'
        '<x:v>2026-03-06</x:v></x:c><x:c><x:v>1.2E1</x:v></x:c><x:c t="inlineStr"><x:is><x:t>Room 4</x:t></x:is></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    assert rows(with_part(workbook(TWO), SHEET, cells)) == [(1, DAY, 12, "Room 4")]


def test_a_link_to_another_file_is_never_followed():
    body = workbook(TWO)
    rels = part_of(body, "xl/_rels/workbook.xml.rels")
    link = '<Relationship Id="rId99" Type="http://x/externalLink" Target="https://elsewhere.example/b.xlsx" TargetMode="External"/>'
    body = with_part(body, "xl/_rels/workbook.xml.rels", rels.replace("</Relationships>", f"{link}</Relationships>"))
    assert rows(body)[1] == (2, DAY, Decimal("12.5"))
    assert "C9 holds a formula" in refused(workbook(TWO, lambda _book, sheet: sheet.__setitem__("C9", "=[1]Sheet!A1")))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dates(date(2000, 1, 1), date(2100, 12, 31)),
            st.decimals(-(10**9), 10**9, places=4),
            st.text(st.characters(categories=("L", "Nd", "Po", "Zs"), max_codepoint=0xFFFF), max_size=20),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_what_another_program_writes_is_read(written):
    body = workbook([[day, float(number), f"w{words}"] for day, number, words in written])
    read = rows(body)
    assert [row[1] for row in read] == [day for day, _number, _words in written]
    assert all(
        abs(row[2] - number) <= Decimal("0.0001") for row, (_day, number, _words) in zip(read, written, strict=True)
    )
    assert [row[3] for row in read] == [f"w{words}".strip() for _day, _number, words in written]


# --- Wrong workbooks ----------------------------------------------------------------------------------------------


def test_a_formula_is_refused_by_its_address():
    assert "B2 holds a formula" in refused(workbook([["Day", "Number"], [DAY, "=SUM(C1:C9)"]]))


def test_a_formula_without_an_address_and_one_that_stands_outside_of_cells():
    assert "A cell holds a formula" in refused(with_rows("<row><c><f>1+1</f><v>2</v></c></row>"))
    rule = '<extLst><x:f xmlns:x="http://schemas.microsoft.com/office/excel/2006/main">B1</x:f></extLst></worksheet>'
    assert rows(changed(workbook(TWO), "</worksheet>", rule))


def test_a_strict_workbook_is_named_as_such():
    body = changed(workbook(TWO), MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main", "xl/workbook.xml")
    assert "Strict Open XML" in refused(body)


def test_merged_cells_are_refused_by_their_range():
    words = refused(workbook([*TWO, [DAY, 1]], lambda _book, sheet: sheet.merge_cells("A4:B5")))
    assert "A4:B5 are merged" in words


def test_no_sheet_that_is_shown():
    body = changed(workbook(TWO), 'state="visible"', 'state="veryHidden"', "xl/workbook.xml")
    assert "no sheet that can be seen" in refused(body)


@pytest.mark.parametrize("body", [workbook(), workbook([[None, None]]), b"", b" \n\n", b"\xef\xbb\xbf"])
def test_empty(body):
    assert "empty" in refused(body) or "nothing in it" in refused(body)


def test_one_column():
    assert "only one column" in refused(workbook([[DAY], [DAY]]))


@pytest.mark.parametrize("count", [31, 100, 16_000])
def test_too_many_columns(count):
    words = refused(workbook([list(range(count))]))
    assert f"{count} columns" in words


def test_a_cell_far_away_costs_nothing():
    def far(_book, sheet):
        sheet["XFD1048576"] = 1

    began = time.monotonic()
    assert "columns" in refused(workbook(TWO, far))
    assert time.monotonic() - began < 2


def test_a_long_cell():
    assert "holds 501 letters" in refused(workbook([[DAY, 1, "x" * 32_000]]))


MACROS = with_part(workbook(TWO), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def zipped(**parts) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, words in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), words)
    return file.getvalue()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (MACROS, "holds macros"),
        (LOCKED, "locked with a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Excel file (.xls)"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml="<x/>"), "OpenDocument"),
        (zipped(word__document_xml="<x/>", _rels="x"), "a page or a document"),
        (zipped(xl__workbook="x"), "broken"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"<!DOCTYPE html><table><tr><td>1</td></tr></table>", "a page or a document"),
        (b"<?xml version='1.0'?><Workbook/>", "a page or a document"),
        (b"PK\x03\x04 and no more", "broken"),
        (workbook(TWO)[:-300], "broken"),
        (workbook(TWO)[:2000], "broken"),
    ],
)
def test_other_kinds_of_file_say_what_to_do(body, words):
    assert words in refused(body)


def test_a_zip_with_a_password():
    body = bytearray(workbook(TWO))
    at = body.find(b"PK\x01\x02")
    while at >= 0:
        body[at + 8] |= 1
        at = body.find(b"PK\x01\x02", at + 4)
    assert "locked with a password" in refused(bytes(body))


@pytest.mark.parametrize(
    "name", [SHEET, SHARED, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
)
@pytest.mark.parametrize("words", ["", "<a>", "<a></b>", "\x00\x01", "not a tag"])
def test_a_broken_part(name, words):
    assert "broken" in refused(with_part(shared("<t>x</t>"), name, words))


@pytest.mark.parametrize("letters", ["klingon", "hex", "shift_jis", "utf-7", "idna"])
def test_a_part_whose_letters_are_stored_as_nobody_knows(letters):
    words = f'<?xml version="1.0" encoding="{letters}"?><worksheet/>'
    assert "broken" in refused(with_part(workbook(TWO), SHEET, words))


@pytest.mark.parametrize("number", ["1E+9999999", "1E+999999999999999999", "NaN", "sNaN", "-Infinity"])
@pytest.mark.parametrize("code", ["General", "0%", "yyyy-mm-dd", "h:mm"])
def test_numbers_that_no_spreadsheet_writes(number, code):
    body = workbook([[DAY, 7]], lambda _book, sheet: setattr(sheet["B1"], "number_format", code))
    with suppress(NoTable):
        (row,) = read_file(changed(body, "<v>7</v>", f"<v>{number}</v>")).rows
        assert isinstance(row.cell(1), Odd)


def test_parts_that_are_missing():
    body = workbook(TWO)
    assert refused(with_part(body, SHEET, None))
    assert "broken" in refused(with_part(body, "xl/workbook.xml", None))
    assert "broken" in refused(with_part(shared("<t>x</t>"), SHARED, None))


def test_two_parts_of_one_name(recwarn):
    file = io.BytesIO(workbook(TWO))
    with zipfile.ZipFile(file, "a") as parts:
        parts.writestr(SHEET, "<worksheet/>")
    recwarn.clear()
    assert "broken" in refused(file.getvalue())


# --- Files that are traps -----------------------------------------------------------------------------------------


def quick(body, most=50_000_000):
    """What is said of it, within two seconds and with little memory (which is counted apart: counting takes its time)."""
    began = time.process_time()
    words = refused(body)
    assert time.process_time() - began < 2
    tracemalloc.start()
    try:
        assert refused(body) == words
        assert tracemalloc.get_traced_memory()[1] < most
    finally:
        tracemalloc.stop()
    return words


def test_a_million_rows_of_text():
    assert "larger than 2 megabytes" in quick(b"2026-03-06;1\n" * 1_000_000)
    assert "more than 10,000 rows" in quick(b"1\n" * 1_000_000)
    assert "more than 10,000 rows" in quick(b"1;2\n" * 11_000)


def test_a_million_rows_in_a_workbook():
    head, tail = part_of(workbook(), SHEET).split("<sheetData")
    lines = '<row><c t="d"><v>2026-03-06</v></c><c><v>1</v></c></row>' * 1_000_000
    body = with_part(workbook(), SHEET, f"{head}<sheetData>{lines}</sheetData></worksheet>")
    assert len(body) < 2_000_000
    assert "more than 10,000 rows" in quick(body)


def test_a_zip_bomb_that_says_so():
    body = with_part(workbook(TWO), "xl/media/x.bin", bytes(130_000_000))
    assert "unpacks to far more" in quick(body)


def test_a_zip_bomb_in_the_part_that_is_read():
    words = part_of(workbook(TWO), SHEET).replace("</sheetData>", "</sheetData>" + " " * 60_000_000)
    assert "unpacks to far more" in quick(with_part(workbook(TWO), SHEET, words))
    assert "unpacks to far more" in quick(shared(f"<t>{'x' * 60_000_000}</t>"), 150_000_000)


def test_a_zip_bomb_that_lies_about_its_size():
    body = bytearray(shared("<t>x</t>" + " " * 50_000_000))
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = body.find(mark)
        while at >= 0:
            if struct.unpack_from("<I", body, at + place)[0] >= 50_000_000:
                struct.pack_into("<I", body, at + place, 1000)
            at = body.find(mark, at + 4)
    assert "broken" in quick(bytes(body))


def test_thousands_of_entries():
    file = io.BytesIO(workbook(TWO))
    with zipfile.ZipFile(file, "a") as parts:
        for number in range(500):
            parts.writestr(f"x{number}", "")
    assert "unpacks to far more" in refused(file.getvalue())


def test_entities_that_grow():
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    for name in (SHEET, "xl/workbook.xml", SHARED, "xl/styles.xml"):
        words = part_of(shared("<t>x</t>"), name)
        words = words.replace("?>", f"?>{bomb}", 1) if words.startswith("<?xml") else bomb + words
        assert "broken" in refused(with_part(shared("<t>x</t>"), name, words))


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        (SHEET, "<sheetData/>" + "".join(f"<a{place}/>" for place in range(100_000)), "unpacks to far more"),
        (
            SHEET,
            f"<sheetData/><headerFooter><oddHeader>&amp;L{'&amp;C&amp;R' * 50_000}</oddHeader></headerFooter>",
            "nothing",
        ),
        (SHEET, '<sheetData><row r="1048576"/><row r="99999999999"/></sheetData>', "nothing"),
        ("xl/styles.xml", f'<numFmts><numFmt numFmtId="200" formatCode="{"[" * 1_000_000}"/></numFmts>', "broken"),
        ("xl/styles.xml", f'<numFmts><numFmt numFmtId="200" formatCode="{"[" * 12}"/></numFmts>', "broken"),
    ],
    ids=["names", "header", "gap", "look", "brackets"],
)
def test_what_would_keep_the_library_busy(name, words, said):
    root = "worksheet" if name == SHEET else "styleSheet"
    assert said in quick(with_part(workbook(TWO), name, f'<{root} xmlns="{MAIN}">{words}</{root}>'))


def test_the_library_reads_without_entities():
    assert openpyxl.DEFUSEDXML
    assert not openpyxl.LXML


def test_tags_without_end():
    words = part_of(workbook(TWO), SHEET).replace("</sheetData>", "</sheetData>" + "<a/>" * 2_000_000)
    assert "unpacks to far more" in quick(with_part(workbook(TWO), SHEET, words))


@pytest.mark.parametrize(
    "mark", ['<xf numFmtId="1" a="2" b="3"/>', "<xf/>", "<cellXfs/>", '<numFmt numFmtId="1" formatCode="y"/>']
)
@pytest.mark.parametrize("count", [600_000, 60_000])
def test_looks_without_end(mark, count):
    words = f"<styleSheet><cellXfs>{mark * count}</cellXfs></styleSheet>"
    assert "unpacks to far more" in quick(with_part(workbook(TWO), "xl/styles.xml", words))


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 4000), st.binary(min_size=1, max_size=40))
def test_whatever_is_broken_there_is_a_sentence(place, noise):
    body = workbook(TWO)
    place = min(place, len(body))
    for spoilt in (body[:place] + noise + body[place + len(noise) :], noise + body, body[place:], noise):
        with suppress(NoTable):
            assert read_file(spoilt).rows


# --- Text ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Day;Number\n2026-03-06;1".encode("utf-16"), "UTF-16"),
        ("Day;Number\n2026-03-06;1".encode("utf-16-le"), "UTF-16"),
        ("Day;Number;Note\n2026-03-06;1;é".encode("cp1252"), "stored in an old way"),
        (bytes(range(256)) * 10, "no file of text"),
        (b"a;b\x00\n1;2", "no file of text"),
        (b'Day,Number\n2026-03-06,"12\n', "quotation mark"),
        (b"2026-03-06\n2026-03-07\n", "only one column"),
        (b"a;" * 100 + b"\n", "columns"),
        (b"2026-03-06;1;" + b"x" * 501, "holds 501 letters"),
    ],
)
def test_wrong_text_says_what_to_do(body, words):
    assert words in refused(body)


def test_text_with_the_mark_of_its_letters():
    assert rows("\ufeffDay;Größe\r\n2026-03-06;1\r\n".encode()) == [(1, "Day", "Größe"), (2, "2026-03-06", "1")]
