"""What the browser knows and the editor has not heard yet: it outlives whatever is drawn for others in that very moment.

A browser tells of a moved cursor a moment late; on a busy machine much later. Here the moment is made: timers are held, and
go off in the same breath as the hand.
"""

import pytest
from playwright.sync_api import expect

from tests.visioning import making
from tests.visioning.writing import Hand

from .editor import Desk, stored

WORDS = "without fear"
HOLDING = """const later = window.setTimeout;
window.held = null;
window.setTimeout = (act, pause, ...rest) => held ? held.push(act) : later(act, pause, ...rest);"""

# What one hand does and, in the same breath, all that waits. `heard` counts what the editor was told in between.
MOMENT = """async (hand) => {
    const found = {heard: 0};
    const hear = () => (found.heard += 1);
    document.addEventListener("selectionchange", hear, true);
    if (hand === "marks") getSelection().modify("extend", "forward", "character");
    else document.execCommand("insertText", false, hand);
    found.before = getSelection().toString();
    held.splice(0).forEach((act) => act());
    for (let step = 0; step < 30; step += 1) await null;  // answers that are there already, but no new turn of the loop
    document.removeEventListener("selectionchange", hear, true);
    held = null;
    return {...found, after: getSelection().toString()};
}"""

# The page asks anew which passages there are, and the answer is there at once.
ASKED = """async () => {
    const {passages} = JSON.parse(document.getElementById("shared-text-config").textContent);
    const list = await (await fetch(passages)).json();
    window.fetch = async () => ({ok: true, json: async () => list});
    held = [];
    document.getElementById("passage-news").dispatchEvent(new CustomEvent("news"));
}"""


@pytest.fixture
def vision(vision, ana):
    Hand(vision.text, ana).write(f"{WORDS}, every day")
    return vision


@pytest.fixture
def desk(enter, vision, ana):
    page = enter(ana)
    page.add_init_script(HOLDING)
    return Desk(page, vision)


@pytest.fixture
def deaf_desk(desk):
    """The same, but the editor does not ask the browser first: the losing control."""
    asking = "this.view.domObserver.forceFlush(),this.view.domObserver.flush()"

    def leave_out(route):
        script = route.fetch().text()
        assert script.count(asking) == 1
        route.fulfill(body=script.replace(asking, "0"), content_type="text/javascript")

    desk.page.route("**/dist/shared_text.js", leave_out)
    return desk


def mark_all_but_the_last_letter(desk):
    desk.at_start()
    desk.press(*["Shift+ArrowRight"] * (len(WORDS) - 1))
    desk.page.wait_for_function("words => getSelection().toString() === words", arg=WORDS[:-1])
    desk.page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")  # the editor has heard


def words_of_another_wait(desk, enter, vision, ben):
    other = Desk(enter(ben), vision).open()
    other.at_end()
    desk.page.evaluate("held = []")
    other.page.keyboard.type(" Ben too.")
    other.is_saved()
    desk.page.wait_for_function("() => held.length > 0")


def a_passage_waits_to_be_drawn(desk, enter, vision, ben):
    making.comment(vision, ben, "every day")
    desk.page.evaluate(ASKED)
    desk.page.wait_for_function("() => held.length > 0")


MEANWHILE = pytest.mark.parametrize("meanwhile", [words_of_another_wait, a_passage_waits_to_be_drawn])


@MEANWHILE
def test_the_last_letter_marked_stays_marked(desk, enter, vision, ben, meanwhile):
    desk.open()
    mark_all_but_the_last_letter(desk)
    meanwhile(desk, enter, vision, ben)
    assert desk.page.evaluate(MOMENT, "marks") == {"heard": 0, "before": WORDS, "after": WORDS}
    desk.press("Control+b")
    expect(desk.part().locator("strong")).to_have_text(WORDS)


@MEANWHILE
def test_control_without_asking_the_browser_it_is_lost(deaf_desk, enter, vision, ben, meanwhile):
    deaf_desk.open()
    mark_all_but_the_last_letter(deaf_desk)
    meanwhile(deaf_desk, enter, vision, ben)
    assert deaf_desk.page.evaluate(MOMENT, "marks") == {"heard": 0, "before": WORDS, "after": WORDS[:-1]}


@MEANWHILE
def test_a_letter_that_only_the_page_has_is_not_lost(desk, enter, vision, ben, meanwhile):
    desk.open()
    desk.at_start()
    meanwhile(desk, enter, vision, ben)
    desk.page.evaluate(MOMENT, "All ")
    desk.reads(f"All {WORDS}, every day")
    desk.is_saved()
    assert stored(vision).startswith(f"All {WORDS}, every day")
