"""Whichever of our three forms a text is in: letters out of a file, and a theory out of letters. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import json_form
from .csv_form import looks_like_csv, read_csv
from .json_form import looks_like_json, read_json
from .shape import Shape
from .text_form import read_text
from .unreadable import Unreadable

LARGEST = 1_000_000  # bytes of a file, letters of a text
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, as some spreadsheets save it
NO_TEXT = (b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"{\\rtf")


@dataclass(frozen=True)
class Read:
    """What came in. `left_out` are names in the file that mean nothing here."""

    shape: Shape
    left_out: tuple[str, ...] = ()


def letters_of(body: bytes) -> str:
    """The text of a file. Raises Unreadable where it is none."""
    if body.startswith(NO_TEXT):
        raise Unreadable.at(
            0,
            _(
                "This file holds more than text. Open it, copy the words, and paste them here; or save it as plain text."
            ),
        )
    try:
        text = body.decode("utf-16") if body.startswith(WIDE_MARKS) else body.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = _("The letters of this file are stored in an old way. Save it again as “UTF-8” (“CSV UTF-8”).")
        raise Unreadable.at(0, message) from None
    if "\0" in text[:1000]:
        raise Unreadable.at(0, _("This is no file of text. Save it as plain text, CSV or JSON."))
    return text.replace("\0", "")


def read_any(text: str) -> Read:
    """The theory. Raises Unreadable with everything that is to be mended."""
    if len(text) > LARGEST:
        message = _("This has %(count)s letters; %(most)s fit. A theory needs far fewer.")
        raise Unreadable.at(0, message % {"count": len(text), "most": LARGEST})
    if looks_like_json(text):
        return whole(read_json(text), json_form.notes_on(text))
    return whole(read_csv(text) if looks_like_csv(text) else read_text(text))


def whole(shape, left_out=()):
    if not shape:
        raise Unreadable.at(0, _("There is no statement in this text. Write at least one."))
    return Read(shape, left_out)
