"""Answering a round on a phone: stopped and gone on with, kept on the device alone until it is sent."""

import pytest
from playwright.sync_api import expect

from leadership.models import AssessmentAnswer, AssessmentRound, AssessmentTurn
from tests import factories
from tests.leadership import making

PHONE = {"viewport": {"width": 360, "height": 740}}
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('throughline.round'))"
ITEMS = ("told", "used", "seen")


@pytest.fixture
def round(team):
    for number in range(5):
        team.welcome(factories.person(f"Teacher {number}", positions=["teacher"]), "link")
    return making.assessment_round(team, closed=False, audience="team", naming="unnamed")


def level(page, item, value):
    return page.locator(f"#id_level-vision-{item} input[value='{value}']")


def test_what_is_ticked_stays_on_the_device_until_it_is_sent(enter, ana, round):
    address = f"{round.get_absolute_url()}answer/"
    page = enter(ana, **PHONE)
    page.goto(address)
    expect(page.locator("#assessing-count")).to_have_text("0 of 3")
    level(page, "told", 3).check()
    page.locator("#id_level-vision-told summary").click()
    page.locator("#id_note-vision-told").fill("The front desk said it.")
    expect(page.locator("#assessing-count")).to_have_text("1 of 3")
    page.goto("/")
    assert page.evaluate(KEPT) == [f"throughline.round.{round.pk}.{ana.pk}"]
    assert not AssessmentAnswer.objects.exists()
    assert not AssessmentTurn.objects.exists()

    page.goto(address)
    expect(page.locator("#assessing-state")).to_contain_text("Nothing is sent yet.")
    expect(level(page, "told", 3)).to_be_checked()
    expect(page.locator("#id_note-vision-told")).to_have_value("The front desk said it.")
    page.get_by_role("button", name="Send, for good").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary a").first.click()
    expect(level(page, "used", 1)).to_be_focused()
    level(page, "used", 0).check()
    level(page, "seen", 4).check()
    expect(page.locator("#assessing-count")).to_have_text("3 of 3")
    page.get_by_role("button", name="Send, for good").click()
    expect(page.locator("#round-state")).to_contain_text("1 of 7 people asked have answered.")
    page.wait_for_function(f"() => ({KEPT}).length === 0")
    stored = AssessmentAnswer.objects.get()
    assert stored.levels == {"vision.told": 3, "vision.used": 0, "vision.seen": 4}
    assert stored.notes == {"vision.told": "The front desk said it."}


def test_the_device_forgets_when_asked_to(enter, ana, round):
    page = enter(ana, **PHONE)
    page.goto(f"{round.get_absolute_url()}answer/")
    for item in ITEMS:
        level(page, item, 2).check()
    expect(page.locator("#assessing-count")).to_have_text("3 of 3")
    page.get_by_role("button", name="Forget what I ticked on this device").click()
    expect(page.locator("#assessing-count")).to_have_text("0 of 3")
    page.reload()
    expect(page.locator("#assessing-count")).to_have_text("0 of 3")
    assert page.evaluate(KEPT) == []


def test_closed_while_somebody_types_shows_their_words_again(enter, ana, round):
    page = enter(ana, **PHONE)
    page.goto(f"{round.get_absolute_url()}answer/")
    for item in ITEMS:
        level(page, item, 2).check()
    page.locator("#id_level-vision-told summary").click()
    page.locator("#id_note-vision-told").fill("The front desk said it.")
    AssessmentRound.objects.get(pk=round.pk).close()
    page.get_by_role("button", name="Send, for good").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This round takes no more answers")
    expect(page.get_by_text("The front desk said it.")).to_be_visible()
    assert page.evaluate(KEPT)
    assert not AssessmentAnswer.objects.exists()
