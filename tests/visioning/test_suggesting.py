"""From suggested words to the smallest change: what stays, what goes, whose hand, which look."""

import random
import re

import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from tests.writing import bullets, paragraph, write
from visioning.live import store
from visioning.live.authorship import Authors, contributions, fresh_client, read_text
from visioning.live.passages import flow_of, pick, pick_words, sentences
from visioning.live.reading import read
from visioning.live.store import merge
from visioning.suggesting import prospect, word_rows

from .writing import Hand, begin


@pytest.fixture
def text(team):
    return begin(team).text


@pytest.fixture
def ana_writes(text, ana):
    return Hand(text, ana)


def passage(text, quote, fragment="content"):
    return pick_words(read_text(text.pk), fragment, quote)


def foresee(text, place, words):
    return prospect(place, place.quote, words, read_text(text.pk))


def take(text, person, place, words):
    state = store.read_state(text.pk)
    update = foresee(text, place, words).update(state, fresh_client(text.pk))
    return update and store.append(text.pk, person.pk, update)


def said(text):
    return read_text(text.pk).plain()


def drawn(rows):
    marks = {"added": "+{}+", "removed": "-{}-"}
    return " / ".join("".join(marks.get(p.change, "{}").format(p.text) for p in row.pieces) for row in rows)


def test_only_the_words_that_differ_change_hands(text, ana_writes, ben):
    ana_writes.write("We listen to every child, and to each other.")
    take(text, ben, passage(text, "We listen to every child"), "We listen with care to each child")
    assert said(text) == "We listen with care to each child, and to each other."
    authors = Authors.of(text.pk)
    assert {one.name: one.words for one in contributions(authors, authors.now)} == {"Ana Ruiz": 8, "Ben Okafor": 3}


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("", "One. Three."),
        ("Zwei.", "One. Zwei. Three."),
        ("Two and a half.", "One. Two and a half. Three."),
        ("Two!", "One. Two! Three."),
        ("“Two.” 🙂", "One. “Two.” 🙂 Three."),
        ("שתיים.", "One. שתיים. Three."),
        ("Two.", "One. Two. Three."),
    ],
)
def test_the_passage_says_what_was_suggested(text, ana_writes, ben, words, result):
    ana_writes.write("One. Two. Three.")
    take(text, ben, passage(text, "Two."), words)
    assert said(text) == result


@pytest.mark.parametrize(
    ("quote", "result"), [("One.", "Two. Three."), ("Three.", "One. Two."), ("One. Two. Three.", "")]
)
def test_words_taken_out_leave_no_gap(text, ana_writes, ben, quote, result):
    ana_writes.write("One. Two. Three.")
    take(text, ben, passage(text, quote), "")
    assert said(text) == result


def test_letters_beyond_the_first_plane_are_counted_rightly(text, ana_writes, ben):
    ana_writes.write("👩‍🏫 teaches 𝒶 child well 🎉 today.")
    take(text, ben, passage(text, "child well 🎉"), "student 🎓 very well 🎉")
    assert said(text) == "👩‍🏫 teaches 𝒶 student 🎓 very well 🎉 today."


def test_looks_around_stay_and_new_words_look_like_those_they_replace(text, team, ana, ben):
    link = {"link": {"href": "https://school.example/"}}
    words = paragraph(("We ", {}), ("listen closely", {"strong": {}}), (" to ", {}), ("every child", link), (".", {}))
    write(team, ana, content=[words])
    take(text, ben, passage(text, "listen closely to every child"), "listen carefully to each child")
    assert read_text(text.pk).html() == (
        "<p>We <strong>listen carefully</strong> to "
        '<a href="https://school.example/" rel="nofollow noopener">each child</a>.</p>'
    )


def test_words_in_a_list_stay_in_their_item(text, team, ana, ben):
    write(team, ana, content=[bullets([paragraph("First thing")], [paragraph("Second thing")])])
    take(text, ben, passage(text, "Second thing"), "Another thing")
    assert read_text(text.pk).html() == "<ul><li>First thing</li><li>Another thing</li></ul>"


def test_what_others_wrote_into_it_meanwhile_stays(text, ana_writes, ben):
    ana_writes.write("We listen to every child.")
    place = passage(text, "We listen to every child.")
    ana_writes.insert(0, "child", "single ")
    coming = foresee(text, place, "We always listen to every child.")
    assert (coming.changed, drawn(coming.rows)) == (True, "We+ always+ listen to every single child.")
    take(text, ben, place, "We always listen to every child.")
    assert said(text) == "We always listen to every single child."


def test_where_two_changes_meet_the_whole_passage_is_shown_first(text, ana_writes):
    ana_writes.write("We listen to every child.")
    place = passage(text, "every child.")
    ana_writes.insert(0, "child", "small ")
    ana_writes.erase(0, "every ")
    coming = foresee(text, place, "each child.")
    assert drawn(coming.rows) == "We listen to -small-+each+ child."
    assert coming.after == "each child."


def test_a_passage_that_was_divided_takes_what_lies_in_one_half(text, ana_writes, ben):
    ana_writes.write("We listen to every child. We act on what we hear.")
    place = passage(text, "We listen to every child. We act on what we hear.")
    ana_writes.split(0, "We act")
    take(text, ben, place, "We listen to each child. We act on what we hear.")
    assert said(text) == "We listen to each child.\nWe act on what we hear."
    assert foresee(text, place, "Something else altogether.").edits is None


def test_what_the_text_says_already_changes_nothing(text, ana_writes, ben):
    ana_writes.write("We listen to every child.")
    place = passage(text, "every child")
    ana_writes.erase(0, "every")
    ana_writes.insert(0, " child", "each")
    coming = foresee(text, place, "each child")
    assert (coming.edits, coming.now, coming.after) == ([], "each child", "each child")
    assert take(text, ben, place, "each child") is None


def test_a_passage_that_is_gone_has_no_prospect(text, ana_writes):
    ana_writes.write("Soon gone.")
    ana_writes.write("This stays.")
    place = passage(text, "Soon gone.")
    ana_writes.drop(0)
    assert foresee(text, place, "Never") is None


def test_the_mark_changes_with_what_is_shown(text, ana_writes):
    ana_writes.write("We listen to every child.")
    place = passage(text, "every child")
    before = foresee(text, place, "each child").mark
    assert foresee(text, place, "each child").mark == before
    ana_writes.insert(0, "child", "single ")
    assert foresee(text, place, "each child").mark != before


def test_two_wordings_beside_each_other():
    assert drawn(word_rows("We listen to every child.", "We listen to each child!")) == (
        "We listen to -every-+each+ child-.-+!+"
    )
    assert drawn(word_rows("a b c", "x y z")) == "-a b c-+x y z+"
    assert drawn(word_rows("a b c", "")) == "-a b c-"


# --- Whatever happens around it ---------------------------------------------------------------------------------------

WORDS = [
    "we",
    "listen",
    "learn",
    "every",
    "child",
    "each",
    "other",
    "trust",
    "open",
    "doors",
    "time",
    "🎉",
    "שלום",
    "and",
    "to",
    "in",
]


def sentence(chance, most=9):
    return " ".join(chance.choice(WORDS) for _word in range(chance.randint(1, most))) + "."


def stir(doc, chance):
    """One edit somewhere: words in, words out, a block divided, dropped or added."""
    blocks = doc.get("content", type=XmlFragment).children
    at = chance.randrange(len(blocks))
    text = blocks[at].children[0]
    letters = "".join(str(part) for part, _marks in text.diff())
    starts = [len(letters[: m.start()].encode()) for m in re.finditer(r"\b\w", letters)] or [0]
    start = chance.choice(starts)
    match chance.randrange(6):
        case 0 | 1:
            text.insert(start, chance.choice(WORDS) + " ", chance.choice([None, {"strong": {}}]))
        case 2 | 3:
            end = next((one for one in starts if one > start + chance.choice((0, 9, 30))), len(text))
            del text[start:end]
        case 4 if start < len(text):
            rest = letters.encode()[start:].decode()
            del text[start : len(text)]
            made = blocks.insert(at + 1, XmlElement("paragraph"))
            made.children.append(XmlText(rest))
        case 5 if len(blocks) > 3:
            del blocks[at]


@pytest.mark.parametrize("seed", range(60))
def test_only_the_passage_changes_and_it_says_what_was_shown(seed):
    chance = random.Random(seed)
    doc = Doc(client_id=7, skip_gc=True)
    blocks = doc.get("content", type=XmlFragment).children
    for _block in range(5):
        made = blocks.append(XmlElement("paragraph"))
        made.children.append(XmlText(" ".join(sentence(chance) for _sentence in range(3))))
    whole = [one for one in sentences(read(doc.get_update()), "content")]
    picked = pick(read(doc.get_update()), "content", *(lambda one: (one.start, one.end))(chance.choice(whole)))
    wanted = chance.choice([sentence(chance), picked.quote.replace(" ", " new ", 1), ""])
    for _edit in range(chance.randrange(12)):
        with doc.transaction():
            stir(doc, chance)
    state = doc.get_update()
    before = read(state)
    coming = prospect(picked, picked.quote, wanted, before)
    if coming is None or coming.edits is None:
        return
    line = coming.flow.text
    for edit in reversed(coming.edits):
        line = line[: edit.start] + edit.words + line[edit.end :]
    update = coming.update(state, 99)
    after = read(merge([state, update])) if update else before
    assert flow_of(after, "content").text == line
    assert [block.kind for block in after.blocks()] == [block.kind for block in before.blocks()]
    if coming.after:
        assert " ".join(coming.after.split(" … ")[0].split()) in " ".join(after.plain().split())
