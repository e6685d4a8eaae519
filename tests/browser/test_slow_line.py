"""A page that can be read and typed in before its scripts have come: what was done until then is not forgotten."""

import json
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.leadership.making import assessment_round
from tests.visioning import making
from tests.writing import paragraph, write
from visioning.models import PersonalVision

from .editor import until

FIRST = "We listen to every child."


@pytest.fixture
def slow(enter):
    """slow(person, path) → the page without its scripts, and what lets them come."""

    def open_page(person, path, **options):
        page, held = enter(person, **options), []
        ours = re.compile(r"/dist/(?!appearance)[a-z]+\.js$")  # all but the one that runs before the first paint
        page.route(ours, lambda route: held.append(route))
        page.goto(path, wait_until="commit")
        page.locator("footer").wait_for()

        def come():
            for route in held:
                route.continue_()
            page.unroute(ours)
            page.wait_for_load_state()

        return page, come

    return open_page


def test_a_name_that_is_asked_for_is_found(slow, team, ana, ben):
    vision = write(team, ana, content=[paragraph(FIRST)])
    comment = making.comment(vision, ana, FIRST)
    page, come = slow(ben, f"{vision.get_absolute_url()}comments/about/{comment.passage_id}/")
    page.locator("summary", has_text="Answer").click()
    page.get_by_label("Your answer").press_sequentially("Let us ask @an")
    expect(page.locator(".ask__people > div:visible")).to_have_count(0)
    come()
    expect(page.locator(".conversation .ask__people > div:visible")).to_have_text(["Ana Ruiz"])


def test_ones_own_vision_is_saved(slow, team, ana):
    page, come = slow(ana, "/me/vision/")
    page.locator("textarea").first.press_sequentially("Before the scripts.")
    come()
    expect(page.locator("#save-state")).to_contain_text("Saved")
    assert PersonalVision.of(ana).learning == "Before the scripts."


@pytest.mark.parametrize("arrived", [False, True])
def test_words_that_come_back_leave_what_was_typed_meanwhile(slow, enter, team, ana, arrived):
    """Kept from an earlier visit; the server may have got them without anybody hearing it."""
    kept = {"learning": "On the bus.", "bring": "", "hope": ""}
    if arrived:
        PersonalVision.keep(ana, kept, 0)
    before = enter(ana)
    before.goto("/help/")
    entry = json.dumps({"edition": "0", "words": list(kept.values()), "sent": False})
    before.evaluate("([key, entry]) => localStorage.setItem(key, entry)", [f"throughline.own-vision.{ana.pk}", entry])
    page, come = slow(ana, "/me/vision/", beside=before)
    page.locator("textarea").first.press("Control+End")
    page.keyboard.type(" At school.")
    come()
    expect(page.locator("textarea").first).to_have_value(re.compile(r"^On the bus\.\s+At school\.$"))
    until(page, lambda: PersonalVision.of(ana).learning.split() == ["On", "the", "bus.", "At", "school."])


def test_the_look_that_was_chosen_stays(slow, ana):
    page, come = slow(ana, "/help/")
    page.get_by_label("Appearance").select_option("dark")
    come()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.get_by_label("Appearance")).to_have_value("dark")


def test_marked_words_can_be_picked(slow, team, ana, ben):
    gathering = making.gathering(team, revealed_at=timezone.now())
    making.gathered_vision(gathering, ben, revealed=True, learning=FIRST)
    page, come = slow(ana, f"/teams/{team.slug}/weaving/{gathering.number}/")
    words = page.get_by_text(FIRST).first
    words.evaluate("words => getSelection().selectAllChildren(words)")
    expect(page.locator("#pick")).to_be_hidden()
    come()
    expect(page.locator("#pick")).to_contain_text(FIRST)


def test_what_was_ticked_counts_and_is_kept(slow, team, ana):
    round = assessment_round(team, closed=False, audience="team", naming="unnamed")
    page, come = slow(ana, f"{round.get_absolute_url()}answer/")
    page.locator("input[type=radio]").first.check()
    expect(page.locator("#assessing-count")).not_to_contain_text("1 of")
    come()
    expect(page.locator("#assessing-count")).to_contain_text("1 of")
    page.wait_for_function("() => Object.keys(localStorage).some((key) => key.startsWith('throughline.round'))")
