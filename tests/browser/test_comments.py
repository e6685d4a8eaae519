"""Comments with hands and eyes: two people at once, a name found by typing @, a suggestion that lands in an open editor."""

import pytest
from playwright.sync_api import expect

from tests.visioning import making
from tests.writing import paragraph, write
from visioning.models import Comment

from .editor import Desk

FIRST = "We listen to every child."


@pytest.fixture
def vision(team, ana):
    return write(team, ana, content=[paragraph(f"{FIRST} We act on what we hear.")])


def at(vision, rest=""):
    return f"{vision.get_absolute_url()}comments/{rest}"


def test_what_one_says_the_other_sees_without_reload(enter, vision, ana, ben):
    making.comment(vision, ana, FIRST, "Every child?")
    anas, bens = enter(ana), enter(ben)
    for page in (anas, bens):
        page.goto(at(vision))
        page.evaluate("window.same = true")
    anas.locator("summary", has_text="Answer").click()
    anas.get_by_label("Your answer").fill("Half a thought")
    bens.get_by_role("link", name="All that is said about these words").click()
    bens.locator("summary", has_text="Answer").click()
    bens.get_by_label("Your answer").press_sequentially("Let us ask @an")
    expect(bens.locator(".conversation .ask__people > div:visible")).to_have_text(["Ana Ruiz"])
    bens.locator(".conversation").get_by_role("checkbox", name="Ana Ruiz").check()
    expect(bens.get_by_label("Your answer")).to_have_value("Let us ask Ana Ruiz ")
    bens.get_by_role("button", name="Send the answer").click()
    expect(bens.locator(".conversation__answers")).to_contain_text("Let us ask Ana Ruiz")
    expect(bens.locator("#messages")).to_contain_text("Your answer is there.")
    assert Comment.objects.get(answers__isnull=False).mentions.get() == ana
    # Ana is writing: nothing moves under her hands, and nothing she typed is lost.
    expect(anas.get_by_label("Your answer")).to_have_value("Half a thought")
    anas.get_by_label("Your answer").fill("")
    anas.locator("h1").click()
    expect(anas.locator(".conversation__answers")).to_contain_text("Let us ask Ana Ruiz")
    assert anas.evaluate("window.same && true")


def test_the_page_of_a_passage_says_what_its_words_are_now(enter, vision, ana, ben):
    suggestion = making.suggestion(vision, ben, FIRST, "We listen to each child.")
    anas, bens = enter(ana), enter(ben)
    for page in (anas, bens):
        page.goto(at(vision, f"about/{suggestion.passage_id}/"))
        expect(page.locator("#passage-words blockquote")).to_have_text(FIRST)
    anas.get_by_role("button", name="Take it into the text").click()
    for page in (anas, bens):
        expect(page.locator(".suggestion")).to_contain_text("Taken into the text by Ana Ruiz")
        expect(page.locator("#passage-words blockquote")).to_have_text("We listen to each child.")


def test_accepted_words_appear_in_an_open_editor_at_once(enter, vision, ana, ben):
    making.suggestion(vision, ben, FIRST, "We listen to each child.")
    desk = Desk(enter(ben), vision).open()
    page = enter(ana)
    page.goto(at(vision))
    page.get_by_role("button", name="Take it into the text").click()
    expect(page.locator("#messages")).to_contain_text("in the name of Ben Okafor")
    expect(desk.part()).to_contain_text("We listen to each child. We act on what we hear.")
    assert desk.page.url.endswith(vision.get_absolute_url())


@pytest.mark.parametrize("scripts", [True, False])
def test_the_whole_way_by_pages_alone(enter, vision, ana, ben, scripts):
    page = enter(ben, java_script_enabled=scripts)
    page.goto(at(vision))
    page.get_by_role("link", name="Comment on a sentence").click()
    page.get_by_role("link", name=FIRST).click()
    page.get_by_label("Comment", exact=True).fill("Who is “we”?")
    page.get_by_role("button", name="Send the comment").click()
    expect(page.locator(".conversation")).to_contain_text("Who is “we”?")
    page.locator("summary", has_text="Suggest other words").click()
    page.get_by_label("New words").fill("All of us listen to every child.")
    page.get_by_role("button", name="Send the suggestion").click()
    expect(page.locator(".suggestion ins").first).to_contain_text("All of us")
