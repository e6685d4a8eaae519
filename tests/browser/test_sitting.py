"""One sitting, eight browsers: five of a team and three of the staff go from private writing to an adopted vision.

The whole path as people walk it, told in acts; what each page does by itself is tested beside that page.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from leadership.models import Role
from tests import factories
from tests.pdfua import failures
from visioning.models import PersonalVision, Version

from .editor import Desk
from .sitting import Sitting, marks, press, shares, weaves

OPEN_DOORS = "We visit each other's lessons."
SHOWN = "Students lead their own conferences and are proud."
WRONG = "A wrong answer starts the best talk of the day."
KITCHEN = "Families cook with us on Fridays."
OFFICE = "A child comes into the office without fear."
ALOUD = "Older children read aloud to younger ones."
BY_NAME = "שלום, every child is greeted by name 🎉."
LUNCH = "Lunch is calm and nobody eats alone."
WORDS = (OPEN_DOORS, SHOWN, WRONG, KITCHEN, OFFICE, ALOUD, BY_NAME, LUNCH)
TEXT = "Every child is greeted by name and begins without fear."
LATER = "Students lead their own conferences."
BETTER = "Students lead their own conferences, with their families."
CLOSER = "Who has the time to greet four hundred children?"
DISSENT = "I would begin with lunch, not with the door."


@pytest.fixture
def people(northside):
    """First names to people: five of the team, Mia its facilitator, then three of the staff who are on no team."""
    teachers = ("Noah Petrov", "Ola Lind", "Pia Conti", "Rui Sato", "Sam Weiss")
    made = {name.split()[0]: factories.person(name, positions=["teacher"]) for name in teachers}
    made["Mia"] = factories.person("Mia Torres", positions=["administrator"])
    made |= {name.split()[0]: factories.person(name, positions=["support"]) for name in ("Quin Abara", "Tess Iyer")}
    for person in made.values():
        northside.welcome(person)
    return made


@pytest.fixture
def team(northside, people):
    roles = {people["Mia"]: Role.FACILITATOR} | {people[name]: Role.MEMBER for name in ("Noah", "Ola", "Pia", "Quin")}
    return factories.team("Elm team", school=northside, people=roles)


@pytest.fixture
def sitting(enter, people, team):
    order = ("Mia", "Noah", "Ola", "Pia", "Quin", "Rui", "Sam", "Tess")
    return Sitting({name: enter(people[name], viewport={"width": 1280, "height": 700}) for name in order}, team)


def everybody_writes_and_shares(sitting, people):
    mia, noah = sitting.mia, sitting.noah
    mia.goto(sitting.at("gatherings/new/"))
    mia.get_by_label("Name").fill("Autumn gathering")
    mia.get_by_role("radio", name="The whole staff of the school").check()
    press(mia, "Open it")
    # A line that drops while Noah writes loses nothing.
    noah.goto("/me/vision/")
    noah.context.set_offline(True)
    noah.locator("textarea").first.fill("On the bus: nobody was lost here.")
    expect(noah.locator("#save-state")).to_contain_text("kept on this device")
    noah.context.set_offline(False)
    expect(noah.locator("#save-state")).to_contain_text("Saved", timeout=30_000)
    assert PersonalVision.of(people["Noah"]).learning == "On the bus: nobody was lost here."
    for page, words in (
        (noah, SHOWN),
        (mia, OPEN_DOORS),
        (sitting.pia, KITCHEN),
        (sitting.quin, OFFICE),
        (sitting.rui, ALOUD),
        (sitting.tess, LUNCH),
    ):
        shares(page, words)
    shares(sitting.ola, WRONG, "Without my name")
    return shares(sitting.sam, BY_NAME, "Without my name")


def all_is_revealed_at_once(sitting):
    sitting.all_go("gatherings/1/")
    sitting.all_see("#gathering", "8 shared so far; 8 people are invited.")
    assert sitting.found(*WORDS) == {}
    for page in (sitting.mia, sitting.rui):  # neither who runs it nor a guest finds them on the table
        page.goto(sitting.at("weaving/1/"))
    assert sitting.found(*WORDS) == {}
    for page in (sitting.mia, sitting.rui):
        page.goto(sitting.at("gatherings/1/"))
        page.evaluate("window.same = true")
    runner = sitting.mia.context.new_page()
    runner.goto(sitting.at("gatherings/1/reveal/"))
    press(runner, "Reveal all visions")
    sitting.all_see("#gathering", "8 visions are open.")
    # The same question finds them now, so it would have found them before.
    assert sitting.found(*WORDS) == dict.fromkeys(sitting.pages, set(WORDS))
    runner.close()


def themes_are_found_together(sitting):
    sitting.all_go("weaving/1/")
    laid = (
        (sitting.mia, "visit each other's lessons", "Open doors"),
        (sitting.noah, "lead their own conferences", "Voice"),
        (sitting.ola, "A wrong answer starts the best talk", "Without fear"),
        (sitting.pia, "Families cook", "Together"),
        (sitting.quin, "without fear", "Without fear"),
        (sitting.rui, "read aloud", "Voice"),
        (sitting.sam, "every child is greeted by name 🎉", "Together"),
        (sitting.tess, "nobody eats alone", "Together"),
    )
    for page, words, theme in laid:
        marks(page, words, theme)
    for page, _words, _theme in laid:
        page.get_by_role("button", name="Pick these words").click(no_wait_after=True)
    sitting.all_count("#themes .phrase__words", 8)
    sitting.all_count("#themes h3", 4)
    sitting.all_see("#themes", "Open doors")


def the_text_grows_from_them(sitting):
    mia, noah, ola = sitting.mia, sitting.noah, sitting.ola
    mia.goto(sitting.at("vision/"))
    press(mia, "Start our shared vision")
    sitting.all_go("vision/")
    Desk(mia, None).ready().write(TEXT)
    Desk(ola, None).ready()
    expect(ola.locator("[data-fragment=content]")).to_contain_text(TEXT)
    Desk(noah, None).ready().press("Control+End")
    weaves(mia, "greeted by name", "every child is greeted by name")
    Desk(noah, None).at_end()
    noah.keyboard.press("Enter")
    noah.keyboard.type(LATER[:20])
    weaves(ola, "without fear", "Theme Without fear")
    noah.keyboard.type(LATER[20:])
    sitting.all_see("[data-fragment=content]", LATER)
    sitting.all_count("[data-fragment=content] .passage.is-weave", 2)
    sitting.quin.goto(sitting.at("gatherings/1/mine/"))
    expect(sitting.quin.locator("main")).to_contain_text("Woven into the shared vision: without fear")


def the_staff_has_a_say(sitting):
    mia, rui, noah = sitting.mia, sitting.rui, sitting.noah
    mia.goto(sitting.at("vision/rounds/new/"))
    mia.get_by_label("Aim").fill("Is it ours yet?")
    mia.get_by_label("Steward").select_option("Ola Lind")
    mia.get_by_role("radio", name=re.compile("^Consult")).check()
    mia.get_by_role("radio", name="The whole staff of the school").check()
    press(mia, "Open the round")
    rui.goto("/")
    press(rui, "The vision of Elm team", "link")
    expect(rui.locator(".round-banner")).to_contain_text("Consult")
    rui.goto(sitting.at("vision/comments/new/"))
    press(rui, LATER, "link")
    rui.get_by_label("Comment", exact=True).fill("How do families come in?")
    rui.get_by_role("button", name="Send the comment").click()
    expect(rui.locator("#passage-talk")).to_contain_text("How do families come in?")
    rui.get_by_text("Suggest other words").click()
    rui.get_by_label("New words").fill(BETTER)
    rui.get_by_role("button", name="Send the suggestion").click()
    expect(noah.locator("[data-fragment=content] .passage.is-suggestion")).to_have_count(1)
    answering = noah.context.new_page()
    answering.goto(sitting.at("vision/comments/"))
    answering.get_by_role("button", name="Take it into the text").click()
    expect(noah.locator("[data-fragment=content]")).to_contain_text(BETTER)
    expect(rui.locator("#passage-talk")).to_contain_text("Taken into the text by Noah Petrov")
    answering.close()


def all_say_how_far_they_can_go(sitting):
    mia, sam = sitting.mia, sitting.sam
    mia.goto(sitting.at("vision/alignment/new/"))
    mia.get_by_role("radio", name=re.compile("^The whole staff")).check()
    mia.get_by_role("radio", name=re.compile("^With names")).check()
    press(mia, "Open the check")
    sitting.all_go("vision/alignment/1/")
    for (name, page), level in zip(sitting.pages.items(), "54434524", strict=True):
        page.get_by_role("radio", name=re.compile(f"^{level}")).check()
        if name == "Sam":
            page.get_by_label("What would bring me closer").fill(CLOSER)
        press(page, "Answer")
    expect(mia.locator("#alignment-state")).to_contain_text("8 of 8 people asked have answered.")
    assert sitting.found(CLOSER) == {"Sam": {CLOSER}}
    press(mia, "Close the check", "link")
    press(mia, "Close and show the result")
    expect(mia.locator("main")).to_contain_text(CLOSER)
    expect(sitting.tess.locator("#alignment-state")).to_contain_text(
        "7 of 8 can at least live with it. Enough to start"
    )
    sam.goto(sitting.at("vision/dissent/"))
    sam.locator("main textarea").fill(DISSENT)
    press(sam, "Put it beside the vision")


def it_is_adopted_and_printed(sitting):
    mia = sitting.mia
    press(mia, "Note that the team adopts this version", "link")
    press(mia, "Adopt")
    expect(mia.locator("#messages")).to_contain_text("Adopted by 5 people.")
    mia.goto(sitting.at("plan/"))
    for words in (BETTER, "Grew from the words of 3 people", DISSENT, "Enough to start"):
        expect(mia.locator("main")).to_contain_text(words)
    with mia.expect_download(timeout=30_000) as waiting:
        mia.get_by_role("button", name="Download as PDF").click()
    return Path(waiting.value.path()).read_bytes()


def one_takes_their_words_back(sitting, key):
    sam, tess, ola = sitting.sam, sitting.tess, sitting.ola
    tess.goto(sitting.at("vision/threads/"))
    ola.goto(sitting.at("weaving/1/"))
    expect(ola.locator("#words")).to_contain_text("greeted by name 🎉")
    sam.goto("/my-words/")
    sam.get_by_label("Your key").fill(key)
    press(sam, "Open my words")
    press(sam, "Withdraw…")
    press(sam, "Withdraw them")
    expect(tess.locator("#threads")).to_contain_text("All of its sources were withdrawn")
    expect(ola.locator("#weaving")).not_to_contain_text("greeted by name 🎉")


def test_from_private_writing_to_an_adopted_vision(sitting, people, team):
    key = everybody_writes_and_shares(sitting, people)
    all_is_revealed_at_once(sitting)
    themes_are_found_together(sitting)
    the_text_grows_from_them(sitting)
    the_staff_has_a_say(sitting)
    all_say_how_far_they_can_go(sitting)
    pdf = it_is_adopted_and_printed(sitting)
    assert Version.objects.adopted().get().text.team == team
    one_takes_their_words_back(sitting, key)
    assert failures(pdf) == []
