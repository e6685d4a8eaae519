"""Hostile words on their way into theories and out of them: addresses, imports, and files that other programs open."""

import csv
import io
import json
import time
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from lxml import etree

from ..xss import ADDRESSES, PAYLOADS
from . import oracles
from .matrix import MATRIX
from .spoil import spoil
from .test_foreign_rows import fill
from .theory_matrix import EVIDENCE, FILES, GOAL, STEPS, THEORY

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"
# What a drawing is made of. Nothing here runs, loads or leads away.
DRAWN = {
    f"{SVG}{name}" for name in ("svg", "g", "path", "rect", "circle", "line", "polyline", "polygon", "text", "tspan")
}
DRAWN |= {f"{SVG}{name}" for name in ("title", "desc", "defs", "marker", "style", "use", "symbol", "clipPath")}


@pytest.mark.parametrize(("route", "field"), [(GOAL + "edit/", "framework_address"), (EVIDENCE, "address")])
def test_an_address_that_is_none_of_the_web_is_not_taken(route, field, world):
    """One without a scheme becomes one of the web."""
    member, before = world.client("member"), oracles.fingerprint()
    data = MATRIX[route]["POST"].data(world, "own", "member")
    others = [one for one in ADDRESSES if not one.startswith("//")]
    taken = [one for one in others if member.post(fill(route, world), data | {field: one}).status_code != 422]
    assert taken == []
    assert oracles.written(before, oracles.fingerprint()) == []


IMPORTS = {
    "a JSON of brackets": b"[" * 300_000,
    "a JSON nested in itself": b'{"statements": ' * 20_000,
    "numbers without end": b'{"statements": [{"number": ' + b"9" * 5_000 + b', "column": "do", "words": "x"}]}',
    "no number": b'{"statements": [{"number": NaN, "column": "do", "words": "x"}]}',
    "half of a letter": b'{"title": "x", "statements": [{"column": "do", "words": "\\ud83d"}], "arrows": 7}',
    "a statement that is a list": b'{"statements": [["do", "x"], null, 3]}',
    "a megabyte and more": b"- x\n" * 260_000,
    "far too many statements": b"# Time\n\nWhat we do\n" + b"".join(b"- We plan %d\n" % one for one in range(5_000)),
    "a sentence without an end": b"# Time\n\nWhat we do\n- " + b"Z" * 20_000,
    "a table of formulas": b'"Kind","Words"\n' + b'"=cmd|\'/C calc\'!A0","=1+1"\n' * 500,
    "a table of quotation marks": b'"Kind","Words"\n' + b'"' * 99_999,
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\x00" * 500,
    "a page": b"<html><script>pwn(1)</script></html>",
    "nothing but blanks": b" \r\n\t" * 1_000,
    "letters of another code": "Wir prüfen".encode("latin-1"),
}


@pytest.mark.parametrize("name", IMPORTS)
def test_no_file_breaks_an_import(name, world):
    """Refused with words, soon, and with what was in it where that is text."""
    before, began = oracles.fingerprint(), time.process_time()
    for route in (STEPS + "import/", FILES + "import/"):
        data = MATRIX[route]["POST"].data(world, "own", "member") | {"file": SimpleUploadedFile("x.txt", IMPORTS[name])}
        answer = world.client("member").post(fill(route, world), data)
        assert answer.status_code == 422, route
        assert "<script>pwn" not in answer.content.decode()
    assert time.process_time() - began < 10
    assert oracles.written(before, oracles.fingerprint()) == []


TITLES = ["../../../etc/passwd", 'a"; filename="b.exe', "x\u202egnp.exe", "C:\\con|<>?*", "💡 هر کودکی", PAYLOADS[0]]


@pytest.mark.parametrize("title", TITLES)
def test_no_name_of_a_theory_makes_another_file_name(title, world):
    member, route = world.client("member"), THEORY + "edit/"
    point = transaction.savepoint_create()
    data = MATRIX[route]["POST"].data(world, "own", "member") | {"title": title}
    assert member.post(fill(route, world), data).status_code == 302
    for kind, ending in (("text", "txt"), ("csv", "csv"), ("json", "json"), ("svg", "svg")):
        said = member.get(fill(f"{FILES}{kind}/", world))["Content-Disposition"]
        plain, whole = said.removeprefix('attachment; filename="').split("\"; filename*=UTF-8''")
        for name in (plain, unquote(whole)):
            assert name.endswith(f".{ending}")
            assert not set(name) & set('/\\:*?"<>|\r\n\u202e')
        assert plain.isascii()
    transaction.savepoint_rollback(point)


@pytest.fixture
def typed(world):
    point = transaction.savepoint_create()
    yield spoil(world)
    transaction.savepoint_rollback(point)


def test_files_of_a_theory_say_the_words_and_nothing_runs_in_them(typed):
    """Two theories of sixty hostile statements, as other programs read them."""
    own = typed.places["own"].theorised
    member = typed.client("member")
    for theory in (own.theory, own.other):
        words = {one.words for one in theory.statements.standing()}
        reasons = {one.because for one in theory.arrows.standing()} - {""}
        assert len(words) > 55
        files = {
            kind: member.get(fill(f"{FILES}{kind}/", typed, theory_number=theory.number)).content
            for kind in ("text", "csv", "json", "svg")
        }
        whole = json.loads(files["json"])
        assert {one["words"] for one in whole["statements"]} == words
        assert {one.get("because") for one in whole["arrows"]} - {None} == reasons
        cells = [cell for row in csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))) for cell in row]
        assert [cell for cell in cells if cell.lstrip(" \xa0")[:1] in set("=+-@\t\r\n")] == []
        assert len(set(cells)) > len(words)
        for node in etree.fromstring(files["svg"]).iter():
            assert node.tag in DRAWN, node.tag
            assert not [name for name in node.attrib if name.lower().startswith("on") or "href" in name.lower()], (
                node.attrib
            )
        assert b"evil.example" in files["svg"]  # as letters: the look would see it
