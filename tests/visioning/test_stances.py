"""Stances: unseen until all are turned over, one's own to change until then; a colleague's word in the corridor is marked as such."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from leadership.since import since
from tests import factories
from tests.conftest import signed_in
from visioning.decision_ladders import ladder
from visioning.models import Proposal, SaidThemselves, Stale, Stance, TakesNoPart, TurnedOver

from .proposing import amended, at, object_to, part, proposed, say, turned_over
from .test_statements import at_once

pytestmark = pytest.mark.django_db


def test_one_says_it_and_says_it_anew_until_they_are_turned_over(team, ana, ben, as_ben):
    made = proposed(team, ana)
    assert "You have not said yet" in as_ben.get(at(made)).text
    answer = as_ben.post(at(made, "stance_say"), {"seen": 1, "step": 1, "reason": "canary-busses"}, follow=True)
    assert "Kept, unseen" in answer.text
    assert "You said: “Consent, with a concern”" in answer.text
    assert "canary-busses" in as_ben.get(at(made, "stance_say")).text
    as_ben.post(at(made, "stance_say"), {"seen": 1, "step": 2})
    assert Stance.objects.get().step == 2
    say(made, ana)
    made.proposal.turn_over()
    with pytest.raises(TurnedOver):
        say(made, ben, 1, "Too late")
    answer = as_ben.post(at(made, "stance_say"), {"seen": 1, "step": 1, "reason": "canary-late"})
    assert answer.status_code == 409
    assert "canary-late" in answer.text
    assert Stance.objects.get(person=ben).step == 2


def test_nothing_of_who_stands_where_is_told_before_they_are_turned_over(team, ana, ben, as_ana, as_ben, as_cleo):
    made = proposed(team, ana)
    say(made, ana, 1, "canary-ana")
    object_to(made, ben)
    for client in (as_ana, as_ben, as_cleo):
        pages = [client.get(at(made)), part(client, made), client.get(at(made, "proposal", 1))]
        pages += [client.get("/teams/northside-team/decisions/"), client.get("/teams/northside-team/")]
        pages += [client.get("/teams/northside-team/plan/")]
        for page in pages:
            assert page.status_code == 200
            if client is not as_ana:
                assert "canary-ana" not in page.text
            if client is not as_ben:
                assert "canary-harm" not in page.text
                assert "canary-aim" not in page.text
            assert "stance-bars" not in page.text
            assert "Stands at" not in page.text
            assert "with a concern;" not in page.text
    assert "2 of 2 have said where they stand" in as_cleo.get(at(made)).text
    assert "canary-ana" not in as_ben.get("/me/export/").text
    made.proposal.turn_over()
    for client in (as_ana, as_ben, as_cleo):
        page = client.get(at(made)).text
        assert "canary-ana" in page
        assert "canary-harm" in page
        assert "1 open objection" in page


def test_search_and_the_archive_find_nothing_that_is_not_turned_over(team, ana, ben, as_ana, as_ben, as_cleo):
    made = proposed(team, ana)
    say(made, ana, 1, "Substitutes come then, canary-ana")
    object_to(made, ben)
    for client, words, told in ((as_ben, "substitutes", "canary-ana"), (as_cleo, "graders", "canary-harm")):
        assert told not in client.get(reverse("search"), {"q": words}).text
    made.proposal.turn_over()
    assert "canary-ana" in as_ben.get(reverse("search"), {"q": "substitutes"}).text


def test_what_i_said_is_in_my_own_file(team, ana, ben, as_ben, as_ana):
    made = proposed(team, ana)
    say(made, ana, 1, "canary-ana")
    object_to(made, ben)
    theirs = as_ben.get("/me/export/")
    assert theirs.json()["objections"][0]["harms"] == "canary-aim: safe mornings"
    assert theirs.json()["stances"][0]["step"] == 0
    assert "canary-harm" not in as_ana.get("/me/export/").text
    assert as_ana.get("/me/export/").json()["proposals_written"]


@pytest.mark.parametrize(
    ("rule", "data"),
    [
        ("consent", {}),
        ("consent", {"step": 7}),
        ("consent", {"step": 1, "reason": ""}),
        ("consent", {"step": 2, "reason": "x" * 401}),
        ("fist_to_five", {"step": 2, "reason": " "}),
        ("gradients", {"step": 3, "reason": ""}),
        ("gradients", {"step": 0, "reason": "canary-none"}),
    ],
)
def test_what_cannot_be_taken_comes_back_with_its_words(team, ana, as_ben, rule, data):
    made = proposed(team, ana, rule=rule)
    answer = as_ben.post(at(made, "stance_say"), {"seen": 1, **data})
    assert answer.status_code == 422
    assert data.get("reason", "").strip() in answer.text
    assert not Stance.objects.exists()
    if data.get("reason", "").startswith("xxx"):
        assert "At most 400 letters, please. These are 401" in answer.text


@pytest.mark.parametrize(
    ("rule", "step"), [("fist_to_five", 3), ("fist_to_five", 0), ("gradients", 8), ("gradients", 2)]
)
def test_each_rule_has_its_own_ladder(team, ana, ben, as_ana, as_ben, rule, step):
    made = proposed(team, ana, rule=rule)
    form = as_ben.get(at(made, "stance_say")).text
    for one in ladder(rule).values():
        assert str(one.label) in form
        assert str(one.means) in form
    as_ben.post(at(made, "stance_say"), {"seen": 1, "step": step, "reason": "canary-why"})
    say(made, ana, 4)
    made.proposal.turn_over()
    page = as_ana.get(at(made)).text
    assert str(ladder(rule)[step].label) in page
    assert "canary-why" in page


def test_where_one_person_decides_nobody_is_asked_to_agree(team, ana, as_ben):
    made = proposed(team, ana, rule="leader")
    page = as_ben.get(at(made)).text
    assert "Ana Ruiz decides, so nobody is asked to agree" in page
    assert "Say where you stand" not in page
    as_ben.post(at(made, "stance_say"), {"seen": 1, "step": 2})
    assert not Stance.objects.exists()
    assert as_ben.get(at(made, "stance_say")).status_code == 302


def test_a_public_body_is_told_that_this_is_advice(team, ana, as_ben):
    team.public_body = True
    team.save()
    made = proposed(team, ana)
    for page in (at(made), at(made, "stance_say")):
        assert "is advice, and binds nobody" in as_ben.get(page).text


def test_an_observer_and_an_outsider_say_nothing(team, ana, as_cleo, as_dov, northside):
    made = proposed(team, ana)
    colleague = factories.person("Eva Lund")
    northside.welcome(colleague)
    for name in ("stance_say", "stance_in_person"):
        assert as_cleo.post(at(made, name), {"seen": 1, "step": 2}).status_code == 403
        assert signed_in(colleague).post(at(made, name), {"seen": 1, "step": 2}).status_code == 403
        assert as_dov.post(at(made, name), {"seen": 1, "step": 2}).status_code == 404
    assert not Stance.objects.exists()


def test_a_new_edition_meanwhile_is_read_before_anything_is_kept(team, ana, ben, as_ben):
    made = proposed(team, ana)
    amended(made, ana, "canary-new: from eleven on.")
    answer = as_ben.post(at(made, "stance_say"), {"seen": 1, "step": 1, "reason": "canary-mine"})
    assert answer.status_code == 409
    assert "canary-new" in answer.text
    assert "canary-mine" in answer.text
    assert 'name="seen" value="2"' in answer.text
    assert not Stance.objects.exists()
    with pytest.raises(Stale):
        Stance.say(made, ben, 1, 2)


@pytest.mark.django_db(transaction=True)
def test_a_stance_while_somebody_writes_a_new_edition_and_twice_at_once(team, ana, ben):
    made = proposed(team, ana)
    came = at_once(
        lambda: Stance.say(made, ben, 1, 2),
        lambda: Stance.say(made, ben, 1, 1, "Hm"),
        lambda: Proposal.write(made, ana, "Another", seen=1),
    )
    assert type(came[2]) is Proposal
    assert {type(one) for one in came[:2]} <= {Stance, Stale}
    assert not made.proposal.stances.exists()
    assert made.stances.count() <= 1


# --- Asked in person ------------------------------------------------------------------------------------------------


def test_a_word_in_the_corridor_is_marked_and_stays_the_colleagues_own(team, ana, ben, as_ana, as_ben):
    made = proposed(team, ana)
    as_ana.post(at(made, "stance_in_person"), {"seen": 1, "person": ben.pk, "step": 2})
    kept = Stance.objects.get()
    assert (kept.person, kept.in_person, kept.recorded_by) == (ben, True, ana)
    assert "Ana Ruiz wrote down for you: “Consent”" in as_ben.get(at(made)).text
    say(made, ana)
    made.proposal.turn_over()
    page = as_ana.get(at(made)).text
    assert "asked in person by Ana Ruiz" in page
    assert "One was asked in person" in page


def test_whoever_speaks_for_themselves_is_not_written_over(team, ana, ben, as_ana, as_ben):
    made = proposed(team, ana)
    say(made, ben, 2, recorded_by=ana)
    as_ben.post(at(made, "stance_say"), {"seen": 1, "step": 1, "reason": "My own words"})
    kept = Stance.objects.get()
    assert (kept.step, kept.in_person, kept.recorded_by) == (1, False, None)
    answer = as_ana.post(at(made, "stance_in_person"), {"seen": 1, "person": ben.pk, "step": 2, "reason": "canary"})
    assert answer.status_code == 422
    assert "Ben Okafor has said it already" in answer.text
    assert "My own words" not in answer.text
    with pytest.raises(SaidThemselves):
        say(made, ben, 2, recorded_by=ana)


def test_only_those_who_take_part_can_be_asked(team, ana, cleo, dov, as_ana):
    made = proposed(team, ana)
    form = as_ana.get(at(made, "stance_in_person")).text
    assert "Ben Okafor" in form
    assert "Cleo Marsh" not in form
    for person in (cleo, dov, ana):
        assert as_ana.post(at(made, "stance_in_person"), {"seen": 1, "person": person.pk, "step": 2}).status_code == 422
    with pytest.raises(TakesNoPart):
        say(made, cleo, recorded_by=ana)


def test_an_objection_in_the_corridor_says_which_aim(team, ana, ben, as_ana):
    made = proposed(team, ana)
    said = {"seen": 1, "person": ben.pk, "step": 0, "reason": "They wait outside."}
    assert as_ana.post(at(made, "stance_in_person"), said).status_code == 422
    as_ana.post(at(made, "stance_in_person"), said | {"harms": "Safe mornings"})
    raised = made.objections.get()
    assert (raised.person, raised.in_person, raised.recorded_by) == (ben, True, ana)
    assert Stance.objects.get().in_person


# --- Figures --------------------------------------------------------------------------------------------------------


def test_one_or_three_rows_cost_the_same_questions(team, ana, ben, as_ana, django_assert_max_num_queries):
    def questions(made):
        with django_assert_max_num_queries(10) as asked:
            as_ana.get(at(made))
        with django_assert_max_num_queries(10) as more:
            as_ana.get(at(made, "proposal", 1))
        return len(asked), len(more)

    few = turned_over(team, (ana, 2), (ben, 2), by=ana)
    object_to(few, ben)
    one = questions(few)
    people = [factories.person(name) for name in ("Flo Ames", "Gus Berg", "Hal Cole")]
    for person in people:
        team.welcome(person, "link")
    many = proposed(team, ana, question="Another one?")
    amended(many, ana)
    for person in (ana, ben, *people):
        say(many, person)
    many.proposal.turn_over()
    for person in people:
        object_to(many, person).end(person, "stands_aside", "All right", "open")
    assert questions(many) == one


def test_who_is_still_to_speak_is_told_to_themselves_alone(team, ana, ben, as_cleo, as_ana):
    made = proposed(team, ana)
    assert set(Proposal.objects.waiting_for(ben)) == {made.proposal}
    say(made, ana)
    assert not Proposal.objects.waiting_for(ana).exists()
    assert "Ben Okafor" not in as_cleo.get(at(made)).text
    assert "Ben Okafor" not in as_ana.get(at(made)).text
    amended(made, ana)
    assert set(Proposal.objects.waiting_for(ana)) == {made.proposal}


def test_whoever_was_asked_in_person_is_told_where_they_are_said_to_stand(team, ana, ben):
    """Nobody is asked any more where a colleague has written it down for them: so they hear of it."""
    made, yesterday = proposed(team, ana), timezone.now() - timedelta(days=1)
    say(made, ben, recorded_by=ana)
    say(made, ana)
    told = {one: [line for line in since(one, yesterday).happened if line.kind == "stance_noted"] for one in (ana, ben)}
    assert [line.words for line in told[ben]] == [f"A colleague wrote down where you stand: “{made.question}”"]
    assert told[ana] == []
    say(made, ben, 1, "A concern of my own")
    assert "stance_noted" not in {line.kind for line in since(ben, yesterday).happened}
