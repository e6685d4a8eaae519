"""Whatever people may write: words of many scripts and odd signs, and blocks of a text made of them. For Hypothesis."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from visioning.live.reading import Block, Run, units

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
DAY, NOON = date(2026, 11, 2), datetime(2026, 11, 2, 12, tzinfo=UTC)
SAID = st.one_of(WORDS, st.lists(WORDS, min_size=2, max_size=4).map("\n\n".join))
