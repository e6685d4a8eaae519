"""The form that ties a passage to a phrase or a theme. Knows what lies on the table, not who may tie."""

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from leadership.forms.lines import LineField
from visioning.models import Phrase, Placing, Theme, Weave

GONE = _("These words are no longer on the table. Choose others.")


class Group:
    """A theme with the phrases under it, or (theme None) what lies under no theme, as choices of the form."""

    def __init__(self, theme, phrases):
        self.theme, self.phrases = theme, phrases
        self.key = theme and f"theme-{theme.pk}"
        for phrase in phrases:
            phrase.weave_key = f"phrase-{phrase.pk}"


class WeaveForm(forms.Form):
    """`source` is "phrase-…" or "theme-…"."""

    source = forms.CharField(max_length=60, error_messages={"required": _("Choose a phrase or a theme.")})
    why = LineField(
        label=_("Why"),
        required=False,
        max_length=Weave._meta.get_field("why").max_length,
        help_text=_("A few words, if it is not plain to see."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, data=None, *, gathering, **options):
        super().__init__(data, auto_id="weave-%s", **options)
        self.gathering = gathering
        self.fields["why"].widget.attrs.pop("maxlength", None)

    def clean_source(self):
        """The phrase or theme itself; only what may be read at this gathering is there."""
        kind, _dash, key = self.cleaned_data["source"].partition("-")
        rows = {
            "phrase": Phrase.objects.on_table(self.gathering),
            "theme": Theme.objects.filter(gathering=self.gathering),
        }.get(kind)
        if self.gathering is None or rows is None:
            raise forms.ValidationError(GONE)
        try:
            found = rows.filter(pk=key).first()
        except (ValueError, OverflowError, forms.ValidationError):  # not a key at all
            found = None
        if found is None:
            raise forms.ValidationError(GONE)
        return found

    @property
    def chosen(self) -> str:
        return self["source"].value() or ""

    def groups(self) -> list[Group]:
        """What can be chosen, theme by theme, in the order they were named. Two queries, however much lies there."""
        if self.gathering is None:
            return []
        under = ArraySubquery(Placing.objects.filter(phrase=OuterRef("pk")).values("theme"))
        phrases = list(Phrase.objects.on_table(self.gathering).annotate(under=under))
        themes = Theme.objects.filter(gathering=self.gathering)
        groups = [Group(theme, [phrase for phrase in phrases if theme.pk in phrase.under]) for theme in themes]
        loose = [phrase for phrase in phrases if not phrase.under]
        return groups + ([Group(None, loose)] if loose else [])
