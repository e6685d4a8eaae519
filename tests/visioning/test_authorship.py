"""Who wrote what: by the id of every letter, through compaction, and when people leave."""

import json
import re

import pycrdt
import pytest
from django.core.management import CommandError, call_command

from leadership.models import JoinedBy
from tests import factories
from visioning.live import store
from visioning.live.authorship import Authors, contributions, own_words, read_text
from visioning.models import Version

from .writing import Hand, begin, root


@pytest.fixture
def text(team):
    return begin(team).text


@pytest.fixture
def written(text, ana, ben):
    """Ana wrote a sentence, Ben put words into it and took some out."""
    Hand(text, ana).write("We listen to every single child.")
    Hand(text, ben).insert(0, "child", "curious ")
    Hand(text, ben).erase(0, "single ")
    return text


def counts(text):
    return [(one.name, one.words) for one in contributions(Authors.of(text.pk), read_text(text.pk))]


def hands(text):
    authors = Authors.of(text.pk)
    return [(part.shown, author.name) for run in authors.now.runs() for author, part in authors.stretches(run)]


WRITTEN = [("We listen to every ", "Ana Ruiz"), ("curious ", "Ben Okafor"), ("child.", "Ana Ruiz")]


def test_every_run_has_its_author(written):
    assert hands(written) == WRITTEN
    assert counts(written) == [("Ana Ruiz", 5), ("Ben Okafor", 1)]


def test_compaction_changes_nothing(written):
    assert store.compact(written.pk)
    assert hands(written) == WRITTEN
    authors = Authors.of(written.pk)
    (ana_client,) = {run.id[0] for run in read_text(written.pk).runs() if run.shown == "child."}
    start = next(run.id[1] for run in read_text(written.pk).runs()) + len("We listen to every ")
    assert authors.eraser(ana_client, start).name == "Ben Okafor"


def test_the_words_of_who_leaves_stay_without_the_name(written, ben):
    ben.delete()
    assert hands(written)[1] == ("curious ", "a former colleague")
    assert counts(written) == [("Ana Ruiz", 5), ("a former colleague", 1)]


def test_what_was_worked_out_is_kept_until_something_changes(written, ana, ben, django_assert_num_queries):
    known = Authors.of(written.pk)
    with django_assert_num_queries(1):
        assert Authors.of(written.pk) is known
    ben.name = "Benjamin Okafor"
    ben.save(update_fields=("name",))
    assert counts(written) == [("Ana Ruiz", 5), ("Benjamin Okafor", 1)]
    Hand(written, ana).write("More.")
    with django_assert_num_queries(1):
        assert Authors.of(written.pk).now.plain().endswith("More.")


def test_a_word_of_two_hands_counts_for_who_wrote_most_of_it(text, ana, ben):
    Hand(text, ana).write("listen")
    Hand(text, ben).insert(0, 6, "ing")
    assert counts(text) == [("Ana Ruiz", 1)]


def test_contributors_are_in_the_order_of_their_names(text, ana, ben):
    Hand(text, ben).write("Many more words than the other one wrote.")
    Hand(text, ana).write("Few.")
    assert [name for name, _words in counts(text)] == ["Ana Ruiz", "Ben Okafor"]


def test_a_persons_own_words_for_their_export(written, ben, ana, other_team, dov):
    elsewhere = begin(other_team).text
    Hand(elsewhere, dov).write("Nothing of Ana’s or Ben’s.")
    assert own_words(written.pk, ben.pk) == ["curious"]
    assert own_words(written.pk, ana.pk) == ["We listen to every", "child."]


def test_names_and_own_words_inside_lists_and_broken_lines(text, ana, ben):
    def act(doc):
        leaf = pycrdt.XmlElement(
            "paragraph", {}, [pycrdt.XmlText("one"), pycrdt.XmlElement("hard_break"), pycrdt.XmlText("two")]
        )
        item = pycrdt.XmlElement("list_item", {}, [leaf])
        root(doc).children.append(pycrdt.XmlElement("bullet_list", {}, [item]))

    Hand(text, ana).change(act)
    Hand(text, ben).change(lambda doc: root(doc).children[0].children[0].children[0].children[2].insert(3, " by Ben"))
    authors = Authors.of(text.pk)
    shown = re.sub(r"<[^>]*>", "|", authors.now.html(hands=authors))
    assert re.sub(r"\|+", "|", shown) == (
        "|Ana Ruiz|Ana Ruiz wrote: |one|Ana Ruiz|Ana Ruiz wrote: |two|Ben Okafor|Ben Okafor wrote: | by Ben|"
    )
    assert own_words(text.pk, ana.pk) == ["one", "two"]
    assert counts(text) == [("Ana Ruiz", 2), ("Ben Okafor", 2)]


class TestWordsThatOnlyMoved:
    """Yjs types words anew when a block is divided, joined, made a heading or brought back. They keep their author."""

    SENTENCES = "Everybody is heard. Nobody waits outside the door."

    @pytest.fixture
    def ana_wrote(self, text, ana):
        Hand(text, ana).write(self.SENTENCES)
        return text

    @pytest.mark.parametrize("before", ["Nobody", "door", "heard"])
    def test_dividing_a_block(self, ana_wrote, ben, before):
        Hand(ana_wrote, ben).split(0, before)
        assert {name for _words, name in hands(ana_wrote)} == {"Ana Ruiz"}
        assert counts(ana_wrote) == [("Ana Ruiz", 8)]

    def test_dividing_and_going_on(self, ana_wrote, ben):
        writer = Hand(ana_wrote, ben)
        writer.split(0, "Nobody")
        writer.insert(1, "door", "wide ")
        writer.insert(1, 0, "Here ")
        assert counts(ana_wrote) == [("Ana Ruiz", 8), ("Ben Okafor", 2)]

    def test_making_a_heading_of_it(self, ana_wrote, ben):
        Hand(ana_wrote, ben).retype(0, "heading", level=2)
        assert counts(ana_wrote) == [("Ana Ruiz", 8)]

    def test_several_times_by_several_people(self, ana_wrote, ana, ben, team):
        carla = factories.person("Carla Diaz")
        team.welcome(carla, JoinedBy.LINK)
        Hand(ana_wrote, ben).split(0, "Nobody")
        Hand(ana_wrote, carla).retype(1, "heading", level=2)
        Hand(ana_wrote, ana).retype(1, "paragraph")
        Hand(ana_wrote, ben).split(1, "outside")
        assert counts(ana_wrote) == [("Ana Ruiz", 8)]

    def test_bringing_it_back(self, ana_wrote, ana, ben):
        version = Version.keep(ana_wrote, ana)
        Hand(ana_wrote, ana).drop(0)
        version.restore(ben)
        assert counts(ana_wrote) == [("Ana Ruiz", 8)]

    def test_survives_compaction_and_leaving(self, ana_wrote, ana, ben):
        Hand(ana_wrote, ben).split(0, "Nobody")
        assert store.compact(ana_wrote.pk)
        assert counts(ana_wrote) == [("Ana Ruiz", 8)]
        ana.delete()
        assert counts(ana_wrote) == [("a former colleague", 8)]

    def test_the_browser_is_told(self, ana_wrote, ana, ben, as_cleo):
        writer = Hand(ana_wrote, ben)
        writer.split(0, "Nobody")
        writer.insert(1, "door", "wide ")
        answer = as_cleo.get(f"/texts/{ana_wrote.pk}/authors/").json()
        source = {answer["clients"][str(client)]["name"] for *_span, client in answer["carried"]}
        assert source == {"Ana Ruiz"}
        assert sum(letters for _client, _clock, letters, _source in answer["carried"]) == len(
            "Nobody waits outside the door."
        )

    def test_ones_own_words_stay_ones_own(self, ana_wrote, ben):
        writer = Hand(ana_wrote, ben)
        writer.write("My own line stands here as well.")
        writer.drop(0)
        writer.write("A new thought of mine.")
        assert counts(ana_wrote) == [("Ben Okafor", 12)]

    def test_a_copy_of_what_still_stands_is_by_whoever_made_it(self, ana_wrote, ben):
        Hand(ana_wrote, ben).write(self.SENTENCES)
        assert counts(ana_wrote) == [("Ana Ruiz", 8), ("Ben Okafor", 8)]

    def test_a_common_word_that_was_once_deleted_proves_nothing(self, ana_wrote, ben):
        writer = Hand(ana_wrote, ben)
        writer.erase(0, "the ")
        writer.write("We open the gate.")
        assert counts(ana_wrote) == [("Ana Ruiz", 7), ("Ben Okafor", 4)]


class TestCommand:
    def printed(self, capsys, text, *args):
        call_command("shared_text", str(text.pk), *args)
        return capsys.readouterr().out

    def test_plain_text_is_the_default(self, capsys, written, ana):
        Hand(written, ana).write("They smile.", fragment="see")
        assert self.printed(capsys, written) == "We listen to every curious child.\n\n[see]\nThey smile.\n"

    def test_html_and_json(self, capsys, written):
        found = self.printed(capsys, written, "--format", "html")
        assert found == '<section id="content"><p>We listen to every curious child.</p></section>\n'
        assert json.loads(self.printed(capsys, written, "--format", "json"))["content"]["type"] == "doc"

    @pytest.mark.parametrize("wrong", ["x", "11111111-2222-4333-8444-555555555555"])
    def test_a_text_that_is_not_there(self, db, wrong):
        with pytest.raises(CommandError):
            call_command("shared_text", wrong)
