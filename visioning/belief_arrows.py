"""What came of a round about beliefs for one arrow, made of what may be told and of nothing else: words first.

Knows rows through `belief_history`; no requests.
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from statistics import median

from django.utils.translation import gettext as _

from leadership.models import FORMAL_LEADERS, Position
from leadership.privacy import FULL, How, Shown, together
from leadership.result_words import gap_between, lower, people_label
from visioning.theory.marks import Mark

from .alignment_picture import draw
from .belief_sentences import (
    MARKS,
    SPLIT,
    STEPS,
    cells_of,
    has_doubt,
    has_trust,
    level_name,
    middle_of,
    sentence_of,
    surer_sentence,
    withheld,
)

DRAWN = (How.FULL, How.BANDS, How.NEARLY_ALL)
FEW = 3  # with names: fewer than this are people rather than a position
STANDS, CHANGED, GONE = "", "changed", "gone"


@dataclass(frozen=True)
class Group:
    """What some people say of one arrow. Groups of one arrow never overlap. `named`: with names there is nothing to hide."""

    label: str
    shown: Shown
    named: bool
    id: str

    @property
    def cells(self) -> list[tuple[str, str]]:
        return cells_of(self.shown)

    @property
    def sentence(self) -> str:
        return sentence_of(self.shown, self.named)

    @property
    def picture(self):
        return draw(self.shown, self.sentence, self.id) if self.shown.how in DRAWN else ""


@dataclass(frozen=True)
class Said:
    """What somebody said with their name, or to themselves."""

    name: str
    position: str
    level: int
    why: str

    @property
    def label(self) -> str:
        return level_name(self.level)


@dataclass(frozen=True)
class ArrowBeliefs:
    """One arrow, in the words it was asked about: words first. `standing` says whether it still stands like that."""

    source: int
    target: int
    from_words: str
    to_words: str
    because: str
    standing: str
    groups: tuple[Group, ...]
    named: tuple[Said, ...]
    mine: Said | None
    reasons: tuple[str, ...]  # without names, in no order

    @property
    def ends(self) -> tuple[int, int]:
        return self.source, self.target

    @property
    def id(self) -> str:
        return f"arrow-{self.spot}"

    @property
    def spot(self) -> str:
        """As addresses name an arrow."""
        return f"{self.source}-{self.target}"

    @property
    def by_level(self) -> list[tuple[str, list[Said]]]:
        """Who said what with their name, from sure to doubt, then those who could not say."""
        found = {}
        for one in self.named:  # in this order already
            found.setdefault(one.label, []).append(one)
        return list(found.items())

    @property
    def groups_apart(self) -> tuple[Group, ...]:
        """Whose numbers say more than the names beside them do."""
        return self.groups if len(self.groups) > 1 or not self.groups[0].named else ()

    @cached_property
    def is_split(self) -> bool:
        """Some doubt it and some are sure, as far as that is told."""
        doubts = any(has_doubt(one.shown) for one in self.groups) or any(0 < one.level <= 2 for one in self.named)
        trusts = any(has_trust(one.shown) for one in self.groups) or any(one.level >= 4 for one in self.named)
        return doubts and trusts

    @cached_property
    def figure(self) -> float | None:
        """The middle of all, else of the group that is least sure; made of nothing but what is told."""
        whole = together([one.shown for one in self.groups])
        if whole is not None and middle_of(whole) is not None:
            return middle_of(whole)
        return min((middle for one in self.groups if (middle := middle_of(one.shown)) is not None), default=None)

    @property
    def kind(self) -> str:
        """How it is marked on a drawing: "split", "unsure", "sure" or ""."""
        if self.is_split:
            return "split"
        if self.figure is None:
            return ""
        return "unsure" if self.figure <= 2 else "sure" if self.figure >= 4 else ""

    @property
    def mark(self) -> Mark | None:
        return Mark(self.kind, str(MARKS[self.kind])) if self.kind else None

    @property
    def sentences(self) -> tuple[str, ...]:
        """Where people are apart, that is said first."""
        found = []
        gap = gap_between([(one.label, one.shown) for one in self.groups])
        if gap:
            found.append(surer_sentence(gap))
        whole = together([one.shown for one in self.groups]) if len(self.groups) != 1 else None
        if len(self.groups) == 1:
            found.append(self.groups[0].sentence)
        elif whole is not None:
            found.append(sentence_of(whole))
        else:
            found += [f"{one.label}: {lower(one.sentence)}" for one in self.groups]
        if self.is_split and not any(sentence.startswith(str(SPLIT)) for sentence in found):
            found.insert(0, f"{SPLIT}.")
        return tuple(found)

    @property
    def withheld(self) -> list[str]:
        """Each reason once."""
        found = (withheld(one.shown, one.named) for one in self.groups)
        return list(dict.fromkeys(words for words in found if words))


def most_doubted(arrows) -> list[ArrowBeliefs]:
    return sorted(arrows, key=lambda one: (STEPS + 1 if one.figure is None else one.figure, not one.is_split))


def arrow_beliefs(round, history, item, shape, person) -> ArrowBeliefs:
    beliefs = history.beliefs(round, item)
    name = f"round-{round.number}-{item['source']}-{item['target']}"
    hidden = sum(one.person_id is None and one.sure is not None for one in beliefs) >= FULL
    reasons = [one for one in beliefs if one.why and one.person_id is None and hidden]
    # Another order for every arrow: nobody is always the third.
    reasons.sort(key=lambda one: sha256(f"{one.pk}:{item['arrow']}".encode()).digest())
    open_ones = [one for one in beliefs if one.person_id and not one.private]
    own = [one for one in beliefs if one.private and person is not None and one.person_id == person.pk]
    return ArrowBeliefs(
        source=item["source"],
        target=item["target"],
        from_words=item["from"],
        to_words=item["to"],
        because=item["because"],
        standing=standing_of(item, shape),
        groups=groups_of(round, history, item, name),
        named=tuple(said(one) for one in sorted(open_ones, key=lambda one: (-(one.sure or 0), one.called))),
        mine=said(own[0], _("You, for your eyes only")) if own else None,
        reasons=tuple(one.why for one in reasons),
    )


def said(belief, name="") -> Said:
    position = dict(Position.choices).get(belief.group, "")
    return Said(name or belief.called, str(position), belief.sure or 0, belief.why)


def standing_of(item, shape) -> str:
    """Whether the arrow stands, between the same words."""
    if (item["source"], item["target"]) not in {one.ends for one in shape.arrows}:
        return GONE
    same = all(shape.statement(item[end]).words == item[words] for end, words in (("source", "from"), ("target", "to")))
    return STANDS if same else CHANGED


def groups_of(round, history, item, name) -> tuple[Group, ...]:
    if round.is_named:
        parts = named_parts(history.beliefs(round, item))
        return tuple(
            Group(label, counted(levels), True, f"{name}-{place}") for place, (label, levels) in enumerate(parts)
        )
    return tuple(
        Group(people_label(told.labels, told.whole), told.shown, False, f"{name}-{place}")
        for place, told in enumerate(history.told(round, item))
    )


def named_parts(beliefs) -> list[tuple[str, list[int]]]:
    """By position where it is not about single people, and the others. Formal leaders are never a group of their own."""
    by_group = {}
    for one in beliefs:
        by_group.setdefault("" if one.group in FORMAL_LEADERS else one.group, []).append(one.sure or 0)
    parts = [(key,) for key in sorted(by_group) if key and len(by_group[key]) >= FEW]
    rest = tuple(key for key in sorted(by_group) if (key,) not in parts)
    if rest and parts and sum(len(by_group[key]) for key in rest) < FEW:
        parts = []
    if not parts:
        return [(people_label((), whole=True), [level for levels in by_group.values() for level in levels])]
    parts += [("",)] if rest else []
    held = [by_group[key[0]] if key[0] else [level for one in rest for level in by_group[one]] for key in parts]
    return [(people_label(key, len(parts) == 1), levels) for key, levels in zip(parts, held, strict=True)]


def counted(levels) -> Shown:
    """What was said with names, in full, however few."""
    seen = [level for level in levels if level]
    if not seen:
        return Shown(How.UNSEEN, len(levels), unseen=len(levels))
    counts = tuple(seen.count(level) for level in range(1, STEPS + 1))
    return Shown(How.FULL, len(seen), median(seen), counts=counts, unseen=len(levels) - len(seen))
