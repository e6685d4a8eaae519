"""Signs that the process shares leadership: what the records can say of each, in plain sentences."""

import pytest

from visioning.guests import Guest
from visioning.models import Openness
from visioning.process import SIGNS, Facts, evidence, how_to_take_part
from visioning.rules import may_comment, may_write_text

NOTHING = Facts(openness="consult", audience="staff")


def said(**facts):
    return evidence(Facts(**({"openness": "consult", "audience": "staff"} | facts)))


def test_each_sign_has_its_evidence_and_hours_none():
    known = evidence(NOTHING)
    assert list(known) == [sign.key for sign in SIGNS]
    assert [key for key, words in known.items() if not words] == ["hours"]
    assert all(len(sign.key) <= 20 for sign in SIGNS)


def test_positions_come_in_the_order_of_positions_never_by_how_much_somebody_wrote():
    assert said()["positions"] == "Nobody has written in this round yet."
    words = said(writers=3, positions=frozenset({"support", "teacher"}))["positions"]
    assert words == "Positions of those who wrote: Teacher and Support staff."
    assert "have not said" in said(writers=1)["positions"]


def test_who_spoke_first():
    assert "Only you can say" in said()["leaders"]
    assert said(revealed=True)["leaders"].endswith("so nobody’s came first.")
    assert "after everybody else’s" in said(revealed=True, leaders_after=True)["leaders"]


def test_ways_onto_the_team():
    words = said(joined={"founded": 1, "open_call": 2, "link": 1, "invitation": 2}, open_call=True)["joining"]
    assert words == "3 of 6 people on the team came by the open call or by the link. The open call stands."
    assert "There is no open call now." in said(joined={"founded": 1})["joining"]


def test_disagreement_and_reasons():
    assert "did not feel safe" in said()["disagreement"]
    assert said(dissents=2)["disagreement"] == "2 differing views stand beside the text."
    assert said()["reasons"] == "Nobody suggested other words in this round."
    assert said(suggestions={"accepted": 1, "refused": 2, "open": 1})["reasons"] == (
        "One suggestion was taken in. 2 were not taken, each with a reason. One still waits for an answer."
    )
    assert said(suggestions={"taken_back": 1})["reasons"] == "Whoever suggested other words took them back."


@pytest.mark.parametrize("openness", Openness.values)
def test_what_a_guest_is_told_is_what_the_rules_let_them_do(openness, team):
    guest = Guest(team, 1, openness)
    words = how_to_take_part("guest", openness, "staff")
    assert ("write in the text" in words) == may_write_text(guest)
    assert ("comment" in words) == may_comment(guest)


def test_everybody_else():
    assert "read along" in how_to_take_part("guest", "co_create", "team")
    assert "You look on" in how_to_take_part("observer", "co_create", "team")
    assert "You can write" in how_to_take_part("member", "tell", "staff")
