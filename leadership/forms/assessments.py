"""Forms of rounds of self-assessment: opening one, and answering. Each checks words and shapes."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from leadership.guides import conditions, extras
from leadership.levels import UNSEEN, UNSEEN_LABEL, Level
from leadership.models import Audience, Naming, Position
from leadership.privacy import FEWEST
from leadership.wording import FORM, PULSE, RUBRIC, minutes_for

from .lines import LineField
from .words import WordsField

LONGEST_NOTE = 600
MINE, OPENLY = "private", "open"
UNSAID = "none"


def counted(audience, people):
    """ "The team (8 people)"."""
    number = ngettext("one person", "%(count)s people", people) % {"count": people}
    return f"{audience.label} ({number})"


def sized(words, items):
    """ "Short: 3 questions"."""
    number = ngettext("one question", "%(count)s questions", items) % {"count": items}
    return f"{words}: {number}"


class AssessmentRoundForm(forms.Form):
    """What is asked of whom, how long, and whether with names."""

    name = LineField(
        label=_("Name of this round"),
        max_length=120,
        help_text=_("For example “Autumn 2026”."),
    )
    audience = forms.ChoiceField(label=_("Who is asked?"), widget=forms.RadioSelect, help_text=_("Observers look on."))
    naming = forms.ChoiceField(
        label=_("With names or without?"),
        choices=Naming,
        widget=forms.RadioSelect,
        help_text=_(
            "This is fixed once the round is open. Without names, nothing shows below five answers, and below ten only rough shares."
        ),
    )
    closes_on = forms.DateField(
        label=_("Last day for answers"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "Two days before, those who have not answered get one mail. Without a day it stays open until you close it."
        ),
    )

    def __init__(self, data=None, *, asked, hidden, initial=None):
        """`asked`: how many each audience holds; `hidden`: how many of them are no formal leaders."""
        super().__init__(data, initial=initial)
        self.asked, self.hidden = asked, hidden
        self.fields["audience"].choices = [(one.value, counted(one, asked[one])) for one in Audience]
        self.guides, self.forms = conditions(), extras().forms
        for guide in self.guides:
            self.fields[f"condition_{guide.key}"] = forms.ChoiceField(
                label=guide.label,
                choices=[
                    ("", _("Not this time")),
                    (PULSE, sized(_("Short"), len(guide.pulse))),
                    (RUBRIC, sized(_("Full"), len(guide.items))),
                ],
                required=False,
                widget=forms.RadioSelect,
                initial=(initial or {}).get(f"condition_{guide.key}", ""),
            )
        for one in self.forms:
            self.fields[f"form_{one.key}"] = forms.BooleanField(
                label=sized(one.title, len(one.items)), help_text=one.essence, required=False
            )

    def condition_fields(self):
        return [self[f"condition_{guide.key}"] for guide in self.guides]

    def form_fields(self):
        return [self[f"form_{one.key}"] for one in self.forms]

    def other_fields(self):
        return [self[name] for name in ("audience", "naming", "closes_on")]

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The (key, kind) of what is chosen, as `AssessmentRound.open` takes them; also of what is not sent yet."""
        chosen = [(guide.key, self[f"condition_{guide.key}"].value()) for guide in self.guides]
        found = [(key, kind) for key, kind in chosen if kind in (PULSE, RUBRIC)]
        return found + [(one.key, FORM) for one in self.forms if self[f"form_{one.key}"].value()]

    @property
    def length(self) -> dict:
        """How many questions are chosen, and about how many minutes they take."""
        sizes = {(guide.key, PULSE): len(guide.pulse) for guide in self.guides}
        sizes |= {(guide.key, RUBRIC): len(guide.items) for guide in self.guides}
        sizes |= {(one.key, FORM): len(one.items) for one in self.forms}
        items = sum(sizes[part] for part in self.parts)
        return {"items": items, "minutes": minutes_for(items)}

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day and day < timezone.localdate():
            raise ValidationError(_("This day has passed already."))
        return day

    def clean(self):
        said = super().clean()
        if not self.parts:
            raise ValidationError(_("Choose at least one thing to ask about."))
        audience = said.get("audience")
        if said.get("naming") == Naming.UNNAMED and audience and self.hidden[audience] < FEWEST:
            self.add_error("naming", TOO_FEW)
        return said

    @property
    def said(self) -> dict:
        """What `AssessmentRound.open` takes besides the parts."""
        return {name: self.cleaned_data[name] for name in ("name", "audience", "naming", "closes_on")}


TOO_FEW = _(
    "Fewer than five people are asked, not counting those who lead by office, so nobody could stay unknown. "
    "Please ask with names, or ask the whole staff."
)


# Literally so: the table of answers holds it, and whoever can read that table can read this.
GROUP_HELP = _(
    "Kept beside your answers, so that positions can be compared. At least five of the people asked hold it. No page shows "
    "it before five have answered from there, and if they never do, it is wiped at the close. Until then it would narrow "
    "down, for whoever runs the database, whose answers these are."
)


class AssessmentAnswerForm(forms.Form):
    """A level for each item, in the words of the round; a note where somebody likes."""

    def __init__(self, data=None, *, round, groups, leader, answer=None):
        """`groups`: the positions this person may answer as; `leader`: asked how a formal leader's answer is kept."""
        said = {"group": groups[0]} if len(groups) == 1 else {}
        super().__init__(data, initial=said | initial_of(answer))
        self.round, self.keys = round, {}
        for part in round.wording:
            for item in part["items"]:
                self.add_item(f"{part['key']}.{item['key']}", part, item)
        if groups:
            labels = dict(Position.choices)
            self.fields["group"] = forms.ChoiceField(
                label=_("I answer as"),
                choices=[*((key, labels[key]) for key in groups), (UNSAID, _("I would rather not say"))],
                required=len(groups) > 1,
                widget=forms.RadioSelect,
                help_text="" if round.is_named else GROUP_HELP,
            )
        if leader:
            self.fields["keep"] = forms.ChoiceField(
                label=_("How shall we keep what you answer?"),
                choices=[
                    (OPENLY, _("With my name, for all who read the result")),
                    (MINE, _("For my eyes only, beside the result of the others")),
                ],
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose one of the two.")},
            )

    def add_item(self, key, part, item):
        name = f"{part['key']}-{item['key']}"
        self.keys[key] = name
        self.fields[f"level-{name}"] = forms.TypedChoiceField(
            label=item["title"],
            choices=[*((number, item["levels"][number - 1]) for number in Level.values), (UNSEEN, UNSEEN_LABEL)],
            coerce=int,
            widget=forms.RadioSelect,
            error_messages={"required": _("Please choose one of the five.")},
        )
        self.fields[f"note-{name}"] = WordsField(
            label=_("What makes you say so?"),
            required=False,
            max_length=LONGEST_NOTE,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def parts(self):
        """The wording with the fields of each item, numbered through, for the page."""
        number = 0
        for part in self.round.wording:
            items = []
            for item in part["items"]:
                number += 1
                name = f"{part['key']}-{item['key']}"
                level, note = self[f"level-{name}"], self[f"note-{name}"]
                items.append(
                    {"number": number, "text": item["text"], "level": level, "note": note, "choices": choices_of(level)}
                )
            yield {"key": part["key"], "title": part["title"], "items_shown": items}

    @property
    def said(self) -> dict:
        """What `AssessmentRound.answer` takes."""
        clean = self.cleaned_data
        return {
            "levels": {key: clean[f"level-{name}"] for key, name in self.keys.items()},
            "notes": {key: clean[f"note-{name}"] for key, name in self.keys.items()},
            "group": "" if clean.get("group") == UNSAID else clean.get("group", ""),
            "private": clean.get("keep") == MINE,
        }

    def typed(self) -> list[dict]:
        """What came with the form, whether or not it is taken: to be shown again."""
        names = {"0": UNSEEN_LABEL} | {str(level.value): level.label for level in Level}
        return [
            {
                "title": one["level"].label,
                "level": names.get(str(one["level"].value()), ""),
                "note": one["note"].value() or "",
            }
            for part in self.parts()
            for one in part["items_shown"]
        ]


def choices_of(field) -> list[dict]:
    """The levels of one item with their names, for large targets with two lines of words."""
    chosen = str(field.value()) if field.value() is not None else ""
    names = dict(Level.choices)
    return [
        {"value": value, "name": names.get(value, ""), "words": words, "chosen": str(value) == chosen}
        for value, words in field.field.choices
    ]


def initial_of(answer) -> dict:
    if answer is None:
        return {}
    levels = {f"level-{key.replace('.', '-', 1)}": level for key, level in answer.levels.items()}
    notes = {f"note-{key.replace('.', '-', 1)}": words for key, words in answer.notes.items()}
    return levels | notes | {"group": answer.group or UNSAID}
