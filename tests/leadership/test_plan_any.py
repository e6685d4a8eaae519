"""Whatever a team is called and writes, its plan passes PDF/UA-1.

`PLAN_EXAMPLES=500` in the environment tries that many plans instead of a few.
"""

import os
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from leadership.models import (
    Agreement,
    Audience,
    Challenge,
    ChallengeKind,
    LearningNeed,
    Membership,
    Person,
    Position,
    RankedCondition,
    ReservedTime,
    Rhythm,
    Role,
    School,
    Shift,
    ShiftWho,
    StopDoing,
    Team,
)
from leadership.plan import HEADINGS_FROM, Plan, count_positions, parts_of
from leadership.plan_conditions import Asked, ConditionNow, ConditionWork, PlannedTask, SeenDifferently, Settled
from leadership.printing import printer
from leadership.views.plan import plan_html
from visioning.alignment_result import Reason, Result, may_show, rows_of
from visioning.alignment_words import rule_sentence, sentence, verdict, withheld
from visioning.grown import grew_from
from visioning.live.authorship import Contribution
from visioning.live.reading import Reading
from visioning.models import DERIVED, ORGANIZER, WHY_QUESTIONS, DraftingRound, Openness, Outcome, VisionUse
from visioning.plan_decisions import HEADINGS_FROM as DECISION_HEADINGS
from visioning.plan_decisions import Decided, Decisions
from visioning.plan_standing import Standing
from visioning.plan_threads import Origins

from ..pdfua import failures
from .any_words import BLOCKS, DAY, ID, NAMES, NOON, SAID, WORDS

TEAM = Team(name="Team", slug="team")
PEOPLE = st.lists(
    st.builds(
        lambda name, positions, role: Membership(team=TEAM, person=Person(name=name, positions=positions), role=role),
        NAMES,
        st.lists(st.sampled_from(Position.values), unique=True, max_size=3),
        st.sampled_from(Role.values),
    ),
    max_size=5,
)
VERSIONS = st.lists(
    st.builds(
        lambda number, name, words, adopted: SimpleNamespace(
            number=number, name=name, word_count=words, kept_at=datetime(2026, 11, 1, tzinfo=UTC), adopted_at=adopted
        ),
        st.integers(1, 999),
        WORDS,
        st.integers(0, 99_999),
        st.sampled_from([None, datetime(2026, 11, 2, tzinfo=UTC)]),
    ),
    max_size=8,
).map(tuple)


@st.composite
def results(draw):
    """Of checks with names and without, with no answer, too few for anything, for rough shares, and many."""
    levels = draw(st.lists(st.integers(1, 5), max_size=draw(st.sampled_from([3, 8, 40]))))
    check = SimpleNamespace(
        is_named=draw(st.booleans()),
        share=draw(st.integers(1, 100)),
        floor=draw(st.sampled_from([3, 4])),
        lowest=draw(st.integers(1, 3)),
        answers_needed=draw(st.integers(1, 30)),
        version=SimpleNamespace(label=draw(NAMES)),
        closed_at=NOON,
    )
    what, found = may_show(check, levels), verdict(check, levels)
    reasons = st.builds(
        lambda words, below, replies: Reason("id", words, "", "", below, tuple(replies)),
        SAID,
        st.sampled_from([True, False, None]),
        st.lists(SAID.map(lambda words: SimpleNamespace(words=words)), max_size=2),
    )
    return Result(
        check=check,
        enough=found.enough,
        sentence=sentence(check, what, found),
        rule_sentence=rule_sentence(check),
        answered_sentence=f"{len(levels)} answered.",
        middle="",
        rows=rows_of(what, [(level, "") for level in levels]),
        withheld=withheld(check, what),
        reasons=tuple(draw(st.lists(reasons, max_size=3))),
        _shown=what,
    )


ROUNDS = st.builds(
    lambda aim, openness, audience: DraftingRound(
        aim=aim, openness=openness, audience=audience, starts_on=DAY, ends_on=DAY
    ),
    NAMES,
    st.sampled_from(Openness.values),
    st.sampled_from(Audience.values),
)
USES = st.builds(
    lambda what, outcome, how: VisionUse(what=what, outcome=outcome, how=how, on=DAY),
    NAMES,
    st.sampled_from(Outcome.values),
    SAID,
)
NAME = st.one_of(st.none(), NAMES)
DISSENTS = st.lists(st.builds(SeenDifferently, SAID, NAME, st.just(DAY)), max_size=3).map(tuple)
STANDINGS = st.builds(
    Standing,
    st.one_of(st.none(), results()),
    DISSENTS,
    st.one_of(st.none(), ROUNDS),
    NAME,
    st.lists(USES, max_size=4).map(tuple),
    st.integers(0, 2),
)
ABOUT = st.sampled_from(["", "Vision and strategy", "Condition " * 8])
DAYS = st.sampled_from([None, DAY])


def rows(model, **fields):
    """Unsaved rows of what a team noted, each with the name of its condition."""

    def build(values):
        row = model(**{name: value for name, value in values.items() if name != "about"})
        row.about = values["about"]
        return row

    return st.lists(st.fixed_dictionaries({"about": ABOUT, **fields}).map(build), max_size=2).map(tuple)


CONDITIONS = st.lists(
    st.builds(
        ConditionNow,
        ABOUT,
        st.one_of(st.none(), st.builds(Settled, NAMES, SAID, st.just(DAY), NAMES, DISSENTS)),
        st.one_of(st.none(), st.builds(Asked, NAMES, st.just(DAY), WORDS, st.sampled_from(["", "They are apart."]))),
    ),
    max_size=2,
).map(tuple)
TASKS = st.lists(st.builds(PlannedTask, NAMES, ABOUT, NAME, st.just(DAY), st.booleans(), DAYS), max_size=2).map(tuple)
WORKS = st.builds(
    ConditionWork,
    CONDITIONS,
    rows(RankedCondition, reason=WORDS, begins_on=DAYS, ends_on=DAYS),
    rows(
        ReservedTime,
        meeting=NAMES,
        first_at=st.just(NOON),
        rhythm=st.sampled_from(Rhythm.values),
        times=st.integers(1, 9),
    ),
    TASKS,
    TASKS,
    st.integers(0, 2),
    rows(StopDoing, words=NAMES, frees=WORDS, from_on=DAYS),
    rows(Challenge, words=NAMES, kind=st.sampled_from(ChallengeKind.values), agreement=WORDS),
    rows(Shift, words=NAMES, who=st.sampled_from(ShiftWho.values), now=WORDS, role=st.booleans()),
    rows(LearningNeed, words=NAMES, who=WORDS, how=WORDS, by_on=DAYS),
)
ORIGINS = st.builds(
    lambda people, names, unnamed, voices, passages, withdrawn: Origins(
        # Every block of the readings here has the same id: all of them carry the note, or none.
        notes={ID: grew_from(people)} if people else {},
        names=tuple(names),
        unnamed=unnamed,
        voices=voices,
        passages=passages,
        withdrawn=withdrawn,
    ),
    st.integers(0, 3),
    st.lists(NAMES, max_size=4),
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(0, 2),
)
DECISIONS = st.builds(
    Decisions,
    st.lists(
        st.builds(
            Decided,
            ABOUT,
            WORDS,
            BLOCKS.map(lambda blocks: Reading({"content": blocks}).html(first_heading=DECISION_HEADINGS)),
            st.just("Consent"),
            st.just(DAY),
            DISSENTS,
        ),
        max_size=2,
    ).map(tuple),
    st.integers(0, 2),
)
FRAGMENTS = [section.key for section in (*ORGANIZER, *DERIVED)]


def written(parts):
    return tuple(part for part in parts if part.html)


@st.composite
def plans(draw):
    reading = Reading({name: draw(BLOCKS) for name in ("content", "now", *FRAGMENTS)})
    asked = draw(st.lists(st.sampled_from([question.key for question in WHY_QUESTIONS]), unique=True, max_size=3))
    why = Reading({name: draw(BLOCKS) for name in asked})
    origins = draw(ORIGINS)
    memberships = tuple(draw(PEOPLE))
    team = Team(name=draw(NAMES), slug="team", purpose=draw(WORDS), school=School(name=draw(NAMES), slug="school"))
    adopted = draw(st.booleans())
    return Plan(
        team=team,
        day=date(2026, 11, 21),
        memberships=memberships,
        positions=tuple(count_positions(memberships)),
        contributions=tuple(
            Contribution(number, name, 1) for number, name in enumerate(draw(st.lists(NAMES, max_size=3)))
        ),
        adoption=SimpleNamespace(
            at=datetime(2026, 11, 2, tzinfo=UTC),
            people_count=draw(st.integers(0, 9)),
            version=SimpleNamespace(label=draw(NAMES)),
        )
        if adopted
        else None,
        adopters=tuple(draw(st.lists(NAMES, max_size=3))) if adopted else (),
        vision=reading.html("content", first_heading=HEADINGS_FROM, notes=origins.notes),
        organizer=parts_of(ORGANIZER, reading, origins.notes),
        versions=draw(VERSIONS),
        quiet_versions=draw(st.integers(0, 3)),
        newer_versions=draw(st.booleans()),
        agreements=tuple(Agreement(text=text) for text in draw(st.lists(WORDS, max_size=4))),
        why=written(parts_of(WHY_QUESTIONS, why)),
        derived=written(parts_of(DERIVED, reading, origins.notes)),
        now=reading.html("now", first_heading=HEADINGS_FROM, notes=origins.notes),
        tagline=" ".join(reading.plain("tagline").split()),
        origins=origins,
        standing=draw(STANDINGS),
        work=draw(WORKS),
        decisions=draw(DECISIONS),
    )


@pytest.mark.slow
@settings(
    max_examples=int(os.environ.get("PLAN_EXAMPLES", "10")),
    deadline=None,
    database=None,
    # Shrinking prints hundreds of plans to make a failure a little shorter; the plan itself is told in full.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(plans())
def test_whatever_a_team_writes_passes(plan):
    assert failures(printer.pdf(plan_html(plan))) == []
