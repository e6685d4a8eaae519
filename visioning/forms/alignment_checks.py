"""Forms about alignment checks: opening one with its rule, answering, replying to a reason. Each checks words and shapes."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from leadership.forms.words import WordsField
from leadership.models import Audience, Naming
from leadership.privacy import FEWEST
from visioning.alignment_words import FLOORS, LOWESTS, SHARES
from visioning.models import LEVELS

NOW = "now"
LONGEST = 1200


def counted(audience, people):
    """ "The team (8 people)"."""
    number = ngettext("one person", "%(count)s people", people) % {"count": people}
    return f"{audience.label} ({number})"


class AlignmentCheckForm(forms.Form):
    """What is asked of whom, and what will count as enough: fixed from here on."""

    version = forms.ChoiceField(
        label=_("Which words do you ask about?"),
        help_text=_("They are frozen for this check. Everybody can go on writing."),
    )
    audience = forms.ChoiceField(label=_("Who is asked?"), widget=forms.RadioSelect, help_text=_("Observers look on."))
    naming = forms.ChoiceField(
        label=_("With names or without?"),
        choices=Naming,
        widget=forms.RadioSelect,
        help_text=_(
            "Without names, small groups are protected: below five answers nothing is shown, below ten only rough shares."
        ),
    )
    by_paragraph = forms.BooleanField(
        label=_("Ask about each paragraph too"),
        required=False,
        help_text=_(
            "Paragraphs that people spoke about in an earlier check and that did not change are not asked again."
        ),
    )
    share = forms.TypedChoiceField(label=_("How many of those who answer"), choices=SHARES, coerce=int)
    floor = forms.TypedChoiceField(label=_("Say that they"), choices=FLOORS, coerce=int, widget=forms.RadioSelect)
    lowest = forms.TypedChoiceField(label=_("And besides"), choices=LOWESTS, coerce=int, widget=forms.RadioSelect)
    answers_needed = forms.IntegerField(
        label=_("And at least so many people answer"),
        min_value=1,
        max_value=5000,
        help_text=_("Without names it takes at least five."),
    )
    closes_on = forms.DateField(
        label=_("Last day for answers"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Without a day it stays open until you close it."),
    )

    def __init__(self, data=None, *, versions, text_now, asked):
        """`asked`: how many each audience holds; `text_now`: whether the text says anything now."""
        few = asked[Audience.TEAM] < FEWEST
        super().__init__(
            data,
            initial={
                "audience": Audience.TEAM,
                "naming": Naming.NAMED if few else None,
                "share": 80,
                "floor": 3,
                "lowest": 2,
                "answers_needed": max(1, asked[Audience.TEAM] * 2 // 3),
            },
        )
        self.asked = asked
        self.fields["audience"].choices = [(one.value, counted(one, asked[one])) for one in Audience]
        choices = [(str(version.number), version.label) for version in versions]
        now = [(NOW, _("The text as it is now"))] if text_now else []
        self.fields["version"].choices = now + choices

    def rule_fields(self):
        """Together they are one sentence: enough to start means…"""
        return [self[name] for name in ("share", "floor", "lowest", "answers_needed")]

    def other_fields(self):
        return [self[name] for name in ("version", "audience", "naming", "by_paragraph")]

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day has passed already."))
        return day

    def clean(self):
        said = super().clean()
        audience, needed = said.get("audience"), said.get("answers_needed")
        if said.get("naming") == Naming.UNNAMED and audience:
            if self.asked[audience] < FEWEST:
                self.add_error(
                    "naming",
                    _("Fewer than five people are asked, so nobody could stay unknown. Please ask with names."),
                )
            elif needed:
                needed = said["answers_needed"] = max(FEWEST, needed)
        if audience and needed and needed > self.asked[audience]:
            self.add_error("answers_needed", _("Only %(count)s people are asked.") % {"count": self.asked[audience]})
        return said


class AlignmentAnswerForm(forms.Form):
    """How far somebody can work toward it, as a whole and paragraph by paragraph; nothing but the level is needed."""

    level = forms.TypedChoiceField(
        label=_("I can work toward this"),
        choices=[(level, f"{level} · {label}") for level, label in LEVELS],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the five.")},
    )
    closer = WordsField(label=_("What would bring me closer"), required=False, max_length=LONGEST)
    even_if_few = forms.BooleanField(
        label=_("My words may be read even if fewer than ten people answer"),
        required=False,
        help_text=_("Without this they are shown only from ten answers on. People may know you by your words."),
    )

    def __init__(self, data=None, *, check, paragraphs, answer=None):
        about = answer.levels_by_paragraph if answer else {}
        initial = {"level": answer.level, "closer": answer.closer} if answer else {}
        super().__init__(data, initial=initial | {f"paragraph_{key}": level for key, level in about.items()})
        if check.is_named:
            del self.fields["even_if_few"]
        self.paragraphs = [one for one in paragraphs if one.key in check.asked_about]
        for paragraph in self.paragraphs:
            self.fields[f"paragraph_{paragraph.key}"] = forms.TypedChoiceField(
                label=_("How far can you work toward this paragraph?"),
                choices=[("", _("I leave this out")), *((level, f"{level} · {label}") for level, label in LEVELS)],
                coerce=int,
                required=False,
                empty_value=None,
            )

    def by_paragraph(self):
        """Each paragraph that is asked about, with its field."""
        return [(paragraph, self[f"paragraph_{paragraph.key}"]) for paragraph in self.paragraphs]

    @property
    def said(self) -> dict:
        """What `AlignmentCheck.answer` takes."""
        levels = {one.key: self.cleaned_data[f"paragraph_{one.key}"] for one in self.paragraphs}
        return {
            "level": self.cleaned_data["level"],
            "closer": self.cleaned_data["closer"],
            "even_if_few": self.cleaned_data.get("even_if_few", False),
            "levels_by_paragraph": {key: level for key, level in levels.items() if level},
        }


class AlignmentReplyForm(forms.Form):
    """What the team says to a reason."""

    words = WordsField(label=_("Our answer"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))
