"""Forms about strands: what serves what, and why. Knows choices as they are given, no rows and no rules of who may."""

from django import forms
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from visioning.models import Strand

from .editions import EditionForm
from .sentences import SentenceField

OWN = _("It is part of that theory anyway. Choose a sentence, or a strategy of another theory.")
LOST = _("One of the two was taken away a moment ago. Your words are still here: please choose again.")
GONE = _("This is not there any more. Please choose another one.")


class FoldedGroups(forms.RadioSelect):
    """A long list in groups that fold away: the kinds fit on a phone, and a group opens by itself where it holds the choice."""

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string("leadership/golden_threads/_folded_groups.html", self.get_context(name, value, attrs))


def field_of(label, choices, chosen, error):
    """A choice from a list in groups; where it is made already it comes along unseen."""
    widget = forms.HiddenInput() if chosen else FoldedGroups()
    errors = {"required": error, "invalid_choice": GONE}
    return forms.ChoiceField(label=label, choices=choices, widget=widget, error_messages=errors, initial=chosen)


def why_field():
    return SentenceField(
        label=_("Why does it serve this?"),
        max_length=Strand._meta.get_field("why").max_length,
        help_text=_(
            "One sentence somebody new would understand. “Pairs who plan together hear each other’s questions.”"
        ),
        error_messages={"required": _("Say in a few words why. Without a why, nobody can follow the thread later.")},
    )


class StrandForm(forms.Form):
    """`work`: knots it may start from. `parts`: sentences by part of the vision; `theories`: (title, statements).

    An end that is `chosen` is not asked for.
    """

    def __init__(self, data=None, *, work, parts, theories, chosen_work="", chosen_serves=""):
        super().__init__(data)
        kinds = dict.fromkeys(knot.kind for knot in work)
        from_here = [(kind.label, [pair(knot) for knot in work if knot.kind == kind]) for kind in kinds]
        to_here = [(part["title"], [(f"sentence-{one.key}", one.words) for one in part["sentences"]]) for part in parts]
        to_here += [
            (_("Theory: %(title)s") % {"title": title}, [pair(knot) for knot in knots]) for title, knots in theories
        ]
        self.fields["work"] = field_of(_("Which work?"), from_here, chosen_work, _("Choose a piece of work."))
        self.fields["serves"] = field_of(
            _("What does it serve?"), to_here, chosen_serves, _("Choose a sentence or a strategy.")
        )
        self.fields["why"] = why_field()


def pair(knot):
    return knot.key, knot.words


class StrandWhyForm(EditionForm):
    """Another why, going on from the one that was read."""

    why = why_field()
