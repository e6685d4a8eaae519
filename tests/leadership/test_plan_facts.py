"""A plan as facts: the same plan gives the same facts, keys stay, and nothing of what people wrote is in what is kept."""

from hypothesis import given
from hypothesis import strategies as st

from leadership.models import PlanSheet
from leadership.plan import Plan
from leadership.plan_changes import CHAPTER_OF, KINDS
from leadership.plan_facts import FACTS, Fact, kept, mark, sentences

from .planned import everything


def test_the_same_plan_has_the_same_facts(team, ana, ben):
    everything(team, ana, ben)
    first, second = Plan.for_team(team), Plan.for_team(team)
    assert first.facts == second.facts
    assert first.kept == second.kept
    keys = [fact.key for fact in first.facts]
    assert len(keys) == len(set(keys))
    assert {"vision", "adoption", "goal:1", "theory:1", "arrow:1:1-2", "pilot:1", "decision:1", "initiative:1"} <= set(
        keys
    )


def test_every_kind_of_fact_has_its_sentences_and_its_chapter(team, ana, ben):
    everything(team, ana, ben)
    for fact in Plan.for_team(team).facts:
        assert fact.is_text or fact.kind in KINDS, fact.kind
        assert CHAPTER_OF[fact.kind] == fact.chapter, fact.kind
    assert set(KINDS) <= set(CHAPTER_OF)
    assert set(CHAPTER_OF.values()) <= set(FACTS)


def test_what_is_kept_tells_no_words_and_no_names(team, ana, ben):
    everything(team, ana, ben)
    stored = repr(Plan.for_team(team).kept)
    for words in ("canary", "Ana", "Ben", "algebra", "Quoting"):
        assert words not in stored


def test_how_a_text_looks_is_no_change():
    assert sentences("<p>One. <strong>Two</strong>!</p><ul><li><p>Three</p></li></ul>") == ("One.", "Two!", "Three")
    assert sentences('<p class="woven">One.</p><p class="grew">From 3 people.</p>') == ("One.",)
    assert sentences("<p>A &amp; B.<br>C</p>") == ("A & B.", "C")
    assert sentences("") == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_marks_are_the_same_for_the_same_words_alone(one, other):
    assert mark(one) == mark(one)
    assert (mark(one) == mark(other)) == (one == other)
    assert mark(one, other) != mark(one + other)


@given(st.text(max_size=200))
def test_no_text_breaks_the_sentences(words):
    facts = [Fact("vision", "vision", "V", sentences(f"<p>{words}</p>"), is_text=True)]
    assert kept(facts, ["vision"])["chapters"] == ["vision"]


def test_a_team_without_anything_has_facts_of_people_alone(team):
    assert [fact.key for fact in Plan.for_team(team).facts] == ["people"]
    assert not PlanSheet.objects.exists()
