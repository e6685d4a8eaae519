"""What changed between two readings of a text: words added, removed and moved, and by whom.

Counts words as people do: a word typed again where it stood is no change, a paragraph that moved is no rewrite.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from itertools import zip_longest

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .authorship import Author, Authors
from .reading import Reading
from .tokens import START, Token, align, around_changes, tokens_of

ADDED, REMOVED, MOVED_HERE, MOVED_AWAY = "added", "removed", "moved-here", "moved-away"
SHORTEST_MOVE = 3  # words; fewer could be chance
ALIKE = 0.6
WORTH_LIKENING = 900  # stretches that went times stretches that came; beyond, everything was rewritten
NOBODY = Author(None, "", 0)


@dataclass(slots=True)
class Piece:
    """Words with one fate by one hand; no change and no author where they stayed."""

    change: str
    text: str
    author: Author | None


@dataclass(slots=True)
class Row:
    """One block of the comparison: `kind` is paragraph, heading, item or quote."""

    kind: str
    number: int
    pieces: list[Piece] = field(default_factory=list)
    reshaped: bool = False

    @property
    def changed(self) -> bool:
        return self.reshaped or any(piece.change for piece in self.pieces)


@dataclass(slots=True)
class Tally:
    """What one person did, in words."""

    author: Author
    added: int = 0
    removed: int = 0
    moved: int = 0

    @property
    def sentence(self) -> str:
        """What this person did, in a sentence."""
        parts = [
            words % {"count": count}
            for words, count in (
                (ngettext("added one word", "added %(count)s words", self.added), self.added),
                (ngettext("removed one word", "removed %(count)s words", self.removed), self.removed),
                (ngettext("moved one word", "moved %(count)s words", self.moved), self.moved),
            )
            if count
        ]
        return _("%(name)s %(deeds)s.") % {"name": self.author.name, "deeds": get_text_list(parts, _("and"))}


@dataclass(slots=True)
class Step:
    """One token's way from the old reading to the new one."""

    token: Token
    change: str = ""
    author: Author | None = None
    reshaped: bool = False


class Comparison:
    """Two readings laid beside each other, fragment by fragment. Without authors, only what changed.

    `in_short` passes over blocks far from any change: `changed_rows` and the counts are the same, and sooner there.
    """

    def __init__(
        self,
        old: Reading,
        new: Reading,
        authors: Authors | None,
        fragments: Iterable[str] | None = None,
        *,
        in_short: bool = False,
    ):
        self.authors = authors
        self.in_short = in_short
        names = sorted({*old.fragments, *new.fragments}) if fragments is None else fragments
        self.steps = {name: self._steps(old, new, name) for name in names}
        find_moves(self.steps.values())

    def _steps(self, old: Reading, new: Reading, name: str) -> list[Step]:
        blocks = old.blocks(name), new.blocks(name)
        before, after = map(tokens_of, around_changes(*blocks) if self.in_short else blocks)
        steps: list[Step] = []
        a = b = 0
        for i, j in (*align(before, after), (len(before), len(after))):
            if a < i or b < j:
                steps += self._change(before[a:i], after[b:j], old, new)
            if i < len(before):
                was, now = before[i], after[j]
                steps.append(Step(now, reshaped=(was.look, was.kind) != (now.look, now.kind)))
            a, b = i + 1, j + 1
        return steps

    def _change(self, gone: list[Token], come: list[Token], old: Reading, new: Reading) -> list[Step]:
        """The steps of one place where words went and others came."""
        if self.authors is None:
            return [Step(token, REMOVED, NOBODY) for token in gone] + [Step(token, ADDED, NOBODY) for token in come]
        erasers = [self._hand(token, new, self.authors.eraser) for token in gone]
        writers = [self._hand(token, old, lambda client, _clock: self.authors.of_client(client)) for token in come]
        # Where only part of a word is new, the rest of the change has the same hand.
        hands = Counter(hand for hand in (*erasers, *writers) if hand)
        anyone = hands.most_common(1)[0][0] if hands else None
        return [
            Step(token, change, hand or anyone or self.authors.of_client(token.id[0]))
            for tokens, found, change in ((gone, erasers, REMOVED), (come, writers, ADDED))
            for token, hand in zip(tokens, found, strict=True)
        ]

    @staticmethod
    def _hand(token: Token, other: Reading, whose) -> Author | None:
        """Who brought in or took out most of this word's letters that the other reading lacks."""
        hands = Counter(
            whose(client, clock)
            for client, start, end in token.letters
            for clock in range(start, end)
            if not other.holds(client, clock)
        )
        return hands.most_common(1)[0][0] if hands else None

    def leave_out(self, person: int) -> None:
        """Forget one person's own changes: they know them."""
        for name, steps in self.steps.items():
            kept = []
            for step in steps:
                if step.author and step.author.id == person:
                    if step.change in (REMOVED, MOVED_AWAY):
                        continue
                    step.change, step.author, step.reshaped = "", None, False
                kept.append(step)
            self.steps[name] = kept

    @cached_property
    def tallies(self) -> list[Tally]:
        """Who did how much, by name: nobody is ranked. Those who left come last, as one."""
        found: dict[Author, Tally] = {}
        for steps in self.steps.values():
            for step in steps:
                if step.change and step.token.is_word:
                    tally = found.setdefault(step.author, Tally(step.author))
                    tally.added += step.change == ADDED
                    tally.removed += step.change == REMOVED
                    tally.moved += step.change == MOVED_HERE
        return sorted(
            (tally for tally in found.values() if tally.added or tally.removed or tally.moved),
            key=lambda tally: (tally.author.id is None, tally.author.name),
        )

    @property
    def added(self) -> int:
        return sum(tally.added for tally in self.tallies)

    @property
    def removed(self) -> int:
        return sum(tally.removed for tally in self.tallies)

    @property
    def moved(self) -> int:
        return sum(tally.moved for tally in self.tallies)

    @property
    def changed(self) -> bool:
        """Whether anything differs, be it only a comma or a bold word."""
        return any(step.change or step.reshaped for steps in self.steps.values() for step in steps)

    def rows(self, fragment: str) -> list[Row]:
        """The fragment's blocks with their changes marked."""
        rows: list[Row] = []
        steps = self.steps.get(fragment, [])
        for step, following in zip_longest(steps, steps[1:]):
            token = step.token
            if token.key == START and token.kind:
                gone = step.change in (REMOVED, MOVED_AWAY)
                if gone and not (following and following.change in (REMOVED, MOVED_AWAY)):
                    if rows:  # two blocks became one
                        rows[-1].reshaped = True
                    continue
                reshaped = step.reshaped or bool(step.change and not gone and following and not following.change)
                rows.append(Row(token.kind, token.number, reshaped=reshaped))
                continue
            if not rows:  # its start was left out
                rows.append(Row("paragraph", 0))
            pieces = rows[-1].pieces
            rows[-1].reshaped |= step.reshaped
            last = pieces[-1] if pieces else None
            if last and (last.change, last.author) == (step.change, step.author):
                last.text += token.shown
            else:
                pieces.append(Piece(step.change, token.shown, step.author))
        return rows

    def changed_rows(self, fragment: str) -> list[Row | None]:
        """Only rows with a change; None stands where unchanged ones were left out."""
        found: list[Row | None] = []
        for row in self.rows(fragment):
            if row.changed:
                found.append(row)
            elif not found or found[-1] is not None:
                found.append(None)
        return found if any(found) else []


def word_changes(old: Reading, new: Reading) -> tuple[int, int]:
    """How many words came and went, whoever did it."""
    comparison = Comparison(old, new, None, in_short=True)
    return comparison.added, comparison.removed


def find_moves(fragments: Iterable[list[Step]]) -> None:
    """Words that went in one place and came in another, in the same order, were moved."""
    away: list[list[Step]] = []
    here: list[list[Step]] = []
    for steps in fragments:
        for change, found in ((REMOVED, away), (ADDED, here)):
            found += _stretches(steps, change)
    same = {tuple(step.token.key for step in come): come for come in here}
    rest = []
    for gone in away:
        come = same.pop(tuple(step.token.key for step in gone), None)
        if come is None:
            rest.append(gone)
        else:
            _mark_moved(gone, come, [(0, 0, len(gone))])
            here = [one for one in here if one is not come]
    if len(rest) * len(here) > WORTH_LIKENING:
        return
    for gone in sorted(rest, key=len, reverse=True):
        best, share = None, ALIKE
        for come in here:
            likeness = _likeness(gone, come)
            if likeness > share:
                best, share = come, likeness
        if best is not None:
            here = [one for one in here if one is not best]
            _mark_moved(gone, best, _matcher(gone, best).get_matching_blocks())


def _mark_moved(gone: list[Step], come: list[Step], blocks) -> None:
    for i, j, size in blocks:
        for n in range(size):
            gone[i + n].change, come[j + n].change = MOVED_AWAY, MOVED_HERE


def _stretches(steps: list[Step], change: str) -> list[list[Step]]:
    """Steps in a row with this fate, block by block, where they are long enough to be recognised."""
    found: list[list[Step]] = [[]]
    for step in steps:
        if step.change != change or step.token.kind:
            found.append([])
        if step.change == change:
            found[-1].append(step)
    return [stretch for stretch in found if sum(step.token.is_word for step in stretch) >= SHORTEST_MOVE]


def _matcher(gone: list[Step], come: list[Step]) -> SequenceMatcher:
    return SequenceMatcher(None, [step.token.key for step in gone], [step.token.key for step in come], autojunk=False)


def _likeness(gone: list[Step], come: list[Step]) -> float:
    if not ALIKE < len(gone) / len(come) < 1 / ALIKE or len(gone) * len(come) > 250_000:
        return 0.0
    matcher = _matcher(gone, come)
    return matcher.ratio() if matcher.real_quick_ratio() > ALIKE and matcher.quick_ratio() > ALIKE else 0.0
