"""Forms about arrows of a theory: where one leads, and why we think so."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadership.forms.words import WordsField
from visioning.theory.shape import COLUMNS, LONGEST_REASON, REASONS

from .editions import TOO_LONG, EditionForm
from .sentences import SentenceField


def in_one_go(shape, source) -> list:
    """The other statements to choose from, by column: the next column first, then on to the right, then back round."""
    at = COLUMNS.index(shape.statement(source).column) if source in shape.labels else 0
    turned = (*COLUMNS[at + 1 :], *COLUMNS[: at + 1])
    groups = []
    for column in turned:
        choices = [
            (str(one.number), f"{shape.labels[one.number]} {one.words}")
            for one in shape.in_column(column)
            if one.number != source
        ]
        if choices:
            groups.append((column.label, choices))
    return groups


class ArrowTieForm(forms.Form):
    """From one statement on to another."""

    target = forms.ChoiceField(
        label=_("Leads to"),
        error_messages={
            "required": _("Choose a statement."),
            "invalid_choice": _("This statement was taken out a moment ago. Choose another one."),
        },
    )
    because = SentenceField(
        label=_("Because"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"enterkeyhint": "done"}),
    )

    def __init__(self, data=None, *, shape, source, **kwargs):
        super().__init__(data, auto_id=f"tie-{source}-%s", **kwargs)
        self.source = source
        tied = {arrow.target for arrow in shape.out_of(source)}
        groups = in_one_go(shape, source)
        # What it leads to already is not offered, and still understood: two people may choose the same at once.
        offered = [(name, [one for one in choices if int(one[0]) not in tied]) for name, choices in groups]
        nothing = ("", _("Choose a statement"))
        self.fields["target"].choices = [nothing, *((name, choices) for name, choices in offered if choices)]
        known = {value for _name, choices in groups for value, _words in choices}
        if data is not None and data.get("target") in known:
            self.fields["target"].choices = [nothing, *groups]

    def clean(self):
        """An arrow to itself is told apart from one to what is no longer there."""
        if self.has_error("target", "invalid_choice") and self.data.get("target") == str(self.source):
            del self.errors["target"]
            self.add_error("target", _("A statement cannot lead to itself. Choose another one."))
        return super().clean()

    @property
    def has_choice(self):
        return len(self.fields["target"].choices) > 1


def reason(label, help_text):
    return WordsField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
        show_hidden_initial=True,
    )


class ArrowForm(EditionForm):
    """Why one thing leads to the other. Each field brings along what it said when the page was made."""

    because = reason(_("Because"), _("Why should the first bring about the second?"))
    assumption = reason(_("What we assume"), _("What has to be true for this, and is not in our hands, or not yet?"))
    evidence = reason(
        _("What speaks for it"), _("Something you have seen, counted or read. Say where, so that others can look.")
    )
    wrong_if = reason(
        _("What would show us wrong"), _("What would you see, and by when, if this does not work as you think?")
    )

    def __init__(self, data=None, *, arrow):
        initial = {name: getattr(arrow, name) for name in (*REASONS, "edition")}
        super().__init__(data, auto_id="arrow-%s", initial=initial)

    @property
    def said(self) -> dict[str, str]:
        """What was changed since the page was made, and nothing else: others may have said the rest meanwhile."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "edition"}
