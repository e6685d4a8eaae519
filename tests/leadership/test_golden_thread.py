"""The golden thread: read from what is there, both ways; what serves nothing and what nothing serves is named; own words are one's own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from leadership.models import Consensus
from tests.pilots import piloting
from tests.visioning import making, theorising
from tests.visioning.writing import Hand
from visioning.models import Decision, DecisionInput, Initiative, Weave

from .making import assessment_round
from .threading import SENTENCES, chain, passage, strand, thread, url, vision

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true", "HX-Target": "div#golden-thread"}


@pytest.fixture
def text(team, ana):
    return vision(team, ana)


def words(sentences):
    return [one.words for one in sentences]


def said(page):
    return " ".join(page.split())


# --- What is read -----------------------------------------------------------------------------------------------------


def test_sentences_stand_in_order_and_headings_are_none(team, text):
    found = thread(team)
    assert words(found.sentences) == list(SENTENCES)
    assert words(found.unserved) == list(SENTENCES)
    assert not found.orphans


def test_one_strand_carries_everything_below_it(team, ana, text):
    goal, theory, pilot = chain(team, ana)
    strand(team, ana, "goal", goal.number)
    found = thread(team)
    first, second, _third = found.sentences
    assert first.line == "1 goal, 1 problem of practice, 1 theory with 3 arrows, 1 pilot"
    assert first.charts == (
        "Students who explained: 3 observations; the middle is 4\xa0students. Too early to tell a change from chance.",
    )
    assert not second.works
    assert words(found.unserved) == list(SENTENCES[1:])
    assert not found.orphans  # the condition, too: all that hangs on it serves something
    assert found.sentences_above(found.knot("pilot", pilot.number).key) == (first,)


def test_work_without_a_strand_is_named_by_its_uppermost(team, ana, text):
    goal, _theory, _pilot = chain(team, ana)
    piloting.pilot(team, ana, title="A pilot of nothing")
    Initiative.objects.create(team=team, number=1, name="Morning circles")
    Initiative.objects.create(team=team, number=2, name="Long over", status="ended")
    orphans = {orphan.knot.words: orphan.line for orphan in thread(team).orphans}
    assert orphans == {
        goal.words: "1 problem of practice, 1 theory with 3 arrows, 1 pilot",
        "Work structures": "1 theory with 3 arrows, 1 pilot",
        "A pilot of nothing": "",
        "Morning circles": "",
    }


def test_a_link_says_what_it_follows_from_or_who_said_why(team, ana, ben, text):
    goal, theory, pilot = chain(team, ana)
    strand(team, ben, "goal", goal.number, why="It begins with being seen.")
    found = thread(team)
    arrow = theory.arrows.all()[1]
    (tested,) = found.web.above(f"pilot-{pilot.number}")
    assert (tested.how, tested.why, tested.by) == ("It tests this arrow: Supported", "Six of nine did.", "Ana Ruiz")
    (part,) = found.web.above(f"arrow-{arrow.pk}")
    assert (part.how, part.strand) == ("Part of this theory", "")
    (tied,) = found.web.above(f"goal-{goal.number}")
    assert (tied.why, tied.by, tied.on) == ("It begins with being seen.", "Ben Okafor", timezone.localdate())


def test_what_was_taken_out_serves_no_longer(team, ana, text):
    goal, theory, _pilot = chain(team, ana)
    strand(team, ana, "theory", theory.number, SENTENCES[1])
    theory.remove(ana)
    assert not thread(team).sentences[1].works


def test_the_provenance_of_a_goal(team, ana, text):
    goal, _theory, pilot = chain(team, ana)
    strand(team, ana, "goal", goal.number)
    gathering = making.gathering(team, revealed_at=timezone.now(), revealed_by=ana)
    source = making.gathered_vision(gathering, ana, revealed=True, learning="Call each child by name.")
    Weave.tie(passage(team, SENTENCES[0]), ana, making.phrase(source, "each child by name", by=ana))
    found = thread(team).provenance_of(goal)
    assert words(found.sentences) == [SENTENCES[0]]
    assert found.people == 1
    assert [knot.words for knot in found.conditions] == ["Work structures"]
    assert [knot.standing for knot in found.arrows] == ["Untested"] * 3
    assert [knot.words for knot in found.pilots] == [pilot.title]
    assert "3 observations" in found.pilots[0].told[0]
    assert not thread(team).provenance_of(theorising.goal(team, ana))


def test_a_strand_goes_with_its_sentence_and_stays_when_the_words_go(team, ana, as_cleo, text):
    goal = theorising.goal(team, ana)
    tied = strand(team, ana, "goal", goal.number)
    hand = Hand(text.text, ana)
    hand.insert(1, "greeted", "warmly ")
    address = url("thread_sentence", team, tied.passage_id)
    assert "Every child is warmly greeted by name." in as_cleo.get(address).text
    hand.drop(1)
    found = thread(team)
    assert words(found.sentences) == [SENTENCES[2]]
    assert words(found.gone) == [SENTENCES[0]]
    page = as_cleo.get(address).text
    assert "These words were taken out of the vision." in page
    assert goal.words in page


def test_a_sentence_keeps_its_address_when_it_gets_a_passage_and_when_it_changes(team, ana, as_cleo, text):
    letter = thread(team).sentences[2].key
    assert letter.startswith("content-")
    goal = theorising.goal(team, ana)
    strand(team, ana, "goal", goal.number, SENTENCES[2])
    Hand(text.text, ana).insert(2, "come", "may ")
    for key in (letter, thread(team).sentences[2].key):
        page = as_cleo.get(url("thread_sentence", team, key))
        assert page.status_code == 200
        assert "Families may come in when they like." in page.text
        assert goal.words in page.text


def test_a_passage_of_two_sentences_serves_both(team, ana, text):
    goal = theorising.goal(team, ana)
    strand(team, ana, "goal", goal.number, " ".join(SENTENCES[:2]))
    found = thread(team)
    assert [one.line for one in found.sentences] == ["1 goal", "1 goal", ""]
    assert len({one.key for one in found.sentences}) == 3


def test_a_condition_shows_the_level_the_team_settled_on(team, ana, as_cleo, text):
    round = assessment_round(team)
    Consensus.objects.create(
        round=round,
        condition="structures",
        level=2,
        reason="We meet, and nobody covers.",
        revealed_at=timezone.now(),
        settled_at=timezone.now(),
    )
    strand(team, ana, "guide", "structures")
    page = as_cleo.get(url("thread_sentence", team, thread(team).sentences[0].key)).text
    assert "Starting" in page
    assert "We meet, and nobody covers." in page


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_the_whole_thread_names_what_serves_nothing_and_what_nothing_serves(as_ben, as_cleo, ana, team, text):
    goal, _theory, _pilot = chain(team, ana)
    loose = theorising.goal(team, ana, words="A goal that hangs in the air")
    strand(team, ana, "goal", goal.number)
    page = said(as_ben.get(url("golden_thread", team)).text)
    assert "2 of 3 sentences are served by nothing yet." in page
    assert "Served by 1 goal, 1 problem of practice, 1 theory with 3 arrows, 1 pilot" in page
    assert "Work that serves nothing we said we want" in page
    assert f"?work=goal-{loose.number}&amp;back=thread" in page
    unserved = as_ben.get(url("golden_thread", team, show="unserved")).text
    assert SENTENCES[1] in unserved
    assert SENTENCES[0] not in unserved
    assert url("strand_tie", team) not in as_cleo.get(url("golden_thread", team)).text


def test_an_empty_thread_leads_to_the_vision(as_ben, team):
    page = as_ben.get(url("golden_thread", team)).text
    assert "Nothing is written there yet." in page
    assert url("shared_vision", team) in page


def test_one_sentence_leads_down_to_charts_and_up_to_people(as_cleo, ana, team, text):
    goal, _theory, pilot = chain(team, ana)
    strand(team, ana, "goal", goal.number, why="It begins with being seen.")
    gathering = making.gathering(team, revealed_at=timezone.now(), revealed_by=ana)
    named = making.gathered_vision(gathering, ana, revealed=True, learning="Call each child by name.")
    unnamed = making.gathered_vision(gathering, revealed=True, learning="Nobody stays unseen here.")
    tied = passage(team, SENTENCES[0])
    Weave.tie(tied, ana, making.phrase(named, "each child by name", by=ana))
    Weave.tie(tied, ana, making.phrase(unnamed, "Nobody stays unseen", by=ana))
    page = said(as_cleo.get(url("thread_sentence", team, tied.pk)).text)
    assert "Grew from the words of 2 people" in page
    assert "Ana Ruiz, 1 vision without a name" in page
    assert "Why: It begins with being seen." in page
    assert "It tests this arrow: Supported: Six of nine did." in page
    assert "Students who explained: 3 observations" in page
    assert url("pilot", team, pilot.number) in page


def test_one_pilot_leads_up_to_sentences_and_people(as_cleo, ana, team, text):
    goal, _theory, pilot = chain(team, ana)
    lone = piloting.pilot(team, ana, title="A pilot of nothing")
    strand(team, ana, "goal", goal.number)
    page = said(as_cleo.get(url("thread_pilot", team, pilot.number)).text)
    for words in (goal.words, SENTENCES[0], "Part of this theory", "Students who explained: 3 observations"):
        assert words in page
    assert url("thread_sentence", team, passage(team, SENTENCES[0]).pk) in page
    alone = as_cleo.get(url("thread_pilot", team, lone.number)).text
    assert "It hangs on no arrow, no problem and no sentence yet." in alone


def test_my_own_words_and_what_became_of_them(as_ana, as_ben, ana, ben, team, text):
    goal, _theory, _pilot = chain(team, ana)
    strand(team, ana, "goal", goal.number)
    gathering = making.gathering(team, revealed_at=timezone.now(), revealed_by=ana)
    source = making.gathered_vision(gathering, ana, revealed=True, learning="Call each child by name, canary Ana.")
    making.gathered_vision(gathering, ben, learning="Not opened, canary Ben.")
    Weave.tie(passage(team, SENTENCES[0]), ana, making.phrase(source, "each child by name", by=ana))
    making.comment(text, ben, SENTENCES[1], "Which books, canary talk?")
    mine, his = (said(client.get(url("thread_mine", team)).text) for client in (as_ana, as_ben))
    for words in ("canary Ana", "each child by name", SENTENCES[0], "Served by 1 goal"):
        assert words in mine
    assert "canary Ben" not in mine
    assert "canary talk" not in mine
    assert "canary Ana" not in his
    for words in ("canary Ben", "It waits.", "canary talk", SENTENCES[1]):
        assert words in his


def test_what_i_brought_to_decisions_and_what_became_of_it(as_ben, as_ana, ana, ben, team, text):
    decision = Decision.objects.create(team=team, number=1, question="Who covers bus duty?")
    said = {"decision": decision, "person": ben, "words": "Canary: let us take turns."}
    DecisionInput.objects.create(**said, taken="partly", because="From spring on.")
    page = as_ben.get(url("thread_mine", team)).text
    for words in ("Who covers bus duty?", "Canary: let us take turns.", "Taken up in part", "From spring on."):
        assert words in page
    assert "Canary" not in as_ana.get(url("thread_mine", team)).text


def test_words_i_wrote_down_for_others_are_followed_too(as_ben, ana, ben, team, text):
    gathering = making.gathering(team, revealed_at=timezone.now(), revealed_by=ana)
    heard = {"heard_by": ben, "heard_in_person": True, "state": "shown"}
    voice = making.voice(making.listening_round(gathering), "Somebody knows my son by name.", **heard)
    Weave.tie(passage(team, SENTENCES[0]), ana, making.phrase(voice, "by name", by=ana))
    page = as_ben.get(url("thread_mine", team)).text
    assert "What I wrote down for others" in page
    assert SENTENCES[0] in page


def test_who_said_nothing_is_asked_for_their_vision(as_cleo, team):
    assert "You have not shared any words here under your name yet." in as_cleo.get(url("thread_mine", team)).text


@pytest.mark.parametrize(
    ("name", "args"),
    [("golden_thread", ()), ("thread_mine", ()), ("thread_sentence", (1,)), ("thread_pilot", (1,))],
)
def test_nobody_elsewhere_reads_it(as_dov, as_nobody, ana, team, text, name, args):
    chain(team, ana)
    passage(team, SENTENCES[0])
    assert as_dov.get(url(name, team, *args)).status_code == 404
    assert as_nobody.get(url(name, team, *args)).status_code == 302


@pytest.mark.parametrize("key", ["0", "9" * 30, "content-1-1", "content", "nowhere-1-1", "content-9999999999999999-0"])
def test_an_address_of_no_sentence_is_no_page(as_cleo, team, text, key):
    assert as_cleo.get(url("thread_sentence", team, key)).status_code == 404


def test_a_passage_of_another_team_is_no_sentence_here(as_dov, ana, team, other_team, text):
    foreign = passage(team, SENTENCES[0])
    assert as_dov.get(url("thread_sentence", other_team, foreign.pk)).status_code == 404


def test_a_passage_beside_the_wanted_parts_is_led_to_its_page(as_cleo, ana, team, text):
    Hand(text.text, ana).write("Half of us stay silent.", fragment="now")
    found = passage(team, "Half of us stay silent.")
    answer = as_cleo.get(url("thread_sentence", team, found.pk))
    assert answer["Location"] == url("passage", team, found.pk)


def test_htmx_gets_the_part_alone(as_cleo, team, text):
    answer = as_cleo.get(url("golden_thread", team), headers=PART).text
    assert 'id="golden-thread"' in answer
    assert "<html" not in answer


def grow(team, ana, number):
    """One more of everything."""
    goal, _theory, pilot = chain(team, ana)
    strand(team, ana, "goal", goal.number, why=f"Why {number}")
    strand(team, ana, "pilot", pilot.number, SENTENCES[number % 3])
    gathering = making.gathering(team, revealed_at=timezone.now(), revealed_by=ana)
    source = making.gathered_vision(gathering, ana, revealed=True, learning="Call each child by name.")
    Weave.tie(passage(team, SENTENCES[0]), ana, making.phrase(source, "each child by name", by=ana))
    making.comment(team.shared_vision, ana, SENTENCES[1], f"Which {number}?")


@pytest.mark.parametrize("name", ["golden_thread", "thread_mine", "thread_sentence", "thread_pilot"])
def test_one_or_three_cost_the_same_questions(as_ana, ana, team, text, name):
    counts = []
    for number in range(3):
        grow(team, ana, number)
        args = {"thread_sentence": [passage(team, SENTENCES[0]).pk], "thread_pilot": [1]}.get(name, [])
        with CaptureQueriesContext(connection) as asked:
            assert as_ana.get(url(name, team, *args)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[2] <= 10, counts
