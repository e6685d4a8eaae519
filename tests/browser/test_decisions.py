"""One decision from its question to what came of it: two windows of a team, a colleague asked in person, a phone of the staff.

The whole path as people walk it, told in acts; what each page does by itself is tested beside that page.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories
from tests.pilots.piloting import in_days
from visioning.models import Decision, Objection

from .sitting import press

QUESTION = "Which morning do we keep free of meetings? 🌱"
HEARD = "On Tuesdays the busses are late, and I take the first hour."
PROPOSAL = "On Wednesday mornings nobody calls a meeting before ten."
AMENDED = "On Wednesday mornings nobody but the nurse calls a meeting before ten."
AIM, HARM = "Every child is safe.", "The nurse has to reach us at once."
RESOLVED = "The nurse may call us at any time now."
OUTCOME = "Wednesday mornings are for planning. The nurse may always call."
EXPECTED = "Every grade plans together twice a month."
FOUND = "Five of six grades did; grade two has no common hour."
WHY_NOT = "We looked for another day, and the busses are late on that one as well."


@pytest.fixture
def mia(northside, team):
    """On the staff, not on the team."""
    person = factories.person("Mia Torres", positions=["teacher"])
    northside.welcome(person)
    return person


@pytest.fixture
def eve(team):
    """On the team, and never at a screen."""
    person = factories.person("Eve Stone", positions=["support"])
    team.welcome(person, "open_call")
    return person


def fill(page, **words):
    for name, said in words.items():
        page.locator(f"main [name='{name}']").fill(said)


def choose(page, name, value):
    page.locator(f"main [name='{name}'][value='{value}']").check()


def it_is_asked(ben, ana, team):
    """Ben brings it; it opens only with all its rights said, and then nobody changes them. Returns its address."""
    ben.goto(f"/teams/{team.slug}/decisions/")
    press(ben, "Bring a question", "link")
    fill(ben, question=QUESTION)
    press(ben, "Keep it as a draft")
    expect(ben.locator("main")).to_contain_text("Say what happens without agreement.")
    at = ben.url
    press(ben, "Say what is missing", "link")
    days = {"input_until": str(in_days(7)), "decide_by": str(in_days(14))}
    fill(ben, without_agreement="Everything stays as it is until June.", **days)
    press(ben, "Save")
    ana.goto(at)
    press(ana, "Open it", "link")
    press(ana, "Open it")
    expect(ana.locator("#decision")).to_contain_text("Nobody has been able to change it since.")
    ana.goto(f"{at}edit/")
    expect(ana.locator("main [name=input_until]")).to_be_visible()
    expect(ana.locator("main [name=question], main [name=rule]")).to_have_count(0)
    return at


def the_staff_is_heard(mia):
    """By touch on a small phone, from her first page; sent twice by an impatient thumb, it is there once."""
    mia.goto("/")
    mia.get_by_role("link", name=re.compile("^Bring my input")).first.tap()
    if mia.locator("main [name=words]").count() == 0:
        mia.get_by_role("link", name="Say what should be heard").tap()
    fill(mia, words=HEARD)
    with mia.expect_navigation():
        mia.locator("main form button.is-primary").dblclick()
    expect(mia.locator(".decision-inputs > li")).to_have_count(1)
    expect(mia.locator(".decision-inputs")).to_contain_text(HEARD)


def they_say_where_they_stand(ana, ben, at):
    """Ben objects, Ana consents and writes down what Eve said on bus duty. Nobody sees anything until all lies open."""
    ben.goto(at)
    press(ben, "Write a proposal", "link")
    fill(ben, words=PROPOSAL)
    press(ben, "Put it to the others")
    press(ben, "Say where you stand", "link")
    choose(ben, "step", 0)
    press(ben, "Say it")
    fill(ben, harms=AIM, words=HARM)
    press(ben, "Put it on the record")
    ana.goto(at)
    press(ana, "Say where you stand", "link")
    choose(ana, "step", 2)
    press(ana, "Say it")
    press(ana, "I asked a colleague in person", "link")
    ana.get_by_label("Whom did you ask?").select_option(label="Eve Stone")
    choose(ana, "step", 2)
    press(ana, "Write it down")
    assert HARM not in ana.content()
    press(ana, "Turn all stances over")
    expect(ana.locator("#decision")).to_contain_text(HARM)
    expect(ana.locator("table.stances")).to_contain_text("asked in person by Ana Ruiz")


def the_objection_is_resolved(ana, ben, mia, at):
    """A new edition takes it up. Only Ben says how it ended; Ana, whose page is open, reads it there."""
    ana.goto(f"{at}outcome/")
    expect(ana.locator("main")).to_contain_text("Everything stays as it is until June.")
    ana.goto(at)
    press(ana, "Write an edition that takes it up", "link")
    fill(ana, words=AMENDED)
    press(ana, "Put it to the others")
    expect(ana.locator("#decision .proposal").first).to_have_text(AMENDED)
    objection = Objection.objects.get()
    assert ana.request.get(f"{at}objections/{objection.pk}/").status in {403, 404}
    ana.evaluate("window.same = true")
    ben.goto(at)
    press(ben, "Say how it ended", "link")
    expect(ben.locator("main")).to_contain_text(AMENDED)
    choose(ben, "state", "resolved")
    fill(ben, words=RESOLVED)
    press(ben, "Put it on the record")
    for page in (ben, ana):
        expect(page.locator(f"#objection-{objection.pk}")).to_contain_text(RESOLVED)
    assert ana.evaluate("window.same")
    for page in (ben, ana):
        page.goto(f"{at}stance/")
        choose(page, "step", 2)
        press(page, "Say it")
    press(ana, "Turn all stances over")
    for place in (at, f"{at}proposal/1/"):  # the staff reads how many, not who
        for page, tables in ((ana, 1), (mia, 0)):
            page.goto(place)
            expect(page.locator(".stances-told").first).to_be_visible()
            expect(page.locator("table.stances")).to_have_count(tables)
        assert "Eve Stone" not in mia.content()
    expect(ana.locator("table.stances")).to_contain_text("Eve Stone")


def it_is_decided(ana, mia, at):
    """In words of a person, with what they expect; and Mia, who asked for another day, reads what became of it."""
    ana.goto(at)
    press(ana, "Write down what was decided", "link")
    fill(ana, outcome=OUTCOME, prediction=EXPECTED, review_on=str(timezone.localdate()))
    press(ana, "Write it into the log")
    expect(ana.locator("main")).to_contain_text("Choose a day that is still to come.")
    expect(ana.locator("[name=outcome]")).to_have_value(OUTCOME)
    fill(ana, review_on=str(in_days(90)))
    press(ana, "Write it into the log")
    expect(ana.get_by_role("heading", level=1)).to_have_text("What was heard and not taken up")
    ana.locator("main [name^=taken_][value=no]").check()
    press(ana, "Save and show it")
    expect(ana.locator("main")).to_contain_text("Say why, in one sentence")
    ana.locator("main [name^=because_]").fill(WHY_NOT)
    press(ana, "Save and show it")
    mia.goto("/")
    expect(mia.locator("main")).to_contain_text(re.compile("became of", re.IGNORECASE))
    mia.goto(at)
    for words in (OUTCOME, EXPECTED, WHY_NOT):
        expect(mia.locator("#decision")).to_contain_text(words)


def it_comes_back(ana, ben, team, at):
    """On its day it waits for Ana by itself. Two look back at once: the second reads the first, and keeps the words."""
    Decision.objects.update(review_on=timezone.localdate() - timedelta(days=1))
    ana.goto(f"/teams/{team.slug}/decisions/")
    ana.get_by_role("link", name=re.compile(re.escape(QUESTION))).first.click()
    press(ana, "Say what came of it", "link")
    expect(ana.locator("main")).to_contain_text(EXPECTED)
    late = ana.context.new_page()
    late.goto(f"{at}outcome/review/")
    fill(late, found="We forgot to look.")
    choose(late, "verdict", "end")
    fill(ana, found=FOUND)
    choose(ana, "verdict", "change")
    press(ana, "Write it down")
    expect(ana.locator("main")).to_contain_text("It is to take the place of no. 1")
    press(late, "Write it down")
    for words in (FOUND, "We forgot to look."):
        expect(late.locator("main")).to_contain_text(words)
    ben.goto(at)
    expect(ben.locator(".reviews")).to_contain_text(FOUND)
    expect(ben.locator("#decision")).to_contain_text("It is being decided anew in no. 2")
    ben.goto(f"/search/?q={FOUND.split(';')[0]}")
    expect(ben.locator(f"main a[href*='{at.rpartition('/teams')[2]}']").first).to_be_visible()


def test_from_a_question_to_what_came_of_it(enter, team, ana, ben, mia, eve):
    phone = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
    one, two, three = enter(ana), enter(ben), enter(mia, **phone)
    at = it_is_asked(two, one, team)
    the_staff_is_heard(three)
    they_say_where_they_stand(one, two, at)
    the_objection_is_resolved(one, two, three, at)
    it_is_decided(one, three, at)
    it_comes_back(one, two, team, at)
