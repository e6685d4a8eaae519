"""Passages in the editor: words chosen, woven and spoken of in the panel, seen by everybody, through whatever is typed."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from leadership.models import StaffRole
from tests import factories
from tests.visioning import making
from tests.visioning.writing import Hand
from visioning.models import Comment, Passage, Suggestion, Version, Weave

from .editor import Desk, axe_faults, stored

SENTENCE = "Every child is greeted by name."


@pytest.fixture
def vision(vision, ana):
    Hand(vision.text, ana).write(f"We sing. {SENTENCE} Then we read.")
    return vision


@pytest.fixture
def phrase(team, ben):
    gathering = making.gathering(team, revealed_at=timezone.now())
    source = making.gathered_vision(gathering, ben, revealed=True, learning="Call each child by name, daily.")
    return making.phrase(source, "each child by name", making.theme(gathering, "Being seen"))


class Reader(Desk):
    """A desk that speaks of words."""

    def choose(self, words, name="content"):
        """Mark these words with the keyboard: they stand on one line."""
        start = self.words(name).split("\n")[0].index(words)
        self.at_start(name)
        for _letter in range(start):
            self.page.keyboard.press("ArrowRight")
        for _letter in words:
            self.page.keyboard.press("Shift+ArrowRight")

    @property
    def sheet(self):
        return self.page.get_by_role("dialog", name="About these words")

    @property
    def woven(self):
        return self.part().locator(".passage.is-weave")

    @property
    def knot(self):
        return self.part().locator(".passage-knot")

    def close(self):
        self.press("Escape")
        expect(self.sheet).to_be_hidden()
        expect(self.part()).to_be_focused()
        self.focus()

    def weave(self, words, phrase):
        self.choose(words)
        self.button("Weave").click()
        expect(self.page.get_by_label("Find")).to_be_focused()
        self.sheet.locator(f"#weave-sources [value='phrase-{phrase.pk}']").check()
        self.sheet.get_by_role("button", name="Tie to these words").click()
        expect(self.sheet.get_by_text("Tied.")).to_be_visible()


def desk_of(enter, person, vision):
    return Reader(enter(person, viewport={"width": 1280, "height": 800}), vision).open()


def test_words_are_woven_and_the_other_one_sees_it(enter, vision, ana, ben, phrase):
    ana_sits, ben_sits = desk_of(enter, ana, vision), desk_of(enter, ben, vision)
    ana_sits.weave(SENTENCE, phrase)
    expect(ben_sits.woven).to_have_text(SENTENCE)
    expect(ben_sits.knot).to_have_text(" (Grew from the words of one person) ")
    ana_sits.close()
    ben_sits.knot.click()
    expect(ben_sits.sheet).to_contain_text("each child by name")
    expect(ben_sits.page.locator("#passage-title")).to_be_focused()
    ben_sits.sheet.get_by_role("button", name="Untie").click()
    expect(ben_sits.sheet.get_by_text("Untied.")).to_be_visible()
    expect(ana_sits.woven).to_have_count(0)


def test_it_survives_typing_enter_and_a_restored_version(enter, vision, ana, ben, phrase):
    desk = desk_of(enter, ana, vision)
    desk.weave(SENTENCE, phrase)
    desk.close()
    version = Version.keep(vision.text, ana)
    desk.choose("by name")
    desk.press("ArrowLeft")
    desk.page.keyboard.type("warmly ")
    expect(desk.woven).to_have_text("Every child is greeted warmly by name.")
    desk.press("Enter")
    desk.is_saved()
    expect(desk.woven).to_have_text(["Every child is greeted warmly", "by name."])
    desk.press("Control+a", "Delete")
    desk.is_saved()
    expect(desk.woven).to_have_count(0)
    assert Passage.objects.get().place(vision.reading()) is None
    assert version.restore(ben)
    expect(desk.woven).to_have_text(SENTENCE)
    assert Weave.objects.count() == 1


def test_words_not_yet_saved_wait_and_then_are_spoken_of(enter, vision, ana):
    desk = desk_of(enter, ana, vision)
    desk.write(" And dance.")
    desk.press(*["Shift+ArrowLeft"] * len("And dance."))
    desk.press("Control+Alt+m")
    expect(desk.sheet).to_contain_text("And dance.")
    desk.sheet.get_by_label("Comment", exact=True).fill("Who teaches us?")
    desk.sheet.get_by_role("button", name="Send the comment").click()
    expect(desk.sheet).to_contain_text("Who teaches us?")
    assert Comment.objects.get().passage.quote == "And dance."
    expect(desk.part().locator(".passage.is-comment")).to_have_text("And dance.")


def test_a_suggestion_from_the_bar(enter, vision, ana, ben):
    desk = desk_of(enter, ben, vision)
    desk.choose("We sing.")
    desk.button("Suggest").click()
    field = desk.sheet.get_by_label("New words")
    expect(field).to_be_focused()
    field.fill("We sing together.")
    desk.sheet.get_by_role("button", name="Send the suggestion").click()
    expect(desk.part().locator(".passage.is-suggestion")).to_have_text("We sing.")
    assert Suggestion.objects.get().words == "We sing together."


def test_words_of_a_colleague_are_put_in_at_the_cursor_and_tied(enter, vision, ana, phrase):
    desk = desk_of(enter, ana, vision)
    desk.write(" ")
    desk.button("Weave").click()
    panel = desk.page.locator("#passage-panel")
    panel.get_by_role("button", name="Put the words into the text here").click()
    expect(panel.get_by_text("Choose a phrase or a theme.")).to_be_visible()
    panel.locator(f"[value='phrase-{phrase.pk}']").check()
    panel.get_by_role("button", name="Put the words into the text here").click()
    expect(desk.sheet.get_by_text("Tied.")).to_be_visible()
    expect(desk.woven).to_have_text("each child by name")
    assert stored(vision).endswith("Then we read. each child by name")
    assert Weave.objects.get().passage.quote == "each child by name"


def test_an_observer_opens_a_thread_by_keyboard(enter, vision, cleo, ana, phrase):
    Weave.tie(making.passage(vision, SENTENCE), ana, phrase)
    desk = desk_of(enter, cleo, vision)
    expect(desk.part()).not_to_have_attribute("contenteditable", "true")
    desk.knot.focus()
    desk.press("Enter")
    expect(desk.sheet).to_contain_text("each child by name")
    expect(desk.sheet.get_by_role("button", name="Untie")).to_have_count(0)


def test_on_a_phone_it_is_a_sheet_over_the_text(enter, vision, ana, phrase):
    Weave.tie(making.passage(vision, SENTENCE), ana, phrase)
    desk = Reader(enter(ana, viewport={"width": 320, "height": 720}), vision).open()
    desk.knot.click()
    expect(desk.sheet).to_contain_text("each child by name")
    assert desk.page.locator("#passage-sheet").evaluate("sheet => sheet.matches(':modal')")
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 320
    desk.press("Escape")
    expect(desk.sheet).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_it(enter, vision, ana, phrase, scheme):
    desk = Reader(enter(ana, viewport={"width": 1280, "height": 800}, color_scheme=scheme), vision).open()
    desk.weave(SENTENCE, phrase)
    expect(desk.page.locator("#passage-title")).to_be_focused()
    assert axe_faults(desk.page) == []
    assert re.search("Grew from the words of one person", desk.knot.inner_text())


def test_a_guest_who_is_asked_to_react_comments_on_marked_words(enter, vision, ana, northside):
    making.drafting_round(vision, ana, audience="staff", openness="consult")
    gus = factories.person("Gus Staff")
    northside.staff_members.create(person=gus, role=StaffRole.STAFF)
    desk = desk_of(enter, gus, vision)
    expect(desk.button("Bold")).to_have_count(0)
    desk.part().locator("p").evaluate(
        """(block, words) => {
            const letters = block.firstChild;
            const start = letters.data.indexOf(words);
            getSelection().setBaseAndExtent(letters, start, letters, start + words.length);
        }""",
        SENTENCE,
    )
    desk.button("Comment").click()
    desk.sheet.get_by_label("Comment", exact=True).fill("By whom?")
    desk.sheet.get_by_role("button", name="Send the comment").click()
    expect(desk.sheet).to_contain_text("By whom?")
    assert Comment.objects.get().passage.quote == SENTENCE
