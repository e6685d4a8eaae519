"""Closing a pilot: drafted together, closed once; each ending is learning, and nothing changes any more after it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from leadership.models import BurningQuestion
from pilots.models import Closed, ClosingDraft, NotReady, Pilot
from tests import factories
from tests.conftest import signed_in
from visioning.models import Stale

from . import piloting
from .ending import SAID, body, closing, sent, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilot(team, ana, ben):
    return piloting.running(team, ana, [ben])


def question(pilot, words="Do quiet students speak?", **fields):
    return pilot.notes.create(kind="question", words=words, **fields)


def test_closing_says_what_came_of_it_beside_the_pinned_goal(as_ana, pilot):
    page = body(as_ana.get(url("pilot_close", pilot)))
    assert pilot.pinned in page
    assert "Close the pilot" in page
    response = as_ana.post(url("pilot_close", pilot), sent(pilot), follow=True)
    assert response.status_code == 200
    assert SAID["results"] in body(response)
    assert "Spread it, step by step" in body(response)
    pilot.refresh_from_db()
    assert (pilot.results, pilot.decision, pilot.closed_by.name) == (SAID["results"], "spread", "Ana Ruiz")


def test_a_draft_is_kept_for_all_who_run_it_and_closes_nothing(as_ana, pilot):
    asked = question(pilot)
    half = {
        "results": "Half of it so far.",
        "decision": "",
        f"answer-{asked.pk}": "Some do.",
        "step-0-words": "Ask Ben",
    }
    assert as_ana.post(url("pilot_close", pilot), sent(pilot, "draft", **half)).status_code == 302
    page = body(as_ana.get(url("pilot_close", pilot)))
    assert "Half of it so far." in page
    assert "Some do." in page
    assert "Ask Ben" in page
    pilot.refresh_from_db()
    asked.refresh_from_db()
    assert pilot.closed_at is None
    assert asked.more == ""
    pilot.close(pilot.led_by, closing())
    assert not ClosingDraft.objects.exists()


def test_the_draft_keeps_owner_and_day_of_a_step(as_ana, pilot, ben):
    step = {"step-0-words": "Show it to grade 7", "step-0-owner": ben.pk, "step-0-due_on": "2027-01-15"}
    as_ana.post(url("pilot_close", pilot), sent(pilot, "draft", **step))
    page = body(as_ana.get(url("pilot_close", pilot)))
    assert f'<option value="{ben.pk}" selected>' in page
    assert 'value="2027-01-15"' in page


def test_an_answer_stands_beside_its_question_and_in_the_guide_it_came_from(pilot, team, ana):
    waits = BurningQuestion.objects.create(team=team, guide="vision", words="Do quiet students speak?")
    asked = question(pilot, burning_question=waits)
    alone = question(pilot, "Who gains most?")
    pilot.close(ana, closing(answers={asked.pk: "Yes, after two weeks.", alone.pk: ""}))
    asked.refresh_from_db(), waits.refresh_from_db(), alone.refresh_from_db()
    assert asked.more == waits.learned == "Yes, after two weeks."
    assert waits.learned_at
    assert alone.more == ""


def test_early_wins_go_on_the_list_of_wins(as_ana, pilot):
    as_ana.post(
        url("pilot_close", pilot), sent(pilot, **{"win-0": "Mo explained twice.", "win-1": "Mo explained twice."})
    )
    win = pilot.notes.get(kind="win")
    assert (win.words, win.on) == ("Mo explained twice.", timezone.localdate())


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"decision": "stop"}, "Stopped, and learned"),
        ({}, "Ended before its day, and learned"),
    ],
)
def test_an_early_end_is_told_as_learning(pilot, ana, fields, words):
    pilot.close(ana, closing(**fields))
    assert pilot.ending == words
    assert pilot.ended_early


def test_at_its_day_it_is_simply_brought_to_its_end(team, ana):
    pilot = piloting.running(team, ana, ends_on=timezone.localdate())
    pilot.close(ana, closing())
    assert pilot.ending == "Brought to its end, and learned"
    assert not pilot.ended_early


def test_one_that_nobody_joined_and_one_that_never_began_are_closed_as_well(as_ana, team, ana):
    for pilot in (piloting.pilot(team, ana), piloting.inviting(team, ana, title="Another")):
        assert as_ana.post(url("pilot_close", pilot), sent(pilot)).status_code == 302
        page = body(as_ana.get(url("pilot_close", pilot)))
        assert "It never began, and this was learned" in page
        assert "failed" not in page.lower()


def test_an_open_cycle_must_be_closed_or_ends_here_with_a_reason(as_ana, pilot):
    cycle = piloting.cycle(pilot)
    foreseen = cycle.predictions.create(if_words="we wait", then_words="they speak")
    response = as_ana.post(url("pilot_close", pilot), sent(pilot))
    assert response.status_code == 422
    assert "A cycle is still open" in body(response)
    assert SAID["results"] in body(response)
    assert as_ana.post(url("pilot_close", pilot), sent(pilot, cycle_why="The year is over.")).status_code == 302
    cycle.refresh_from_db(), foreseen.refresh_from_db()
    assert (cycle.act, cycle.act_why, foreseen.held) == ("abandon", "The year is over.", "unclear")
    assert cycle.closed_at


def test_what_is_missing_comes_back_with_all_words(as_ana, pilot):
    response = as_ana.post(url("pilot_close", pilot), sent(pilot, decision_why=""))
    assert response.status_code == 422
    assert SAID["results"] in body(response)
    assert "Say in a sentence why." in body(response)
    pilot.refresh_from_db()
    assert pilot.closed_at is None


def test_a_long_paste_comes_back_whole_with_its_count(as_ana, pilot):
    asked = question(pilot)
    long = "a" * 2000
    response = as_ana.post(url("pilot_close", pilot), sent(pilot, **{f"answer-{asked.pk}": long}))
    assert response.status_code == 422
    assert long in body(response)
    assert "These are 2000" in body(response)


def test_an_empty_form_changes_nothing(as_ana, pilot):
    assert as_ana.post(url("pilot_close", pilot), {}).status_code == 422
    assert not ClosingDraft.objects.exists()


def test_other_words_meanwhile_stand_beside_what_was_typed(as_ana, pilot):
    early = sent(pilot, "draft", results="Mine.")
    pilot.draft_closing({"results": "Theirs."}, pilot.seen_for_closing())
    response = as_ana.post(url("pilot_close", pilot), early)
    assert response.status_code == 409
    assert "Theirs." in body(response)
    assert "Mine." in body(response)
    again = sent(pilot, "draft", results="Both.")
    assert as_ana.post(url("pilot_close", pilot), again).status_code == 302
    assert ClosingDraft.objects.get().said["results"] == "Both."


def test_an_answer_that_somebody_mended_meanwhile_is_not_written_over(pilot, ana):
    asked = question(pilot)
    seen = pilot.seen_for_closing()
    asked.mend(asked.edition, more="Said on the pilot’s own page.")
    with pytest.raises(Stale):
        pilot.close(ana, closing(answers={asked.pk: "Typed here."}), seen)
    pilot.refresh_from_db()
    assert pilot.closed_at is None


def test_a_question_asked_meanwhile_is_in_nobodys_way(pilot, ana):
    seen = pilot.seen_for_closing()
    question(pilot)
    pilot.close(ana, closing(), seen)
    assert pilot.closed_at


def test_pressed_twice_it_is_closed_once(as_ana, pilot):
    form = sent(pilot, **{"win-0": "One.", "step-0-words": "Go on"})
    as_ana.post(url("pilot_close", pilot), form)
    response = as_ana.post(url("pilot_close", pilot), form, follow=True)
    assert "It is closed already." in body(response)
    assert pilot.notes.count() == pilot.next_steps.count() == 1


def test_after_its_end_nothing_of_it_changes(pilot, ana):
    pilot.close(ana, closing())
    for act in (
        lambda: pilot.close(ana, closing()),
        lambda: pilot.draft_closing({"results": "x"}, "0"),
        lambda: pilot.mend(pilot.edition, title="Other"),
    ):
        with pytest.raises(Closed):
            act()


def test_the_verb_itself_asks_for_what_is_missing(pilot, ana):
    with pytest.raises(NotReady) as error:
        pilot.close(ana, closing(results="", decision=""))
    assert error.value.missing == ("results", "decision")


def test_who_may_close_and_who_reads(as_ben, as_cleo, as_dov, northside, pilot, ben):
    for client in (as_ben, as_cleo):
        assert "Close the pilot" not in body(client.get(url("pilot_close", pilot)))
        assert client.post(url("pilot_close", pilot), sent(pilot)).status_code == 403
    eve = factories.person("Eve Stone")
    northside.welcome(eve)
    for client in (as_dov, signed_in(eve)):
        assert client.get(url("pilot_close", pilot)).status_code == 404
        assert client.post(url("pilot_close", pilot), sent(pilot)).status_code == 404
    Pilot.objects.update(led_by=ben)
    assert as_ben.post(url("pilot_close", pilot), sent(pilot)).status_code == 302


def test_a_colleague_who_is_invited_and_has_not_joined_reads_the_invitation_alone(northside, team, ana):
    eve = factories.person("Eve Stone")
    northside.welcome(eve)
    pilot = piloting.running(team, ana, audience="staff")
    for name in ("pilot_close", "learning_card", "learning_card_edit"):
        assert signed_in(eve).get(url(name, pilot)).status_code == 403
    for name in ("pilot_close", "card_consent", "card_share"):
        assert signed_in(eve).post(url(name, pilot), {}).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_ana, pilot, ana, rows, django_assert_max_num_queries):
    for place in range(rows):
        question(pilot, f"Question {place}")
        piloting.measure(pilot, [1, 2, 3], title=f"Measure {place}")
    with django_assert_max_num_queries(QUERIES_OPEN):
        as_ana.get(url("pilot_close", pilot))
    steps = tuple((f"Step {place}", ana, None) for place in range(rows))
    pilot.close(ana, closing(wins=tuple(f"Win {place}" for place in range(rows)), steps=steps))
    with django_assert_max_num_queries(QUERIES_CLOSED):
        as_ana.get(url("pilot_close", pilot))


QUERIES_OPEN, QUERIES_CLOSED = 10, 10


@pytest.mark.django_db(transaction=True)
def test_two_who_close_at_once_close_it_once(team, ana, ben):
    pilot = piloting.running(team, ana, [ben])
    seen = pilot.seen_for_closing()

    def press(person):
        try:
            Pilot.objects.get(pk=pilot.pk).close(person, closing(steps=(("Go on", None, None),)), seen)
        except Closed:
            return "closed already"
        finally:
            connection.close()
        return "closed"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, (ana, ben))) == ["closed", "closed already"]
    assert pilot.next_steps.count() == 1
