"""One line of text in one spelling of each letter: no line breaks, no control signs, nothing that turns the reading direction of a page."""

import unicodedata

from django import forms

TURNS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(value):
    """The words with single blanks between them. A name from here is safe in the head of a mail."""
    spaced = "".join(" " if unicodedata.category(char) == "Cc" else char for char in value if char not in TURNS)
    return unicodedata.normalize("NFC", " ".join(spaced.split()))


class LineField(forms.CharField):
    def to_python(self, value):
        return one_line(super().to_python(value) or "")
