"""The short form of a theory: six fields a line, and what the page showed when it was opened. Saves nothing itself."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leadership.forms.words import WordsField
from visioning.theory.shape import LONGEST_REASON, LONGEST_STATEMENT
from visioning.theory.short_form import MOST_LINES, SAID, STEPS, carrier_of
from visioning.theory.short_shown import Shown

from .editions import TOO_LONG
from .sentences import SentenceField

LABELS = {
    "do": (_("If"), _("what we do")),
    "adults": (_("then adults"), _("what they do differently")),
    "students": (_("then students"), _("what they experience")),
    "improves": (_("so that"), _("what improves")),
    "because": (_("because"), _("why that should work")),
    "wrong_if": (_("we would be wrong if"), _("what would show us that it does not")),
}
NOT_OURS = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    RecursionError,
)  # what reading somebody else's JSON may raise
NOT_COMPLETE = _("This page was not complete. Your words are still here: please save again.")


class ShownField(forms.CharField):
    """Cleans to what the page showed."""

    widget = forms.HiddenInput
    default_error_messages = {"required": NOT_COMPLETE}

    def clean(self, value):
        try:
            shown = Shown.of_plain(json.loads(super().clean(value)))
        except NOT_OURS:
            raise ValidationError(NOT_COMPLETE) from None
        if len(shown.lines) > MOST_LINES:
            raise ValidationError(NOT_COMPLETE)
        return shown


class ShownForm(forms.Form):
    shown = ShownField()

    @classmethod
    def of(cls, shown):
        return cls(initial={"shown": json.dumps(shown.plain(), separators=(",", ":"))})


def step_field(name):
    return SentenceField(label=LABELS[name][0], help_text=LABELS[name][1], required=False, max_length=LONGEST_STATEMENT)


def words_field(name):
    return WordsField(
        label=LABELS[name][0],
        help_text=LABELS[name][1],
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": TOO_LONG},
    )


class ShortLineForm(forms.Form):
    """One line. Every field may stay empty. The errors of fields stand beside them; `others_said` what somebody else wrote there."""

    do, adults, students, improves = (step_field(name) for name in STEPS)
    because, wrong_if = (words_field(name) for name in SAID)

    def __init__(self, data=None, *, place, **kwargs):
        super().__init__(data, prefix=f"line-{place}", **kwargs)
        self.place = place
        self.number = place + 1  # as people count


def initial_of(shape, line) -> dict:
    """What a line says now."""
    said = {step: shape.statement(number).words for step, number in zip(STEPS, line, strict=True) if number}
    arrow = next((one for one in shape.arrows if one.ends == carrier_of(line)), None)
    return said | {name: getattr(arrow, name) for name in SAID if arrow}


def fresh_lines(shape, lines) -> list[ShortLineForm]:
    """The lines as they stand, and a blank one."""
    forms_ = [ShortLineForm(place=place, initial=initial_of(shape, line)) for place, line in enumerate(lines)]
    return [*forms_, ShortLineForm(place=len(forms_))]


def is_whole(data, shown) -> bool:
    """Whether all came back that was shown. What is missing would else be taken for emptied."""
    return all(f"line-{place}-{name}" in data for place in range(len(shown.lines)) for name in (*STEPS, *SAID))


def posted_lines(data, shown) -> list[ShortLineForm]:
    """The lines that came, those that were shown first."""
    count = len(shown.lines) if shown else 0
    last = count + MOST_LINES
    while count < last and f"line-{count}-{STEPS[0]}" in data:
        count += 1
    return [ShortLineForm(data, place=place) for place in range(count)]
