"""What joins themes, and the picture of it: pure, so without rows. Sentences and marks of words, likewise."""

import re
from dataclasses import dataclass
from itertools import pairwise

import pytest

from visioning.marks import pieces
from visioning.sentences import find, sentences
from visioning.theme_map import LETTER, LINE, Spot, ThemeMap, in_lines, width


def spot(name, *themes, source="s1", start=0, end=10, person=None, prompt="hope"):
    return Spot(name, source, prompt, start, end, person or source, frozenset(themes))


# --- What touches ------------------------------------------------------------------------------------------------


def test_a_phrase_under_two_themes_joins_them():
    found = ThemeMap([(1, "Trust"), (2, "Time"), (3, "Play")], [spot("a", 1, 2), spot("b", 3, source="s2")])
    assert [(touch.one, touch.other, touch.kind) for touch in found.touches] == [(1, 2, "shared")]
    assert found.alone == [(3, "Play")]
    assert found.loose == []


def test_phrases_that_overlap_join_their_themes_and_neighbours_do_not():
    names = [(1, "Trust"), (2, "Time")]
    touching = ThemeMap(names, [spot("a", 1, start=0, end=10), spot("b", 2, start=9, end=20)])
    assert [touch.kind for touch in touching.touches] == ["overlapping"]
    beside = ThemeMap(names, [spot("a", 1, start=0, end=10), spot("b", 2, start=10, end=20)])
    assert [touch.kind for touch in beside.touches] == ["people"]
    elsewhere = ThemeMap(names, [spot("a", 1, prompt="hope"), spot("b", 2, prompt="bring", person="other")])
    assert elsewhere.touches == []


def test_one_person_who_spoke_to_both_joins_them_and_a_loose_phrase_joins_nothing():
    spots = [spot("a", 1, person="p"), spot("b", 2, source="s2", person="p"), spot("c", source="s3")]
    found = ThemeMap([(1, "Trust"), (2, "Time")], spots)
    assert [(touch.kind, touch.people) for touch in found.touches] == [("people", ["p"])]
    assert [one.id for one in found.loose] == ["c"]


def test_nothing_on_the_table_is_an_empty_map():
    found = ThemeMap([], [])
    assert (found.touches, found.alone, found.loose) == ([], [], [])
    assert found.picture().knots == []


# --- The picture -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 2, 7, 40])
@pytest.mark.parametrize("name", ["Trust", "A very long name of a theme that goes on and on and on " * 2, "信" * 60])
def test_no_names_or_knots_lie_on_each_other(count, name):
    themes = [(key, name[:120]) for key in range(count)]
    spots = [spot(key, key, (key * 7 + 3) % count, source=str(key)) for key in range(count)]
    picture = ThemeMap(themes, spots).picture()
    boxes = [(min(y for _l, y in k.lines) - 16, max(y for _l, y in k.lines) + 5) for k in picture.knots]
    assert all(upper[1] < lower[0] for upper, lower in pairwise(boxes))
    assert all(upper.y + 2 * picture.radius < lower.y for upper, lower in pairwise(picture.knots))
    for knot in picture.knots:
        assert all(picture.label_x + width(line) * LETTER <= picture.width for line, _y in knot.lines)
        assert picture.radius < knot.y < picture.height - picture.radius
    for arc in picture.arcs:
        rx = int(re.search(r"A(\d+) ", arc.path)[1])
        assert 0 < rx < picture.x
    assert picture.width < 420
    assert picture.arcs == ThemeMap(themes, spots).picture().arcs


def test_long_names_are_shortened_and_short_ones_are_not():
    assert in_lines("Trust") == ["Trust"]
    assert in_lines("We trust each other with half-done work") == ["We trust each other", "with half-done work"]
    cut = in_lines("We trust each other with half-done work, and with what is hard to say")
    assert cut[1].endswith("…")
    assert all(width(line) <= LINE for line in cut)


# --- Sentences ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", []),
        ("  \n ", []),
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Lee asks. J. Smith, e.g. in math, answers.", ["Dr. Lee asks.", "J. Smith, e.g. in math, answers."]),
        ("She said “Stay.” We stayed…", ["She said “Stay.”", "We stayed…"]),
        ("A list\n- first\n- second", ["A list", "- first", "- second"]),
        ("At 3.30 it rains. So", ["At 3.30 it rains.", "So"]),
        ("我们倾听。我们学习！", ["我们倾听。", "我们学习！"]),
        ("هل نستمع؟ نعم۔ نتعلم", ["هل نستمع؟", "نعم۔", "نتعلم"]),
        ("हम सुनते हैं। हम सीखते हैं।", ["हम सुनते हैं।", "हम सीखते हैं।"]),
        ("We 👩‍🏫 listen. 🎉 And act.", ["We 👩‍🏫 listen.", "🎉 And act."]),
    ],
)
def test_sentences_in_several_scripts(words, expected):
    assert [words[start:end] for start, end in sentences(words)] == expected


def test_a_sentence_without_end_comes_in_parts_that_lose_nothing():
    words = "word " * 500
    parts = [words[start:end] for start, end in sentences(words)]
    assert all(0 < len(part) <= 600 for part in parts)
    assert " ".join(parts).split() == words.split()
    assert [end - start for start, end in sentences("x" * 1500)] == [600, 600, 300]


def test_exact_words_are_found_whatever_blanks_were_copied():
    assert find("We listen\nto every child.", "listen to every") == (3, 18)
    assert find("a b a b", "a b", near=5) == (4, 7)
    assert find("a.b", "a+b") is None
    assert find("abc", "  ") is None


# --- Marks -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stretch:
    start: int
    end: int


def test_overlapping_stretches_are_cut_where_they_meet():
    one, two = Stretch(2, 6), Stretch(4, 8)
    found = pieces("abcdefghij", [one, two])
    assert [(piece.words, piece.under) for piece in found] == [
        ("ab", ()),
        ("cd", (one,)),
        ("ef", (one, two)),
        ("gh", (two,)),
        ("ij", ()),
    ]
    assert [piece.ending for piece in found] == [(), (), (one,), (two,), ()]


def test_marks_of_the_same_words_and_of_words_that_are_gone():
    one, two, late = Stretch(0, 3), Stretch(0, 3), Stretch(5, 9)
    found = pieces("abc", [one, two, late])
    assert [(piece.words, piece.under, piece.ending) for piece in found] == [("abc", (one, two), (one, two))]
    assert pieces("", []) == []
