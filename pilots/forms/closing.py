"""The form that closes a pilot: one calm page, kept as a draft as often as one likes. Knows what is asked, not what becomes of it."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from leadership.forms.days import check_year, date_input
from leadership.models import Person, Role
from pilots.models import LONGEST, Closing, PilotDecision, PilotNote, TestedArrow
from pilots.models.closing import LONGEST_SIGN, OPEN, seen_of
from pilots.rules import is_colleague
from visioning.forms.sentences import SentenceField

from .words import LongWordsField

WINS, STEPS = 2, 3
LONGEST_NOTE = PilotNote._meta.get_field("more").max_length
LONGEST_WIN = PilotNote._meta.get_field("words").max_length

# What must be said before a pilot is closed.
ASKED = {
    "results": _("Say in a sentence what came of it."),
    "decision": _("Choose what you do now."),
    "decision_why": _("Say in a sentence why."),
    "cycle_why": _("A cycle is still open. Close it first, or say here why it ends."),
    "verdict": _("Choose one. “Still open” is an answer like the others."),
}


def words_field(label, rows=4, **kwargs):
    widget = forms.Textarea(attrs={"rows": rows})
    return LongWordsField(label=label, max_length=LONGEST, required=False, widget=widget, **kwargs)


def sentence(label, longest, **kwargs):
    return SentenceField(label=label, max_length=longest, required=False, **kwargs)


def owners_for(pilot, place) -> list:
    """Those who may take a task of the team on. A colleague who leads the pilot sees of the team only who is in it with them."""
    takers = pilot.team.memberships.exclude(role=Role.OBSERVER)
    people = Person.objects.filter(pk__in=takers.values("person"))
    return list(people.filter(participations__pilot=pilot) if is_colleague(place) else people)


class ClosingForm(forms.Form):
    """What came of it. Fields about questions, arrows and steps are named after them: `answer-7`, `verdict-3`, `step-0-words`."""

    seen = forms.RegexField(
        r"\A[0-9.,]{1,4000}\Z",
        widget=forms.HiddenInput,
        error_messages={"required": _("This page was not complete. Your words are still here: please save again.")},
    )

    def __init__(self, data=None, *, pilot, place):
        super().__init__(data)
        self.pilot, self.place = pilot, place
        self.finishing = data is None or data.get("then") != "draft"  # a draft may leave anything out
        self.notes = list(pilot.questions())
        self.tested = list(pilot.arrows_to_judge())
        self.draft_row, self.cycle = pilot.draft_and_cycle()
        self.fields["results"] = words_field(
            _("What came of it, beside this goal?"),
            help_text=_("Numbers and what you saw. What you did not reach belongs here, too."),
        )
        if self.cycle:
            self.fields["cycle_why"] = sentence(
                _("Why does this cycle end here?"),
                400,
                help_text=_("Predictions without a result are then kept as “we cannot tell”."),
            )
        for note in self.notes:
            self.fields[f"answer-{note.pk}"] = sentence(note.words, LONGEST_NOTE, initial=note.more)
        for tested in self.tested:
            self._ask_of(tested)
        self._ask_what_follows()
        for name in self.fields if self.finishing else ():
            if ask := ASKED.get(name.partition("-")[0]):
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = ask
        self.initial = {
            "results": pilot.results,
            "decision": pilot.decision,
            "decision_why": pilot.decision_why,
            **(self.draft_row.said if self.draft_row else {}),
            "seen": seen_of(self.draft_row, self.notes),
        }

    def _ask_of(self, tested):
        """Still open is not preset: silence is no verdict."""
        self.fields[f"verdict-{tested.pk}"] = forms.ChoiceField(
            label=_("What did the pilot show?"),
            choices=TestedArrow.Verdict.choices,
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields[f"because-{tested.pk}"] = sentence(_("What showed it?"), LONGEST_SIGN)

    def _ask_what_follows(self):
        self.fields["decision"] = forms.ChoiceField(
            label=_("What do you do now?"), choices=PilotDecision.choices, required=False, widget=forms.RadioSelect
        )
        self.fields["decision_why"] = words_field(_("Why?"), rows=3)
        for place in range(WINS):
            label = _now("Early win %(number)d") % {"number": place + 1}
            self.fields[f"win-{place}"] = sentence(label, LONGEST_WIN)
        owners = {str(person.pk): person for person in owners_for(self.pilot, self.place)}
        choices = [("", _("Nobody yet")), *((key, str(person)) for key, person in owners.items())]
        for place in range(STEPS):
            label = _now("Next step %(number)d") % {"number": place + 1}
            self.fields[f"step-{place}-words"] = sentence(label, 400)
            self.fields[f"step-{place}-owner"] = forms.TypedChoiceField(
                label=_("Who does it"), choices=choices, coerce=owners.get, empty_value=None, required=False
            )
            self.fields[f"step-{place}-due_on"] = forms.DateField(
                label=_("By when"), required=False, widget=date_input(), validators=[check_year]
            )

    # --- what the template walks through ---------------------------------------------------------------------------
    def questions(self):
        return [self[f"answer-{note.pk}"] for note in self.notes]

    def arrows(self):
        return [(one, self[f"verdict-{one.pk}"], self[f"because-{one.pk}"]) for one in self.tested]

    def wins(self):
        return [self[f"win-{place}"] for place in range(WINS)]

    def steps(self):
        return [[self[f"step-{place}-{name}"] for name in ("words", "owner", "due_on")] for place in range(STEPS)]

    # --- checks ----------------------------------------------------------------------------------------------------
    def clean(self):
        said = super().clean()
        for place in range(STEPS):
            more = said.get(f"step-{place}-owner") or said.get(f"step-{place}-due_on")
            if more and not said.get(f"step-{place}-words") and f"step-{place}-words" not in self.errors:
                self.add_error(f"step-{place}-words", _("Say what is to do, or leave the whole row empty."))
        for tested in self.tested if self.finishing else ():
            because = f"because-{tested.pk}"
            found = said.get(f"verdict-{tested.pk}") not in {None, OPEN}
            if found and not said.get(because) and because not in self.errors:
                self.add_error(because, _("Say in a line what showed it, so that others can follow."))
        return said

    # --- what was said ---------------------------------------------------------------------------------------------
    @property
    def draft(self) -> dict:
        """Everything that is filled in, as plain words, by the fields' names."""
        plain = {}
        for name, value in self.cleaned_data.items():
            if name == "seen" or not value:
                continue
            plain[name] = value.isoformat() if isinstance(value, date) else str(getattr(value, "pk", value))
        return plain

    @property
    def closing(self) -> Closing:
        said = self.cleaned_data
        steps = [
            (said[f"step-{place}-words"], said[f"step-{place}-owner"], said[f"step-{place}-due_on"])
            for place in range(STEPS)
            if said[f"step-{place}-words"]
        ]
        return Closing(
            results=said["results"],
            decision=said["decision"],
            decision_why=said["decision_why"],
            answers={note.pk: said[f"answer-{note.pk}"] for note in self.notes},
            verdicts={one.pk: (said[f"verdict-{one.pk}"], said[f"because-{one.pk}"]) for one in self.tested},
            wins=tuple(said[f"win-{place}"] for place in range(WINS) if said[f"win-{place}"]),
            steps=tuple(steps),
            cycle_why=said.get("cycle_why", ""),
        )

    # --- two at once -----------------------------------------------------------------------------------------------
    def on_top_of_stored(self):
        """The same words, going on from what is saved now: the next press is a choice made with both in view."""
        data = self.data.copy()
        data["seen"] = self.pilot.seen_for_closing()
        return type(self)(data, pilot=self.pilot, place=self.place)

    def saved_otherwise(self):
        """Of a form made just now: what is saved where it differs from what was typed, by the labels of the fields."""
        found = []
        for bound in self:
            stored = bound.initial
            typed = self.data.get(bound.html_name, "")
            if bound.name != "seen" and stored and str(stored) != typed:
                found.append((bound.label, self._as_read(bound, stored)))
        return found

    def _as_read(self, bound, stored):
        choices = {str(getattr(key, "value", key)): label for key, label in getattr(bound.field, "choices", ())}
        return choices.get(str(stored), stored)
