"""Every task by keyboard alone: from signing in to the plan as a PDF."""

import pytest
from playwright.sync_api import expect

from leadership.models import Team
from tests import factories

from .editor import moment
from .keys import Keys

PASSWORD = "a long enough secret"


@pytest.fixture
def founder(db):
    return factories.person("Noor Haddad", email="noor.haddad@school.example", password=PASSWORD)


@pytest.fixture
def page(server, chromium):
    context = chromium.new_context(base_url=server.origin, accept_downloads=True, reduced_motion="reduce")
    page = context.new_page()
    yield page
    context.close()


def sign_in(keys, person):
    keys.page.goto("/accounts/login/")
    keys.fill("[name=login]", person.email)
    keys.fill("[name=password]", PASSWORD)
    with keys.page.expect_navigation():
        keys.press("Enter")


def test_from_signing_in_to_the_plan(page, founder):
    keys = Keys(page)
    sign_in(keys, founder)

    # A school, a team.
    keys.follow("main a[href='/schools/new/']")
    keys.fill("main [name=name]", "Fieldstone")
    with page.expect_navigation():
        keys.press("Enter")
    keys.follow("main a[href$='/teams/new/']")
    keys.fill("main [name=name]", "Fieldstone team")
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fieldstone team")

    # What the team agrees on.
    keys.fill("main [name=text]", "We start on time.")
    keys.press("Enter")
    expect(page.locator("#agreements")).to_contain_text("We start on time.")

    # People: by mail and by link.
    team = Team.objects.get(name="Fieldstone team")
    page.goto(f"/teams/{team.slug}/people/")
    keys.fill("main [name=addresses]", "lee.park@school.example")
    keys.tab_to("form:has([name=addresses]) button")
    keys.press("Enter")
    expect(page.locator("main")).to_contain_text("lee.park@school.example")
    keys.tab_to("form[action$='/people/link/'] button")
    keys.press("Enter")
    expect(page.get_by_label("Joining link")).to_be_visible()
    team.refresh_from_db()
    assert team.link_open

    # The vision, with the toolbar reached and left by keys.
    page.goto(f"/teams/{team.slug}/vision/")
    keys.tab_to("form[action$='/vision/start/'] button")
    with page.expect_navigation():
        keys.press("Enter")
    page.locator(".ProseMirror").first.wait_for()
    keys.tab_to("[data-fragment=content]")
    moment(page, 100)
    keys.type("Children are known here.")
    keys.press("Control+a", "Alt+F10")
    expect(page.get_by_role("toolbar").get_by_role("button").first).to_be_visible()
    assert page.evaluate("document.activeElement.closest('[role=toolbar]') !== null")
    keys.press("ArrowRight", "Escape")
    assert page.evaluate("document.activeElement.matches('[data-fragment=content]')")
    keys.press("ArrowRight")
    expect(page.locator(".shared-text-state")).to_have_text("Saved")
    keys.tab_to("[data-fragment=think]")  # Tab leads on: the editor is no trap

    # A named version, a change, the comparison, the adoption.
    page.goto(f"/teams/{team.slug}/vision/versions/")
    keys.fill("main [name=name]", "First draft")
    with page.expect_navigation():
        keys.press("Enter")
    page.goto(f"/teams/{team.slug}/vision/")
    page.locator(".ProseMirror").first.wait_for()
    keys.tab_to("[data-fragment=content]")
    moment(page, 100)
    keys.press("Control+End")
    keys.type(" Every day.")
    expect(page.locator(".shared-text-state")).to_have_text("Saved")
    page.goto(f"/teams/{team.slug}/vision/versions/")
    keys.follow("main a[href*='/compare/?']")
    expect(page.locator("main ins").first).to_contain_text("Every day")
    page.goto(f"/teams/{team.slug}/vision/")
    page.locator(".ProseMirror").first.wait_for()
    keys.follow("button[name=then][value=adopt]")
    keys.tab_to("main form button:not([type=button])")
    with page.expect_navigation():
        keys.press("Enter")
    assert team.texts.get().versions.adopted().exists()

    # The plan.
    page.goto(f"/teams/{team.slug}/plan/")
    with page.expect_download(timeout=30_000) as waiting:
        keys.tab_to("form[action$='/plan/pdf/'] button")
        keys.press("Enter")
    assert waiting.value.suggested_filename.endswith(".pdf")
    assert keys.faults == [], "\n".join(sorted(set(keys.faults)))


def test_joining_changing_oneself_and_leaving(page, founder, team):
    keys = Keys(page)
    team.rotate_link()
    sign_in(keys, founder)
    page.goto(f"/join/{team.link_token}/")
    keys.tab_to("main form button")
    with page.expect_navigation():
        keys.press("Enter")
    assert team.memberships.filter(person=founder).exists()
    page.goto("/me/")
    keys.fill("main [name=name]", "Noor H.")
    keys.tab_to("main [name=positions]")
    keys.press("Space")
    keys.tab_to("main form button:not([type=button])")
    with page.expect_navigation():
        keys.press("Enter")
    founder.refresh_from_db()
    assert founder.name == "Noor H."
    assert founder.positions
    page.goto(f"/teams/{team.slug}/leaving/")
    keys.tab_to("main form button")
    with page.expect_navigation():
        keys.press("Enter")
    assert not team.memberships.filter(person=founder).exists()
    page.goto("/accounts/logout/")
    keys.tab_to("main form button")
    with page.expect_navigation():
        keys.press("Enter")
    assert keys.faults == [], "\n".join(sorted(set(keys.faults)))


def test_the_way_past_the_header_is_the_first_stop(page, founder):
    page.goto("/help/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip-link')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
