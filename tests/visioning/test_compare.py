"""Comparing two readings: words added, removed and moved, by whom; a summary first, and nothing shown as a rewrite."""

import pycrdt
import pytest

from visioning.live import store
from visioning.live.authorship import Authors, read_text
from visioning.live.compare import Comparison

from .writing import Hand, begin, root, text_of


@pytest.fixture
def text(team):
    return begin(team).text


@pytest.fixture
def ana_writes(text, ana):
    return Hand(text, ana)


@pytest.fixture
def ben_writes(text, ben):
    return Hand(text, ben)


def compared(text, old):
    return Comparison(old, read_text(text.pk), Authors.of(text.pk))


def sentences(comparison):
    return [tally.sentence for tally in comparison.tallies]


def shown(comparison, fragment="content"):
    """Rows as lists of (change, words, who)."""
    return [
        [(piece.change, piece.text.strip(), piece.author and piece.author.name) for piece in row.pieces]
        for row in comparison.rows(fragment)
    ]


def test_says_who_added_and_who_removed_words(text, ana_writes, ben_writes):
    ana_writes.write("We listen to every child, each and every day.")
    old = read_text(text.pk)
    ben_writes.insert(0, "every child", "and learn from ")
    ben_writes.erase(0, ", each and every day")
    comparison = compared(text, old)
    assert sentences(comparison) == ["Ben Okafor added 3 words and removed 4 words."]
    assert shown(comparison) == [
        [
            ("", "We listen to", None),
            ("added", "and learn from", "Ben Okafor"),
            ("", "every child", None),
            ("removed", ", each and every day", "Ben Okafor"),
            ("", ".", None),
        ]
    ]


def test_who_deletes_ones_own_words_is_named_for_it(text, ana_writes, ben_writes):
    ana_writes.write("One two three four.")
    ben_writes.write("Five six seven.")
    old = read_text(text.pk)
    ana_writes.erase(0, " three")
    ana_writes.erase(1, "Five ")
    ben_writes.erase(1, "six ")
    assert sentences(compared(text, old)) == ["Ana Ruiz removed 2 words.", "Ben Okafor removed one word."]


def test_a_changed_word_counts_for_whoever_changed_it(text, ana_writes, ben_writes):
    ana_writes.write("Our cat sleeps.")
    old = read_text(text.pk)
    ben_writes.insert(0, " sleeps", "s")
    assert sentences(compared(text, old)) == ["Ben Okafor added one word and removed one word."]


def test_dividing_a_block_rewrites_nothing(text, ana_writes, ben_writes):
    ana_writes.write("Everybody is heard here. Nobody waits outside the door.")
    old = read_text(text.pk)
    ben_writes.split(0, "Nobody")
    comparison = compared(text, old)
    assert sentences(comparison) == []
    assert comparison.changed
    assert len(comparison.rows("content")) == 2


def test_a_block_that_moved_is_no_rewrite(text, ana_writes, ben_writes):
    ana_writes.write("The first sentence is about trust.")
    ana_writes.write("The second one speaks of time.")
    ana_writes.write("A third closes the page.")
    old = read_text(text.pk)
    ben_writes.drop(0)
    ben_writes.write("The first sentence is about trust.")
    comparison = compared(text, old)
    assert sentences(comparison) == ["Ben Okafor moved 6 words."]
    changes = [[change for change, *_rest in row] for row in shown(comparison)]
    assert changes == [["moved-away"], [""], [""], ["moved-here"]]


def test_a_block_that_moved_and_changed_a_little(text, ana_writes, ben_writes):
    ana_writes.write("Every child reads something they chose, every single day of the week.")
    ana_writes.write("A second line stays.")
    old = read_text(text.pk)
    ben_writes.drop(0)
    ben_writes.write("Every child reads something they chose, every single morning of the week.")
    assert sentences(compared(text, old)) == ["Ben Okafor added one word, removed one word and moved 11 words."]


def test_joining_two_blocks_rewrites_nothing(text, ana_writes, ben_writes):
    ana_writes.write("One stands alone.")
    ana_writes.write("Two joins it.")
    old = read_text(text.pk)
    ben_writes.drop(1)
    ben_writes.insert(0, len("One stands alone."), "Two joins it.")
    comparison = compared(text, old)
    assert sentences(comparison) == []
    assert [row.changed for row in comparison.rows("content")] == [True]


def test_lists_and_quotes_are_named_for_what_they_are(text, ana_writes):
    def act(doc):
        for kind, words in (("blockquote", "quoted"), ("bullet_list", "listed")):
            leaf = pycrdt.XmlElement("paragraph", {}, [pycrdt.XmlText(words)])
            inner = pycrdt.XmlElement("list_item", {}, [leaf]) if kind == "bullet_list" else leaf
            root(doc).children.append(pycrdt.XmlElement(kind, {}, [inner]))

    old = read_text(text.pk)
    ana_writes.change(act)
    ana_writes.write("A heading", kind="heading", level=2)
    assert [(row.kind, row.number) for row in compared(text, old).rows("content")] == [
        ("quote", 0),
        ("item", 1),
        ("heading", 2),
    ]


def test_after_leaving_out_ones_own_start_the_rest_still_stands(text, ana, ana_writes, ben_writes):
    ana_writes.write("Ana begins.")
    old = read_text(text.pk)
    ben_writes.insert(0, 0, "Ben adds. ")
    ana_writes.drop(0)
    comparison = compared(text, old)
    comparison.leave_out(ana.pk)
    assert sentences(comparison) == []
    assert comparison.changed_rows("content") == []


def test_bold_alone_is_named_as_a_change_of_looks(text, ana_writes, ben_writes):
    ana_writes.write("Plain words.")
    old = read_text(text.pk)
    ben_writes.change(lambda doc: text_of(doc, "content", 0).format(0, 5, {"strong": {}}))
    comparison = compared(text, old)
    assert comparison.changed
    assert sentences(comparison) == []


def test_unchanged_blocks_are_left_out_on_demand(text, ana_writes, ben_writes):
    for words in ("One stays.", "Two stays.", "Three changes."):
        ana_writes.write(words)
    old = read_text(text.pk)
    ben_writes.insert(2, " changes", " really")
    found = compared(text, old).changed_rows("content")
    assert [row and row.changed for row in found] == [None, True]
    assert compared(text, read_text(text.pk)).changed_rows("content") == []


def test_ones_own_changes_can_be_left_out(text, ana, ana_writes, ben_writes):
    ana_writes.write("We begin here today.")
    old = read_text(text.pk)
    ben_writes.write("Ben goes on.")
    ana_writes.write("Ana goes on, too.")
    comparison = compared(text, old)
    comparison.leave_out(ana.pk)
    assert sentences(comparison) == ["Ben Okafor added 3 words."]
    assert ("", "Ana goes on, too.", None) in [piece for row in shown(comparison) for piece in row]


def test_who_has_left_is_a_former_colleague(text, ben, ana_writes, ben_writes):
    ana_writes.write("Words by Ana.")
    old = read_text(text.pk)
    ben_writes.write("Words by Ben.")
    ben_writes.erase(0, "Words ")
    ben.delete()
    assert sentences(compared(text, old)) == ["a former colleague added 3 words and removed one word."]


def test_reads_the_same_after_compaction(text, ana_writes, ben_writes):
    ana_writes.write("We listen to every child.")
    old = read_text(text.pk)
    ben_writes.erase(0, " every")
    ben_writes.insert(0, "We", "Here ")
    before = shown(compared(text, old))
    assert store.compact(text.pk)
    assert shown(compared(text, old)) == before
    assert ("removed", "every", "Ben Okafor") in before[0]


def test_in_short_tells_the_same(text, ana_writes, ben_writes):
    for number in range(12):
        ana_writes.write(f"Paragraph {number} stands here, and says what it says.")
    ana_writes.write("")
    old = read_text(text.pk)
    ben_writes.erase(0, "stands here")
    ben_writes.split(4, "and says")
    ben_writes.retype(8, "heading", level=2)
    ben_writes.drop(10)
    ben_writes.write("A last one.")
    new, authors = read_text(text.pk), Authors.of(text.pk)
    in_full, in_short = Comparison(old, new, authors), Comparison(old, new, authors, in_short=True)
    assert sum(map(len, in_short.steps.values())) < sum(map(len, in_full.steps.values()))
    assert in_short.changed_rows("content") == in_full.changed_rows("content")
    assert in_short.tallies == in_full.tallies
