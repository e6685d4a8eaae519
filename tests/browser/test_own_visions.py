"""Writing one's own vision: saved by itself, kept on the device while the line is down, gone from it once it is saved."""

import re

import pytest
from playwright.sync_api import expect

from tests.visioning import making
from visioning.models import GatheredVision, PersonalVision

KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('throughline.own-vision'))"


@pytest.fixture
def desk(enter, team):
    """desk(person) → the private page."""

    def sit_down(person, **options):
        page = enter(person, **options)
        page.goto("/me/vision/")
        return page

    return sit_down


def first(page):
    return page.locator("textarea").first


def state(page):
    return page.locator("#save-state")


def test_what_is_typed_is_saved_by_itself(desk, ana):
    page = desk(ana)
    first(page).press_sequentially("Children explain.")
    expect(state(page)).to_contain_text("Saved")
    assert PersonalVision.of(ana).learning == "Children explain."
    assert page.evaluate(KEPT) == []
    expect(first(page)).to_be_focused()


def test_without_a_line_words_wait_on_the_device_and_are_back_after_a_crash(desk, ana):
    page = desk(ana)
    page.context.set_offline(True)
    first(page).press_sequentially("On the bus.")
    expect(state(page)).to_contain_text("kept on this device")
    assert page.evaluate(KEPT) == [f"throughline.own-vision.{ana.pk}"]
    page.evaluate("() => { window.fetch = () => new Promise(() => {}) }")  # who crashes sends no last word
    page.close(run_before_unload=False)
    assert PersonalVision.of(ana).is_empty
    page.context.set_offline(False)
    beside = desk(ana, beside=page)
    expect(first(beside)).to_have_value("On the bus.")
    expect(state(beside)).to_contain_text("Saved")
    assert PersonalVision.of(ana).learning == "On the bus."
    assert beside.evaluate(KEPT) == []


def test_two_windows_lose_nothing(desk, ana):
    laptop, phone = desk(ana), desk(ana)
    first(laptop).press_sequentially("Laptop.")
    expect(state(laptop)).to_contain_text("Saved")
    first(phone).press_sequentially("Phone.")
    expect(state(phone)).to_contain_text("another window")
    phone.get_by_role("button", name="Save", exact=True).click()
    phone.get_by_role("button", name="Keep both").click()
    expect(first(phone)).to_have_value("Laptop.\n\nPhone.")
    phone.wait_for_function(f"() => {KEPT}.length === 0")


def test_the_last_letters_are_saved_before_one_goes_on(desk, ana, team):
    making.gathering(team)
    page = desk(ana)
    first(page).press_sequentially("Just now.")
    page.get_by_role("link", name="Share into").click()
    page.wait_for_url("**/share/")
    expect(first(page)).to_have_value("Just now.")
    # As left by a window that was closed before it heard that its words had arrived.
    page.evaluate(f"localStorage.setItem('throughline.own-vision.{ana.pk}', '{{}}')")
    page.get_by_role("radio", name="Without my name").check()
    page.get_by_role("button", name="Share it").click()
    expect(page.get_by_label("Your key")).to_have_value(re.compile(r"([a-z2-9]{4}-){3}[a-z2-9]{4}"))
    assert GatheredVision.objects.get().learning == "Just now."
    page.wait_for_function(f"() => {KEPT}.length === 0")


def test_signing_out_saves_and_leaves_nothing_on_the_device(desk, ana):
    page = desk(ana)
    first(page).press_sequentially("Before I go.")
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert PersonalVision.of(ana).learning == "Before I go."
    assert page.evaluate(KEPT) == []
