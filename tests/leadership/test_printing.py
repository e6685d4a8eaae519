"""The press: it fetches nothing, survives what is too large, and makes any tidy HTML pass PDF/UA-1."""

import io
import os
import signal
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pikepdf
import pytest
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from leadership import press, printing, tagging
from leadership.printing import Printer, PrintingError, printer

from ..pdfua import failures

HEAD = '<!doctype html><html lang="en"><head><title>Plan</title></head><body><h1>Plan</h1>'


def text_of(pdf):
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


# --- it fetches nothing -------------------------------------------------------------------------------------
@pytest.fixture
def listener():
    """A server on this machine that notes every address it is asked for; /moved sends on to /there."""
    asked = []

    class Note(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(302 if self.path == "/moved" else 200)
            if self.path == "/moved":
                self.send_header("Location", "/there")
            self.send_header("Content-Type", "text/css" if self.path.endswith("css") else "image/svg+xml")
            self.end_headers()
            self.wfile.write(b"")

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Note)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    server.asked = asked
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def vectors(at, file):
    """Nineteen ways by which a document makes its printer open an address or a file."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
    nested = f"{svg}<image width='9' height='9' xlink:href='{at}/nested.svg'/></svg>".replace("#", "%23")
    return [
        f'<img alt="x" src="{at}/img.png">',
        f'<img alt="x" src="{at}/moved">',
        f'<link rel="stylesheet" href="{at}/link.css">',
        f'<style>@import url("{at}/import.css");</style>',
        f'<style>@font-face {{ font-family: F; src: url("{at}/font.woff2") }} p {{ font-family: F }}</style><p>F</p>',
        f'<p style="background: url({at}/background.png)">x</p>',
        f'<ul style="list-style-image: url({at}/marker.png)"><li>x</li></ul>',
        f'<style>q::before {{ content: url("{at}/content.png") }}</style><q>x</q>',
        f'<p style="border-image: url({at}/border.png) 1; border: 1px solid">x</p>',
        f'<style>@page {{ background: url("{at}/page.png") }}</style>',
        f'<object data="{at}/object.svg">x</object>',
        f'<embed src="{at}/embed.svg">',
        f'{svg}<image width="9" height="9" xlink:href="{at}/image.png"/></svg>',
        f'{svg}<use xlink:href="{at}/use.svg#x"/></svg>',
        f"<img alt='x' src=\"data:image/svg+xml,{nested}\">",
        f'<link rel="attachment" href="{at}/attachment.txt">',
        f'<a rel="attachment" href="{at}/linked.txt">x</a>',
        f'<a rel="attachment" href="file://{file}">x</a>',
        f'<base href="{at}/base/"><img alt="x" src="relative.png">',
    ]


def test_nothing_in_a_document_makes_the_press_fetch(listener, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("canary-of-a-local-file")
    at = f"http://127.0.0.1:{listener.server_address[1]}"
    for vector in vectors(at, secret):
        pdf = printer.pdf(f"{HEAD}{vector}")
        assert listener.asked == [], vector
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            assert len(opened.attachments) == 0, vector


def test_without_the_closed_fetcher_the_same_documents_do_fetch(listener, tmp_path):
    """The losing control: a listener nobody ever reaches would prove nothing."""
    secret = tmp_path / "secret.txt"
    secret.write_text("canary-of-a-local-file")
    at = f"http://127.0.0.1:{listener.server_address[1]}"
    reached, attached = 0, 0
    for vector in vectors(at, secret):
        before = len(listener.asked)
        pdf = HTML(string=f"{HEAD}{vector}").write_pdf()
        reached += len(listener.asked) > before
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            attached += len(opened.attachments) > 0
    assert reached >= 12
    assert attached >= 1


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "file:///etc/hostname",
        "data:text/css,p{}",
        "ftp://127.0.0.1/x",
        "font:../../settings.py",
        "font:/etc/hostname",
        "font:x.woff2/../../../leadership/settings.py",
        "FONT:X.WOFF2",
    ],
)
def test_the_fetcher_knows_our_fonts_alone(address):
    with pytest.raises(ValueError, match="fetch nothing"):
        press.closed_fetcher().fetch(address)


def test_the_press_gets_no_secrets():
    printer.pdf(f"{HEAD}<p>Warm.</p>")
    with open(f"/proc/{printer.press.pid}/environ") as environment:
        names = {line.partition("=")[0] for line in environment.read().split("\0") if line}
    assert names <= set(printing.PASSED_ON)


def test_the_press_runs_within_limits():
    printer.pdf(f"{HEAD}<p>Warm.</p>")
    with open(f"/proc/{printer.press.pid}/limits") as limits:
        lines = {line[:26].strip(): line[26:47].strip() for line in limits}
    assert int(lines["Max address space"]) == press.MEMORY
    # What it has used so far comes on top, so the limit moves; it is never far away.
    assert int(lines["Max cpu time"]) <= 20 * press.CPU_SECONDS
    assert lines["Max core file size"] == "0"


# --- it survives --------------------------------------------------------------------------------------------
@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "<table>" + "<tr><td>a</td><td>b</td></tr>" * 20_000 + "</table>",
        "<div>" * 900 + "x",
        '<p style="break-after: page">x</p>' * 300,
        "x" * (printing.LONGEST + 1),
    ],
    ids=["20,000 rows", "900 nested", "300 pages", "too many letters"],
)
def test_what_is_too_large_is_refused_kindly_and_the_next_plan_is_printed(body):
    with pytest.raises(PrintingError) as refused:
        printer.pdf(HEAD + body)
    assert refused.value.reason == "too_large"
    assert printer.pdf(f"{HEAD}<p>Next.</p>").startswith(b"%PDF")


@pytest.mark.slow
def test_a_press_that_takes_too_long_is_stopped():
    hasty = Printer(seconds=2.5)
    try:
        with pytest.raises(PrintingError) as refused:
            hasty.pdf(HEAD + '<div style="display: flex">' * 60 + "x")
        assert refused.value.reason == "too_large"
        assert hasty.press is None
    finally:
        hasty.close()


def test_a_press_that_died_between_jobs_is_replaced():
    printer.pdf(f"{HEAD}<p>One.</p>")
    os.kill(printer.press.pid, signal.SIGKILL)
    assert printer.pdf(f"{HEAD}<p>Two.</p>").startswith(b"%PDF")


def test_those_who_wait_too_long_for_their_turn_are_told():
    impatient = Printer(patience=0.01)
    with impatient.turn, pytest.raises(PrintingError) as refused:
        impatient.pdf(HEAD)
    assert refused.value.reason == "busy"


def test_a_fatal_fetching_error_does_not_end_the_press():
    """It is no Exception, so that an ordinary except would let it through."""

    class Stopped:
        def pdf(self, html, on_page, on_missing):
            raise FatalURLFetchingError

    answers = []
    assert press.print_one(Stopped(), b"d", "", lambda kind, body: answers.append((kind, body))) is False
    assert answers == [(b"e", b"failed")]


def test_one_press_serves_many_at_once():
    found = []

    def one(number):
        found.append((number, text_of(printer.pdf(f"{HEAD}<p>Copy {number}.</p>"))))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert all(f"Copy {number}." in text for number, text in found)


# --- it makes things right ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "body",
    [
        "<ul><li><p>one</p><p>two</p></li><li>plain</li></ul>",
        "<ol><li>words <ul><li>deep<ol><li><p>deeper</p></li></ol></li></ul></li></ol>",
        "<ul><li><blockquote><p>quoted</p></blockquote><h4>headed</h4></li></ul>",
        "<ol>" + ("<li><p>" + "many words " * 150 + "</p><ul><li>x</li></ul></li>") * 12 + "</ol>",
        "<h3>skipped</h3><h6>more</h6><h2>back</h2>",
        '<p><a href="https://school.example/?a=1&amp;b=2">a <strong>bold</strong> link '
        + "on and on " * 40
        + "</a></p>",
        "<p>Łódź, Ωμέγα, Привет, שלום, عربى, 日本語, 한국어</p>",
        "<p>Signs ✓ ☎ → and faces 😀 👩‍👩‍👧 ❤️ 🇩🇪</p>",
        "<p>No shape: \ue000 \U000e1234 \u0378</p>",
        "<p>bell\x07, not a letter\ufffe, turned\u202e, mark\ufeff, half &#xD800;</p>",
        "<p></p><ul></ul><blockquote></blockquote><h2></h2>",
        "<p>" + "W" * 3_000 + "</p>",
    ],
)
def test_what_people_write_passes(body):
    assert failures(printer.pdf(HEAD + body)) == []


def test_a_letter_without_a_shape_is_printed_as_its_number():
    assert "before [U+10F300] after" in text_of(printer.pdf(f"{HEAD}<p>before \U0010f300 after</p>"))


def test_no_letter_without_a_shape_is_left_wherever_it_stands():
    # From the far end of private use: office fonts have shapes for its beginning.
    far = [chr(0x10F300 + number) for number in range(7)]
    body = "<ul><li>{}<p>{}</p>{}</li></ul><p><a href='https://a.example/'>{}<b>{}</b>{}</a>{}</p>".format(*far)
    pdf = printer.pdf(HEAD + body)
    assert failures(pdf) == []
    text = text_of(pdf)
    assert all(f"[U+{ord(letter):X}]" in text for letter in far)


def test_signs_without_a_shape_are_printed_by_name():
    assert tagging.stand_in("😀") == "[grinning face]"
    assert tagging.printable("a😀b", {ord("😀")}) == "a[grinning face]b"


def test_two_files_of_one_family_and_style_are_told_apart():
    half = '@font-face {{ font-family: Halves; src: url("font:atkinson-hyperlegible-next-{}-400-normal.woff2") }}'
    style = f"<style>{half.format('latin')}{half.format('latin-ext')}</style>"
    pdf = printer.pdf(f'{HEAD}{style}<p style="font-family: Halves">Plain words, Łódź and Őrség.</p>')
    assert failures(pdf) == []
    assert "Łódź and Őrség" in text_of(pdf)


def test_control_characters_are_not_printed():
    assert tagging.printable("a\x07b\ufffec\u202ed\ud800e\tf\n") == "abcde\tf\n"


def test_items_with_blocks_keep_label_and_body():
    pdf = printer.pdf(f"{HEAD}<ul><li><p>one</p><p>two</p></li></ul>")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tags = list(structure(opened.Root.StructTreeRoot.K[0]))
    start = tags.index("L")
    assert [tag for tag in tags[start:] if tag not in {"Span", "NonStruct"}] == ["L", "LI", "Lbl", "LBody", "P", "P"]


def structure(element):
    """The tags of a PDF in reading order."""
    if isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield str(element.S)[1:]
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from structure(kid)
