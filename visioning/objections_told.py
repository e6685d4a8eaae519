"""An objection as its page tells it: with every turn it took, and what the reader can do about it. Pure: knows rows as they were read."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime

from visioning.models import Objection
from visioning.rules import may_run_decision


@dataclass(frozen=True)
class Turn:
    """One thing that happened to an objection: somebody answered it, or a new edition took it up."""

    at: datetime
    name: str | None
    state: str = ""
    words: str = ""
    edition: int = 0

    @property
    def label(self):
        return Objection.State(self.state).label


@dataclass(frozen=True)
class ToldObjection:
    """One objection with its history. `can_answer`: the reader may say how it ended; `can_settle`: in place of whoever left."""

    row: dict
    turns: list[Turn]
    can_answer: bool
    can_settle: bool

    @property
    def label(self):
        return Objection.State(self.row["state"]).label

    @property
    def is_open(self) -> bool:
        return self.row["state"] == Objection.State.OPEN


def told(row, answers, editions, place, *, is_open) -> ToldObjection:
    """`answers` and `editions` of its decision, `is_open`: whether that is."""
    turns = [
        Turn(parse_datetime(one["at"]), one["name"], one["state"], one["words"])
        for one in answers
        if one["objection_id"] == row["id"]
    ]
    taken_up = [one for one in editions if one["answers_id"] == row["id"]]
    turns += [Turn(one["at"], one["name"], edition=one["number"]) for one in taken_up]
    mine = row["person_id"] == place.person_id
    return ToldObjection(
        {**row, "at": parse_datetime(row["at"]), "mine": mine},
        sorted(turns, key=lambda turn: turn.at),
        can_answer=is_open and mine,
        can_settle=is_open and not mine and not row["here"] and may_run_decision(place),
    )
