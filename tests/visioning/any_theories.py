"""Whatever theories people may write: any columns, arrows, circles, and words that look like something else. For Hypothesis."""

from datetime import date

from hypothesis import strategies as st

from leadership.forms.words import plain_words
from visioning.theory.intake import line_of
from visioning.theory.shape import ArrowShape, Column, Shape, State, StatementShape

from ..leadership.any_words import SCRIPTS, WORDS

NASTY = [
    "- planning", "-> Teachers", "→ 3", "# name", "3", "1. first", "What we do", "Students:", "because: it helps",
    "wrong if: nothing", "state: supported", '"quoted", twice', "'=1+1", "=SUM(A1)", "a;=1;'=2", "+49 30", "@home",
    "\\ back", "{", "[1]", "kind;label", "<b>bold</b>", "&amp;", "“curly”", "because", "* star", "null", "…", ".", "Students",
]  # fmt: skip
LINES = st.one_of(st.sampled_from(NASTY), WORDS).map(lambda words: line_of(words)[:300].strip()).filter(bool)
PIECES = st.one_of(st.sampled_from([*NASTY, "", " ", "   indented", "trailing  ", "\ttab"]), WORDS)
REASONS = st.one_of(
    st.just(""),
    st.lists(PIECES, min_size=1, max_size=4).map("\n".join).map(lambda said: plain_words(said)[:900].strip()),
)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
STATES = st.one_of(st.just((State.UNTESTED, None)), st.tuples(st.sampled_from(State), DAYS))


@st.composite
def shapes(draw, least=0, most=12, arrows=16):
    """A shape as forms and verbs would let it be, numbered in reading order."""
    words = draw(st.lists(LINES, min_size=least, max_size=most, unique_by=str.lower))
    columns = sorted((draw(st.sampled_from(Column)) for _each in words), key=list(Column).index)
    statements = [
        StatementShape(number, column, said)
        for number, (column, said) in enumerate(zip(columns, words, strict=True), 1)
    ]
    numbers = range(1, len(words) + 1)
    ends = [(one, other) for one in numbers for other in numbers if one != other]
    tied = draw(st.lists(st.sampled_from(ends), unique=True, max_size=arrows)) if ends else []
    ties = []
    for pair in tied:
        state, on = draw(STATES)
        said = {name: draw(REASONS) for name in ("because", "assumption", "evidence", "wrong_if")}
        ties.append(ArrowShape(*pair, **said, state=state, state_on=on))
    title = draw(
        st.sampled_from([*(one for one in SCRIPTS if line_of(one)), *NASTY]).map(
            lambda name: line_of(name)[:120].strip()
        )
    )
    return Shape(title, tuple(statements), tuple(ties))
