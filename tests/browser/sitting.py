"""Eight people at once, each in a browser of their own, and the gestures by which they go from alone to together."""

import re

from playwright.sync_api import expect

from .editor import Desk


class Sitting:
    """Eight open browsers, by first name, and what they do at once."""

    def __init__(self, pages, team):
        self.pages, self.team = pages, team

    def __getattr__(self, name):
        return self.pages[name.capitalize()]

    def all_go(self, path):
        for page in self.pages.values():
            page.goto(self.at(path), wait_until="commit")
        for page in self.pages.values():
            page.wait_for_load_state()
            page.evaluate("window.same = true")

    def at(self, path):
        return f"/teams/{self.team.slug}/{path}"

    def all_see(self, place, words):
        """Everybody, on the page they have open, without loading it anew."""
        for name, page in self.pages.items():
            expect(page.locator(place), name).to_contain_text(words)
            assert page.evaluate("window.same"), name

    def all_count(self, place, number):
        """Everybody sees so many of something."""
        for name, page in self.pages.items():
            expect(page.locator(place), name).to_have_count(number)

    def found(self, *words):
        """Which of these words are wherever in whose page: {first name: words}. Those with none are not in it."""
        pages = {name: page.content() for name, page in self.pages.items()}
        held = {name: {one for one in words if one in content} for name, content in pages.items()}
        return {name: some for name, some in held.items() if some}


def press(page, name, role="button"):
    """Press what leads to another page, and be there."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).first.click()


def shares(page, words, way="With my name"):
    """From the private page to being in; without a name, the key comes back."""
    page.goto("/me/vision/")
    page.locator("textarea").first.fill(words)
    press(page, re.compile("^Share into"), "link")  # which saves first
    expect(page.locator("textarea").first).to_have_value(words)
    page.get_by_role("radio", name=way, exact=True).first.check()
    press(page, "Share it")
    if way == "With my name":
        return expect(page.locator("#messages")).to_contain_text("Your vision is in.")
    return page.locator("#kept-key").input_value()


def marks(page, words, theme):
    """Mark words on the table and name a theme for them; nothing is sent yet."""
    found = page.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.querySelector("#words"), NodeFilter.SHOW_TEXT);
            for (let text = walker.nextNode(); text; text = walker.nextNode()) {
                const start = text.data.indexOf(words);
                if (start < 0) continue;
                getSelection().setBaseAndExtent(text, start, text, start + words.length);
                return true;
            }
        }""",
        words,
    )
    assert found, words
    page.get_by_label("or a new theme").fill(theme)


def chooses(page, words):
    """Mark words of the first paragraph of the vision, by keyboard."""
    desk = Desk(page, None)
    start = desk.words().split("\n")[0].index(words)
    desk.at_start()
    desk.press(*["ArrowRight"] * start, *["Shift+ArrowRight"] * len(words))
    return desk


def weaves(page, words, source):
    chooses(page, words).button("Weave").click()
    sheet = page.get_by_role("dialog", name="About these words")
    sheet.get_by_role("radio", name=source).check()
    sheet.get_by_role("button", name="Tie to these words").click()
    expect(sheet).to_contain_text("Tied.")
    page.keyboard.press("Escape")
