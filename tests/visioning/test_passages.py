"""Passages: letters of a text found again after typing, moving, deleting, restoring and folding; never other words."""

import itertools
import random
import time

import pycrdt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visioning.live import store
from visioning.live.authorship import Authors
from visioning.live.carried import trace
from visioning.live.passages import locate, pick, pick_words, sentences
from visioning.live.reading import Reading, read_whole
from visioning.models import Passage, Version
from visioning.models.passages import TooLong

from .writing import Hand, begin, root, text_of


@pytest.fixture
def text(team):
    return begin(team).text


@pytest.fixture
def ana_writes(text, ana):
    hand = Hand(text, ana)
    hand.write("We begin with a song. Every child is greeted by name at the door. Then we read.")
    hand.write("Families come in when they like.")
    return hand


@pytest.fixture
def ben_writes(text, ben, ana_writes):
    return Hand(text, ben)


@pytest.fixture
def greeting(text, ana_writes):
    return taken(text, "Every child is greeted by name at the door.")


def taken(text, quote, fragment="content"):
    return Passage.take(text, pick_words(Authors.of(text.pk).now, fragment, quote))


def place_of(text, passage):
    authors = Authors.of(text.pk)
    return passage.place(authors.now, authors.moved)


# --- Choosing ---------------------------------------------------------------------------------------------------


def test_the_same_letters_are_one_passage(text, greeting):
    again = taken(text, "Every  child is greeted by name at the door.")
    assert again.pk == greeting.pk
    assert Passage.objects.count() == 1


def test_a_passage_may_span_blocks_and_is_cut_to_its_words(text, ana_writes):
    reading = Authors.of(text.pk).now
    first, last = sentences(reading, "content")[2], sentences(reading, "content")[3]
    picked = pick(reading, "content", (first.start[0], first.start[1] - 1), last.end)
    assert picked.quote == "Then we read.\nFamilies come in when they like."
    assert pick(reading, "content", last.end, first.start) == pick(reading, "content", first.start, last.end)
    place = locate(picked, reading)
    assert [one.leaf for one in place.ranges] == [0, 1]
    assert (place.start, place.end, place.changed) == (first.start, last.end, False)


def test_letters_that_are_not_in_sight_are_no_passage(text, ana_writes):
    reading = Authors.of(text.pk).now
    start = sentences(reading, "content")[0].start
    assert pick(reading, "content", start, (start[0], 10**6)) is None
    assert pick(reading, "content", (7, 7), start) is None
    assert pick(reading, "think", start, start) is None
    assert pick_words(reading, "content", "nobody wrote this") is None
    assert pick_words(reading, "content", "  ") is None


def test_sentences_of_several_scripts(text, ana):
    hand = Hand(text, ana)
    hand.write(
        "“Is it true?” she asked. Yes… 3.5 of them! 我们一起学习。我们一起教。 كل طفل مهم. هل هذا صحيح؟ نعم", "think"
    )
    hand.write("No full stop here", "think", kind="heading", level=1)
    words = [one.words for one in sentences(Authors.of(text.pk).now, "think")]
    assert words == [
        "“Is it true?”",
        "she asked.",
        "Yes…",
        "3.5 of them!",
        "我们一起学习。",
        "我们一起教。",
        "كل طفل مهم.",
        "هل هذا صحيح؟",
        "نعم",
        "No full stop here",
    ]


def test_halves_of_a_sign_are_never_cut(text, ana):
    Hand(text, ana).write("Joy 🎈🎈 for all")
    reading = Authors.of(text.pk).now
    client, clock = sentences(reading, "content")[0].start
    picked = pick(reading, "content", (client, clock + 5), (client, clock + 6))
    assert picked.quote == "🎈🎈"


def test_too_many_words_are_refused(text, ana):
    Hand(text, ana).write("long " * 900)
    with pytest.raises(TooLong):
        taken(text, ("long " * 900).strip())


# --- Found again ------------------------------------------------------------------------------------------------


def test_typing_around_it_and_inside_it(text, greeting, ben_writes):
    ben_writes.insert(0, 0, "Good morning! ")
    assert place_of(text, greeting).words == greeting.quote
    assert not place_of(text, greeting).changed
    ben_writes.insert(0, "by name", "warmly and ")
    place = place_of(text, greeting)
    assert place.words == "Every child is greeted warmly and by name at the door."
    assert place.changed


@pytest.mark.parametrize("other", [True, False])
def test_enter_inside_it_keeps_both_halves(text, greeting, ana_writes, ben_writes, other):
    (ben_writes if other else ana_writes).split(0, "by name")
    place = place_of(text, greeting)
    assert place.words == "Every child is greeted \nby name at the door."
    assert [one.leaf for one in place.ranges] == [0, 1]
    assert not place.changed


@pytest.mark.parametrize("other", [True, False])
def test_a_block_made_a_heading_and_back_twice(text, greeting, ana_writes, ben_writes, other):
    hand = ben_writes if other else ana_writes
    hand.retype(0, "heading", level=2)
    hand.retype(0, "paragraph")
    ana_writes.retype(0, "heading", level=1)
    place = place_of(text, greeting)
    assert place.words == greeting.quote
    assert place.ranges[0].leaf == 0


def test_enter_keeps_even_two_words(text, ana_writes):
    short = taken(text, "is greeted")
    ana_writes.split(0, "greeted")
    assert place_of(text, short).words.split() == ["is", "greeted"]


def test_the_middle_goes_the_rest_stays(text, greeting, ben_writes):
    ben_writes.erase(0, " by name at")
    place = place_of(text, greeting)
    assert place.words == "Every child is greeted the door."
    assert place.changed


def test_taken_out_is_gone_and_no_other_words_are_pointed_at(text, greeting, ana_writes, ben_writes):
    ana_writes.write("Every child reads.")
    ben_writes.erase(0, greeting.quote)
    assert place_of(text, greeting) is None
    ben_writes.insert(0, "Then", "Every")
    assert place_of(text, greeting) is None


def test_the_other_one_that_reads_the_same_is_not_it(text, ana_writes):
    ana_writes.write("I say hello. You say goodbye. I say hello. They say hello.")
    reading = Authors.of(text.pk).now
    second = [one for one in sentences(reading, "content") if one.words == "I say hello."][1]
    passage = Passage.take(text, pick_words(reading, "content", "say hello", near=second.start))
    assert passage.letters[0][1] > second.start[1]

    def act(doc):
        words = text_of(doc, "content", 2)
        start = str(words).rindex("I say hello.")
        del words[start : start + len("I say hello.")]

    ana_writes.change(act)
    assert place_of(text, passage) is None


def test_a_restored_version_brings_it_back(text, ana, ben, greeting, ana_writes, ben_writes):
    version = Version.keep(text, ana, "Before")
    ben_writes.drop(0)
    assert place_of(text, greeting) is None
    version.restore(ben)
    place = place_of(text, greeting)
    assert place.words == greeting.quote
    assert not place.changed


def test_a_short_one_in_a_restored_version_is_known_by_its_neighbours(text, ana, ben, ana_writes, ben_writes):
    short = taken(text, "greeted")
    version = Version.keep(text, ana, "Before")
    ben_writes.drop(0)
    ana_writes.write("Nobody is greeted here.")
    assert place_of(text, short) is None
    version.restore(ben)
    place = place_of(text, short)
    assert place.words == "greeted"
    assert place.ranges[0].leaf == 0


def test_frozen_words_hold_it_too(text, ana, greeting, ana_writes, ben_writes):
    ben_writes.split(0, "Every")
    ana_writes.split(1, "at the door")
    version = Version.keep(text, ana, "Now")
    ben_writes.drop(2)
    frozen = Reading.unpack(bytes(Version.objects.get(pk=version.pk).words))
    assert greeting.place(frozen, Authors.of(text.pk).moved).words.split() == greeting.quote.split()
    assert greeting.place(frozen).words.split() == greeting.quote.split()  # nothing known but the words


def test_folding_the_log_changes_nothing(text, greeting, ben_writes):
    ben_writes.split(0, "by name")
    ben_writes.insert(1, 0, "each ")
    before = place_of(text, greeting)
    while store.compact(text.pk):
        pass
    assert place_of(text, greeting) == before


def test_a_whole_paragraph_written_in_its_middle_is_not_called_the_passage(text, ana, greeting, ana_writes):
    ana_writes.split(0, "by name")
    long = " ".join(f"other{number}" for number in range(200))
    ana_writes.change(
        lambda doc: root(doc).children.insert(1, pycrdt.XmlElement("paragraph", {}, [pycrdt.XmlText(long)]))
    )
    place = place_of(text, greeting)
    assert "other" not in place.words
    assert [one.leaf for one in place.ranges] == [0, 2]


# --- Whatever happens -------------------------------------------------------------------------------------------

EDITS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "split", "join", "retype", "move"]),
        st.integers(0, 30),
        st.integers(0, 60),
        st.integers(1, 12),
    ),
    max_size=14,
)


class Page:
    """A text of words that are each there once, edited at random by two people."""

    def __init__(self, blocks=4, words=14):
        self.numbers = itertools.count(1000)
        self.doc = pycrdt.Doc(client_id=1, skip_gc=True)
        for _block in range(blocks):
            self.put(len(self.blocks), " ".join(self.word() for _word in range(words)))
        self.start = read_whole(self.doc.get_update())[0]

    @property
    def blocks(self):
        return root(self.doc).children

    def word(self):
        return f"word{next(self.numbers)}"

    def put(self, place, words):
        element = pycrdt.XmlElement("paragraph")
        self.blocks.insert(place, element)
        element.children.append(pycrdt.XmlText(words))

    def edit(self, number, edit):
        kind, block, at, length = edit
        other = pycrdt.Doc(client_id=number % 2 + 2 + 2 * (number // 3), skip_gc=True)
        other.apply_update(self.doc.get_update())
        self.doc = other
        block %= len(self.blocks)
        text = self.blocks[block].children[0]
        words = str(text)
        at = self.edge(words, at)
        if kind == "insert":
            text.insert(at, " ".join(["", *(self.word() for _word in range(length)), ""]))
        elif kind == "delete":
            del text[at : self.edge(words, at + 8 * length)]
        elif kind == "split":
            del text[at : len(words)]
            self.put(block + 1, words[at:])
        elif kind == "join" and block:
            before = self.blocks[block - 1].children[0]
            del self.blocks[block]
            before.insert(len(str(before)), " " + words)
        elif kind == "retype":
            del self.blocks[block]
            self.put(block, words)
        elif kind == "move":
            del self.blocks[block]
            self.put(at % (len(self.blocks) + 1), words)

    def edge(self, words, at):
        """A place between two words."""
        found = words.find(" ", min(at, len(words)))
        return len(words) if found < 0 else found

    def now(self):
        reading, lines = read_whole(self.doc.get_update())
        return reading, trace(lines, lambda client: client % 2, lambda client, _clock: client % 2, own=True)


@settings(max_examples=150, deadline=None)
@given(EDITS, st.integers(0, 55), st.integers(1, 30))
def test_whatever_is_edited_it_never_names_words_that_were_elsewhere(edits, first, count):
    page = Page()
    everything = page.start.plain().split()
    words = everything[first : first + count]
    passage = pick_words(page.start, "content", " ".join(words))
    for number, edit in enumerate(edits):
        page.edit(number, edit)
    reading, moved = page.now()
    left = [word for word in reading.plain().split() if word in words]
    for carried in (moved, None):
        place = locate(passage, reading, carried)
        if place is None:
            continue
        said = set(place.words.split()) & set(everything) - set(words)
        between = set(reading.plain().split()[slice(*ends(reading, words))])
        assert said <= between, "words from elsewhere"
        assert place.words == page_words(reading, place)
    if not any(kind in {"delete", "join", "retype", "move", "split"} for kind, *_rest in edits):
        assert [word for word in locate(passage, reading, moved).words.split() if word in words] == words
    # Fewer than three words whose neighbours went as well are too few to be sure.
    if len(left) == len(words) >= 3 and not any(kind == "insert" for kind, *_rest in edits):
        place = locate(passage, reading, moved)
        assert place is not None, "all its words are there"


def ends(reading, words):
    """From the first to the last word of the passage that is still there."""
    now = reading.plain().split()
    at = [place for place, word in enumerate(now) if word in words]
    return (min(at), max(at) + 1) if at else (0, 0)


def page_words(reading, place):
    """What stands in the ranges, read another way."""
    leaves = list(reading.leaves())
    parts = [leaves[one.leaf].shown()[one.start : one.end] for one in place.ranges]
    return place.words if len(parts) > 1 else parts[0]


def test_a_hundred_passages_in_five_thousand_words():
    page = Page(blocks=100, words=50)
    rng = random.Random(7)
    passages = [
        pick(page.start, "content", one.start, (one.end[0], one.end[1] - rng.randint(0, 200)))
        for one in sentences(page.start, "content")
    ]
    for number in range(60):
        page.edit(number, (rng.choice(["insert", "split", "retype"]), rng.randint(0, 99), rng.randint(0, 300), 5))
    reading, moved = page.now()
    start = time.perf_counter()
    places = [locate(passage, reading, moved) for passage in passages]
    taken = time.perf_counter() - start
    assert all(places)
    assert taken < 2, "measured at 0.006 s; this only notices another order of growth"
