"""What changed in a plan, in words: each kind of change has its sentence, nothing that is gone is quoted, nothing hidden is told."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadership.models import Agreement, PlanSheet, Task
from leadership.plan import Plan
from leadership.plan_changes import CHAPTER_OF, FEW, KINDS, MOST, changes
from leadership.plan_chapters import KEYS
from leadership.plan_facts import Fact, kept

from ..visioning import theorising
from ..writing import paragraph, write

CHAPTERS = [("goals", "Goals"), ("vision", "Our vision")]


def text(*said):
    return Fact("vision", "vision", "Our vision", said, is_text=True)


def goal(number=1, words="Read", **more):
    return Fact("goals", f"goal:{number}", words, **more)


def told(before, now, chapters=CHAPTERS):
    return changes(kept(before, [key for key, _title in CHAPTERS]), now, chapters)


def test_nothing_changed_is_nothing_told():
    facts = [goal(), text("One.", "Two.")]
    assert told(facts, facts) == ()


@pytest.mark.parametrize(
    ("now", "sentence"),
    [
        ([goal(), goal(2, "Write")], "New goal: “Write”."),
        ([goal(words="Read aloud")], "A goal is said anew: “Read aloud”."),
        ([goal(says=("by May",))], "A goal is said anew: “Read”."),
        ([], "One goal is gone."),
    ],
)
def test_a_goal_that_is_new_or_other_or_gone(now, sentence):
    assert told([goal()], now) == (sentence,)


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        (["One.", "Two."], ["One.", "Three."], "In “Our vision” one sentence is new or said anew."),
        (["One."], ["Two.", "Three.", "One."], "In “Our vision” 2 sentences are new or said anew."),
        (["One.", "Two."], ["One."], "In “Our vision” one sentence is gone."),
        (["One.", "Two."], ["Two.", "One."], "In “Our vision” sentences stand in another order."),
    ],
)
def test_a_text_that_changed(was, now, sentence):
    assert told([text(*was)], [text(*now)]) == (sentence,)


def test_a_text_that_is_written_or_gone():
    assert told([], [text("One.")]) == ("Written now: “Our vision”.",)
    assert told([text("One.")], []) == ("One text is not in the plan any more.",)


def test_a_chapter_that_came_is_one_sentence_and_one_that_went_is_none():
    stored = kept([goal()], ["goals"])
    assert changes(stored, [goal(), text("One.")], CHAPTERS) == ("New in the plan: “Our vision”.",)
    assert changes(stored, [], [("vision", "Our vision")]) == ()


def test_a_state_is_told_as_it_was_and_is():
    labels = {"untested": "Untested", "supported": "Supported"}

    def arrow(state):
        return Fact("theories", "arrow:1:1-2", "A → B", state=state, labels=labels)

    chapters = [("theories", "Theories")]
    before = kept([arrow("untested")], ["theories"])
    assert changes(before, [arrow("supported")], chapters) == ("The arrow “A → B” is now: Supported (was: Untested).",)


def test_very_many_changes_are_told_in_few_words():
    many = [goal(number, f"Goal {number}") for number in range(200)]
    found = told([], many)
    assert len(found) == FEW + 1
    assert found[-1] == "And 195 more changes like these."
    kinds = [Fact("goals", f"{kind}:{number}", "x") for kind in KINDS for number in range(6)]
    assert len(told([], kinds)) == MOST + 1


def test_a_very_long_name_is_cut():
    assert len(told([], [goal(words="w" * 5000)])[0]) < 200


FACTS = st.lists(
    st.builds(
        lambda kind, key, name, says, state: Fact(CHAPTER_OF[kind], f"{kind}:{key}", name, tuple(says), state),
        st.sampled_from(sorted(KINDS)),
        st.integers(1, 9),
        st.text(max_size=20),
        st.lists(st.text(max_size=9), max_size=2),
        st.sampled_from(["", "open", "done"]),
    ),
    unique_by=lambda fact: fact.key,
    max_size=12,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FACTS, FACTS)
def test_whatever_the_facts_there_are_words_for_it(before, now):
    every = [(key, key) for key in KEYS]
    found = changes(kept(before, KEYS), now, every)
    assert all(found)
    assert changes(kept(now, KEYS), now, every) == ()


# --- in a team's plan -----------------------------------------------------------------------------------------------
def test_what_changed_in_a_plan_is_told_in_its_order(team, ana):
    write(team, ana, content=[paragraph("Every child is known.")])
    first = theorising.goal(team, ana, words="Read every day")
    theory = theorising.theory(team, ana)
    task = Task.note(team, ana, words="Ask the families")
    before = Plan.for_team(team).kept
    write(team, ana, content=[paragraph("We ask first.")])
    theorising.goal(team, ana, words="Write every day")
    first.delete()
    theory.arrows.filter(source__number=1).update(state="supported", state_on=timezone.localdate())
    task.settle(True, ana)
    Agreement.objects.create(team=team, text="We start on time.")
    assert Plan.for_team(team).changes_since(before) == (
        "In “Our shared vision” one sentence is new or said anew.",
        "New goal: “Write every day”.",
        "One goal is gone.",
        "The arrow “We protect an hour a week for planning together → Teachers plan lessons in pairs” is now: "
        "Supported (was: Untested).",
        "The task “Ask the families” is now: done.",
        "New agreement: “We start on time”.",
    )


def test_a_chapter_that_stays_tells_nothing_of_its_changes(team, ana):
    theorising.goal(team, ana, words="Read every day")
    plan = Plan.for_team(team)
    before = plan.kept
    theorising.goal(team, ana, words="canary-goal")
    said = {"note": "", "valid_until": None, "review_on": None, "with_names": False}
    PlanSheet.say(team, 0, hidden=["goals"], **said)
    assert Plan.for_team(team).leaving.changes_since(before) == ()
