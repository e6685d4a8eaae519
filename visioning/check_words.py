"""The six checks of a problem of practice: what each means, what to ask where it waits, and which hold. Words only.

The checks are facts (UC Davis School of Education, after City, Elmore, Fiarman and Teitel 2009); the sentences are our own.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Check

HELP = {
    Check.TEACHING: _("What a teacher does, what students do, and the task between them."),
    Check.OBSERVABLE: _("Two visitors to the same lesson would both see it, and would agree that they did."),
    Check.IN_OUR_POWER: _("We could try something else in the coming weeks without waiting for anybody’s leave."),
    Check.STRATEGY: _("Working on it moves a goal we have named already. It is no project beside all the others."),
    Check.MATTERS: _("If this got better, much else would get easier for many students."),
    Check.EVIDENCE: _("We have looked, counted or asked, and talked about what we found."),
}
ASK = {
    Check.TEACHING: _("What would be different in a lesson, at the desks, if this problem were gone?"),
    Check.OBSERVABLE: _("What would you see or hear in a room where this happens? Say that instead."),
    Check.IN_OUR_POWER: _("Which part of it is ours? Name that part, and leave the rest to whoever can change it."),
    Check.STRATEGY: _(
        "Which of our goals does it stand in the way of? If none: is a goal missing, or is this the wrong problem?"
    ),
    Check.MATTERS: _("Whom does it hold back most, and what do they miss because of it?"),
    Check.EVIDENCE: _("What could you go and see in a week to find out whether it is so?"),
}


@dataclass(frozen=True)
class CheckRow:
    """One check as a page shows it."""

    key: str
    words: Promise
    help: Promise
    ask: Promise
    holds: bool


def rows_of(problem, has_evidence: bool) -> tuple[CheckRow, ...]:
    """All six, in order. Nothing rests on evidence that is not there, whatever was ticked."""
    return tuple(
        CheckRow(
            key=check.value,
            words=check.label,
            help=HELP[check],
            ask=ASK[check],
            holds=check in problem.holds and (has_evidence or check != Check.EVIDENCE),
        )
        for check in Check
    )
