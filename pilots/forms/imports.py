"""Forms that take in many observations: first the rows, pasted or in a file; then which column is which."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from pilots.csv_rows import read_text
from pilots.models import Source
from pilots.observation_rows import Columns, headed
from pilots.spreadsheets import read_file, too_large
from pilots.student_names import personal
from pilots.tables import MOST_BYTES, NoTable
from pilots.typed_days import Order
from pilots.typed_numbers import Mark
from visioning.forms.theory_import import TextField


class RowsField(TextField):
    """Every sign as it came: tabs part cells."""

    def to_python(self, value):
        return forms.CharField.to_python(self, value or "")

    def widget_attrs(self, widget):
        return {"rows": 10, "dir": "auto", "spellcheck": "false", "class": "is-indented"}


class ImportForm(forms.Form):
    """Cleans to a table without names of students. Nothing is kept by it."""

    words = RowsField(
        label=_("Paste the rows here"),
        required=False,
        help_text=_(
            "Copied from a spreadsheet, or typed: a day and a number in each row. Then, if you like, a group and a note."
        ),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        help_text=_("An Excel workbook (.xlsx) or CSV, up to 2 MB and 10,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={"empty": _("There is nothing in it. Choose a file with a day and a number in each row.")},
    )

    use_required_attribute = False
    table = None

    def clean(self):
        said = super().clean()
        if self.errors:
            return said
        file, words = said.get("file"), said.get("words") or ""
        if not file and not words.strip():
            raise ValidationError({"words": _("Paste the rows here, or choose a file.")})
        where = "file" if file else "words"
        try:
            self.table = self.read(file, words)
        except NoTable as no:
            self.add_error(where, ValidationError(str(no)))
            return said
        if reason := personal(self.table, headed(self.table)):
            self.add_error(where, ValidationError(reason))
            # Names of students do not come back in the page either.
            self.data = self.data.copy()
            self.data["words"] = ""
        return said

    def read(self, file, words):
        if not file:
            return read_text(words)
        if file.size > MOST_BYTES:
            raise NoTable(too_large())
        return read_file(file.read())

    @property
    def source(self):
        return Source.FILE if self.cleaned_data.get("file") else Source.PASTED

    @property
    def file_name(self) -> str:
        file = self.cleaned_data.get("file")
        return "".join(sign for sign in file.name if sign.isprintable())[:120] if file else ""


class ColumnsForm(forms.Form):
    """Which column is which, and what is meant where something can be read two ways."""

    day = forms.TypedChoiceField(label=_("Day"), coerce=int)
    value = forms.TypedChoiceField(label=_("Number"), coerce=int)
    group = forms.TypedChoiceField(label=_("Group"), coerce=int, empty_value=None, required=False)
    note = forms.TypedChoiceField(label=_("Note"), coerce=int, empty_value=None, required=False)
    cycle = forms.ChoiceField(label=_("Cycle"), required=False)
    order = forms.TypedChoiceField(
        label=_("3/4/2026 is"),
        coerce=Order,
        empty_value=None,
        required=False,
        choices=[
            ("", _("Not said yet")),
            (Order.MONTH, _("March 4 (month first)")),
            (Order.DAY, _("April 3 (day first)")),
        ],
    )
    mark = forms.TypedChoiceField(
        label=_("1,234 is"),
        coerce=Mark,
        empty_value=None,
        required=False,
        choices=[
            ("", _("Not said yet")),
            (Mark.POINT, _("one thousand two hundred thirty-four")),
            (Mark.COMMA, _("a little more than one")),
        ],
    )
    twins = forms.ChoiceField(
        label=_("Rows that are there already"),
        required=False,
        choices=[("", _("Leave them out")), ("take", _("Take them in as well"))],
    )

    def __init__(self, data=None, *, names, guessed, cycles=()):
        self.cycles = list(cycles)
        initial = {name: getattr(guessed, name) for name in ("day", "value", "group", "note")}
        super().__init__(data, initial=initial, auto_id="columns_%s")
        choices = list(enumerate(names))
        for name in ("day", "value"):
            self.fields[name].choices = choices
        for name in ("group", "note"):
            self.fields[name].choices = [("", _("None")), *choices]
        named = ((str(one.number), f"{one.number}. {Truncator(one.change_idea).chars(60)}") for one in self.cycles)
        self.fields["cycle"].choices = [("", _("None")), *named]
        if not self.cycles:
            del self.fields["cycle"]

    def clean(self):
        said = super().clean()
        taken = [said[name] for name in ("day", "value", "group", "note") if said.get(name) is not None]
        if len(set(taken)) < len(taken):
            raise ValidationError(_("The same column is chosen twice. Choose another one, or “None”."))
        return said

    @property
    def columns(self) -> Columns:
        said = self.cleaned_data
        names = ("day", "value", "group", "note", "order", "mark")
        return Columns(**{name: said[name] for name in names}, with_twins=said["twins"] == "take")

    @property
    def chosen_cycle(self):
        return next((one for one in self.cycles if str(one.number) == self.cleaned_data.get("cycle")), None)


class ImportYesForm(forms.Form):
    """A yes to exactly what was seen: which rows lay there, and how many were fine, wrong and there already."""

    draft = forms.CharField(max_length=40, widget=forms.HiddenInput)
    counted = forms.RegexField(r"\d{1,5}-\d{1,5}-\d{1,5}", widget=forms.HiddenInput)
