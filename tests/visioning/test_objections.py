"""Objections: what harm to which aim, on the record with every turn; only whoever raised one says how it ended."""

import pytest

from tests import factories
from tests.conftest import signed_in
from visioning.models import Gone, MovedOn, Objection, ObjectionAnswer, Stale, Stance, TakesNoPart

from .proposing import amended, at, object_to, proposed, say, turned_over
from .test_statements import at_once

pytestmark = pytest.mark.django_db
SAID = {"harms": "Safe mornings", "words": "First graders wait outside."}


def end(decision, objection, **more):
    return at(decision, "objection_answer", objection.pk), {"seen": "open", "state": "resolved", **more}


def test_from_objection_to_amendment_to_its_end(team, ana, ben, as_ana, as_ben):
    """The way through: a harm is named, an edition takes it up, its author says that it is resolved."""
    made = proposed(team, ana)
    say(made, ana)
    answer = as_ben.post(at(made, "stance_say"), {"seen": 1, "step": 0})
    assert answer["Location"] == at(made, "objection_add")
    assert not Stance.objects.filter(person=ben).exists()  # an objection without its reason is none
    answer = as_ben.post(at(made, "objection_add"), {"seen": 1, **SAID}, follow=True)
    assert "read with all the others once they are turned over" in answer.text
    assert Stance.objects.get(person=ben).step == 0
    as_ana.post(at(made, "proposal_turn_over"), {"seen": 1})
    page = as_ana.get(at(made)).text
    assert "1 open objection: by the rule said on" in page
    assert "Safe mornings" in page
    raised = Objection.objects.get()
    as_ana.post(at(made, "proposal_write"), {"seen": 1, "words": "But the nurse.", "answers": raised.pk})
    assert set(Objection.objects.waiting_for(ben)) == {raised}
    page = as_ben.get(at(made)).text
    assert "takes it up" in page
    assert "Say how it ended" in page
    assert "But the nurse." in as_ben.get(at(made, "objection_answer", raised.pk)).text
    where, data = end(made, raised, words="The nurse opens the door.")
    answer = as_ben.post(where, data, follow=True)
    assert "Resolved: what changed takes care of it" in answer.text
    assert "The nurse opens the door." in answer.text
    assert ObjectionAnswer.objects.get().by == ben
    assert not Objection.objects.waiting_for(ben).exists()


def test_only_whoever_raised_it_says_how_it_ended(team, ana, ben, as_ana, as_cleo, as_dov):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    raised = object_to(made, ben)
    where, data = end(made, raised, words="canary")
    assert as_ana.post(where, data).status_code == 403
    assert as_cleo.post(where, data).status_code == 403
    assert as_dov.post(where, data).status_code == 404
    assert "Say how it ended" not in as_ana.get(at(made)).text
    raised.refresh_from_db()
    assert raised.is_open


def test_observers_staff_and_outsiders_raise_none(team, ana, ben, as_cleo, as_dov, northside):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    colleague = factories.person("Eva Lund")
    northside.welcome(colleague)
    said = {"seen": 1, **SAID}
    assert as_cleo.post(at(made, "objection_add"), said).status_code == 403
    assert signed_in(colleague).post(at(made, "objection_add"), said).status_code == 403
    assert as_dov.post(at(made, "objection_add"), said).status_code == 404
    assert not Objection.objects.exists()


def test_one_nobody_knows_of_yet_does_not_exist_for_others(team, ana, ben, as_ana):
    made = proposed(team, ana)
    raised = object_to(made, ben)
    where, data = end(made, raised, words="canary")
    assert as_ana.post(where, data).status_code == 404
    assert "canary-aim" not in as_ana.get(at(made, "proposal_write")).text


def test_whoever_changes_their_mind_unseen_has_not_objected(team, ana, ben):
    made = proposed(team, ana)
    object_to(made, ben)
    say(made, ben, 2)
    assert not Objection.objects.exists()
    object_to(made, ben, words="First words")
    object_to(made, ben, words="Better words")
    assert Objection.objects.get().words == "Better words"


def test_said_anew_unseen_it_is_open_again_however_it_had_ended(team, ana, ben):
    made = proposed(team, ana)
    raised = object_to(made, ben)
    raised.end(ben, "resolved", "Never mind.", "open")
    object_to(made, ben, words="After all it would do harm.")
    raised.refresh_from_db()
    assert (raised.state, raised.answer, raised.ended_at) == ("open", "", None)
    say(made, ana)
    made.proposal.turn_over()
    assert not made.count().stands


def test_an_end_of_one_that_is_gone_by_now_is_told_so(team, ana, ben, as_ben):
    made = proposed(team, ana)
    raised = object_to(made, ben)
    say(made, ben)
    with pytest.raises(Gone):
        raised.end(ben, "resolved", "Never mind.", "open")


def test_one_can_be_raised_after_all_were_turned_over(team, ana, ben, as_ben, as_ana):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    assert "the proposal stands" in as_ana.get(at(made)).text
    answer = as_ben.post(at(made, "objection_add"), {"seen": 1, **SAID}, follow=True)
    assert "Your objection is on the record" in answer.text
    as_ben.post(at(made, "objection_add"), {"seen": 1, **SAID})
    assert Objection.objects.count() == 1
    assert "does not stand" in as_ana.get(at(made)).text
    assert Stance.objects.get(person=ben).step == 2


@pytest.mark.parametrize(("state", "stands"), [("resolved", True), ("stands_aside", True), ("stands", False)])
def test_what_stands_blocks_and_what_ended_does_not(team, ana, ben, as_ana, as_ben, state, stands):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    raised = object_to(made, ben)
    where, data = end(made, raised, words="So it is.")
    as_ben.post(where, data | {"state": state})
    assert made.count().stands is stands
    assert ("the proposal stands" in as_ana.get(at(made)).text) is stands


def test_an_end_can_be_taken_back_and_the_record_keeps_both(team, ana, ben, as_ben):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    raised = object_to(made, ben)
    where, data = end(made, raised, words="It is fine now.")
    as_ben.post(where, data)
    as_ben.post(where, {"seen": "resolved", "state": "open", "words": "It came back."})
    page = as_ben.get(at(made)).text
    assert "It is fine now." in page
    assert "It came back." in page
    raised.refresh_from_db()
    assert raised.is_open
    assert raised.ended_at is None


def test_a_departed_persons_objection_is_settled_with_a_reason(team, ana, ben, as_ana):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    raised = object_to(made, ben)
    team.memberships.filter(person=ben).delete()
    assert "since whoever raised it has left" in as_ana.get(at(made)).text
    where = at(made, "objection_answer", raised.pk)
    assert as_ana.post(where, {"seen": "open", "words": ""}).status_code == 422
    as_ana.post(where, {"seen": "open", "words": "The door is open at seven now.", "state": "resolved"})
    raised.refresh_from_db()
    assert raised.state == "settled"
    page = as_ana.get(at(made)).text
    assert "The door is open at seven now." in page
    assert "Settled after whoever raised it had left" in page
    assert made.count().stands


def test_a_deleted_account_leaves_words_without_a_name(team, ana, ben, as_ana):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    object_to(made, ben)
    ben.delete()
    page = as_ana.get(at(made)).text
    assert "A former colleague, about edition 1" in page
    assert "canary-harm" in page
    assert "Ben Okafor" not in page


def test_whoever_left_the_team_still_says_how_their_own_ended(team, ana, ben, as_ben):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    raised = object_to(made, ben)
    team.memberships.filter(person=ben).update(role="observer")
    where, data = end(made, raised, words="It is fine now.")
    assert as_ben.post(where, data).status_code == 302
    raised.refresh_from_db()
    assert raised.state == "resolved"
    with pytest.raises(TakesNoPart):
        object_to(made, ben, words="Another")


@pytest.mark.parametrize(
    "data", [{}, {"harms": "canary-aim"}, {"words": "canary"}, {"words": "canary", "harms": "x" * 301}]
)
def test_what_cannot_be_taken_comes_back_with_its_words(team, ana, as_ben, data):
    made = proposed(team, ana)
    answer = as_ben.post(at(made, "objection_add"), {"seen": 1, **data})
    assert answer.status_code == 422
    for words in data.values():
        assert words in answer.text
    assert not Objection.objects.exists()


@pytest.mark.parametrize(
    "data", [{"seen": "open"}, {"seen": "open", "state": "open", "words": "canary"}, {"words": "canary"}]
)
def test_an_end_needs_a_state_and_words(team, ana, ben, as_ben, data):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    raised = object_to(made, ben)
    answer = as_ben.post(at(made, "objection_answer", raised.pk), data)
    assert answer.status_code == 422
    assert data.get("words", "") in answer.text
    assert not ObjectionAnswer.objects.exists()


def test_objections_belong_to_consent(team, ana, ben, as_ben):
    made = turned_over(team, (ana, 4), (ben, 4), by=ana, rule="fist_to_five")
    assert as_ben.get(at(made, "objection_add")).status_code == 302
    with pytest.raises(MovedOn):
        object_to(made, ben)


def test_answered_in_two_windows(team, ana, ben, as_ben):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    raised = object_to(made, ben)
    where, data = end(made, raised, words="canary-first")
    as_ben.post(where, data)
    answer = as_ben.post(where, data | {"state": "stands", "words": "canary-second"})
    assert answer.status_code == 409
    assert "canary-first" in answer.text
    assert "canary-second" in answer.text
    assert 'name="seen" value="resolved"' in answer.text
    with pytest.raises(Stale):
        raised.end(ben, "stands", "canary-second", "open")


@pytest.mark.django_db(transaction=True)
def test_two_ends_at_once_leave_one_and_a_new_edition_is_seen_first(team, ana, ben):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    raised = object_to(made, ben)
    came = at_once(
        lambda: Objection.objects.get(pk=raised.pk).end(ben, "resolved", "One", "open"),
        lambda: Objection.objects.get(pk=raised.pk).end(ben, "stands", "Two", "open"),
    )
    assert sorted(type(one).__name__ for one in came) == ["ObjectionAnswer", "Stale"]
    amended(made, ana)
    with pytest.raises(Stale):
        Objection.put(made, ben, 1, "Words", "Aim")
