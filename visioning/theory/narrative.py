"""A theory told in paragraphs: what leads to what and why, what is taken for granted, what has been tried. Pure.

Each case has its own pattern, so that a translation can turn the whole sentence round.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .compact import loose_sentence
from .joining import Clauses, as_reason, in_a_row, is_one_sentence, with_stop
from .pieces import Ties
from .shape import Column, Shape, State

LONG_PARAGRAPH = 8  # sentences; longer ones are cut where a column ends


def narrative_of(shape: Shape) -> tuple[str, ...]:
    """Plain paragraphs; none where nothing is written."""
    telling = Telling(shape)
    found = [paragraph for piece in telling.ties.pieces for paragraph in telling.piece(piece)]
    found += [loose_sentence(shape), trying_sentence(shape)]
    return tuple(paragraph for paragraph in found if paragraph)


class Telling:
    def __init__(self, shape):
        self.shape, self.ties, self.clauses = shape, Ties(shape), Clauses(shape)

    def piece(self, piece):
        """One paragraph, or one for each column where that would be too long."""
        columns = []
        for column in Column:
            here = (one for one in piece if self.shape.statement(one).column == column)
            columns.append([sentence for one in here for sentence in self.steps_from(one)])
        columns[-1].append(self.end_of(piece))
        if sum(map(len, columns)) <= LONG_PARAGRAPH:
            columns = [[sentence for column in columns for sentence in column]]
        return [" ".join(sentences) for sentences in columns if sentences]

    def steps_from(self, number):
        """What follows from one statement. Arrows that say nothing of their own share a sentence."""
        silent = [one for one in self.shape.out_of(number) if says_nothing(one)]
        groups = [silent] if silent else []
        groups += [[one] for one in self.shape.out_of(number) if not says_nothing(one)]
        for place, arrows in enumerate(groups):
            yield self.step(number, arrows, again=place > 0)
            yield from self.besides(arrows[0])

    def step(self, number, arrows, *, again):
        said = {
            "source": self.clauses.of(number),
            "targets": self.clauses.row(arrow.target for arrow in arrows),
            "because": as_reason(arrows[0].because, self.clauses.small),
        }
        inside = bool(arrows[0].because) and is_one_sentence(arrows[0].because)
        first = self.shape.statement(number).column == Column.DO
        pattern = self.pattern(first=first, again=again, because=inside)
        sentence = pattern % said
        if arrows[0].because and not inside:
            return sentence + " " + _("Why: %(because)s") % {"because": with_stop(arrows[0].because)}
        return sentence

    @staticmethod
    def pattern(*, first, again, because):
        if again:
            if because:
                return _("The same also leads to this: %(targets)s, because %(because)s.")
            return _("The same also leads to this: %(targets)s.")
        if first:
            if because:
                return _("If %(source)s, then %(targets)s, because %(because)s.")
            return _("If %(source)s, then %(targets)s.")
        if because:
            return _("When %(source)s, then %(targets)s, because %(because)s.")
        return _("When %(source)s, then %(targets)s.")

    def besides(self, arrow):
        """What else an arrow says, a sentence each."""
        if arrow.assumption:
            yield _("We assume: %(words)s") % {"words": with_stop(arrow.assumption)}
        if arrow.evidence:
            yield _("What speaks for it: %(words)s") % {"words": with_stop(arrow.evidence)}
        if arrow.wrong_if:
            yield _("What would show us wrong: %(words)s") % {"words": with_stop(arrow.wrong_if)}
        if arrow.state != State.UNTESTED:
            yield state_sentence(arrow)

    def end_of(self, piece):
        ends = [one for one in piece if not self.shape.out_of(one)]
        if not ends:
            return _("This goes round in a circle and ends nowhere.")
        if all(self.shape.statement(one).column == Column.IMPROVES for one in ends):
            return _("It ends here, with what is to improve: %(ends)s.") % {"ends": self.clauses.row(ends)}
        return _("It ends here: %(ends)s.") % {"ends": self.clauses.row(ends)}


def says_nothing(arrow) -> bool:
    said = arrow.because or arrow.assumption or arrow.evidence or arrow.wrong_if
    return not said and arrow.state == State.UNTESTED


def state_sentence(arrow) -> str:
    patterns = {
        State.BEING_TESTED: _("This is being tested since %(day)s."),
        State.SUPPORTED: _("This was supported when it was tried (%(day)s)."),
        State.CONTRADICTED: _("This was contradicted when it was tried (%(day)s)."),
    }
    return patterns[arrow.state] % {"day": date_format(arrow.state_on) if arrow.state_on else _("no day noted")}


def trying_sentence(shape: Shape) -> str:
    """How much of it has been tried; "" where there is no arrow. About arrows, never about people."""
    if not shape.arrows:
        return ""
    counts = {state: sum(arrow.state == state for arrow in shape.arrows) for state in State}
    if counts[State.UNTESTED] == len(shape.arrows):
        return _("None of this has been tested yet.")
    said = {
        State.SUPPORTED: ngettext("%(count)s supported", "%(count)s supported", counts[State.SUPPORTED]),
        State.CONTRADICTED: ngettext("%(count)s contradicted", "%(count)s contradicted", counts[State.CONTRADICTED]),
        State.BEING_TESTED: ngettext("%(count)s being tested", "%(count)s being tested", counts[State.BEING_TESTED]),
        State.UNTESTED: ngettext("%(count)s untested", "%(count)s untested", counts[State.UNTESTED]),
    }
    states = in_a_row(words % {"count": counts[state]} for state, words in said.items() if counts[state])
    whole = ngettext("Of %(count)s arrow: %(states)s.", "Of %(count)s arrows: %(states)s.", len(shape.arrows))
    return whole % {"count": len(shape.arrows), "states": states}
