"""Hostile words on their way into pilots and out of them: pastes, files and their names, pictures, tables that other programs open."""

import csv
import io
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from lxml import etree

from pilots.models import ImportDraft

from ..xss import PAYLOADS
from . import oracles
from .pilot_matrix import IMPORT, MEASURE
from .sight import may_see
from .spoil import spoil
from .test_foreign_rows import fill
from .test_hostile_theories import DRAWN, TITLES
from .world import ANONYMOUS

pytestmark = pytest.mark.django_db

SHEET = "xl/worksheets/sheet1.xml"


def zipped(**parts):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made:
        for name, words in parts.items():
            made.writestr(name.replace("__", "/"), words)
    return whole.getvalue()


ENTITIES = b'<!DOCTYPE a [<!ENTITY b "pwn"><!ENTITY c SYSTEM "file:///etc/passwd">]><worksheet>&b;&c;</worksheet>'
FILES = {
    "a page": b"<html><script>pwn(1)</script></html>",
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\x00" * 500,
    "nothing at all": b"",
    "blanks": b" \r\n\t" * 1_000,
    "quotation marks": b'"' * 99_999,
    "one line without an end": b"2026-11-02," + b"9" * 90_000,
    "a thousand columns": b",".join(b"x" for _ in range(1_000)),
    "too many rows": b"2026-11-02,5\n" * 20_000,
    "too many bytes": b"x" * 2_500_000,
    "half a zip": b"PK\x03\x04" + b"\x00" * 60,
    "a zip of other things": zipped(**{"a.txt": "words"}),
    "a zip that blows up": zipped(**{"[Content_Types].xml": "<a/>", SHEET: b"<worksheet>" + b" " * 60_000_000}),
    "a workbook with entities": zipped(**{"[Content_Types].xml": "<a/>", "xl/workbook.xml": ENTITIES, SHEET: ENTITIES}),
    "names that lead away": zipped(**{"../../etc/passwd": "x", "[Content_Types].xml": "<a/>"}),
    "a macro": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
}


@pytest.mark.parametrize("name", FILES)
def test_no_file_breaks_an_import(name, world):
    """Refused with words, soon, and nothing changes."""
    before, began = oracles.fingerprint(), time.process_time()
    for ending in ("csv", "xlsx"):
        file = SimpleUploadedFile(f"numbers.{ending}", FILES[name])
        answer = world.client("member").post(fill(IMPORT, world), {"words": "", "file": file})
        assert answer.status_code == 422, ending
        assert "<script>pwn" not in answer.content.decode()
        assert "root:" not in answer.content.decode()
        assert oracles.owners(oracles.readable(answer)) <= may_see("member")
    assert time.process_time() - began < 10
    assert oracles.written(before, oracles.fingerprint()) == []


@pytest.mark.parametrize("name", [*TITLES, "=cmd|'/C calc'!A0.csv", "\x00.csv", "Z" * 300 + ".csv"])
def test_no_name_of_a_file_does_harm(name, world):
    """Kept as words, of a sensible length, without signs that turn a line around."""
    point = transaction.savepoint_create()
    member = world.client("member")
    file = SimpleUploadedFile("x.csv", b"2026-11-02,5\n2026-11-09,6\n")
    file.name = name
    answer = member.post(fill(IMPORT, world), {"words": "", "file": file})
    assert answer.status_code in {302, 422}
    kept = ImportDraft.objects.get(measure=world.places["own"].piloted.measure).file_name
    page = member.get(fill(IMPORT + "look/", world)).content.decode()
    transaction.savepoint_rollback(point)
    assert len(kept) <= 120
    assert not set(kept) & set("\x00\r\n\u202e/")
    assert "\u202e" not in page


def test_a_paste_of_payloads_is_kept_as_words_or_comes_back(world):
    point = transaction.savepoint_create()
    member = world.client("member")
    for payload in PAYLOADS[:25]:
        answer = member.post(fill(IMPORT, world), {"words": f"2026-11-02\t5\t{payload}\t{payload}"})
        assert answer.status_code in {302, 422}, payload
    transaction.savepoint_rollback(point)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e400", "-" + "9" * 40, "1_000", "٣", "0x10", "5;DROP", ""])
def test_no_number_that_is_none_is_noted(value, world):
    before = oracles.fingerprint()
    said = {"on": "2026-11-02", "value": value, "group": "", "note": "", "cycle": ""}
    answer = world.client("member").post(fill(MEASURE + "observations/new/", world), said)
    if value == "٣":  # a three, as people write it elsewhere: read or refused, never a fault
        assert answer.status_code in {302, 422}
        return
    assert answer.status_code == 422
    assert oracles.written(before, oracles.fingerprint()) == []


@pytest.mark.parametrize(
    "value", ["-1", "1e9", str(10**30), "NaN", "\x00", "<script>pwn(1)</script>", "Z" * 20_000, ""]
)
def test_the_page_behind_a_polls_link_takes_a_number_or_nothing(value, world):
    rows = world.places["own"].piloted
    before = oracles.fingerprint()
    anybody = world.client(ANONYMOUS)
    for said in (
        {"value": value, "once": "x"},
        {"value": "3", "once": "x" * 5_000},
        {"value": "3", "website": value or "x"},
    ):
        answer = anybody.post(f"/p/{rows.poll.link_token}/", said)
        assert answer.status_code == 422
        assert "<script>pwn" not in answer.content.decode()
    assert oracles.written(before, oracles.fingerprint()) == []


@pytest.fixture
def typed(world):
    point = transaction.savepoint_create()
    yield spoil(world)
    transaction.savepoint_rollback(point)


def test_files_of_a_measure_say_the_words_and_nothing_runs_in_them(typed):
    """A measure with a group and a note of each kind of payload, as other programs read it."""
    member, rows = typed.client("member"), typed.places["own"].piloted
    table, picture = (member.get(fill(f"{MEASURE}{kind}/", typed)) for kind in ("csv", "svg"))
    for file in (table, picture):
        assert file["Content-Disposition"].startswith("attachment; filename=")
        assert not set(file["Content-Disposition"]) & set("\r\n\u202e/\\<>|")
        assert file["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in file["Cache-Control"]
    cells = [cell for row in csv.reader(io.StringIO(table.content.decode("utf-8-sig"))) for cell in row]
    assert [cell for cell in cells if cell.lstrip(" \xa0")[:1] in set("=+@\t\r\n")] == []
    assert len(set(cells)) > rows.measure.observations.count() / 2
    for node in etree.fromstring(picture.content).iter():
        assert node.tag in DRAWN, node.tag
        assert not [name for name in node.attrib if name.lower().startswith("on") or "href" in name.lower()], (
            node.attrib
        )
    assert any(payload[:20].encode() in table.content for payload in PAYLOADS)
