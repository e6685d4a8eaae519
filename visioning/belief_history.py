"""What was told of each arrow, round after round, in one team. Reads rows; shows nothing.

Whoever does sums compares rounds about the same arrow, whatever its words became, and about the same words, whichever theory
they stand in: a copy of a theory asks the same. See `leadership.privacy_over_time`.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from leadership.privacy_over_time import Answered, Told, tell, with_whole

from .belief_sentences import SPANS, STEPS
from .models import Belief, BeliefRound, BeliefTurn


class Spoken(NamedTuple):
    """One row, without the weight of a model: there can be thousands."""

    pk: object
    person_id: int | None
    name: str | None
    email: str | None
    private: bool
    group: str
    sure: int | None
    why: str

    @property
    def called(self) -> str:
        """As people are called everywhere; "" where no name is kept."""
        return self.name or self.email or ""


COLUMNS = (
    "round_id",
    "arrow_id",
    "pk",
    "person_id",
    "person__name",
    "person__email",
    "private",
    "group",
    "sure",
    "why",
)


@dataclass
class Asked:
    """Arrows that somebody could take for the same: what was told of them so far, and what people said with their names."""

    keys: set = field(default_factory=set)
    told: list = field(default_factory=list)
    public: dict = field(default_factory=dict)


class BeliefHistory:
    """The revealed rounds of a team, with what was said: three questions to the database, however many there are.

    `latest_of`: of these theories the latest round is wanted; else `round` alone is. What nobody needs is not read.
    """

    def __init__(self, team_id, *, round=None, latest_of=(), revealed=None):
        """`revealed`: the team's revealed rounds, `counted`, where they are at hand."""
        if revealed is None:
            revealed = BeliefRound.objects.revealed().counted().filter(theory__team=team_id)
        self.rounds = sorted(revealed, key=lambda one: (one.revealed_at, one.pk))
        latest = {one.theory_id: one for one in self.rounds}
        wanted = [latest[pk] for pk in latest_of if pk in latest]
        self.wanted = wanted + [one for one in self.rounds if round is not None and one.pk == round.pk]
        self._beliefs, self._turns = defaultdict(list), defaultdict(list)
        # Only what was said without names has to be compared with what was told before.
        needed = self.rounds if any(not one.is_named for one in self.wanted) else self.wanted
        if needed:
            rows = Belief.objects.filter(round__in=needed).order_by("pk").values_list(*COLUMNS)
            for row in rows:
                self._beliefs[row[0], row[1]].append(Spoken(*row[2:]))
        if any(not one.is_named for one in needed):
            turns = BeliefTurn.objects.filter(round__in=needed)
            for round_id, person_id, group in turns.values_list("round_id", "person_id", "group"):
                self._turns[round_id].append((person_id, group))
        self._needed, self._told = needed, None

    def beliefs(self, round, item) -> list[Spoken]:
        return self._beliefs[round.pk, item["arrow"]]

    def answered_count(self, round) -> int:
        # Where an account was deleted its turn is gone, and what was said without a name is not.
        return max(round.turn_count, len(self.beliefs(round, round.wording[0])))

    def told(self, round, item) -> tuple[Told, ...]:
        """All that may be known of one arrow in a round without names."""
        if self._told is None:
            self._told = dict(self._tell_in_turn())
        return self._told[round.pk, item["arrow"]]

    def _tell_in_turn(self):
        """As it was told at each time: what is asked later changes nothing of what was told before."""
        by_key = {}
        for round in self._needed:
            people = None if round.is_named else self._people_by_group(round)
            for item in round.wording:
                asked = same_as(round.theory_id, item, by_key)
                if not round.is_named:
                    found = tell(self._answered(round, item, people), asked.told, asked.public)
                    asked.told += with_whole(found)
                    yield (round.pk, item["arrow"]), found
                named = [one for one in self.beliefs(round, item) if one.person_id and not one.private]
                asked.public |= {one.person_id: one.sure or 0 for one in named}

    def _answered(self, round, item, people) -> Answered:
        levels = defaultdict(list)
        for belief in self.beliefs(round, item):
            if belief.person_id is None:
                levels[belief.group].append(belief.sure or 0)
        return Answered(people, {group: tuple(levels[group]) for group in sorted(levels)}, STEPS, SPANS)

    def _people_by_group(self, round) -> dict[str, frozenset]:
        """Who spoke without a name from each position: those who have spoken, but for those whose name is known."""
        beliefs = self.beliefs(round, round.wording[0])
        known = {one.person_id for one in beliefs if one.person_id}
        sizes = defaultdict(int)
        for one in beliefs:
            if one.person_id is None:
                sizes[one.group] += 1
        people = {group: set() for group in sizes}
        for person_id, group in self._turns[round.pk]:
            if person_id not in known and group in people:
                people[group].add(person_id)
        for group, size in sizes.items():
            # Of deleted accounts nobody knows any more who they were: nobody is taken to be the same person.
            people[group] |= {f"{round.pk}:{group}:{place}" for place in range(size - len(people[group]))}
        return {group: frozenset(some) for group, some in people.items()}


def same_as(theory_id, item, by_key) -> Asked:
    """What was asked before and could be taken for this: the same arrow, the same two statements, or the same words."""
    ends = theory_id, item["source"], item["target"]
    keys = {item["arrow"], ends, (letters_of(item["from"]), letters_of(item["to"]))}
    joined = Asked(keys)
    for one in {id(by_key[key]): by_key[key] for key in keys if key in by_key}.values():
        joined.keys |= one.keys
        joined.told += one.told
        joined.public |= one.public
    by_key |= dict.fromkeys(joined.keys, joined)
    return joined


@lru_cache(maxsize=1024)
def letters_of(words: str) -> str:
    """What is left of words for somebody who minds neither a full stop nor a capital letter."""
    return "".join(sign for sign in normalize("NFKC", words).casefold() if sign.isalnum()) or words
