"""The editor under the hands: keys, buttons, paste, undo, and whether everybody can use it."""

import pytest
from playwright.sync_api import expect

from .editor import Desk, axe_faults, moment, stored

SIZES = {"phone": {"width": 320, "height": 720}, "laptop": {"width": 1280, "height": 800}}


def paste(desk, *, html="", text=""):
    desk.part().evaluate(
        """(part, {html, text}) => {
            const data = new DataTransfer();
            if (html) data.setData("text/html", html);
            data.setData("text/plain", text);
            part.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        {"html": html, "text": text},
    )


SHORTHAND = {
    "# Hope": "h2",
    "## Hope": "h3",
    "- Hope": "ul > li",
    "1. Hope": "ol > li",
    "> Hope": "blockquote",
    "**Hope**": "strong",
    "*Hope*": "em",
    "[Hope](https://example.org/)": "a[href='https://example.org/']",
}


def test_signs_as_one_types_them_become_shapes(enter, vision, ana):
    desk = Desk(enter(ana), vision).open()
    for typed, made in SHORTHAND.items():
        desk.write(typed)
        expect(desk.part().locator(made)).to_have_text("Hope")
        for _ in SHORTHAND:
            desk.press("Control+z")
        expect(desk.part()).not_to_contain_text("Hope")


def test_every_button_works_by_keyboard_alone(enter, vision, ana):
    desk = Desk(enter(ana), vision).open()
    desk.write("Hope")
    desk.press("Control+a", "Alt+F10")
    expect(desk.button("Heading")).to_be_focused()
    desk.press("ArrowRight", "ArrowRight")
    expect(desk.button("Bold")).to_be_focused()
    desk.press("Enter")
    expect(desk.button("Bold")).to_have_attribute("aria-pressed", "true")
    expect(desk.part().locator("strong")).to_have_text("Hope")
    desk.press("End")
    expect(desk.button("Suggest")).to_be_focused()
    desk.press("ArrowLeft", "ArrowLeft", "ArrowLeft")
    expect(desk.button("Redo")).to_be_focused()
    desk.press("ArrowLeft", "Space")
    expect(desk.part().locator("strong")).to_have_count(0)
    desk.press("Escape")
    expect(desk.part()).to_be_focused()
    desk.press("Tab")
    expect(desk.part()).not_to_be_focused()


def test_a_link_is_asked_for_in_a_dialog_that_takes_only_addresses(enter, vision, ana):
    desk = Desk(enter(ana), vision).open()
    desk.write("our start")
    desk.press("Control+a", "Control+k")
    dialog = desk.page.get_by_role("dialog", name="Link")
    address = dialog.get_by_label("Address")
    expect(address).to_be_focused()
    address.fill("javascript:alert(1)")
    desk.press("Enter")
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(dialog).to_be_visible()
    address.fill("example.org/start")
    desk.press("Enter")
    expect(dialog).to_be_hidden()
    expect(desk.part()).to_be_focused()
    expect(desk.part().locator("a")).to_have_attribute("href", "https://example.org/start")


def test_only_words_and_our_own_shapes_come_in_by_paste(enter, vision, ana):
    desk = Desk(enter(ana), vision).open()
    desk.at_end()
    paste(
        desk,
        html="""<h1 onclick="x()" style="color: red">Title</h1><table><tr><td>cell\ufffe</td></tr></table>
        <img src="x" onerror="document.title = 'caught'"><script>document.title = "caught"</script>
        <p>kept <b>bold</b> <a href="javascript:x()">no link</a></p>
        <p><span style="font-weight:700">heavy</span><b style="font-weight:normal"> light</b></p>""",
    )
    desk.reads("kept bold no link")
    assert desk.part().locator("table, img, script, [style], [onclick], a").count() == 0
    expect(desk.part().locator("h2")).to_have_text("Title")
    expect(desk.part().locator("strong")).to_have_text(["bold", "heavy"])
    assert "\ufffe" not in desk.words()
    assert desk.page.title() != "caught"
    desk.is_saved()
    assert "kept bold no link" in stored(vision)


def test_lines_of_plain_text_become_paragraphs(enter, vision, ana):
    desk = Desk(enter(ana), vision).open()
    desk.at_end()
    paste(desk, text="one\ntwo\n\nthree\u0007")
    expect(desk.part().locator("p")).to_have_text(["one", "two", "three"])


def test_a_paste_beyond_all_measure_is_refused_with_a_reason(enter, vision, ana):
    desk = Desk(enter(ana), vision).open()
    desk.at_end()
    paste(desk, text="word " * 60_000)
    expect(desk.page.locator(".shared-text-note")).to_contain_text("too much to paste at once")
    assert desk.words().strip() == ""


def test_undo_takes_back_only_ones_own_words(enter, vision, ana, ben):
    one, other = Desk(enter(ana), vision).open(), Desk(enter(ben), vision).open()
    one.write("Ana first. ")
    other.reads("Ana first.")
    other.write("Ben then.")
    one.reads("Ben then.")
    one.focus()
    one.press("Control+z")
    other.reads("Ben then.")
    expect(other.part()).not_to_contain_text("Ana first.")
    one.press("Control+Shift+z")
    other.reads("Ana first. Ben then.")


def test_a_reader_keeps_the_place_while_others_write_above(enter, vision, ana, ben):
    one = Desk(enter(ana), vision).open()
    one.at_end()
    paste(one, text="\n".join(f"Line {number}" for number in range(80)))
    one.is_saved()
    other = Desk(enter(ben), vision).open()
    line = other.part().get_by_text("Line 60", exact=True)
    line.scroll_into_view_if_needed()
    before = line.bounding_box()["y"]
    one.at_start()
    one.page.keyboard.type("A new first line. ")
    one.press("Enter", "Enter", "Enter")
    other.reads("A new first line.")
    other.page.wait_for_timeout(300)
    assert abs(line.bounding_box()["y"] - before) < 4


def test_who_is_here_is_told_in_words(enter, vision, ana, ben):
    one = Desk(enter(ana), vision).open()
    expect(one.page.get_by_text("Only you are here")).to_be_visible()
    moment(one.page, 2600)  # who came before is no news
    other = Desk(enter(ben), vision).open()
    other.part("think").focus()
    expect(one.page.locator(".presence-list")).to_contain_text("Ben Okafor in Think")
    voice = one.page.locator(".shared-text-voice")
    expect(voice).to_have_text("Ben Okafor joined")
    other.page.context.close()
    expect(voice).to_have_text("Ben Okafor left")


def test_without_script_the_words_are_there_to_read(enter, vision, ana):
    desk = Desk(enter(ana), vision).open()
    desk.write("# Known by name")
    desk.is_saved()
    plain = enter(ana, java_script_enabled=False)
    plain.goto(vision.get_absolute_url())
    expect(plain.locator("[data-fragment=content]")).to_contain_text("Known by name")


@pytest.mark.parametrize(("size", "scheme"), [("phone", "dark"), ("laptop", "light")])
def test_everybody_can_use_it(enter, vision, ana, ben, size, scheme):
    other = Desk(enter(ben), vision).open()
    other.write("# From Ben")
    other.press("Enter")
    other.page.keyboard.type("He wrote **this**.")
    page = enter(ana, viewport=SIZES[size], color_scheme=scheme, reduced_motion="reduce")
    desk = Desk(page, vision).open()
    desk.reads("He wrote this.")
    desk.write(" And Ana this.")
    page.get_by_role("button", name="Who wrote what").click()
    expect(page.locator(".author-legend li")).to_have_count(2)
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("toolbar").get_by_role("button", name="Link").click()
    expect(page.get_by_role("dialog", name="Link")).to_be_visible()
    assert axe_faults(page) == []


def test_keys_that_come_faster_than_the_browser_tells_the_cursor_act_where_it_is(enter, vision, ana):
    desk = Desk(enter(ana), vision).open()
    slow_phone = desk.page.context.new_cdp_session(desk.page)
    slow_phone.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    for _ in range(4):
        desk.focus()
        desk.press("Control+a", "Backspace")
        desk.page.keyboard.type("abcdefghijklmnop")
        desk.at_start()
        moment(desk.page, 200)
        desk.press(*["ArrowRight"] * 12, "Enter")
        expect(desk.part().locator("p")).to_have_text(["abcdefghijkl", "mnop"])
