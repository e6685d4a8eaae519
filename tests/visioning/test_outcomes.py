"""What was decided: written by a person, how it came about kept with it, looked at again on its day, replaced by a new one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from leadership.models import JoinedBy
from tests import factories
from tests.conftest import signed_in
from visioning.models import Decision, DecisionReview, DecisionStage, MovedOn, OtherWay, Reviewed

from .deciding import brought, decided, opened
from .proposing import again, amended, at, object_to, proposed, say, turned_over
from .test_statements import at_once

pytestmark = pytest.mark.django_db


def day(ahead=0):
    return timezone.localdate() + timedelta(days=ahead)


def said(way="agreed", seen=1, **more):
    told = {
        "outcome": "canary-outcome: Wednesdays stay free.",
        "prediction": "canary-prediction: planning twice a month",
    }
    return {"way": way, "seen": seen, "decided_on": day(), "review_on": day(100), **told, **more}


def review(decision, **more):
    return {
        "due_on": decision.review_on,
        "found": "canary-found: once a month",
        "verdict": "keep",
        "review_on": day(90),
        **more,
    }


def due(team, by, **more):
    """A decided one whose day has come."""
    return decided(team, by, review_on=day(), **more)


# --- Deciding -------------------------------------------------------------------------------------------------------


def test_an_outcome_is_written_with_how_it_came_about(team, ana, ben, as_ana, as_cleo):
    made = turned_over(team, (ana, 2), (ben, 1, "Hm"), by=ana)
    assert "1 consents and 1 with a concern" in as_ana.get(at(made, "outcome_write")).text
    answer = as_ana.post(at(made, "outcome_write"), said())
    assert answer["Location"] == at(made, "decision_explain")
    made = again(made)
    assert (made.stage, made.decided_by, made.review_on) == (DecisionStage.DECIDED, ana, day(100))
    page = as_cleo.get(at(made)).text
    assert "canary-outcome" in page
    assert "canary-prediction" in page
    assert "1 consents and 1 with a concern; no open objection" in page
    ben.delete()
    team.memberships.filter(person=ana).update(role="observer")
    assert again(made).came_about.sentence in page
    assert again(made).came_about.people == 2


def test_consent_is_not_noted_while_an_objection_is_open(team, ana, ben, as_ana):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    object_to(made, ben)
    page = as_ana.get(at(made, "outcome_write")).text
    assert "The old week stays until summer." in page
    assert "without agreement" in page
    answer = as_ana.post(at(made, "outcome_write"), said())
    assert answer.status_code == 409
    assert "canary-outcome" in answer.text
    with pytest.raises(OtherWay):
        made.decide(ana, "agreed", 1, outcome="x", decided_on=day(), review_on=day(9))
    assert as_ana.post(at(made, "outcome_write"), said("without")).status_code == 422
    as_ana.post(at(made, "outcome_write"), said("without", sure="on"))
    made = again(made)
    assert made.counted["way"] == "without"
    assert "There was no agreement by the rule." in as_ana.get(at(made)).text
    assert "1 open objection" in as_ana.get(at(made)).text
    assert "the proposal does not stand" in as_ana.get(at(made)).text


def test_stances_are_turned_over_before_anything_is_decided(team, ana, ben, as_ana):
    made = proposed(team, ana)
    say(made, ana)
    say(made, ben, 1, "canary-ben")
    assert "Turn the stances over first." in as_ana.get(at(made, "outcome_write")).text
    for way in ("agreed", "without", ""):
        answer = as_ana.post(at(made, "outcome_write"), said(way, sure="on"))
        assert answer.status_code in {409, 422}
        assert "canary-ben" not in answer.text
    assert again(made).stage == DecisionStage.OPEN
    with pytest.raises(OtherWay):
        made.decide(ana, None, 1, outcome="x", decided_on=day(), review_on=day(9))


def test_whoever_left_before_it_was_turned_over_does_not_hold_it_up(team, ana, ben, as_ana):
    """Their stance would be turned over with nobody's: so it does not count, and there is a way on."""
    cara = factories.person("Cara")
    team.welcome(cara, JoinedBy.OPEN_CALL)
    made = proposed(team, ana)
    say(made, ana)
    say(made, cara)
    team.memberships.filter(person=cara).delete()
    assert made.count().way == "without"
    assert "1 of 2 has said" in as_ana.get(at(made)).text
    as_ana.post(at(made, "outcome_write"), said("without", sure="on"))
    assert again(made).stage == DecisionStage.DECIDED


def test_what_was_never_turned_over_stays_so(team, ana, ben, as_ana):
    made = proposed(team, ana)
    say(made, ben, 1, "canary-ben")
    as_ana.post(at(made, "outcome_write"), said("without", sure="on"))
    made = again(made)
    assert made.counted["steps"] == {}
    page = as_ana.get(at(made)).text
    assert "They were never turned over." in page
    assert "canary-ben" not in page


def test_one_person_decides_after_hearing_the_others(team, ana, ben, as_ana, as_ben):
    made = opened(team, ana, rule="leader", decider=ben)
    brought(made, ana)
    as_ben.post(at(made, "outcome_write"), said("leader", 0))
    made = again(made)
    assert made.decided_by == ben
    page = as_ana.get(at(made)).text
    assert "One person decided, after hearing the others." in page
    assert "One thing was brought before it was decided." in page


def test_a_public_body_names_its_meeting(team, ana, ben, as_ana):
    team.public_body = True
    team.save()
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    answer = as_ana.post(at(made, "outcome_write"), said("meeting"))
    assert answer.status_code == 422
    assert "Name the public meeting" in answer.text
    as_ana.post(at(made, "outcome_write"), said("meeting", meeting="Board of 20 November"))
    page = as_ana.get(at(made)).text
    assert "Board of 20 November" in page
    assert "What was said here was advice." in page


def test_who_may_write_it(team, ana, ben, as_ben, as_cleo, as_dov):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    assert as_ben.post(at(made, "outcome_write"), said()).status_code == 403
    assert as_cleo.post(at(made, "outcome_write"), said()).status_code == 403
    assert as_dov.post(at(made, "outcome_write"), said()).status_code == 404
    assert as_dov.post(at(made, "outcome_review"), {}).status_code == 404
    assert as_ben.post(at(made, "outcome_review"), {}).status_code == 403
    assert as_ben.post(at(made, "outcome_revisit")).status_code == 403
    assert again(made).stage == DecisionStage.OPEN


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": ""},
        {"outcome": "x" * 2001},
        {"decided_on": ""},
        {"decided_on": "2101-01-01"},
        {"decided_on": "2020-01-01"},
        {"review_on": ""},
        {"review_on": "2020-01-01"},
        {"prediction": "x" * 401},
    ],
)
def test_what_cannot_be_taken_comes_back_with_its_words(team, ana, ben, as_ana, wrong):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    answer = as_ana.post(at(made, "outcome_write"), said(**wrong))
    assert answer.status_code == 422
    assert next(iter(wrong.values())) in answer.text
    assert again(made).stage == DecisionStage.OPEN


def test_a_new_edition_or_an_outcome_meanwhile(team, ana, ben, as_ana):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    amended(made, ben)
    answer = as_ana.post(at(made, "outcome_write"), said())
    assert answer.status_code == 409
    assert "canary-outcome" in answer.text
    made.decide(ana, "without", 2, outcome="canary-quicker", decided_on=day(), review_on=day(9))
    answer = as_ana.post(at(made, "outcome_write"), said("without", 2, sure="on"))
    assert answer.status_code == 409
    assert "canary-quicker" in answer.text
    assert "canary-outcome" in answer.text
    assert again(made).outcome == "canary-quicker"


@pytest.mark.django_db(transaction=True)
def test_two_outcomes_at_once_leave_one(team, ana, ben):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)

    def write(words):
        told = {"outcome": words, "decided_on": day(), "review_on": day(9)}
        return lambda: Decision.objects.get(pk=made.pk).decide(ana, "agreed", 1, **told)

    came = at_once(write("One"), write("Two"))
    assert sorted(type(one).__name__ for one in came) == ["MovedOn", "NoneType"]
    assert again(made).stage == DecisionStage.DECIDED


# --- Looking at it again --------------------------------------------------------------------------------------------


def test_it_comes_back_on_its_day(team, ana, as_ana, as_ben):
    later, now = decided(team, ana, question="Later?"), due(team, ana)
    assert set(Decision.objects.to_look_at()) == {now}
    assert "It comes back on" in as_ana.get(at(later)).text
    assert "The day has come to look at this again." in as_ana.get(at(now)).text
    assert "Say what came of it" not in as_ben.get(at(now)).text


def test_it_stays_until_another_day(team, ana, as_ana):
    made = due(team, ana)
    page = as_ana.get(at(made, "outcome_review")).text
    assert "Every grade plans together twice a month." in page
    as_ana.post(at(made, "outcome_review"), review(made))
    page = as_ana.get(at(made)).text
    assert "canary-found" in page
    assert again(made).review_on == day(90)
    assert not Decision.objects.to_look_at().exists()


def test_looked_at_early_it_comes_back_on_another_day(team, ana, as_ana):
    made = decided(team, ana, review_on=day(30))
    answer = as_ana.post(at(made, "outcome_review"), review(made, review_on=day(30)))
    assert answer.status_code == 422
    assert "canary-found" in answer.text
    as_ana.post(at(made, "outcome_review"), review(made, review_on=day(90)))
    made = again(made)
    assert as_ana.post(at(made, "outcome_review"), review(made, review_on=day(30))).status_code == 422


@pytest.mark.parametrize("given_up", ["remove", "drop"])
def test_what_was_to_replace_it_is_given_up_and_it_comes_back(team, ana, ben, given_up):
    made = due(team, ana)
    draft = made.look_back(ana, made.review_on, "Not once.", DecisionReview.Verdict.CHANGE)
    assert not Decision.objects.to_look_at(day(1)).exists()
    if given_up == "remove":
        draft.remove(draft.edition)
    else:
        Decision.objects.filter(pk=draft.pk).update(input_until=day(9), decide_by=day(9))
        again(draft).open(ana)
        assert again(draft).drop("The busses changed.")
    made = again(made)
    assert made.review_on == day(1)
    assert Decision.objects.to_look_at(day(1)).get() == made


def test_it_ends(team, ana, as_ana):
    made = due(team, ana)
    as_ana.post(at(made, "outcome_review"), review(made, verdict="end", review_on=""))
    made = again(made)
    assert made.ended_on == day()
    assert "It ended on" in as_ana.get(at(made)).text
    assert not Decision.objects.in_force().exists()
    assert not Decision.objects.to_look_at().exists()


def test_it_is_decided_anew_and_both_lead_to_each_other(team, ana, ben, as_ana):
    made = due(team, ana)
    answer = as_ana.post(at(made, "outcome_review"), review(made, verdict="change", review_on=""))
    draft = Decision.objects.get(supersedes=made)
    assert answer["Location"] == draft.get_absolute_url()
    assert (draft.stage, draft.question, draft.rule) == (DecisionStage.DRAFT, made.question, made.rule)
    assert f"It is to take the place of no. {made.number}" in as_ana.get(at(draft)).text
    assert f"being decided anew in no. {draft.number}" in as_ana.get(at(made)).text
    assert Decision.objects.in_force().filter(pk=made.pk).exists()
    Decision.objects.filter(pk=draft.pk).update(input_until=day(3), decide_by=day(4))
    again(draft).open(ana)
    draft = again(draft)
    draft.decide(ana, "without", 0, outcome="Fridays", decided_on=day(), review_on=day(9))
    assert f"Replaced by no. {draft.number} on" in as_ana.get(at(made)).text
    assert set(Decision.objects.in_force()) == {draft}
    old = due(team, ana, question="Replaced without a look?")
    decided(team, ana, question="Its successor", supersedes=old)
    with pytest.raises(MovedOn):
        old.look_back(ana, old.review_on, "x", "keep", day(9))


def test_the_question_is_brought_again_at_any_time_once(team, ana, as_ana):
    made = decided(team, ana)
    first = as_ana.post(at(made, "outcome_revisit"))["Location"]
    assert as_ana.post(at(made, "outcome_revisit"))["Location"] == first
    assert made.superseded_by.count() == 1
    still = opened(team, ana, question="Another one?")
    assert "has moved on" in as_ana.post(at(still, "outcome_revisit"), follow=True).text
    assert not still.superseded_by.exists()


def test_the_staff_reads_nothing_of_a_decision_of_the_team_alone(team, ana, northside):
    """Neither of what it replaced nor of what replaced it, where these were not open to them."""
    old = decided(team, ana, question="canary-old?", audience="team")
    made = decided(team, ana, question="Told to all?", supersedes=old)
    decided(team, ana, question="canary-new?", audience="team", supersedes=made)
    colleague = factories.person("Eva Lund")
    northside.welcome(colleague)
    page = signed_in(colleague).get(at(made)).text
    assert "canary" not in page
    assert "Replaced on" in page


def test_one_look_back_a_promised_day(team, ana, as_ana):
    made = due(team, ana)
    first = review(made)
    as_ana.post(at(made, "outcome_review"), first)
    answer = as_ana.post(at(made, "outcome_review"), first | {"found": "canary-second"})
    assert answer.status_code == 409
    assert "canary-found" in answer.text
    assert "canary-second" in answer.text
    assert DecisionReview.objects.count() == 1
    with pytest.raises(Reviewed):
        made.look_back(ana, day(), "x", "keep", day(9))
    with pytest.raises(Reviewed):
        made.look_back(ana, day(1), "x", "keep", day(9))


@pytest.mark.parametrize(
    "wrong",
    [
        {"found": ""},
        {"verdict": ""},
        {"review_on": ""},
        {"review_on": "2020-01-01"},
        {"due_on": ""},
        {"found": "x" * 2001},
    ],
)
def test_a_look_back_needs_words_and_what_follows(team, ana, as_ana, wrong):
    made = due(team, ana)
    answer = as_ana.post(at(made, "outcome_review"), review(made, **wrong))
    assert answer.status_code == 422
    assert "canary-found" in answer.text or "found" in wrong
    assert not DecisionReview.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_look_back_at_once(team, ana, ben):
    made = due(team, ana)

    def look(person):
        return lambda: Decision.objects.get(pk=made.pk).look_back(person, made.review_on, "x", "change")

    came = at_once(look(ana), look(ben))
    assert sorted(type(one).__name__ for one in came) == ["Decision", "Reviewed"]
    assert Decision.objects.filter(supersedes=made).count() == 1
