"""What is still open in a theory, each in one plain sentence. Advice, never a block. Pure.

Only what is certain is said: that something is not written, never that it is written badly. What matters most to do next comes
first: ways that are missing, then leaps, then reasons, then how we would learn that we are wrong. That a theory of action
should name cause and effect, leap over nothing and be open to being wrong: htrconsulting.org and the University of Washington's
Center for Educational Leadership on theories of action.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .joining import in_a_row, quoted
from .pieces import Ties
from .shape import COLUMNS, Column, Shape

APART = 3  # spots of one kind that get a sentence each; more are told together


class HoleKind(TextChoices):
    """In the order in which they are told."""

    EMPTY = "empty", gettext_lazy("A column is empty")
    NO_LINK = "no_link", gettext_lazy("Nothing leads from one to the other")
    LOOSE = "loose", gettext_lazy("Tied to nothing")
    NO_WAY_IN = "no_way_in", gettext_lazy("Nothing leads to it")
    NO_WAY_OUT = "no_way_out", gettext_lazy("It leads nowhere")
    LEAP = "leap", gettext_lazy("A leap")
    PIECES = "pieces", gettext_lazy("Pieces that nothing ties together")
    CIRCLE = "circle", gettext_lazy("A circle")
    NO_REASON = "no_reason", gettext_lazy("No because")
    NO_EVIDENCE = "no_evidence", gettext_lazy("An assumption without evidence")
    NEVER_WRONG = "never_wrong", gettext_lazy("Nothing would show us wrong")


@dataclass(frozen=True)
class Hole:
    """One thing that is open. `arrow` is where to go first, where it is about arrows; `arrows` are all it speaks of."""

    kind: str
    sentence: str
    statements: tuple[int, ...] = ()
    arrow: tuple[int, int] | None = None
    arrows: tuple[tuple[int, int], ...] = ()


def holes_of(shape: Shape) -> tuple[Hole, ...]:
    """What matters most first; nothing where nothing is open, or nothing is written yet."""
    if not shape:
        return ()
    finding = Finding(shape)
    return (
        *finding.empty_columns(),
        *finding.missing_ways(),
        *finding.leaps(),
        *finding.pieces(),
        *finding.circles(),
        *finding.without_reason(),
        *finding.without_evidence(),
        *finding.never_wrong(),
    )


class Finding:
    def __init__(self, shape):
        self.shape, self.ties = shape, Ties(shape)
        self.filled = [column for column in COLUMNS if shape.in_column(column)]
        self.link_is_missing = False  # known once the missing ways are

    # --- Columns ---

    def empty_columns(self):
        missing = [column for column in COLUMNS if column not in self.filled]
        if not missing:
            return
        names = {
            Column.DO: _("what we do"),
            Column.ADULTS: _("what adults do differently"),
            Column.STUDENTS: _("what students experience"),
            Column.IMPROVES: _("what improves"),
        }
        sentence = _("Nothing says yet %(columns)s.") % {"columns": in_a_row(names[one] for one in missing)}
        yield Hole(HoleKind.EMPTY, sentence)

    # --- Ways in and out ---

    def missing_ways(self):
        """Where one dead end faces one statement that nothing leads to, they are named together: there the link is missing."""
        loose = [one for one in self.ties.loose if self.needs_way_in(one) and self.needs_way_out(one)]
        no_in = [knot[0] for knot in self.ties.knots if self.starts_late(knot) and knot[0] not in loose]
        no_out = [knot[-1] for knot in self.ties.knots if self.stops_early(knot) and knot[-1] not in loose]
        self.link_is_missing = len(no_in) == len(no_out) == 1 and self.place(no_out[0]) < self.place(no_in[0])
        if self.link_is_missing:
            words = {"from": self.words(no_out[0]), "to": self.words(no_in[0])}
            sentence = _("Nothing says how %(from)s leads to %(to)s.") % words
            yield Hole(HoleKind.NO_LINK, sentence, (no_out[0], no_in[0]))
            no_in = no_out = []
        yield from self.spots(HoleKind.LOOSE, loose, _("%(one)s is tied to nothing: no arrow begins or ends there."))
        yield from self.spots(HoleKind.NO_WAY_IN, no_in, _("Nothing says what leads to %(one)s."))
        yield from self.spots(HoleKind.NO_WAY_OUT, no_out, _("Nothing says what %(one)s leads to."))

    def starts_late(self, knot):
        """Nothing from outside leads here, though something comes before it in the order of the columns."""
        from_outside = any(one not in knot for at in knot for one in self.ties.back[at])
        return not from_outside and all(self.needs_way_in(one) for one in knot)

    def stops_early(self, knot):
        to_outside = any(one not in knot for at in knot for one in self.ties.onward[at])
        return not to_outside and all(self.needs_way_out(one) for one in knot)

    def needs_way_in(self, one):
        """Where all columns before it are empty, that is what is missing, and is said already."""
        return self.filled[0] != self.shape.statement(one).column

    def needs_way_out(self, one):
        return self.filled[-1] != self.shape.statement(one).column

    def place(self, one):
        return COLUMNS.index(self.shape.statement(one).column)

    def spots(self, kind, numbers, pattern):
        if len(numbers) <= APART:
            for one in numbers:
                yield Hole(kind, pattern % {"one": self.words(one)}, (one,))
            return
        named = self.some(self.words(one) for one in numbers)
        patterns = {
            HoleKind.LOOSE: _("These are tied to nothing: %(named)s."),
            HoleKind.NO_WAY_IN: _("Nothing says what leads to these: %(named)s."),
            HoleKind.NO_WAY_OUT: _("Nothing says what these lead to: %(named)s."),
        }
        yield Hole(kind, patterns[kind] % {"named": named}, tuple(numbers))

    # --- Leaps, pieces, circles ---

    def leaps(self):
        without_adults, without_students = [], []
        for arrow in self.shape.arrows:
            source, target = (self.shape.statement(end).column for end in arrow.ends)
            if source == Column.DO and target in (Column.STUDENTS, Column.IMPROVES):
                if not self.goes_by(arrow, Column.ADULTS):
                    without_adults.append(arrow)
            elif source == Column.ADULTS and target == Column.IMPROVES and not self.goes_by(arrow, Column.STUDENTS):
                without_students.append(arrow)
        yield from self.ties_of(
            HoleKind.LEAP,
            without_adults,
            _("From %(from)s straight to %(to)s: nothing says what adults do differently in between."),
            _("%(count)s arrows leap over what adults do differently. One of them leads from %(from)s to %(to)s."),
        )
        yield from self.ties_of(
            HoleKind.LEAP,
            without_students,
            _("From %(from)s straight to %(to)s: nothing says what students experience in between."),
            _("%(count)s arrows leap over what students experience. One of them leads from %(from)s to %(to)s."),
        )

    def goes_by(self, arrow, column):
        """Whether another way between the same two statements goes by this column."""
        between = self.ties.reach[arrow.source]
        return any(
            one.number in between and arrow.target in self.ties.reach[one.number]
            for one in self.shape.in_column(column)
        )

    def pieces(self):
        pieces = self.ties.pieces
        if len(pieces) < 2 or (len(pieces) == 2 and self.link_is_missing):
            return
        firsts = [piece[0] for piece in pieces]
        whole = _("The theory falls into %(count)s pieces that nothing ties together. They begin with %(named)s.")
        named = self.some(self.words(one) for one in firsts)
        yield Hole(HoleKind.PIECES, whole % {"count": len(pieces), "named": named}, tuple(firsts))

    def circles(self):
        for circle in self.ties.circles:
            stations = [*circle, circle[0]]
            way = self.words(stations[0])
            for one in stations[1:]:
                way = _("%(way)s → %(next)s") % {"way": way, "next": self.words(one)}
            arrows = tuple(zip(stations, stations[1:], strict=False))
            sentence = _("This goes round in a circle: %(way)s. Is that meant?") % {"way": way}
            yield Hole(HoleKind.CIRCLE, sentence, circle, arrows[-1], arrows)

    # --- What arrows do not say ---

    def without_reason(self):
        silent = [arrow for arrow in self.shape.arrows if not arrow.because]
        yield from self.none_or_some(
            HoleKind.NO_REASON,
            silent,
            _("No arrow says why one thing should lead to the other."),
            _("Nothing says why %(from)s should lead to %(to)s."),
            _("%(count)s arrows do not say why. One of them leads from %(from)s to %(to)s."),
        )

    def without_evidence(self):
        assumed = [arrow for arrow in self.shape.arrows if arrow.assumption and not arrow.evidence]
        if len(assumed) <= APART:
            for arrow in assumed:
                words = {"assumption": quoted(arrow.assumption)} | self.ends(arrow)
                pattern = _("From %(from)s to %(to)s we assume %(assumption)s, and nothing speaks for it yet.")
                yield Hole(HoleKind.NO_EVIDENCE, pattern % words, arrow.ends, arrow.ends, (arrow.ends,))
            return
        named = self.some(dict.fromkeys(quoted(arrow.assumption) for arrow in assumed))
        sentence = _("We assume several things for which nothing speaks yet: %(named)s.") % {"named": named}
        yield Hole(HoleKind.NO_EVIDENCE, sentence, (), assumed[0].ends, tuple(arrow.ends for arrow in assumed))

    def never_wrong(self):
        silent = [arrow for arrow in self.shape.arrows if not arrow.wrong_if]
        yield from self.none_or_some(
            HoleKind.NEVER_WRONG,
            silent,
            _("Nothing in this theory says what would show us that we are wrong."),
            _("Nothing says what would show us that %(from)s does not lead to %(to)s."),
            _("For %(count)s arrows nothing would show us wrong. One of them leads from %(from)s to %(to)s."),
        )

    def none_or_some(self, kind, silent, none, one, many):
        """One sentence for all where no arrow says it."""
        if len(silent) > 1 and len(silent) == len(self.shape.arrows):
            yield Hole(kind, none, (), silent[0].ends, tuple(arrow.ends for arrow in silent))
        else:
            yield from self.ties_of(kind, silent, one, many)

    def ties_of(self, kind, arrows, one, many):
        if len(arrows) <= APART:
            for arrow in arrows:
                yield Hole(kind, one % self.ends(arrow), arrow.ends, arrow.ends, (arrow.ends,))
        else:
            first = self.ends(arrows[0]) | {"count": len(arrows)}
            yield Hole(kind, many % first, arrows[0].ends, arrows[0].ends, tuple(arrow.ends for arrow in arrows))

    # --- Words ---

    def words(self, number):
        return quoted(self.shape.statement(number).words)

    def ends(self, arrow):
        return {"from": self.words(arrow.source), "to": self.words(arrow.target)}

    @staticmethod
    def some(named):
        named = list(named)
        if len(named) <= APART + 1:
            return in_a_row(named)
        more = ngettext("%(count)s more", "%(count)s more", len(named) - APART)
        return in_a_row([*named[:APART], more % {"count": len(named) - APART}])
