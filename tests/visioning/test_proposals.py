"""Proposals: written and said anew; old editions stay readable, what changed stands beside, and everybody is asked anew."""

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.conftest import signed_in
from visioning.models import MovedOn, Proposal, Stale, Stance

from .deciding import decided, draft
from .proposing import AMENDED, WORDS, amended, at, object_to, part, proposed, say, turned_over
from .test_statements import at_once

pytestmark = pytest.mark.django_db


def test_anybody_who_takes_part_writes_it_and_says_it_anew(team, ana, as_ben):
    made = proposed(team, ana)
    answer = as_ben.post(at(made, "proposal_write"), {"words": AMENDED, "seen": 1}, follow=True)
    assert "Everybody is asked anew" in answer.text
    assert "Edition 2, written by Ben Okafor" in answer.text
    assert [one.words for one in made.proposals.all()] == [WORDS, AMENDED]
    assert "<ins>" in answer.text
    assert "What changed since edition 1" in answer.text
    old = as_ben.get(at(made, "proposal", 1)).text
    assert WORDS in old
    assert "There is a newer one" in old
    assert "<ins>" in as_ben.get(at(made, "proposal", 2)).text
    assert as_ben.get(at(made, "proposal", 3)).status_code == 404


def test_it_can_be_written_before_the_decision_opens_and_not_once_it_is_made(team, ana, as_ben):
    made = draft(team, ana)
    as_ben.post(at(made, "proposal_write"), {"words": WORDS, "seen": 0})
    assert made.proposals.get().words == WORDS
    done = decided(team, ana, question="Another one?")
    answer = as_ben.post(at(done, "proposal_write"), {"words": "canary-late", "seen": 0}, follow=True)
    assert not done.proposals.exists()
    assert "has moved on" in answer.text


def test_a_new_edition_says_which_objection_it_takes_up(team, ana, ben, as_ana):
    made = turned_over(team, (ana, 2), (ben, 2), by=ana)
    raised = object_to(made, ben)
    form = as_ana.get(at(made, "proposal_write") + f"?answers={raised.pk}").text
    assert "canary-aim" in form
    as_ana.post(at(made, "proposal_write"), {"words": AMENDED, "seen": 1, "answers": raised.pk})
    assert made.proposal.answers == raised
    assert "It takes up the objection about:" in as_ana.get(at(made)).text


def test_an_objection_of_another_decision_is_no_choice(team, ana, ben, as_ana):
    other = turned_over(team, (ana, 2), (ben, 2), by=ana)
    raised = object_to(other, ben)
    made = proposed(team, ana, question="Another one?")
    as_ana.post(at(made, "proposal_write"), {"words": AMENDED, "seen": 1, "answers": raised.pk})
    assert not Proposal.objects.filter(decision=made, answers=raised).exists()


def test_outsiders_find_nothing_and_observers_do_not_write(team, ana, as_dov, as_cleo, as_nobody):
    made = proposed(team, ana)
    for name, more in (("proposal_write", ()), ("proposal", (1,))):
        assert as_dov.get(at(made, name, *more)).status_code == 404
        assert as_nobody.get(at(made, name, *more)).status_code == 302
    assert as_dov.post(at(made, "proposal_turn_over"), {"seen": 1}).status_code == 404
    assert as_cleo.get(at(made, "proposal", 1)).status_code == 200
    for name in ("proposal_write", "proposal_turn_over"):
        assert as_cleo.post(at(made, name), {"words": AMENDED, "seen": 1}).status_code == 403
    assert made.proposals.count() == 1


@pytest.mark.parametrize("data", [{"words": "", "seen": 1}, {"words": "x" * 4001, "seen": 1}, {"words": "canary-half"}])
def test_what_cannot_be_taken_comes_back_with_its_words(team, ana, as_ben, data):
    made = proposed(team, ana)
    answer = as_ben.post(at(made, "proposal_write"), data)
    assert answer.status_code == 422
    assert data["words"] in answer.text
    assert made.proposals.count() == 1


def test_two_who_write_at_once_both_see_what_the_other_wrote(team, ana, ben, as_ana, as_ben):
    made = proposed(team, ana)
    as_ana.post(at(made, "proposal_write"), {"words": "canary-first", "seen": 1})
    answer = as_ben.post(at(made, "proposal_write"), {"words": "canary-second", "seen": 1})
    assert answer.status_code == 409
    assert "canary-first" in answer.text
    assert "canary-second" in answer.text
    assert 'name="seen" value="2"' in answer.text
    assert [one.words for one in made.proposals.all()] == [WORDS, "canary-first"]
    with pytest.raises(Stale):
        Proposal.write(made, ben, "canary-second", seen=1)
    assert Proposal.write(made, ben, "canary-first", seen=1).number == 2  # the same said twice is one


@pytest.mark.django_db(transaction=True)
def test_two_editions_in_the_same_moment(team, ana, ben):
    made = proposed(team, ana)
    came = at_once(
        lambda: Proposal.write(made, ana, "One way", seen=1), lambda: Proposal.write(made, ben, "Another way", seen=1)
    )
    assert made.proposals.count() == 2
    assert sorted(type(one).__name__ for one in came) == ["Proposal", "Stale"]


# --- Turning over ---------------------------------------------------------------------------------------------------


def test_who_runs_the_team_turns_all_over_once_two_have_said(team, ana, ben, as_ana, as_ben):
    made = proposed(team, ana)
    say(made, ana)
    assert "Wait until at least two" in as_ana.post(at(made, "proposal_turn_over"), {"seen": 1}, follow=True).text
    say(made, ben, 1, "canary-concern")
    assert as_ben.post(at(made, "proposal_turn_over"), {"seen": 1}).status_code == 403
    assert not made.proposal.is_shown
    answer = as_ana.post(at(made, "proposal_turn_over"), {"seen": 1}, follow=True)
    assert "1 consents and 1 with a concern; no open objection: by the rule said on" in answer.text
    assert "the proposal stands" in answer.text
    assert "canary-concern" in answer.text
    as_ana.post(at(made, "proposal_turn_over"), {"seen": 1})
    assert made.proposal.is_shown


def test_an_edition_that_nobody_has_seen_is_not_turned_over(team, ana, ben, as_ana):
    made = proposed(team, ana)
    say(made, ana)
    say(made, ben)
    amended(made, ben)
    answer = as_ana.post(at(made, "proposal_turn_over"), {"seen": 1}, follow=True)
    assert "Nothing was turned over" in answer.text
    assert not Proposal.objects.exclude(shown_at=None).exists()
    with pytest.raises(MovedOn):
        made.proposals.get(number=1).turn_over()


def test_a_new_edition_asks_anew_and_the_old_stances_stay_readable(team, ana, ben, as_ana):
    made = turned_over(team, (ana, 2), (ben, 1, "canary-concern"), by=ana)
    amended(made, ana)
    page = as_ana.get(at(made)).text
    assert "Nobody has said yet where they stand" in page
    assert "canary-concern" not in page
    old = as_ana.get(at(made, "proposal", 1)).text
    assert "canary-concern" in old
    assert "1 consents and 1 with a concern." in old
    assert "the proposal stands" not in old


def test_whoever_left_is_not_turned_over_with_their_name(team, ana, ben, as_ana):
    made = proposed(team, ana)
    gus = factories.person("Gus Berg")
    team.welcome(gus, "link")
    for person in (ana, ben, gus):
        say(made, person)
    team.memberships.filter(person=gus).delete()
    made.proposal.turn_over()
    assert "Gus Berg" not in as_ana.get(at(made)).text
    assert Stance.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_turned_over_twice_at_once_and_while_somebody_speaks(team, ana, ben):
    made = proposed(team, ana)
    gus = factories.person("Gus Berg")
    team.welcome(gus, "link")
    say(made, ana)
    say(made, ben)
    last = made.proposal
    came = at_once(lambda: last.turn_over(), lambda: made.proposal.turn_over(), lambda: say(made, gus, 1, "Hm"))
    assert sorted(map(str, came[:2])) == ["False", "True"]
    assert type(came[2]).__name__ in {"Stance", "TurnedOver"}
    assert made.stances.count() == (3 if type(came[2]) is Stance else 2)


def test_the_database_hides_nothing_again_and_changes_no_edition(team, ana, ben):
    made = turned_over(team, (ana, 2), (ben, 1, "Hm"), by=ana)
    for change in ({"shown_at": None}, {"words": "Other words"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            made.proposals.update(**change)
    for change in ({"step": 0}, {"reason": "Other words"}, {"person": ana}):
        with pytest.raises(IntegrityError), transaction.atomic():
            made.stances.filter(person=ben).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stance.objects.create(decision=made, proposal=made.proposal, person=factories.person("Gus Berg"), step=2)
    ben.delete()
    assert made.stances.filter(person=None).count() == 1


def test_the_live_part_answers_alone(team, ana, as_ana):
    answer = part(as_ana, proposed(team, ana))
    assert WORDS in answer.text
    assert 'id="decision"' in answer.text
    assert "<html" not in answer.text


def test_the_staff_reads_how_many_and_no_names(team, ana, ben, northside):
    made = turned_over(team, (ana, 2), (ben, 1, "canary-concern"), by=ana)
    object_to(made, ben)
    colleague = factories.person("Eva Lund")
    northside.welcome(colleague)
    for page in (at(made), at(made, "proposal", 1)):
        text = signed_in(colleague).get(page).text
        assert "1 consents and 1 with a concern" in text
        assert "canary" not in text
        assert "Ben Okafor" not in text
