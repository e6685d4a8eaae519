"""People and agreements in a real browser: changes arrive in place, the focus stays sensible, and all works without script."""

import pytest
from playwright.sync_api import expect

from tests import factories


def mark(page):
    """Leave a mark that only this very page has; a page loaded anew has none."""
    page.evaluate("window.marked = true")


def is_same_page(page):
    return page.evaluate("window.marked === true")


def test_agreements_change_in_place_and_the_focus_stays(enter, team, ana):
    page = enter(ana)
    page.goto(team.get_absolute_url())
    mark(page)
    for words in ("Listen first", "Start on time"):
        page.get_by_role("textbox", name="Agreement").fill(words)
        page.get_by_role("button", name="Add it").click()
        expect(page.locator("#agreements li", has_text=words)).to_be_visible()
        expect(page.get_by_role("textbox", name="Agreement")).to_have_value("")
    second = page.locator("#agreements li", has_text="Start on time")
    second.locator("summary").click()
    second.get_by_role("button", name="Move up").click()
    expect(page.locator("#agreements li").first).to_contain_text("Start on time")
    expect(page.locator("#agreements li").first.locator("summary")).to_be_focused()
    page.locator("#agreements li").first.get_by_role("button", name="Remove").click()
    expect(page.locator("#messages")).to_contain_text("Removed: “Start on time”")
    expect(page.locator("#agreements-title")).to_be_focused()
    assert is_same_page(page)


def test_a_refused_form_comes_back_in_place_with_what_was_typed(enter, team, ana):
    page = enter(ana)
    page.goto(f"{team.get_absolute_url()}people/")
    mark(page)
    page.get_by_label("E-mail addresses").fill("nia@a.example, nonsense")
    page.get_by_role("button", name="Send invitations").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("E-mail addresses")).to_have_value("nia@a.example, nonsense")
    assert is_same_page(page)
    assert not team.invitations.exists()


def test_a_request_is_answered_by_keyboard_alone(enter, team, ana):
    nia = factories.person("Nia Newman")
    team.join_requests.create(person=nia)
    page = enter(ana)
    page.goto(f"{team.get_absolute_url()}people/")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.includes('Welcome')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#messages")).to_contain_text("Nia Newman is on the team.")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert team.memberships.filter(person=nia).exists()


@pytest.mark.parametrize("width", [320, 1280])
def test_all_of_it_works_without_script(enter, team, ana, width):
    page = enter(ana, java_script_enabled=False, viewport={"width": width, "height": 800})
    page.goto(team.get_absolute_url())
    page.get_by_role("textbox", name="Agreement").fill("Listen first")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("#agreements li")).to_contain_text("Listen first")
    page.goto(f"{team.get_absolute_url()}people/")
    page.get_by_role("button", name="Open a joining link").click()
    expect(page.get_by_label("Joining link")).to_be_visible()
    team.refresh_from_db()
    expect(page.get_by_label("Joining link")).to_have_value(
        f"{page.url.partition('/teams/')[0]}/join/{team.link_token}/"
    )
    page.get_by_label("E-mail addresses").fill("nia@a.example")
    page.get_by_role("button", name="Send invitations").click()
    expect(page.locator("#messages")).to_contain_text("1 invitation is on its way.")
    expect(page.locator("li", has_text="Open until")).to_contain_text("nia@a.example")
