"""Two people write one theory: one types a list without waiting, one uses the keys alone; nothing typed is ever lost."""

import pytest
from playwright.sync_api import expect

from tests.visioning.theorising import theory, url


@pytest.fixture
def made(team):
    return theory(team, lines=(), arrows=())


@pytest.fixture
def desk(enter, made):
    """desk(person) → the page on which the theory is written."""

    def sit_down(person):
        page = enter(person)
        page.goto(url("theory_write", made))
        page.wait_for_function("document.querySelector('#add-do')?.dataset.htmxPowered")
        return page

    return sit_down


def said(page, column):
    return page.locator(f"#column-{column} .statement__words")


def test_a_list_is_typed_without_waiting_and_the_other_sees_it(desk, ana, ben):
    one, other = desk(ana), desk(ben)
    lines = [f"We try number {number}" for number in range(6)]
    one.focus("#add-do-words")
    for line in lines:
        one.keyboard.type(line)
        one.keyboard.press("Enter")
    expect(said(one, "do")).to_have_text(lines)
    expect(one.locator("#add-do-words")).to_be_focused()
    expect(one.locator("#add-do-words")).to_have_value("")
    expect(said(other, "do")).to_have_text(lines)


def test_what_is_refused_comes_back_before_what_was_typed_since(desk, ana):
    page = desk(ana)
    page.focus("#add-do-words")
    for line in ("Said once", "said ONCE"):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    page.keyboard.type("and on")
    expect(page.locator("#add-do .errors")).to_contain_text("said already")
    expect(page.locator("#add-do-words")).to_have_value("said ONCE\nand on")
    page.context.set_offline(True)
    page.fill("#add-adults-words", "Without a line")
    page.press("#add-adults-words", "Enter")
    expect(page.locator("#add-adults .errors")).to_contain_text("not sent")
    expect(page.locator("#add-adults-words")).to_have_value("Without a line")


def test_by_keys_alone_and_never_disturbed(desk, ana, ben, made):
    one, other = desk(ana), desk(ben)
    for column, words in (("do", "We plan in pairs"), ("adults", "Pairs visit each other"), ("adults", "We talk")):
        one.focus(f"#add-{column}-words")
        one.keyboard.type(words)
        one.keyboard.press("Enter")
        expect(said(one, column).last).to_have_text(words)
    one.locator("#statement-1").get_by_text("Leads to").focus()
    one.keyboard.press("Enter")
    for label in ("2", "3"):
        expect(one.locator("#tie-1-target")).to_be_focused()
        one.keyboard.type(label)
        one.keyboard.press("Tab")
        one.keyboard.type(f"reason {label}")
        one.keyboard.press("Enter")
        expect(one.locator("#statement-1 .statement__lead").last).to_contain_text(label)
    one.keyboard.press("Escape")
    expect(one.locator("#statement-1").get_by_text("and to")).to_be_focused()
    assert [(arrow.ends, arrow.because) for arrow in made.shape().arrows] == [
        ((1, 2), "reason 2"),
        ((1, 3), "reason 3"),
    ]

    other.locator("#statement-2").get_by_text("Change").click()
    other.locator("#statement-2-words").fill("Half a sentence")
    one.focus("#add-adults-words")
    one.keyboard.type("Meanwhile another")
    one.keyboard.press("Enter")
    expect(other.locator("#theory-diagram")).to_contain_text("Meanwhile")
    other.locator("#statement-3").get_by_text("Change").click()
    expect(other.locator("#statement-2 [data-said]")).to_contain_text("Save this first")
    expect(other.locator("#statement-2-words")).to_have_value("Half a sentence")
    other.locator("#statement-2-words").press("Enter")
    expect(said(other, "adults")).to_have_text(["Half a sentence", "We talk", "Meanwhile another"])
    expect(said(one, "adults").first).to_have_text("Half a sentence")
