"""The weaving table with hands and eyes: marking words, dragging, the menu instead of dragging, and two people at once."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.visioning.making import gathered_vision, gathering, phrase, theme
from visioning.models import Phrase, Placing


@pytest.fixture
def table(team, ana):
    return gathering(team, revealed_at=timezone.now(), revealed_by=ana)


@pytest.fixture
def vision(table, ana):
    words = "👩‍🏫 שלום, we trust each other 🎉 and listen.\nEvery day."
    return gathered_vision(table, ana, revealed=True, learning=words)


def at(table, query=""):
    return f"/teams/{table.team.slug}/weaving/{table.number}/{query}"


def mark_words(page, words):
    """Mark words as a hand would: the selection of the page."""
    page.evaluate(
        """(words) => {
            const walker = document.createTreeWalker(document.querySelector("[data-words=learning]"), NodeFilter.SHOW_TEXT);
            for (let text = walker.nextNode(); text; text = walker.nextNode()) {
                const start = text.data.indexOf(words);
                if (start >= 0) return getSelection().setBaseAndExtent(text, start, text, start + words.length);
            }
        }""",
        words,
    )


def test_words_are_marked_and_laid_and_the_other_browser_sees_it(enter, table, vision, ana, ben):
    anas, bens = enter(ana), enter(ben)
    for page in (anas, bens):
        page.goto(at(table))
        page.evaluate("window.same = true")
    mark_words(anas, "we trust each other 🎉")
    expect(anas.locator("#pick")).to_contain_text("“we trust each other 🎉”")
    anas.get_by_label("or a new theme").fill("Trust")
    anas.get_by_role("button", name="Pick these words").click()
    expect(anas.locator("#weaving-said")).to_contain_text("Picked and laid under “Trust”.")
    expect(anas.locator("#pick")).to_be_hidden()
    expect(anas.locator("mark")).to_have_text("we trust each other 🎉")
    expect(bens.locator("mark")).to_have_text("we trust each other 🎉")
    expect(bens.locator("#themes")).to_contain_text("Trust")
    mark_words(bens, "and listen.\nEvery")
    bens.get_by_label("Add to theme").select_option("Trust")
    bens.get_by_role("button", name="Pick these words").click()
    expect(anas.locator("#themes .phrase__words")).to_have_count(2)
    assert anas.evaluate("window.same && true")
    assert bens.evaluate("window.same && true")
    assert set(Phrase.objects.values_list("words", flat=True)) == {"we trust each other 🎉", "and listen.\nEvery"}


def test_the_bar_is_reached_and_left_by_keyboard(enter, table, vision, ana):
    page = enter(ana)
    page.goto(at(table))
    mark_words(page, "trust")
    expect(page.locator("#pick-said")).to_contain_text("Alt and T")
    page.keyboard.press("Alt+t")
    expect(page.get_by_label("Add to theme")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#pick")).to_be_hidden()


def test_a_phrase_is_dragged_laid_by_the_menu_taken_out_and_brought_back(enter, table, vision, ana):
    trust, calm = theme(table, "Trust"), theme(table, "Calm")
    held = phrase(vision, "trust each other", trust)
    page = enter(ana, viewport={"width": 1280, "height": 1400})
    page.goto(at(table))
    grip = page.locator(f"#phrase-{trust.pk}-{held.pk} [data-grip]")
    grip.hover()
    page.mouse.down()
    there = page.locator(f"#theme-{calm.pk}").bounding_box()
    page.mouse.move(there["x"] + 60, there["y"] + 20, steps=4)
    expect(page.locator(f"#theme-{calm.pk}")).to_have_class("stack is-target")
    page.mouse.up()
    expect(page.locator(f"#theme-{calm.pk} .phrase__words")).to_have_text("trust each other")
    expect(page.locator(f"#theme-{trust.pk} .phrase__words")).to_have_count(0)
    page.locator(f"#theme-{calm.pk}").get_by_role("link", name="Lay under…").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox").select_option("Trust")
    dialog.get_by_role("button", name="Lay it there").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(f"#theme-{trust.pk} .phrase__words")).to_have_text("trust each other")
    page.locator(f"#theme-{calm.pk}").get_by_role("button", name="Take out").press("Enter")
    expect(page.locator(f"#theme-{calm.pk} .phrase__words")).to_have_count(0)
    expect(page.locator("#weaving-said [data-said]")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(f"#theme-{calm.pk} .phrase__words")).to_have_count(1)
    assert Placing.objects.count() == 2


@pytest.mark.parametrize("width", [320, 1280])
def test_all_of_it_works_without_script(enter, table, vision, ana, width):
    page = enter(ana, java_script_enabled=False, viewport={"width": width, "height": 800})
    page.goto(at(table))
    page.get_by_role("link", name="Choose words").click()
    page.get_by_label("Every day.").check()
    page.get_by_label("Or the name of a new theme").fill("Always")
    page.get_by_role("button", name="Pick these words").click()
    expect(page.locator("#weaving-said")).to_contain_text("Picked and laid under “Always”.")
    page.goto(at(table, "?side=themes"))
    page.get_by_role("button", name="Take out").click()
    expect(page.locator("#weaving-said")).to_contain_text("Taken out of “Always”.")
    page.get_by_role("button", name="Undo").click()
    page.goto(at(table, "?side=themes"))
    page.get_by_role("link", name="Change").click()
    page.get_by_label("Name", exact=True).fill("Every day")
    page.get_by_role("button", name="Save").click()
    page.goto(at(table, "map/"))
    expect(page.locator(".lead")).to_contain_text("These stand alone: “Every day”.")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_wrong_in_the_dialog_is_said_there_until_it_is_right(enter, table, vision, ana):
    phrase(vision, "trust each other")
    page = enter(ana)
    page.goto(at(table))
    page.get_by_role("link", name="Lay under… trust each other").click()
    dialog = page.locator("#phrase-dialog")
    dialog.get_by_role("button", name="Lay it there").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Choose a theme, or give a new one a name.")
    expect(dialog.get_by_role("alert")).to_be_focused()
    expect(dialog).to_be_visible()
    dialog.get_by_label("new theme").fill("Trust")
    dialog.get_by_role("button", name="Lay it there").click()
    expect(page.locator("#weaving-said")).to_contain_text("Laid under “Trust”.")
    expect(dialog).to_be_hidden()
