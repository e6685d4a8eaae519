"""The clock of cards and meetings, as a room full of people sees it; time is set forward, nobody waits."""

import pytest
from playwright.sync_api import expect

STEPS = [1, 2, 6, 4, 2]  # the minutes of the card "rounds"


@pytest.fixture
def card(enter, ana):
    page = enter(ana)
    page.clock.install(time="2026-03-02T15:00:00")
    page.goto("/guides/protocols/rounds/")
    expect(page.locator("[data-timer-panel]")).to_be_visible()
    return page


def left(page):
    return page.locator("[data-timer-left]")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).press("Enter")


def test_a_step_runs_out_and_people_decide_when_to_go_on(card):
    expect(left(card)).to_have_text("1:00")
    press(card, "Start")
    card.clock.run_for(20_000)
    expect(left(card)).to_have_text("0:40")
    expect(card.get_by_role("progressbar")).to_have_attribute("value", "20")
    press(card, "Pause")
    card.clock.run_for(60_000)
    expect(left(card)).to_have_text("0:40")
    press(card, "Go on")
    card.clock.run_for(41_000)
    expect(left(card)).to_have_text("0:00")
    expect(card.locator("[data-timer-note]")).to_contain_text("Time is up for this step")
    expect(card.get_by_role("status").filter(has_text="Time is up")).to_have_count(1)
    card.clock.run_for(300_000)
    expect(card.locator("[data-timer-where]")).to_have_text("Step 1 of 5")
    press(card, "Next step")
    expect(card.locator("[data-timer-where]")).to_have_text("Step 2 of 5")
    expect(card.locator("[data-timer-note]")).to_be_empty()
    card.clock.run_for(1_000)
    expect(left(card)).to_have_text("1:59")  # it was running, so it goes on running


def test_a_phone_that_slept_is_right_when_it_wakes(card):
    press(card, "Next step")
    press(card, "Start")
    card.clock.fast_forward(90_000)  # timers fire at most once, as in a sleeping tab
    expect(left(card)).to_have_text("0:30")
    card.reload()
    expect(left(card)).to_have_text("0:30")
    expect(card.get_by_role("button", name="Pause")).to_be_visible()
    card.clock.run_for(31_000)
    expect(card.locator("[data-timer-note]")).to_contain_text("Time is up")


def test_back_more_time_and_the_last_step(card):
    press(card, "One more minute")
    expect(left(card)).to_have_text("2:00")
    for _ in STEPS:
        press(card, "Next step")
    expect(card.locator("[data-timer-where]")).to_have_text("Step 5 of 5")
    expect(card.get_by_role("button", name="Next step")).to_have_attribute("aria-disabled", "true")
    expect(card.get_by_role("button", name="Next step")).to_be_focused()
    expect(card.locator("[aria-current=step]")).to_have_count(1)
    press(card, "Step back")
    expect(left(card)).to_have_text("4:00")
    expect(card.get_by_role("checkbox", name="A soft sound when time is up")).not_to_be_checked()


def test_ticks_change_the_answer_and_paper_shows_every_part(enter, ana, team):
    page = enter(ana, viewport={"width": 320, "height": 640})
    page.goto(f"/teams/{team.slug}/conditions/symptoms/")
    page.get_by_text("The meeting is polite.").click()
    expect(page.locator("#look-first li h3")).to_have_text(["Relationships and social norms", "Shared influence"])
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
    page.get_by_role("button", name="Show where to look").click()
    page.wait_for_url("**/symptoms/?notice=polite-meetings#look-first")
    expect(page.locator("#look-first li h3").first).to_be_in_viewport()

    page.goto("/guides/vision/")
    question = page.locator(".big-question").first
    expect(question).not_to_be_visible()
    page.emulate_media(media="print")
    expect(question).to_be_visible()
    expect(page.locator(".contents")).not_to_be_visible()
