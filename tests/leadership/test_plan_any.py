"""Whatever a team is called and writes, its plan passes PDF/UA-1.

`PLAN_EXAMPLES=500` in the environment tries that many plans instead of a few.
"""

import os
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from leadership.models import Agreement, Membership, Person, Position, Role, School, Team
from leadership.plan import HEADINGS_FROM, Part, Plan, count_positions
from leadership.printing import printer
from leadership.views.plan import plan_html
from visioning.live.authorship import Contribution
from visioning.live.reading import Block, Reading, Run, units
from visioning.models.shared_visions import ORGANIZER

from ..pdfua import failures

SCRIPTS = [
    "Northside",
    "Escuela Peña Ñandú",
    "Łódź Őrség Žižkov",
    "Школа Ёлка",
    "Σχολείο Ώρα",
    "مدرسة الأمل",
    "בית ספר אור",
    "नया विद्यालय",
    "学校の未来",
    "학교 미래",
    "ትምህርት ቤት",
    "โรงเรียนใหม่",
    "Team 👩🏽‍🏫🌱❤️ 🇵🇷",
    "a\u0301o\u0308 ﬁ ½ № ™ … – —",
    "left\u202eright\u2066mark\u2069",
    "zero\u200bwidth\u200djoin\u00adsoft",
    "odd \ue000 \U000e0041 \U0001f9ff \ufffd \u0378",
    "bell\x07 nul\x00 tab\t line\u2028 \ufeff \ufffe",
    "W" * 200,
    "https://school.example/a-very-long-address/" + "x" * 150,
]
# Any letters of the first scripts, now and then of all there are.
LETTERS = st.one_of(*[st.characters(codec="utf-8", max_codepoint=0x2FFF)] * 9, st.characters(codec="utf-8"))
WORDS = st.one_of(st.sampled_from(SCRIPTS), st.text(LETTERS, max_size=40))
NAMES = st.one_of(st.sampled_from(SCRIPTS).map(lambda name: name[:120]), st.text(LETTERS, min_size=1, max_size=30))
ID = (1, 0)
TEAM = Team(name="Team", slug="team")


def run(words, strong=False, em=False, href=""):
    return Run(units(words), ID, strong, em, href)


RUNS = st.builds(run, WORDS, st.booleans(), st.booleans(), st.sampled_from(["", "", "https://a.example/?b=1&c=<2>"]))
INLINE = st.lists(st.one_of(RUNS, st.just(Block("hard_break", ID))), max_size=4).map(tuple)
PARAGRAPH = st.builds(lambda inline: Block("paragraph", ID, inline), INLINE)
HEADING = st.builds(lambda inline, level: Block("heading", ID, inline, level), INLINE, st.integers(1, 3))


def holders(blocks):
    """Lists and quotes of whatever there is so far; an item may hold several blocks, or none."""
    inner = st.lists(blocks, max_size=3).map(tuple)
    items = st.lists(inner.map(lambda held: Block("list_item", ID, held)), min_size=1, max_size=4).map(tuple)
    return st.one_of(
        inner.map(lambda held: Block("blockquote", ID, held)),
        items.map(lambda held: Block("bullet_list", ID, held)),
        st.builds(lambda held, start: Block("ordered_list", ID, held, start), items, st.integers(1, 99)),
    )


BLOCKS = st.lists(st.recursive(st.one_of(PARAGRAPH, HEADING), holders, max_leaves=8), max_size=4).map(tuple)
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
def plans(draw):
    reading = Reading({name: draw(BLOCKS) for name in ("content", *(section.key for section in ORGANIZER))})
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
        vision=reading.html("content", first_heading=HEADINGS_FROM),
        organizer=tuple(
            Part(section.key, section.title, section.prompt, reading.html(section.key, HEADINGS_FROM + 1))
            for section in ORGANIZER
        ),
        versions=draw(VERSIONS),
        quiet_versions=draw(st.integers(0, 3)),
        newer_versions=draw(st.booleans()),
        agreements=tuple(Agreement(text=text) for text in draw(st.lists(WORDS, max_size=4))),
    )


@pytest.mark.slow
@settings(
    max_examples=int(os.environ.get("PLAN_EXAMPLES", "30")),
    deadline=None,
    database=None,
    # Shrinking prints hundreds of plans to make a failure a little shorter; the plan itself is told in full.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(plans())
def test_whatever_a_team_writes_passes(plan):
    assert failures(printer.pdf(plan_html(plan))) == []
