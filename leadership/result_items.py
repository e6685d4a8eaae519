"""One item of a result: what each group says, in words, numbers and a picture. Made of what may be told, and of nothing else.

Knows rows through `result_history`; no requests.
"""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from statistics import median

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .levels import Level
from .privacy import FULL, How, Shown, together
from .result_history import AskedItem
from .result_picture import draw
from .result_words import (
    cells_of,
    gap_between,
    gap_sentence,
    group_sentence,
    level_name,
    lower,
    middle_name,
    middle_of,
    people_label,
    trend_sentence,
    withheld,
)

FEW = 3  # with names: fewer than this are people rather than a position


@dataclass(frozen=True)
class Group:
    """What one group says of one item. Groups of one item never overlap. `named` is who said what, where names are kept."""

    label: str
    shown: Shown
    answers: int
    named: bool = False

    @property
    def cells(self) -> list[tuple[str, str, int]]:
        return cells_of(self.shown)

    @property
    def is_told(self) -> bool:
        return self.shown.how not in (How.NOTHING, How.UNSEEN, How.WITHHELD)

    @property
    def unseen(self) -> str:
        return "" if self.shown.unseen is None else str(self.shown.unseen)

    @property
    def middle(self) -> str:
        middle = middle_of(self.shown)
        return "" if middle is None else middle_name(middle)

    @property
    def withheld(self) -> str:
        return withheld(self.shown, self.named)


@dataclass(frozen=True)
class Said:
    """What somebody said with their name, or to themselves."""

    name: str
    level: int

    @property
    def label(self) -> str:
        return level_name(self.level)


@dataclass(frozen=True)
class ItemResult:
    """One item: words first."""

    key: str
    title: str
    text: str
    levels: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]
    trend: str
    groups: tuple[Group, ...]
    whole: Shown | None  # as far as it follows from the groups
    gap: tuple[float, str, str] | None
    named: tuple[Said, ...]
    mine: Said | None
    notes: tuple[tuple[str, str], ...]  # (words, name or "")

    @property
    def id(self) -> str:
        return self.key.replace(".", "-")

    @property
    def stands_out(self) -> bool:
        """Worth a talk: people see it far apart, or most see little of it. Among many some are always far apart."""
        far = 3 if self.whole and self.whole.answers >= FULL else 2
        return self.gap is not None or self.reach >= far or (self.figure is not None and self.figure < 2)

    @property
    def reach(self) -> int:
        """How many levels lie between the lowest and the highest answer, where all are told."""
        held = [level for level, count in enumerate(self.whole.counts, 1) if count] if self.whole else []
        return held[-1] - held[0] if held else 0

    @property
    def figure(self) -> float | None:
        """One number for all, made of nothing but what is told: their middle, or the middle of the groups' middles."""
        if self.whole and (middle := middle_of(self.whole)) is not None:
            return middle
        middles = [middle for group in self.groups if (middle := middle_of(group.shown)) is not None]
        return median(middles) if middles and len(middles) == len(self.groups) else None

    @property
    def withheld(self) -> list[str]:
        """Each reason once."""
        return list(dict.fromkeys(group.withheld for group in self.groups if group.withheld))

    @property
    def gap_words(self) -> str:
        """What an idea for a pilot that comes of this answers."""
        return f"{self.title}: {self.sentences[0]}" if self.gap is None else self.sentences[0]

    @property
    def task_words(self) -> str:
        """How a task that comes of this begins: with something to do."""
        return _("Find out why: %(gap)s") % {"gap": self.gap_words}

    @cached_property
    def picture(self) -> SafeString:
        rows = [(group.label, group.shown) for group in self.groups]
        if self.named and not any(group.named for group in self.groups):
            rows.append((_("With their names"), counted([said.level for said in self.named])))
        return draw(rows, " ".join(self.sentences), f"item-{self.id}")


def item_result(round, history, part, item, mine) -> ItemResult:
    asked = AskedItem.of(part, item)
    groups = groups_of(round, history, asked)
    whole = together([group.shown for group in groups]) if not round.is_named else everybody(round, history, asked)
    gap = gap_between([(group.label, group.shown) for group in groups if group.shown.answers >= FEW])
    return ItemResult(
        key=asked.key,
        title=item["title"],
        text=item["text"],
        levels=tuple(zip((str(label) for label in Level.labels), item["levels"], strict=True)),
        sentences=tuple(sentences_of(item["title"], groups, whole, gap)),
        trend=trend_of(round, history, asked, groups, whole),
        groups=groups,
        whole=whole,
        gap=gap,
        named=tuple(
            Said(str(one.person), one.levels.get(asked.key, 0))
            for one in sorted(history.answers(round), key=lambda one: str(one.person))
            if one.person_id and not one.private
        ),
        mine=Said(_("You, for your eyes only"), mine.levels.get(asked.key, 0)) if mine else None,
        notes=tuple(notes_of(round, history, asked.key)),
    )


def sentences_of(title, groups, whole, gap) -> list[str]:
    """Where groups are apart, that comes first; then how far answers reach; the middle is said last."""
    found = [gap_sentence(gap, title)] if gap else []
    if whole is not None:
        return [*found, group_sentence(whole, any(group.named for group in groups))]
    told_first = sorted(groups, key=lambda group: not group.is_told)
    return [*found, *(f"{group.label}: {lower(group_sentence(group.shown))}" for group in told_first)]


def groups_of(round, history, asked) -> tuple[Group, ...]:
    if round.is_named:
        return named_groups([(one.group, one.levels.get(asked.key, 0)) for one in history.answers(round)])
    return tuple(
        Group(people_label(told.labels, told.whole), told.shown, told.answers) for told in history.told(round, asked)
    )


def named_groups(said) -> tuple[Group, ...]:
    """By position where it is not about single people: of (position, level) the positions of three or more, and the others."""
    by_group = {}
    for group, level in said:
        by_group.setdefault(group, []).append(level)
    parts = [(key,) for key in sorted(by_group) if key and len(by_group[key]) >= FEW]
    rest = tuple(key for key in sorted(by_group) if (key,) not in parts)
    parts = [*parts, rest] if parts and rest else parts or [rest]
    levels_of = [[level for key in labels for level in by_group[key]] for labels in parts]
    return tuple(
        Group(people_label(labels, len(parts) == 1), counted(levels), len(levels), named=True)
        for labels, levels in zip(parts, levels_of, strict=True)
        if levels
    )


def everybody(round, history, asked) -> Shown:
    return counted([answer.levels.get(asked.key, 0) for answer in history.answers(round)])


def counted(levels) -> Shown:
    """Answers with names, in full, however few."""
    seen = [level for level in levels if level]
    if not seen:
        return Shown(How.UNSEEN, len(levels), unseen=len(levels))
    counts = tuple(seen.count(level) for level in range(1, 5))
    return Shown(How.FULL, len(seen), median(seen), counts=counts, unseen=len(levels) - len(seen))


def trend_of(round, history, asked, groups, whole) -> str:
    """Beside the latest earlier round, where both asked in the same words; else why there is nothing to compare."""
    earlier, same_words = history.earlier(round, asked) or (None, False)
    if earlier is None:
        return ""
    if not same_words:
        return _("The words of this item have changed since “%(round)s”, so the two are not compared.") % {
            "round": earlier.name
        }
    before = groups_of(earlier, history, asked)
    whole_before = everybody(earlier, history, asked) if earlier.is_named else together([one.shown for one in before])
    if whole is not None and whole_before is not None:
        return trend_sentence(whole_before, whole, earlier.name)
    shown_before = {group.label: group.shown for group in before}
    trends = [(one.label, trend_sentence(shown_before.get(one.label), one.shown, earlier.name)) for one in groups]
    return " ".join(f"{label}: {lower(trend)}" for label, trend in trends if trend)


def notes_of(round, history, key) -> list[tuple[str, str]]:
    """Words about what people see. Without names only where they are hidden among enough, in an order of their own."""
    answers = [answer for answer in history.answers(round) if not answer.private]
    hidden = hides_notes(answers, key)
    told = [answer for answer in answers if answer.notes.get(key) and (answer.person_id or hidden)]
    # Another order for every item: nobody is always the third.
    told.sort(key=lambda answer: (str(answer.person or ""), sha256(f"{answer.pk}:{key}".encode()).digest()))
    return [(answer.notes[key], str(answer.person) if answer.person_id else "") for answer in told]


def hides_notes(answers, key) -> bool:
    """Whether ten or more without a name can see this item: what is said of it comes from somebody who does."""
    return sum(answer.person_id is None and bool(answer.levels.get(key)) for answer in answers) >= FULL
