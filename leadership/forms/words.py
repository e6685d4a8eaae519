"""Words people type or paste, as plain text over several lines. Knows nothing of who may say what."""

import unicodedata

from django import forms

from .lines import TURNS


def plain_words(value: str) -> str:
    """The words with their line breaks, in one spelling of each letter, without signs that nobody typed on purpose.

    Signs that join letters or emoji stay: some languages need them.
    """
    lines = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    kept = "".join(
        sign
        for sign in lines.replace("\t", " ")
        if sign == "\n" or (unicodedata.category(sign) not in {"Cc", "Cs"} and sign not in TURNS)
    )
    return unicodedata.normalize("NFC", kept)


class WordsField(forms.CharField):
    """Several lines of plain text. `max_length` counts what is kept.

    The browser is not told the limit: it would cut off a long paste without a word. The server says so instead and
    gives everything back.
    """

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python(plain_words(str(value)) if value not in self.empty_values else value)

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return {**attrs, "dir": "auto"}
