"""Forms that take in a theory as text: pasted or typed, or from a file whose text then stands in the field."""

from hashlib import sha256

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from visioning.theory.any_form import LARGEST, letters_of, read_any
from visioning.theory.unreadable import Unreadable

from .theories import TheoryForm


class TextField(forms.CharField):
    """Every letter as it came: blanks before a line mean something here. Whether it may be empty, the form knows."""

    widget = forms.Textarea

    def __init__(self, **kwargs):
        super().__init__(strip=False, **kwargs)

    def validate(self, value):
        pass

    def to_python(self, value):
        return super().to_python((value or "").replace("\0", ""))

    def widget_attrs(self, widget):
        return {"rows": 18, "dir": "auto", "spellcheck": "true", "class": "is-indented"}


class TakingIn(forms.Form):
    """`read` is what came in, `problems` what is to be mended instead. `seen` is what the reader saw before saying yes."""

    words = TextField(label=_("The theory as text"))
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("Text, CSV or JSON, up to one megabyte. It replaces the words above."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    use_required_attribute = False
    read = None
    problems = untold = ()

    def clean(self):
        said = super().clean()
        try:
            words = self._from_file(said) or said.get("words") or ""
            if not words.strip():
                raise ValidationError({"words": _("Paste or write the theory here, or choose a file.")})
            said["words"] = words
            self.read = read_any(words)
        except Unreadable as unreadable:
            self.problems, self.untold = unreadable.problems, unreadable.untold
            count = len(self.problems) + self.untold
            message = ngettext("One thing is to be mended.", "%(count)s things are to be mended.", count)
            self.add_error("words", ValidationError(message, params={"count": count}))
        return said

    def _from_file(self, said):
        """The text of the file, which stands in the field from now on. "" where there is none."""
        file = said.get("file")
        if not file:
            return ""
        if file.size > LARGEST:
            raise Unreadable.at(0, gettext("This file is larger than one megabyte. A theory needs far less."))
        words = letters_of(file.read())
        self.data = self.data.copy()
        self.data["words"] = words
        return words

    @property
    def fingerprint(self) -> str:
        """Of the words that were read: whoever confirms has seen these."""
        return sha256(self.cleaned_data["words"].replace("\r\n", "\n").encode("utf-8", "ignore")).hexdigest()

    def mistakes(self):
        """What is to be mended, each with the line it is about: nobody counts lines in a field."""
        lines = (self.data.get("words") or "").splitlines()
        for one in self.problems:
            yield one, Truncator(lines[one.line - 1].strip()).chars(160) if 0 < one.line <= len(lines) else ""

    @property
    def was_seen(self) -> bool:
        return self.cleaned_data.get("seen") == self.fingerprint

    def show(self, **hidden) -> None:
        """Give the form back with the words as they were read, and with what was seen in the hidden fields."""
        self.data = self.data.copy()
        for name, value in {"seen": self.fingerprint, **hidden}.items():
            self.data[name] = str(value)


class TheoryImportForm(TakingIn, TheoryForm):
    """Into a new theory, which may have its name from the text."""

    field_order = ("words", "file", "title", "guide", "problem", "skipped", "seen")

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Empty: as the text says in its first line.")
        self.order_fields(self.field_order)

    def clean(self):
        said = super().clean()
        if self.read and not said.get("title") and "title" not in self.errors:
            said["title"] = self.read.shape.title
            if not said["title"]:
                self.add_error(
                    "title", ValidationError(_("The text has no name in its first line. What do you call it?"))
                )
        return said


class TheoryImportIntoForm(TakingIn):
    """Into a theory that stands, as it was when the reader looked at it."""

    edition = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, required=False)
