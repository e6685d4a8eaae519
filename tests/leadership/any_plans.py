"""Plans of teams that may be called anything and write anything, in memory: for Hypothesis."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

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
from leadership.plan_around import Around, Edition
from leadership.plan_conditions import Asked, ConditionNow, ConditionWork, PlannedTask, SeenDifferently, Settled
from leadership.plan_provenance import Grounds, Served
from pilots.models import Pilot, PilotDecision, PilotNote
from pilots.plan_pilots import Pilots, PlannedArrow, PlannedChart, PlannedCycle, PlannedPilot, PlannedStep
from pilots.run_chart_shape import chart_of
from visioning.alignment_result import Reason, Result, may_show, rows_of
from visioning.alignment_words import rule_sentence, sentence, verdict, withheld
from visioning.grown import grew_from
from visioning.live.authorship import Contribution
from visioning.live.reading import Reading
from visioning.models import (
    DERIVED,
    ORGANIZER,
    WHY_QUESTIONS,
    Decision,
    DecisionReview,
    DecisionStage,
    DraftingRound,
    Evidence,
    Goal,
    Initiative,
    Objection,
    Openness,
    Outcome,
    VisionUse,
)
from visioning.plan_crosswalk import Crosswalk, GoalThere, PlannedArticle, PlannedFramework, SaidOnGoals
from visioning.plan_decided import DecisionLog, PlannedDecision
from visioning.plan_decisions import HEADINGS_FROM as DECISION_HEADINGS
from visioning.plan_decisions import Decided, Decisions
from visioning.plan_initiatives import Initiatives, PlannedFiltering, PlannedInitiative, Serves
from visioning.plan_standing import Standing
from visioning.plan_theories import PlannedGoal, PlannedProblem, PlannedTheory, Theories
from visioning.plan_threads import Origins

from ..visioning.any_theories import shapes
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
        number=1,
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

ADDRESS = st.sampled_from(["", "https://school.example/a?b=1&c=2"])
GOALS = st.lists(
    st.builds(
        PlannedGoal,
        st.builds(
            lambda number, words, measure, due_on, framework, address: Goal(
                number=number,
                words=words,
                measure=measure,
                due_on=due_on,
                framework=framework,
                framework_address=address,
            ),
            st.integers(1, 3),
            NAMES,
            WORDS,
            DAYS,
            WORDS,
            ADDRESS,
        ),
        st.lists(
            st.builds(
                PlannedProblem,
                SAID,
                st.sampled_from(["", "Some of both"]),
                WORDS,
                WORDS,
                WORDS,
                st.lists(WORDS, max_size=2).map(tuple),
                st.lists(st.builds(Evidence, words=NAMES, address=ADDRESS), max_size=2).map(tuple),
            ),
            max_size=1,
        ).map(tuple),
    ),
    max_size=2,
).map(tuple)
# Small ones: what a theory looks like on paper is tried in tests of its own.
THEORIES = st.lists(
    st.builds(
        PlannedTheory,
        st.integers(1, 3),
        ABOUT,
        WORDS,
        WORDS,
        WORDS,
        shapes(most=3, arrows=3),
        address=st.just("/teams/team/theory/1/"),
    ),
    max_size=1,
).map(tuple)


@st.composite
def charts(draw):
    measure = SimpleNamespace(
        title=draw(NAMES), unit=draw(WORDS), direction="up", target=None, baseline_until=None, number=1
    )
    values = draw(st.lists(st.integers(-5, 99), max_size=4))
    return PlannedChart(chart_of(measure, [(DAY, value) for value in values]), "pilot-1-measure-1")


@st.composite
def tried(draw):
    number, closed = draw(st.integers(1, 2)), draw(st.booleans())
    pilot = Pilot(
        number=number,
        title=draw(NAMES),
        who=draw(WORDS),
        what=draw(WORDS),
        measured_how=draw(WORDS),
        challenge=draw(WORDS),
        skipped=draw(WORDS),
        ends_on=DAY,
        invited_at=NOON,
        started_at=NOON,
        closed_at=NOON if closed else None,
        decision=draw(st.sampled_from(PilotDecision.values)) if closed else "",
        decision_why=draw(SAID),
        results=draw(SAID),
    )
    notes = st.lists(st.builds(PilotNote, words=NAMES, more=WORDS, on=DAYS), max_size=1).map(tuple)
    return PlannedPilot(
        pilot=pilot,
        address="/teams/team/pilots/1/",
        serves=draw(ABOUT),
        problem=draw(WORDS),
        arrows=tuple(draw(st.lists(st.builds(PlannedArrow, WORDS, WORDS, WORDS, WORDS, WORDS), max_size=1))),
        questions=draw(notes),
        wins=draw(notes),
        cycles=tuple(
            draw(
                st.lists(
                    st.builds(PlannedCycle, st.integers(1, 9), NAMES, st.none(), WORDS, WORDS, WORDS, WORDS),
                    max_size=2,
                )
            )
        ),
        charts=tuple(draw(st.lists(charts(), max_size=1))),
        next_steps=tuple(draw(st.lists(st.builds(PlannedStep, NAMES, WORDS, DAYS, st.booleans()), max_size=1))),
        card=None,
        people=draw(st.integers(0, 4)),
    )


def logged(stage):
    return st.builds(
        lambda number, question, outcome, explanation, prediction, objections, reviews: PlannedDecision(
            Decision(
                number=number,
                question=question,
                outcome=outcome,
                explanation=explanation,
                prediction=prediction,
                stage=stage,
                decided_on=DAY,
                review_on=DAY,
                input_until=DAY,
            ),
            "/teams/team/decisions/1/",
            "Consent",
            objections,
            reviews,
        ),
        st.integers(1, 2),
        NAMES,
        SAID,
        WORDS,
        WORDS,
        st.lists(st.builds(Objection, words=SAID, answer=WORDS), max_size=1).map(tuple),
        st.lists(
            st.builds(DecisionReview, found=SAID, noted_at=st.just(NOON), verdict=st.just("keep")), max_size=1
        ).map(tuple),
    )


INITIATIVES = st.lists(
    st.builds(
        PlannedInitiative,
        st.integers(1, 2),
        NAMES,
        WORDS,
        st.sampled_from(Initiative.Status),
        WORDS,
        WORDS,
        st.none(),
        st.integers(0, 3),
        st.lists(st.builds(Serves, WORDS, WORDS), max_size=1).map(tuple),
        st.one_of(st.none(), st.builds(PlannedFiltering, WORDS, st.just("We went ahead"), WORDS, st.just(DAY))),
        st.just("/teams/team/initiatives/1/"),
    ),
    max_size=2,
).map(tuple)
GOAL_THERE = st.builds(GoalThere, st.integers(1, 3), NAMES, WORDS)
GOALS_THERE = st.lists(GOAL_THERE, max_size=2).map(tuple)
FRAMEWORKS = st.builds(
    PlannedFramework,
    st.just("The district's plan"),
    NAMES,
    ADDRESS,
    st.lists(st.builds(PlannedArticle, NAMES, WORDS, GOALS_THERE), max_size=9).map(tuple),
    GOALS_THERE,
)
CROSSWALKS = st.builds(
    Crosswalk,
    st.lists(FRAMEWORKS, min_size=1, max_size=2).map(tuple),
    st.lists(st.builds(SaidOnGoals, NAMES, ADDRESS, GOALS_THERE), max_size=2).map(tuple),
    GOALS_THERE,
)
SERVED = st.builds(
    Served,
    WORDS,
    WORDS,
    st.sampled_from(["vision", "organizer", "short"]),
    st.just("/teams/team/thread/sentences/1/"),
    st.booleans(),
)
GROUNDS = st.builds(
    Grounds,
    st.lists(SERVED, max_size=2).map(tuple),
    st.integers(0, 9),
    st.integers(0, 30),
    st.lists(st.tuples(NAMES, WORDS, st.just("/teams/team/conditions/vision/")), max_size=1).map(tuple),
    **{name: st.frozensets(st.integers(1, 3)) for name in ("theories", "pilots", "decisions", "initiatives")},
)
EDITIONS = st.one_of(
    st.none(),
    st.builds(Edition, st.just(1), st.booleans(), st.just(DAY), WORDS, st.just(DAY), st.just({}), DISSENTS),
)
AROUNDS = st.builds(
    Around, note=SAID, valid_until=DAYS, review_on=DAYS, link=st.just("/plan/1-abcde-fghij/"), link_open=st.booleans(),
    adopted=EDITIONS,
)  # fmt: skip


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
        theories=Theories(draw(GOALS), draw(THEORIES)),
        pilots=Pilots(tuple(draw(st.lists(tried(), max_size=2, unique_by=lambda one: one.pilot.number)))),
        log=DecisionLog(
            tuple(draw(st.lists(logged(DecisionStage.DECIDED), max_size=2, unique_by=lambda one: one.decision.number))),
            tuple(draw(st.lists(logged(DecisionStage.OPEN), max_size=1))),
        ),
        initiatives=Initiatives(draw(INITIATIVES)),
        crosswalk=draw(CROSSWALKS),
        grounds={number: draw(GROUNDS) for number in (1, 2)},
        around=draw(AROUNDS),
    ).at("https://site.example/")
