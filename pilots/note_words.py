"""What the page of planning says about each kind of note, with one example of our own. Words only."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import NoteKind


@dataclass(frozen=True)
class NoteWords:
    """The words around one kind of note. `more` leads in the second half where it is shown."""

    title: Promise
    lead: Promise
    example: Promise
    add: Promise
    change: Promise
    more: Promise


NOTE_WORDS = {
    NoteKind.SHIFT: NoteWords(
        title=_("What changes, and for whom"),
        lead=_("Who does what today, and what then. Sort it: does somebody know how, or do we all have to learn?"),
        example=_(
            "Teachers. Today: we plan alone on Sundays. Then: two of us plan one lesson in Tuesday’s free period."
        ),
        add=_("Note a change"),
        change=_("Change this note"),
        more=_("Today:"),
    ),
    NoteKind.TROUBLE: NoteWords(
        title=_("Likely trouble"),
        lead=_("What could get in the way, and what you have agreed to do when it comes."),
        example=_("The projector fails again. When it comes, we go on with paper and tell each other what was lost."),
        add=_("Note a trouble"),
        change=_("Change this note"),
        more=_("When it comes, we:"),
    ),
    NoteKind.LEARNING: NoteWords(
        title=_("What people need to learn"),
        lead=_("Nobody does new things well without learning them first. Say what, and how."),
        example=_("How to wait five seconds after a question: we practice in pairs in the staff room."),
        add=_("Plan learning"),
        change=_("Change this note"),
        more=_("How:"),
    ),
    NoteKind.STOP: NoteWords(
        title=_("What we stop doing"),
        lead=_("A pilot needs room. Say what ends or waits while it runs, and what that frees."),
        example=_("The weekly worksheet waits until March. That frees twenty minutes."),
        add=_("Note what stops"),
        change=_("Change this note"),
        more=_("That frees:"),
    ),
    NoteKind.QUESTION: NoteWords(
        title=_("Burning questions"),
        lead=_("What this pilot has to find out. Before it is closed, each gets its answer."),
        example=_("Do quiet students speak more when they have talked to one other first?"),
        add=_("Note a question"),
        change=_("Change this question"),
        more=_("Answer:"),
    ),
    NoteKind.WIN: NoteWords(
        title=_("Early wins"),
        lead=_("What went well already, however small. Write it down while it is fresh."),
        example=_("Three students asked for a second round. The class next door heard it through the wall."),
        add=_("Note an early win"),
        change=_("Change this note"),
        more=_("Seen by:"),
    ),
}
