"""The printing process: HTML in, tagged PDF (PDF/UA-1) or a picture of its first page out, one job after another.

Runs by itself (`python -m leadership.press`) with no settings, no secrets, no database and no way to fetch anything but
the fonts of this project; a picture comes along in the page itself. Must not know Django or what a plan is.
`leadership.printing` starts it and speaks to it.

A job comes in as one letter (d for a PDF, i for a picture), four bytes of length and UTF-8 HTML. Answers are one letter, four
bytes of length and a body: b (begun), p (pages laid out so far), m (letters no font can draw), d (the file, the end),
e (why there is none, the end).
"""

import gc
import io
import logging
import os
import re
import resource
import select
import struct
import sys
from base64 import b64decode
from contextlib import suppress
from hashlib import md5
from pathlib import Path

from leadership.tagging import TooLarge, normalise

STATIC = Path(__file__).resolve().parent.parent / "static"
FONTS = STATIC / "dist" / "fonts"
STYLE_NAMES = (
    "fonts.css",
    "page.css",
    "chapters.css",
    "tables.css",
    "theories.css",
    "pilots.css",
    "one_page.css",
    "crosswalk.css",
)
STYLES = tuple(STATIC / "css" / "print_plan" / name for name in STYLE_NAMES)
PICTURE = "data:image/png;base64,iVBORw0KGgo"  # eight bytes that every PNG begins with
LONGEST_PICTURE = 3_000_000
FONT_ADDRESS = re.compile(r"font:([a-z0-9-]+\.woff2)")

MEMORY = 1024**3  # bytes of address space
CPU_SECONDS = 15  # for one job
MOST_PAGES = 250
IDLE_SECONDS = 15 * 60  # then it ends by itself and frees its memory
MOST_ROUNDS = 4
JOBS_PER_PROCESS = 200
MOST_PIXELS = 40_000_000  # of a picture; 160 MB while it is drawn
PIXELS = 2 * 96 / 72  # for each point: twice as many as on a plain screen

HEADER = struct.Struct(">cI")


def style_text():
    """The print-only style sheet, all its files in one."""
    return "\n".join(path.read_text() for path in STYLES)


def closed_fetcher():
    """A fetcher that knows our own fonts, and PNG pictures that come along in the page: no network, no files."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - only the press needs it

    class ClosedFetcher(URLFetcher):
        def fetch(self, url, headers=None):
            if url.startswith(PICTURE) and len(url) < LONGEST_PICTURE:  # a logo, drawn anew by the site itself
                return URLFetcherResponse(url, b64decode(url.partition(",")[2]), {"Content-Type": "image/png"})
            font = FONT_ADDRESS.fullmatch(url)
            if font is None:
                raise ValueError("Plans fetch nothing.")
            body = (FONTS / font[1]).read_bytes()
            return URLFetcherResponse(url, body, {"Content-Type": "font/woff2"})

    return ClosedFetcher(allowed_protocols=("font", "data"), allow_redirects=False)


def tell_fonts_apart():
    """Make WeasyPrint know a font by its file too, not by family and style alone.

    Else two files of one family and style are taken for one font, and letters of one are drawn with shapes of the other:
    a true and a slanted "DejaVu Sans Oblique", or the two halves of a font that a web page loads under one name.
    """
    from weasyprint.pdf import stream  # noqa: PLC0415 - only the press needs it
    from weasyprint.text.ffi import ffi  # noqa: PLC0415
    from weasyprint.text.fonts import get_pango_font_hb_face  # noqa: PLC0415

    by_description = stream.get_pango_font_key

    class FontOfOneFile(stream.Font):
        def __init__(self, pango_font, description, font_size):
            super().__init__(pango_font, description, font_size)
            described = self.name.partition(b"+")[2]
            # A font file begins with the checksums of its parts.
            identity = md5(described + self.file_content[:1024] + bytes([self.index % 256]), usedforsecurity=False)
            self.hash = "".join(chr(65 + byte % 26) for byte in identity.digest()[:6])
            self.name = b"/" + self.hash.encode() + b"+" + described

    def by_file(pango_font):
        key, description, font_size = by_description(pango_font)
        return (key, int(ffi.cast("intptr_t", get_pango_font_hb_face(pango_font)))), description, font_size

    stream.Font, stream.get_pango_font_key = FontOfOneFile, by_file


def keep_set_lines():
    """Draw each line as it was set when it was measured. WeasyPrint sets it once more, which is a fourteenth of its time.

    It costs some kilobytes a line until the document is done. Justified lines are still set anew: their blanks grow.
    """
    from weasyprint.text import line_break  # noqa: PLC0415 - only the press needs it

    set_anew = line_break.Layout.reactivate

    def reactivate(layout, style):
        if layout.justification_spacing:
            set_anew(layout, style)

    line_break.Layout.reactivate, line_break.Layout.deactivate = reactivate, lambda _layout: None


class Watch(logging.Handler):
    """Listens to WeasyPrint: counts pages, stops runaway documents, notes letters no font can draw."""

    def __init__(self, on_page):
        super().__init__()
        self.on_page = on_page
        self.missing = set()

    def emit(self, record):
        if record.name.endswith(".progress"):
            if record.args and str(record.msg).startswith("Step 5 - Creating layout - Page"):
                page = record.args[0] if isinstance(record.args, tuple) else record.args
                if page > MOST_PAGES:
                    raise TooLarge
                self.on_page(page)
        elif str(record.msg).startswith(".notdef glyph"):
            self.missing.add(record.args[1])


class Press:
    """WeasyPrint, warmed up: style sheet read and fonts known before the first job."""

    fonts_told_apart = False

    def __init__(self):
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - a second of work, only here

        if not Press.fonts_told_apart:
            tell_fonts_apart()
            keep_set_lines()
            Press.fonts_told_apart = True
        self.fonts = FontConfiguration()
        self.fetcher = closed_fetcher()
        self.undrawable = set()
        self.style = None
        self.style_read_at = None
        for logger in (logging.getLogger("weasyprint"), logging.getLogger("weasyprint.progress")):
            logger.handlers = []
            logger.propagate = False
            logger.setLevel(logging.INFO)

    def style_sheet(self):
        """The print-only style sheet, read again when a file of it changed."""
        from weasyprint import CSS  # noqa: PLC0415 - a second of work, only here

        changed = max(path.stat().st_mtime_ns for path in STYLES)
        if changed != self.style_read_at:
            self.style = CSS(
                string=style_text(),
                font_config=self.fonts,
                url_fetcher=self.fetcher,
                base_url="plan:",
            )
            self.style_read_at = changed
        return self.style

    def pdf(self, html, on_page=lambda page: None, on_missing=lambda letters: None):
        """The PDF. Letters without a glyph are replaced by visible stand-ins, in another round where needed.

        Without its neighbour a letter may be drawn by another font, so one more round can find one more letter.
        """
        for _round in range(MOST_ROUNDS):
            pdf, missing = self._render(html, on_page)
            if not missing - self.undrawable:
                return pdf
            self.undrawable |= missing
            on_missing(missing)
        return pdf

    def _render(self, html, on_page):
        from weasyprint import HTML  # noqa: PLC0415 - a second of work, only here

        document = HTML(string=html, base_url="plan:", url_fetcher=self.fetcher)
        normalise(document.etree_element, self.undrawable)
        watch = Watch(on_page)
        loggers = [logging.getLogger("weasyprint"), logging.getLogger("weasyprint.progress")]
        for logger in loggers:
            logger.addHandler(watch)
        gc.disable()  # nothing is freed in so short a time, and looking costs a tenth of it
        try:
            pdf = document.write_pdf(
                stylesheets=[self.style_sheet()],
                font_config=self.fonts,
                pdf_variant="pdf/ua-1",
            )
        finally:
            gc.enable()
            for logger in loggers:
                logger.removeHandler(watch)
        return pdf, watch.missing


def picture_of(pdf):
    """The first page as PNG."""
    import pypdfium2  # noqa: PLC0415 - only for pictures

    page = pypdfium2.PdfDocument(pdf)[0]
    room = (MOST_PIXELS / (page.get_width() * page.get_height())) ** 0.5
    drawn = page.render(scale=min(PIXELS, room)).to_pil()
    file = io.BytesIO()
    drawn.save(file, "PNG")
    return file.getvalue()


# --- the process --------------------------------------------------------------------------------------------
def set_limits():
    with suppress(ValueError, OSError):  # macOS knows no limit of address space; time still ends a runaway job
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_cpu():
    """A fresh allowance for the next job: the limit counts the whole life of the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    allowed = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, hard))


def read_exactly(stream, count):
    """The next bytes, or None where the other side has gone. A pipe gives them in pieces."""
    body = bytearray()
    while len(body) < count:
        piece = stream.read(count - len(body))
        if not piece:
            return None
        body += piece
    return bytes(body)


def print_one(press, kind, html, answer):
    """One job. Whatever goes wrong becomes an answer; True where the process is still sound."""
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415 - only the press needs it

    try:
        pdf = press.pdf(
            html,
            lambda page: answer(b"p", str(page).encode()),
            lambda letters: answer(b"m", " ".join(f"U+{code:04X}" for code in sorted(letters)[:20]).encode()),
        )
        made = picture_of(pdf) if kind == b"i" else pdf
    except (TooLarge, MemoryError, RecursionError, SystemError):  # the last is how C code runs out of memory
        answer(b"e", b"too_large")
        return False
    except (Exception, FatalURLFetchingError) as error:  # the latter is no Exception
        logging.getLogger("leadership.press").error("%s: %s", type(error).__name__, error)
        answer(b"e", b"failed")
        return False
    answer(b"d", made)
    return True


def serve(jobs, answers):
    def answer(kind, body):
        answers.write(HEADER.pack(kind, len(body)) + body)
        answers.flush()

    press = Press()
    press.pdf('<!doctype html><html lang="en"><title>·</title><h1>·</h1><p>·</p>')
    gc.freeze()
    for _job in range(JOBS_PER_PROCESS):
        if not select.select([jobs], [], [], IDLE_SECONDS)[0]:
            return
        header = read_exactly(jobs, HEADER.size)
        if not header:
            return
        kind, length = HEADER.unpack(header)
        html = read_exactly(jobs, length)
        if not html:
            return
        answer(b"b", b"")
        limit_cpu()
        if not print_one(press, kind, html.decode(), answer):
            return
        gc.collect()


def main():
    jobs = os.fdopen(0, "rb", buffering=0)
    # Answers have a pipe of their own; whatever a library prints goes to the log.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    set_limits()
    serve(jobs, answers)


if __name__ == "__main__":
    main()
