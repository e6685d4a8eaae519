"""Turning HTML into a tagged PDF or a picture, in a process of its own with limits of time and memory.

Knows pipes and patience, nothing of plans, people or the database. The work itself is in `leadership.press`.
One warm press per web process; it starts at the first job and ends when it is idle or its owner ends.
"""

import atexit
import logging
import os
import select
import struct
import subprocess
import sys
import threading
import time
from importlib.metadata import version
from pathlib import Path

from leadership.press import style_text

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 30  # of wall clock for one job, a cold start included
PATIENCE = 40  # seconds to wait for the press while others use it
LONGEST = 3_000_000  # characters of HTML; a plan of a hundred pages has about 400,000
HEADER = struct.Struct(">cI")
PASSED_ON = ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "XDG_CACHE_HOME", "FONTCONFIG_PATH", "FONTCONFIG_FILE")


class PrintingError(Exception):
    """No PDF came out. `reason` is one word: too_large, failed or busy."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def edition():
    """What, beside the HTML, decides how a print looks; part of a print's fingerprint."""
    return f"weasyprint {version('weasyprint')} · {style_text()}"


class Printer:
    """Feeds one press, restarts it when it was stopped, and never waits for ever."""

    def __init__(self, seconds=SECONDS, patience=PATIENCE):
        self.seconds = seconds
        self.patience = patience
        self.turn = threading.Lock()
        self.press = None

    def pdf(self, html, on_page=lambda pages: None):
        """The PDF of an HTML page. `on_page` hears how many pages are laid out so far."""
        return self._print(b"d", html, on_page)

    def png(self, html):
        """A picture of the first page of an HTML page, at twice the pixels."""
        return self._print(b"i", html, lambda pages: None)

    def _print(self, kind, html, on_page):
        if len(html) > LONGEST:
            raise PrintingError("too_large")
        if not self.turn.acquire(timeout=self.patience):
            raise PrintingError("busy")
        body = html.encode("utf-8", "ignore")
        job = HEADER.pack(kind, len(body)) + body
        try:
            try:
                return self._job(job, on_page)
            except IdleExit:  # it retired just when we called: a fresh one takes the job
                return self._job(job, on_page)
        except IdleExit:
            raise PrintingError("failed") from None
        finally:
            self.turn.release()

    def close(self):
        """End the press, whatever it is doing."""
        press, self.press = self.press, None
        if press is None:
            return
        press.kill()
        for pipe in (press.stdin, press.stdout):
            pipe.close()
        press.wait()

    # --- one job --------------------------------------------------------------------------------------------
    def _job(self, job, on_page):
        deadline = time.monotonic() + self.seconds
        press = self._running_press()
        sound = False
        try:
            self._send(press, job, deadline)
            pdf = self._answer(press, on_page, deadline)
            sound = True
            return pdf
        finally:
            if not sound:  # stopped, failed or out of step: the next job gets a fresh press
                self.close()

    def _running_press(self):
        if self.press is None or self.press.poll() is not None:
            self.close()
            self.press = subprocess.Popen(
                [sys.executable, "-m", "leadership.press"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                cwd=ROOT,
                # No secrets, no address of the database: a document that breaks out finds nothing.
                env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
                start_new_session=True,  # Ctrl-C is for the server; the press ends with its pipe
            )
            os.set_blocking(self.press.stdin.fileno(), False)
            os.set_blocking(self.press.stdout.fileno(), False)
        return self.press

    def _send(self, press, body, deadline):
        rest = memoryview(body)
        pipe = press.stdin.fileno()
        while rest:
            wait_for(pipe, select.POLLOUT, deadline)
            try:
                rest = rest[os.write(pipe, rest) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                raise IdleExit from None

    def _answer(self, press, on_page, deadline):
        begun = False
        while True:
            try:
                kind, length = HEADER.unpack(self._read(press, HEADER.size, deadline))
                body = self._read(press, length, deadline)
            except EndOfAnswers:
                if not begun:  # retired or ended before it saw this job
                    raise IdleExit from None
                # In mid-job it ends only at a limit.
                raise PrintingError("too_large") from None
            begun = True
            if kind == b"d":
                return body
            if kind == b"e":
                raise PrintingError(body.decode())
            if kind == b"p":
                on_page(int(body))
            elif kind == b"m":
                logger.warning(
                    "No font here has a shape for %s; stand-ins were printed. Install more fonts.", body.decode()
                )

    def _read(self, press, count, deadline):
        pipe = press.stdout.fileno()
        parts = bytearray()
        while len(parts) < count:
            wait_for(pipe, select.POLLIN, deadline)
            try:
                part = os.read(pipe, count - len(parts))
            except BlockingIOError:
                continue
            if not part:
                raise EndOfAnswers
            parts += part
        return bytes(parts)


class IdleExit(Exception):
    """The press had ended by itself before it took the job."""


class EndOfAnswers(Exception):
    """The press ended."""


def wait_for(pipe, what, deadline):
    """Until the pipe is ready; out of time counts as too large. poll(), since a server has many open files."""
    poll = select.poll()
    poll.register(pipe, what)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise PrintingError("too_large")


printer = Printer()
atexit.register(printer.close)
