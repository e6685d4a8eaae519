"""What was told of each item, round after round, at the schools somebody asks about. Reads rows; shows nothing.

A round is read together with all earlier ones of its school that asked the item, in whatever words: see `leadership.privacy_over_time`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .models import AssessmentAnswer, AssessmentRound, AssessmentTurn
from .privacy_over_time import Answered, Told, tell, with_whole


@dataclass(frozen=True)
class AskedItem:
    """One item as a round asked it. Two rounds asked the same where all of this is the same."""

    key: str  # "<part key>.<item key>", as answers have it
    text: str
    levels: tuple[str, ...]

    @classmethod
    def of(cls, part, item) -> "AskedItem":
        return cls(f"{part['key']}.{item['key']}", item["text"], tuple(item["levels"]))


class History:
    """The closed rounds of some schools with their answers: three questions to the database, however many there are."""

    def __init__(self, school_ids: Iterable[int]):
        found = AssessmentRound.objects.closed().filter(team__school__in=set(school_ids))
        self.rounds = list(found.select_related("team").order_by("closed_at", "pk"))
        self._answers, self._turns = defaultdict(list), defaultdict(list)
        for answer in AssessmentAnswer.objects.filter(round__in=self.rounds).select_related("person"):
            self._answers[answer.round_id].append(answer)
        turns = AssessmentTurn.objects.filter(round__in=self.rounds)
        for round_id, person_id, group in turns.values_list("round_id", "person_id", "group"):
            self._turns[round_id].append((person_id, group))
        self._asked = {one.pk: {AskedItem.of(part, item) for part, item in items_of(one)} for one in self.rounds}
        self._told, self._people = {}, {}

    def answers(self, round) -> list[AssessmentAnswer]:
        return self._answers[round.pk]

    def answered_count(self, round) -> int:
        # Where an account was deleted its turn is gone, and what was said without a name is not.
        return max(len(self._turns[round.pk]), len(self._answers[round.pk]))

    def told(self, round, item: AskedItem) -> tuple[Told, ...]:
        """All that may be known of one item of a round without names."""
        school = round.team.school_id
        if (school, item.key) not in self._told:
            self._told[school, item.key] = self._tell_in_turn(school, item.key)
        return self._told[school, item.key].get(round.pk, ())

    def _tell_in_turn(self, school, key) -> dict[int, tuple[Told, ...]]:
        """An item that was worded anew is the same here: whoever does sums does not mind a new word."""
        found, before, public = {}, [], {}
        for round in self.rounds:
            if round.team.school_id != school or all(asked.key != key for asked in self._asked[round.pk]):
                continue
            if not round.is_named:
                found[round.pk] = tell(self._answered(round, key), before, public)
                before += with_whole(found[round.pk])
            named = [one for one in self._answers[round.pk] if one.person_id and not one.private]
            public |= {one.person_id: one.levels.get(key, 0) for one in named}
        return found

    def _answered(self, round, key) -> Answered:
        levels = defaultdict(list)
        for answer in self._answers[round.pk]:
            if answer.person_id is None:
                levels[answer.group].append(answer.levels.get(key, 0))
        if round.pk not in self._people:
            self._people[round.pk] = self._people_by_group(round, {group: len(said) for group, said in levels.items()})
        return Answered(self._people[round.pk], {group: tuple(levels[group]) for group in sorted(levels)})

    def _people_by_group(self, round, sizes) -> dict[str, frozenset]:
        """Who answered without a name from each position: those who have answered, but for those whose answer is known."""
        known = {one.person_id for one in self._answers[round.pk] if one.person_id}
        people = {group: set() for group in sizes}
        for person_id, group in self._turns[round.pk]:
            if person_id not in known and group in people:
                people[group].add(person_id)
        for group, size in sizes.items():
            # Of deleted accounts nobody knows any more who they were: nobody is taken to be the same person.
            people[group] |= {f"{round.pk}:{group}:{place}" for place in range(size - len(people[group]))}
        return {group: frozenset(some) for group, some in people.items()}

    def earlier(self, round, item: AskedItem) -> tuple[AssessmentRound, bool] | None:
        """The latest earlier round of this team, with the same people asked, about this item; and whether in the same words."""
        for one in reversed(self.rounds):
            before = one.team_id == round.team_id and one.number < round.number and one.audience == round.audience
            if before and any(asked.key == item.key for asked in self._asked[one.pk]):
                return one, item in self._asked[one.pk]
        return None


def items_of(round):
    """Each item of a round, with the part it stands in."""
    return [(part, item) for part in round.wording for item in part["items"]]
