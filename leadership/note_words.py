"""What the page of groundwork says about each kind of note. Words only."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class NoteWords:
    """The words around one kind of note."""

    title: Promise
    lead: Promise
    empty: Promise
    add: Promise
    change: Promise
    remove: Promise


NOTE_WORDS = {
    "challenge": NoteWords(
        title=_("Challenges"),
        lead=_("What could get in the way, what sort of work it is, and what you will do when it comes."),
        empty=_("Nothing noted yet. Ask each other: what will be hard about this, and for whom?"),
        add=_("Note a challenge"),
        change=_("Change this challenge"),
        remove=_("Remove this challenge"),
    ),
    "shift": NoteWords(
        title=_("Who does what differently"),
        lead=_("Change is people doing other things on a normal day. Say who, what they do today, and what then."),
        empty=_("Nothing noted yet. Begin with yourselves: what will you do differently?"),
        add=_("Note a shift"),
        change=_("Change this shift"),
        remove=_("Remove this shift"),
    ),
    "learning": NoteWords(
        title=_("What we need to learn"),
        lead=_("Nobody can do new things well without learning them first. Plan it like any other work."),
        empty=_("Nothing planned yet. Look at the shifts: who has to learn something for them?"),
        add=_("Plan learning"),
        change=_("Change this learning"),
        remove=_("Remove this learning"),
    ),
    "stop": NoteWords(
        title=_("What we stop"),
        lead=_("New work needs room. Say what ends or waits, and what that frees."),
        empty=_("Nothing noted yet. What could you leave undone, and who would miss it?"),
        add=_("Note what we stop"),
        change=_("Change what we stop"),
        remove=_("Remove what we stop"),
    ),
    "burning-question": NoteWords(
        title=_("Burning questions"),
        lead=_("What you must find out before you can be sure. A small test can answer them."),
        empty=_("No questions yet. What do you not know that others could tell you?"),
        add=_("Note a question"),
        change=_("Change this question"),
        remove=_("Remove this question"),
    ),
    "pilot-idea": NoteWords(
        title=_("Ideas for pilots"),
        lead=_("Small things that a few people who want to could try soon."),
        empty=_("No ideas yet. What could three people try next week?"),
        add=_("Note an idea"),
        change=_("Change this idea"),
        remove=_("Remove this idea"),
    ),
}
