"""Blind consensus: nobody's level is seen before all are, and what is settled keeps its reason and its dissent."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from leadership import guides
from leadership.consensus_words import Spread
from leadership.models import AssessmentRound, BlindLevel, Changed, Consensus, ConsensusDissent, NotNow
from tests import factories
from tests.conftest import signed_in

KEY = "vision"


@pytest.fixture
def round(team, ana):
    guide = guides.guide(KEY)
    items = [{"key": one.key, "title": one.title, "text": one.text, "levels": list(one.levels)} for one in guide.pulse]
    part = {"key": KEY, "kind": "pulse", "version": guide.version, "title": guide.title, "items": items}
    return AssessmentRound.objects.create(
        team=team, number=1, name="Autumn", naming="named", wording=[part], opened_by=ana, closed_at=timezone.now()
    )


def at(round, rest="", condition=KEY):
    return f"/teams/{round.team.slug}/rounds/{round.number}/consensus/{condition}/{rest}"


def put_both(round, ana, ben):
    Consensus.put(round, KEY, ana, 1, "canary-ana: nobody can say it")
    return Consensus.put(round, KEY, ben, 4, "canary-ben: it hangs on every door")


def test_nobody_sees_a_level_before_all_are_turned_over(round, ana, ben, as_ana, as_ben, as_cleo):
    put_both(round, ana, ben)
    page = as_ben.get(at(round)).content.decode()
    assert "2 of 2 people have put a level" in page
    assert "canary-ana" not in page
    assert "canary-ben" in page  # one's own, to change it
    assert "canary" not in as_cleo.get(at(round)).content.decode()
    as_ana.post(at(round, "reveal/"))
    for client in (as_ana, as_ben, as_cleo):
        page = client.get(at(round)).content.decode()
        assert "canary-ana" in page
        assert "canary-ben" in page
        assert "from “Not yet” to “Part of how we work”" in page


def test_what_somebody_put_and_saw_differently_is_in_their_file_alone(round, ana, ben, as_ana, as_ben):
    found = put_both(round, ana, ben)
    ConsensusDissent.say(found, ben, "canary-ben: not so")
    theirs = as_ben.get("/me/export/").json()
    assert [one["reason"] for one in theirs["levels_put"]] == ["canary-ben: it hangs on every door"]
    assert [one["words"] for one in theirs["levels_seen_differently"]] == ["canary-ben: not so"]
    assert "canary-ben" not in as_ana.get("/me/export/").text


def test_an_open_page_is_led_on_when_the_table_has_changed(round, ana, ben, as_ben, as_cleo):
    found = put_both(round, ana, ben)
    covered = {"headers": {"HX-Request": "true", "HX-Target": "section#consensus-state"}, "data": {"since": "covered"}}
    before = as_ben.get(at(round), **covered).text
    assert "?since=covered" in before
    assert "Go on" not in before
    found.reveal()
    after = as_ben.get(at(round), **covered).text
    assert "All levels were turned over while you had the page open" in after
    assert "?since=covered" in after  # other news keep it there
    assert "Go on" not in as_ben.get(at(round)).text
    assert "Go on" not in as_cleo.get(at(round), **covered).text
    found.settle(ana, 2, "Half of us could say it.", 0)
    assert "A colleague wrote this down" in as_ben.get(at(round), **covered).text
    assert "Go on" not in as_ben.get(at(round), {"since": "<b>"}).text


def test_levels_are_turned_over_once_two_are_there_and_then_none_changes(round, ana, ben, as_ana):
    found = Consensus.put(round, KEY, ana, 2)
    with pytest.raises(NotNow):
        found.reveal()
    as_ana.post(at(round, "reveal/"))
    assert not Consensus.objects.get().is_revealed
    put_both(round, ana, ben)
    assert found.reveal()
    assert not Consensus.objects.get().reveal()  # the second press changes nothing
    with pytest.raises(NotNow):
        Consensus.put(round, KEY, ana, 3)
    page = as_ana.post(at(round, "level/"), {"level": 3}, follow=True).content.decode()
    assert "yours was not taken in" in page
    assert set(BlindLevel.objects.values_list("person__name", "level")) == {("Ana Ruiz", 1), ("Ben Okafor", 4)}


def test_whoever_left_the_team_is_not_turned_over(round, ana, ben, as_ana):
    gone = factories.person("Gil Roth")
    round.team.welcome(gone, "link")
    Consensus.put(round, KEY, gone, 1, "canary-gone")
    put_both(round, ana, ben)
    gone.memberships.get().leave()
    as_ana.post(at(round, "reveal/"))
    page = as_ana.get(at(round)).content.decode()
    assert "canary-ana" in page
    assert "canary-gone" not in page
    assert "Gil Roth" not in page


def test_only_a_facilitator_turns_them_over_and_observers_look_on(round, ana, ben, as_ben, as_cleo, as_dov):
    put_both(round, ana, ben)
    assert as_ben.post(at(round, "reveal/")).status_code == 403
    for rest in ("level/", "reveal/", "settling/", "dissent/"):
        assert as_cleo.post(at(round, rest)).status_code == 403
        assert as_dov.post(at(round, rest)).status_code == 404
    assert as_cleo.get(at(round)).status_code == 200
    assert as_dov.get(at(round)).status_code == 404


def test_colleagues_who_were_asked_do_not_see_the_teams_talk(round, ana, ben, northside):
    colleague = factories.person("Eva Lund", positions=["teacher"])
    northside.welcome(colleague)
    asked = AssessmentRound.objects.create(
        team=round.team,
        number=2,
        name="All of us",
        audience="staff",
        naming="named",
        wording=round.wording,
        closed_at=timezone.now(),
    )
    put_both(asked, ana, ben).reveal()
    assert signed_in(colleague).get(at(asked)).status_code == 403


def test_what_is_settled_keeps_its_reason_and_who_sees_it_differently(round, ana, ben, as_ana, as_ben):
    put_both(round, ana, ben).reveal()
    as_ana.post(at(round, "settling/"), {"level": 2, "reason": "Half of us could say it.", "edition": 0})
    as_ben.post(at(round, "dissent/"), {"words": "It is on every door."})
    page = as_ana.get(at(round)).content.decode()
    assert "We say: Starting" in page
    assert "Half of us could say it." in page
    assert "It is on every door." in page
    as_ben.post(at(round, "dissent/removal/"))
    assert not ConsensusDissent.objects.exists()
    assert "It is on every door." not in as_ana.get(at(round)).content.decode()


def test_nothing_is_settled_before_levels_lie_open(round, ana, as_ana):
    Consensus.put(round, KEY, ana, 2)
    as_ana.post(at(round, "settling/"), {"level": 2, "reason": "Because", "edition": 0})
    assert not Consensus.objects.settled().exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Consensus.objects.update(level=2)


def test_two_who_settle_at_once_both_see_what_the_other_wrote(round, ana, ben, as_ana, as_ben):
    put_both(round, ana, ben).reveal()
    as_ana.post(at(round, "settling/"), {"level": 2, "reason": "canary-first", "edition": 0})
    answer = as_ben.post(at(round, "settling/"), {"level": 3, "reason": "canary-second", "edition": 0})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "canary-first" in page
    assert "canary-second" in page
    assert Consensus.objects.get().reason == "canary-first"
    with pytest.raises(Changed):
        Consensus.objects.get().settle(ben, 3, "canary-second", 0)
    Consensus.objects.get().settle(ben, 3, "both", 1)
    assert Consensus.objects.get().get_level_display() == "Steady"


@pytest.mark.parametrize(
    ("rest", "data"),
    [
        ("level/", {}),
        ("level/", {"level": 5}),
        ("level/", {"level": 2, "reason": "x" * 401}),
        ("settling/", {"level": "", "reason": "Half a thought", "edition": 0}),
        ("settling/", {"level": 2, "reason": "", "edition": 0}),
    ],
)
def test_what_cannot_be_taken_comes_back_with_its_words(round, ana, ben, as_ana, rest, data):
    found = put_both(round, ana, ben)
    if rest == "settling/":
        found.reveal()
    answer = as_ana.post(at(round, rest), data)
    assert answer.status_code == 422
    assert data.get("reason", "") in answer.content.decode()


def test_an_open_round_or_another_condition_has_nothing_to_settle(round, ana, as_ana):
    assert as_ana.get(at(round, condition="influence")).status_code == 404
    assert as_ana.get(at(round, condition="no-such-thing")).status_code == 404
    other = AssessmentRound.objects.create(
        team=round.team, number=2, name="Open", naming="named", wording=round.wording
    )
    assert as_ana.get(at(other)).status_code == 404


def test_the_open_part_answers_alone(round, ana, ben, as_ana):
    put_both(round, ana, ben)
    part = as_ana.get(at(round), headers={"HX-Request": "true", "HX-Target": "consensus-state"}).content.decode()
    assert 'id="consensus-state"' in part
    assert "<html" not in part


def test_one_or_three_people_cost_the_same_questions(round, ana, ben, as_ana, django_assert_num_queries):
    def questions():
        with django_assert_num_queries(10, exact=False) as asked:
            as_ana.get(at(round))
        return len(asked)

    put_both(round, ana, ben).reveal()
    few = questions()
    found = Consensus.objects.get()
    for name in ("Flo Ames", "Gus Berg"):
        person = factories.person(name)
        round.team.welcome(person, "link")
        found.blind_levels.create(person=person, level=3)
        ConsensusDissent.say(found, person, "Not so.")
    assert questions() == few


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ([3, 3], "Everybody put “Steady”"),
        ([2, 3, 3], "You are close"),
        ([1, 2, 4], "The middle is “Starting”"),
        ([], ""),
    ],
)
def test_spread_is_told_before_the_middle(levels, words):
    assert Spread.of(levels).sentence.startswith(words) or words in Spread.of(levels).sentence
    assert len(Spread.of(levels).dots) == len(levels)
