"""Forms of rounds about beliefs: asking how sure everybody is, and saying so. Each checks words and shapes."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leadership.forms.words import WordsField
from leadership.models import Naming, Position
from leadership.privacy import FEWEST
from visioning.belief_sentences import CANT_SAY
from visioning.models import Belief, Sure

LONGEST_WHY = Belief._meta.get_field("why").max_length
MINE, OPENLY = "private", "open"
UNSAID = "none"
UNSURE_HOW = "0"  # "I can't say", as the form sends it

TOO_FEW = _(
    "Fewer than five people on this team could answer without their names, not counting those who lead by office. "
    "So nobody could stay unknown. Please ask with names."
)
# Literally so: the table of beliefs holds it, and whoever can read that table can read this.
GROUP_HELP = _(
    "Kept beside what you say, so that positions can be compared. At least five of the people asked hold it. No page shows it "
    "before five have spoken from there, and if they never do, it is wiped at the reveal. Until then it would narrow down, for "
    "whoever runs the database, whose words these are."
)


class BeliefRoundForm(forms.Form):
    """With names or without. `hidden`: how many of those asked are no formal leaders."""

    naming = forms.ChoiceField(
        label=_("With names or without?"),
        choices=Naming,
        widget=forms.RadioSelect,
        help_text=_(
            "This is fixed once you ask. Without names, nothing shows below five people, and below ten only rough shares."
        ),
    )

    def __init__(self, data=None, *, hidden):
        super().__init__(data, initial={"naming": Naming.NAMED} if hidden < FEWEST else None)
        self.hidden = hidden
        if self.only_named:
            self.fields["naming"].choices = [(Naming.NAMED.value, Naming.NAMED.label)]
            self.fields["naming"].help_text = TOO_FEW
            self.fields["naming"].error_messages["invalid_choice"] = TOO_FEW

    @property
    def only_named(self) -> bool:
        return self.hidden < FEWEST


class BeliefForm(forms.Form):
    """How sure one is of each arrow that a round asks about, and why. What is left open counts as "I can't say"."""

    def __init__(self, data=None, *, round, groups, leader, beliefs=(), changed=frozenset()):
        """`groups`: the positions this person may speak from; `leader`: asked how a formal leader's words are kept.

        `changed`: the ends of arrows that no longer stand in the words the round asks about.
        """
        beliefs = list(beliefs)
        super().__init__(data, initial=initial_of(round, beliefs, groups))
        self.round, self.changed = round, changed
        for item in round.wording:
            self.add_arrow(item)
        if groups and not (round.is_named and len(groups) == 1):
            labels = dict(Position.choices)
            self.fields["group"] = forms.ChoiceField(
                label=_("I speak as"),
                choices=[*((key, labels[key]) for key in groups), (UNSAID, _("I would rather not say"))],
                required=len(groups) > 1,
                widget=forms.RadioSelect,
                help_text="" if round.is_named else GROUP_HELP,
            )
        self.only_group = groups[0] if round.is_named and len(groups) == 1 else ""
        self.asks_otherwise = "keep" in self.data and not leader and not round.is_named
        if leader:
            self.fields["keep"] = forms.ChoiceField(
                label=_("How shall we keep what you say?"),
                choices=[
                    (OPENLY, _("With my name, for the team to read")),
                    (MINE, _("For my eyes only, beside what the others say")),
                ],
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose one of the two.")},
            )

    def add_arrow(self, item):
        name = name_of(item)
        self.fields[f"sure-{name}"] = forms.ChoiceField(
            label=f"{item['from']} → {item['to']}",
            choices=[*Sure.choices, (UNSURE_HOW, CANT_SAY)],
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields[f"why-{name}"] = WordsField(
            label=_("Why, in a line"),
            required=False,
            max_length=LONGEST_WHY,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def arrows(self):
        """What is asked with its fields, numbered through, for the page."""
        for number, item in enumerate(self.round.wording, 1):
            sure, why = self[f"sure-{name_of(item)}"], self[f"why-{name_of(item)}"]
            chosen = "" if sure.value() is None else str(sure.value())
            choices = [
                {"value": value, "words": words, "chosen": str(value) == chosen} for value, words in sure.field.choices
            ]
            has_changed = (item["source"], item["target"]) in self.changed
            yield {
                "number": number,
                "item": item,
                "has_changed": has_changed,
                "sure": sure,
                "why": why,
                "choices": choices,
            }

    def clean(self):
        said = super().clean()
        if self.asks_otherwise:
            raise ValidationError(
                _(
                    "Your position changed meanwhile. Now what you say is kept without your name, and the team reads it so."
                )
            )
        if not self.errors and not any(words for name, words in said.items() if name.startswith(("sure-", "why-"))):
            raise ValidationError(_("Say how sure you are of at least one of them, or choose “I can’t say”."))
        return said

    @property
    def said(self) -> dict:
        """What `BeliefRound.say` takes."""
        clean = self.cleaned_data
        told = {
            item["arrow"]: (int(clean[f"sure-{name_of(item)}"] or 0) or None, clean[f"why-{name_of(item)}"])
            for item in self.round.wording
        }
        group = clean.get("group") or self.only_group
        # Who was not asked, and leads by office from this moment on, has agreed to no more than their own eyes.
        private = clean.get("keep", MINE) == MINE
        return {"said": told, "group": "" if group == UNSAID else group, "private": private}

    def typed(self) -> list[dict]:
        """What came with the form, whether or not it is taken: to be shown again."""
        return [
            {
                "item": one["item"],
                "level": next((choice["words"] for choice in one["choices"] if choice["chosen"]), ""),
                "why": one["why"].value() or "",
            }
            for one in self.arrows()
        ]


def name_of(item) -> str:
    """Keys of rows stay out of addresses and forms; the numbers of its ends name an arrow."""
    return f"{item['source']}-{item['target']}"


def initial_of(round, beliefs, groups) -> dict:
    found = {"group": groups[0]} if len(groups) == 1 else {}
    if not beliefs:
        return found
    names = {item["arrow"]: name_of(item) for item in round.wording}
    for one in beliefs:
        found |= {f"sure-{names[one.arrow_id]}": one.sure or 0, f"why-{names[one.arrow_id]}": one.why}
    return found | {"group": beliefs[0].group or UNSAID}
