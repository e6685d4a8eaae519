"""What the page of a decision shows of its proposal, stances, objections, outcome and reviews, as whoever looks may see it.

One question to the database, and it asks for nothing that the reader may not know: what is not turned over stays there.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from leadership.models import Audience
from visioning.decision_ladders import ladder
from visioning.decision_rules import Count, enough, tally
from visioning.models import (
    Decision,
    DecisionReview,
    DecisionStage,
    Rule,
)
from visioning.rules import (
    is_guest,
    may_prepare_decision,
    may_run_decision,
    may_take_stance,
    may_write_outcome,
)
from visioning.suggesting import word_rows

from .objections_told import ToldObjection, told
from .stance_picture import Bars
from .standing_rows import standing_rows


@dataclass(frozen=True)
class Standing:
    """All of it, for the fragments of the page."""

    decision: Decision
    place: object
    brought: dict = field(repr=False)
    edition: int | None = None  # an older one is looked at by itself

    # --- Proposal -----------------------------------------------------------------------------------------------------

    @cached_property
    def editions(self) -> list[dict]:
        """All editions, the last one first."""
        found = self.brought["told_proposals"]
        return [{**one, "at": parse_datetime(one["at"])} for one in reversed(found)]

    @property
    def proposal(self) -> dict | None:
        return self.editions[0] if self.editions else None

    @cached_property
    def changes(self):
        """The last two editions beside each other; None where there is one."""
        return word_rows(self.editions[1]["words"], self.editions[0]["words"]) if self.editions[1:] else None

    @property
    def can_propose(self) -> bool:
        return may_prepare_decision(self.place) and self.decision.stage in {DecisionStage.DRAFT, DecisionStage.OPEN}

    # --- Stances ------------------------------------------------------------------------------------------------------

    @property
    def has_stances(self) -> bool:
        return self.decision.rule != Rule.LEADER

    @property
    def is_open(self) -> bool:
        return self.decision.stage == DecisionStage.OPEN

    @property
    def is_shown(self) -> bool:
        return bool(self.proposal and self.proposal["shown_at"])

    @cached_property
    def stances(self) -> list[dict]:
        """Who stands where, the most agreement first. Nobody's before all are turned over; the names are the team's."""
        if not self.is_shown or is_guest(self.place):
            return []
        steps = ladder(self.decision.rule)
        found = [{**one, "on": steps[one["step"]]} for one in self.brought["told_stances"] if one["step"] in steps]
        return sorted(found, key=lambda one: (-one["step"], one["name"] or ""))

    @cached_property
    def mine(self) -> dict | None:
        """Where the reader stands, whatever the others know."""
        mine = [one for one in self.brought["told_stances"] if one["person_id"] == self.place.person_id]
        return {**mine[0], "on": ladder(self.decision.rule)[mine[0]["step"]]} if mine else None

    @cached_property
    def count(self) -> Count:
        """As it was counted with the outcome; before that, as it stands now."""
        kept = self.decision.came_about
        if kept is not None and self.edition is None:
            return kept
        opened = self.decision.opened_at
        return Count(
            rule=self.decision.rule,
            people=self.brought["people"],
            said=self.brought["said"],
            steps=tally(one["step"] for one in self.brought["told_stances"]),
            objections=tally(one["state"] for one in self.brought["told_objections"]),
            in_person=sum(one["in_person"] for one in self.brought["told_stances"]),
            proposal=self.proposal["number"] if self.proposal else 0,
            shown=self.is_shown,
            inputs=self.brought["input_count"],
            advisory=self.decision.advisory,
            said_on=timezone.localdate(opened) if opened else None,
        ).for_all_to_see()

    @property
    def sentence(self) -> str:
        """What follows is said of the edition that counts alone."""
        return self.count.sentence if self.edition is None else self.count.stood

    @property
    def bars(self) -> Bars:
        return Bars(self.count.rows)

    @property
    def can_stand(self) -> bool:
        """Whether the reader may say, or say anew, where they stand."""
        asks = self.is_open and self.has_stances and self.proposal is not None and not self.is_shown
        return asks and may_take_stance(self.place)

    @property
    def can_turn_over(self) -> bool:
        return self.can_stand and may_run_decision(self.place)

    @property
    def enough(self) -> bool:
        return self.count.said >= enough(self.count.people)

    # --- Objections ---------------------------------------------------------------------------------------------------

    @cached_property
    def objections(self) -> list[ToldObjection]:
        """What is on the record. The staff reads in the sentence how many there are."""
        if is_guest(self.place):
            mine = [one for one in self.brought["told_objections"] if one["person_id"] == self.place.person_id]
            return [self._told(one) for one in mine]
        return [self._told(one) for one in self.brought["told_objections"]]

    def _told(self, row) -> ToldObjection:
        return told(row, self.brought["told_answers"], self.editions, self.place, is_open=self.is_open)

    @property
    def can_object(self) -> bool:
        """Once all are turned over an objection stands by itself; before that it is one's stance."""
        asks = self.is_open and self.is_shown and self.decision.rule == Rule.CONSENT
        return asks and may_take_stance(self.place)

    # --- Outcome and reviews ------------------------------------------------------------------------------------------

    @property
    def can_decide(self) -> bool:
        return self.is_open and may_write_outcome(self.place, self.decision)

    @cached_property
    def reviews(self) -> list[dict]:
        found = self.brought["told_reviews"]
        verdicts = DecisionReview.Verdict
        return [
            {
                **one,
                "due_on": parse_date(one["due_on"]),
                "at": parse_datetime(one["noted_at"]),
                "label": verdicts(one["verdict"]).label,
            }
            for one in found
        ]

    @property
    def replaces(self) -> dict | None:
        return next((one for one in self.brought["told_before"] if self._is_for_me(one)), None)

    @cached_property
    def replaced_by(self) -> dict | None:
        """The newer decision that is made, or the one that is being made."""
        found = self.brought["told_after"]
        newest = next((one for one in found if one["stage"] == DecisionStage.DECIDED), found[0] if found else None)
        if newest is None:
            return None
        return {**newest, "on": parse_date(newest["decided_on"] or ""), "for_me": self._is_for_me(newest)}

    def _is_for_me(self, other) -> bool:
        """Whether the reader may open another decision of the team: the staff those that were open to them."""
        if not is_guest(self.place):
            return True
        return other["audience"] == Audience.STAFF and other["stage"] != DecisionStage.DRAFT

    @property
    def in_force(self) -> bool:
        decided = self.decision.stage == DecisionStage.DECIDED and self.decision.ended_on is None
        return decided and not (self.replaced_by and self.replaced_by["stage"] == DecisionStage.DECIDED)

    @property
    def is_looked_at(self) -> bool:
        return any(one["due_on"] == self.decision.review_on for one in self.reviews)

    @property
    def is_due(self) -> bool:
        return self.in_force and not self.is_looked_at and self.decision.review_on <= timezone.localdate()

    @property
    def can_review(self) -> bool:
        return self.in_force and not self.is_looked_at and may_run_decision(self.place)

    @property
    def can_decide_anew(self) -> bool:
        return self.in_force and not self.replaced_by and may_run_decision(self.place)


def standing_of(request, edition=None) -> dict:
    """For the fragments `_proposal`, `_stances`, `_objections`, `_outcome`, `_reviews`: one name, nothing unseen.

    `edition`: an older one, with who stood where on it.
    """
    decision, place = request.decision, request.membership
    return {"standing": Standing(decision, place, standing_rows(decision, place, edition), edition)}
