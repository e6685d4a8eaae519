"""Forms about statements of a theory: one more or several, other words, another column."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leadership.forms.lines import one_line
from leadership.forms.words import WordsField
from visioning.theory.shape import LONGEST_STATEMENT, Column

from .editions import TOO_LONG, EditionForm
from .sentences import SentenceField

BULLET = re.compile(r"[-–•*]\s+")


class SentencesField(WordsField):
    """One sentence a line, so that a list can be pasted. Cleans to the list of them."""

    def to_python(self, value):
        lines = (one_line(line) for line in super().to_python(value).splitlines())
        return [plain for line in lines if (plain := BULLET.sub("", line, count=1) if BULLET.match(line) else line)]

    def validate(self, value):
        super().validate(value)
        for line in value:
            if len(line) > LONGEST_STATEMENT:
                counts = {"limit_value": LONGEST_STATEMENT, "show_value": len(line)}
                raise ValidationError(TOO_LONG, params=counts, code="max_length")


class StatementAddForm(forms.Form):
    """What else is in a column. The column is said by the form that stands in it."""

    column = forms.ChoiceField(choices=Column.choices, widget=forms.HiddenInput)
    words = SentencesField(
        label=_("Next statement"),
        widget=forms.Textarea(attrs={"rows": 2, "enterkeyhint": "done"}),
        error_messages={"required": _("Write a sentence first.")},
    )

    def __init__(self, data=None, *, column="", **kwargs):
        super().__init__(data, auto_id=f"add-{column}-%s", initial={"column": column}, **kwargs)


class StatementForm(EditionForm):
    """Other words, or another column."""

    words = SentenceField(
        label=_("In one sentence"),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea(attrs={"enterkeyhint": "done"}),
        error_messages={"required": _("Write a sentence. To be rid of the statement, take it out.")},
    )
    column = forms.ChoiceField(label=_("Column"), choices=Column.choices)

    def __init__(self, data=None, *, statement, edition=None, **kwargs):
        initial = {"words": statement.words, "column": statement.column, "edition": statement.edition}
        super().__init__(data, auto_id=f"statement-{statement.number}-%s", initial=initial, **kwargs)
