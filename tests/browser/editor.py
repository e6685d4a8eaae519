"""What a person does with the editor, in words: open a text, write, look at what it says."""

import re
import time

from playwright.sync_api import Page, expect

from visioning.models import SharedVision

from .examiner import AXE, FETCH, TAGS


class Desk:
    """One person's open page."""

    def __init__(self, page: Page, vision):
        self.page, self.vision = page, vision

    def open(self) -> "Desk":
        self.page.goto(self.vision.get_absolute_url())
        return self.ready()

    def ready(self) -> "Desk":
        expect(self.part()).to_have_class(re.compile("ProseMirror"))
        return self

    def part(self, name="content"):
        return self.page.locator(f"[data-fragment={name}]")

    def write(self, words, name="content") -> None:
        self.at_end(name)
        self.page.keyboard.type(words)

    def focus(self, name="content") -> None:
        self.part(name).focus()
        # The engine sets its cursor a moment after the focus came; nobody presses keys that quickly.
        moment(self.page, 80)

    def at_start(self, name="content") -> None:
        self.focus(name)
        self.page.keyboard.press("Control+Home")

    def at_end(self, name="content") -> None:
        self.focus(name)
        self.page.keyboard.press("Control+End")

    def press(self, *keys) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def button(self, name):
        return self.page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)

    @property
    def state(self):
        return self.page.locator(".shared-text-state")

    def is_saved(self, seconds=15) -> None:
        expect(self.state).to_have_text("Saved", timeout=seconds * 1000)

    def reads(self, words, name="content") -> None:
        expect(self.part(name)).to_contain_text(words)

    def words(self, name="content") -> str:
        """The text alone, without the cursors and initials that are drawn into it."""
        return self.part(name).evaluate(
            """part => {
                const copy = part.cloneNode(true);
                copy.querySelectorAll(".remote-cursor, .author-tag, .passage-knot").forEach(one => one.remove());
                return [...copy.querySelectorAll("p, h2, h3, h4, h5, h6")].map(one => one.textContent).join("\\n");
            }"""
        )

    def keeps(self, number) -> None:
        """So many pieces of unsent words come to lie in this browser."""
        kept = "Object.keys(localStorage).filter(key => key.includes('unsent')).length"
        self.page.wait_for_function(f"number => {kept} === number", arg=number)


def moment(page: Page, milliseconds: int) -> None:
    """Wait by the page's own clock: what it meant to do sooner is done by then, however busy the machine is."""
    page.evaluate("pause => new Promise(done => setTimeout(done, pause))", milliseconds)


def until(page: Page, fact) -> None:
    """Look until it is so, as somebody would who waits for it; the page goes on meanwhile."""
    end = time.monotonic() + 15
    while not fact() and time.monotonic() < end:
        page.wait_for_timeout(50)
    assert fact()


def stored(vision, name="content") -> str:
    return SharedVision.objects.get(pk=vision.pk).reading().plain(name)


def axe_faults(page: Page) -> list[str]:
    """What axe has to complain about, as short lines."""
    page.evaluate(FETCH, AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found["violations"] for node in fault["nodes"]]
