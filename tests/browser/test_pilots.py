"""One pilot from an arrow of the theory to another school: three people of one school, two browsers of another school.

The whole path as people walk it, told in acts; what each page does by itself is tested beside that page.
"""

import re
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from pilots.models import Observation, Prediction
from tests import factories
from tests.pdfua import failures
from tests.pilots.piloting import in_days
from tests.pilots.workbooks import workbook
from tests.visioning import theorising

from .keys import Keys
from .sitting import press

FRIDAYS = [date(2026, 2, 6) + timedelta(7 * week) for week in range(14)]
VALUES = [5, 6, 4, 7, 5, 6, 8, 9, 10, 9, 11, 10, 12, 11]
ROWS = [["Day", "Students", "Class"], *([day, value, "Room 4"] for day, value in zip(FRIDAYS, VALUES, strict=True))]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SENTENCE = "14 observations from Feb. 6, 2026 to May 8, 2026; the middle is 8.5 students"
IDEAS = ["Three sentence starters on each table", "One starter a week, new each Monday"]
FORETOLD = ["at least eight of fourteen explain aloud", "twelve of fourteen explain aloud"]
HELD = "Quiet students begin to explain."
ELSEWHERE = "In grade 5, not in grade 8."


@pytest.fixture
def mia(northside, team):
    """On the staff, not on the team."""
    person = factories.person("Mia Torres", positions=["teacher"])
    northside.welcome(person)
    return person


@pytest.fixture
def hillside_team(district, dov):
    return factories.team("Hill team", school=factories.school("Hill", district=district), people={dov: "facilitator"})


@pytest.fixture
def arrow(team, ana):
    """Teachers plan lessons in pairs → students explain their thinking aloud."""
    problem = theorising.problem(team, ana, goal=theorising.goal(team, ana))
    return theorising.theory(team, ana, problem=problem).arrows.get(source__words__startswith="Teachers")


def fill(page, **words):
    for name, said in words.items():
        page.locator(f"main [name='{name}']").fill(said)


def it_is_planned(ana, arrow):
    """From the page of the arrow to an open invitation. Returns the address of the pilot."""
    ana.goto(arrow.get_absolute_url())
    press(ana, "Test this in a pilot", "link")
    who, what = "two classes of grade 6", "every student explains one solution aloud each week"
    fill(ana, title="Talk moves", who=who, what=what, measured_how="a tally each Friday", ends_on=str(in_days(50)))
    press(ana, "Begin to plan")
    at = ana.url
    ana.goto(f"{at}measures/new/")
    ana.locator("[name=kind][value=outcome]").check()
    ana.locator("[name=direction][value=up]").check()
    fill(ana, title="Students who explained", definition="Tallied each Friday.", unit="students", target="12")
    press(ana, "Add it")
    ana.goto(f"{at}invite/")
    fill(ana, joining_means="One hour every second week.", allowance="A lesson may fall flat.")
    ana.locator("[value=unnamed]").check()
    ana.locator("[value=staff]").check()
    press(ana, "Open the invitation")
    press(ana, "I take part")
    return at


def they_join_and_begin(ana, ben, mia, at, arrow):
    """One by touch on a small phone, from their first page; one by keys alone."""
    mia.goto("/")
    mia.get_by_role("link", name="Talk moves").tap()
    mia.get_by_role("button", name="I take part").tap()
    expect(mia.get_by_role("heading", level=1)).to_have_text("Talk moves")
    keys = Keys(ben)
    ben.goto(f"{at}invitation/")
    keys.tab_to("main form button.is-primary")
    keys.press("Enter")
    expect(ben.get_by_role("heading", level=1)).to_have_text("Talk moves")
    assert keys.faults == []
    ana.goto(f"{at}invitation/")
    expect(ana.locator("#pilot-invitation")).to_contain_text("3 people take part.")
    press(ana, "Start the pilot")
    ana.goto(arrow.get_absolute_url())
    expect(ana.locator("main")).to_contain_text("Being tested since")
    expect(ana.get_by_role("link", name="Talk moves").first).to_be_visible()


def a_cycle(page, other, at, number):
    """From the idea to what follows. `other` holds the form of a prediction open while it begins, and comes too late."""
    page.goto(f"{at}cycles/")
    press(page, re.compile("^Plan the (first|next) cycle"), "link")
    if number == 2:
        expect(page.get_by_label("Builds on")).to_have_value("1")
        expect(page.locator("main")).to_contain_text("Starters fade.")
    fill(page, change_idea=IDEAS[number - 1])
    press(page, "Plan it")
    press(page, "Write down a prediction", "link")
    fill(page, if_words="starters lie on each table", then_words=FORETOLD[number - 1])
    press(page, re.compile("^Write it down$"))
    other.goto(f"{at}cycles/{number}/predictions/new/")
    fill(other, if_words="we look back", then_words="we knew it all along")
    press(page, "We begin")
    other.get_by_role("button", name="Write it down", exact=True).click()
    expect(other.locator(".error-summary")).to_contain_text("The cycle has begun.")
    expect(other.locator("[name=then_words]")).to_have_value("we knew it all along")
    press(page, "Say what happened", "link")
    fill(page, happened="We tried it in both classes.")
    press(page, "Save")
    press(page, "Compare", "link")
    page.locator("fieldset.compare textarea").fill("Nine of fourteen did.")
    page.locator("fieldset.compare [value=yes]").check()
    fill(page, learned="Starters fade.")
    press(page, "Save all")
    press(page, "Decide and close the cycle", "link")
    page.locator(f"[name=act][value={'adapt' if number == 1 else 'adopt'}]").check()
    fill(page, act_why="It held, with fewer of them.")
    press(page, "Close this cycle")
    expect(page.locator("#next-thing")).to_contain_text("This cycle is closed.")


def a_file_is_taken_in(ana, mia, at):
    """By Mia on the phone, the wrong file first; Ana has the page open."""
    ana.goto(f"{at}measures/1/")
    expect(ana.locator("#run-chart")).to_contain_text("Nothing has been noted yet.")
    mia.goto(f"{at}measures/1/import/")
    wrong = workbook([*ROWS[:3], [FRIDAYS[2], "=2+3", "Room 4"]])
    for body, words in (
        (wrong, "B4 holds a formula."),
        (b"Tag;Zahl\n2026-03-06;1\xfc", "Save it again as “CSV UTF-8”."),
    ):
        mia.set_input_files("[name=file]", {"name": "Week 14 (neu) ü.xlsx", "mimeType": EXCEL, "buffer": body})
        mia.get_by_role("button", name="See what it would be").tap()
        expect(mia.locator(".error-summary")).to_contain_text(words)
    mia.set_input_files("[name=file]", {"name": "Tally.xlsx", "mimeType": EXCEL, "buffer": workbook(ROWS)})
    mia.get_by_role("button", name="See what it would be").tap()
    expect(mia.locator("main")).to_contain_text("14 are fine")
    assert not Observation.objects.exists()
    mia.get_by_role("button", name="Take in all 14 rows").tap()
    for page in (mia, ana):
        expect(page.locator("#run-chart")).to_contain_text(SENTENCE)
    expect(ana.get_by_role("img", name=re.compile(SENTENCE)).first).to_be_visible()
    assert list(Observation.objects.order_by("on").values_list("value", flat=True)) == VALUES


def it_is_closed(ana, at, arrow):
    ana.goto(f"{at}closing/")
    expect(ana.locator("main")).to_contain_text(SENTENCE)
    fill(ana, results="Eleven of fourteen explain.", decision_why="It held in both rooms.")
    fill(ana, **{"win-0": "The class next door asked for the cards.", "step-0-words": "Show it in grade 7"})
    ana.locator("[name^=verdict-][value=supported]").check()
    ana.locator("[name^=because-]").fill("Seven Fridays above the middle.")
    ana.locator("[name=decision][value=spread]").check()
    press(ana, "Close the pilot")
    expect(ana.locator("main")).to_contain_text("Spread it, step by step")
    ana.goto(arrow.get_absolute_url())
    expect(ana.locator("main")).to_contain_text("Supported since")


def its_card_is_shared(ana, people, dov, at):
    """Only as far as everybody said yes to: a second school finds it after the last yes and not before."""
    ana.goto(f"{at}card/")
    press(ana, "Write the learning card", "link")
    fill(ana, context="Grade 6", tried="Starters.", held=HELD, not_again="Twelve at once.")
    press(ana, "Save")
    theirs = "/teams/hill-team/pilots/cards/"
    for place, page in enumerate(people):
        page.goto(f"{at}card/")
        expect(page.locator("#card-sharing")).to_contain_text(f"{place} of 3")
        expect(page.locator("form[action$='/share/']")).to_have_count(0)
        page.locator("form[action$='/yes/'] [value=district]").check()
        press(page, "Say so")
    dov.goto(theirs)
    expect(dov.locator("main")).not_to_contain_text("Talk moves")
    ana.goto(f"{at}card/")
    ana.locator("form[action$='/share/'] [value=district]").check()
    press(ana, "Set")
    dov.goto(theirs)
    press(dov, "Talk moves", "link")
    expect(dov.locator("main")).to_contain_text(HELD)
    assert "Ruiz" not in dov.content()
    assert "Torres" not in dov.content()


def another_school_tries_it(dov, ana, at):
    press(dov, re.compile("^We try this here"), "link")
    dov.locator("[name=outcome][value=partly]").check()
    fill(dov, words=ELSEWHERE)
    press(dov, "Save")
    ana.goto(f"{at}card/")
    expect(ana.locator("main")).to_contain_text("Hill · It held in part")
    expect(ana.locator("main")).to_contain_text(ELSEWHERE)


def the_plan_tells_it(ana, team, at, arrow):
    """Page and paper; and by links back to where all of it began."""
    ana.goto(f"/teams/{team.slug}/plan/")
    plan = ana.locator("main")
    for words in (SENTENCE, *IDEAS, "Spread it, step by step", "Seven Fridays above the middle.", "Show it in grade 7"):
        expect(plan).to_contain_text(words)
    with ana.expect_download(timeout=30_000) as waiting:
        ana.get_by_role("button", name="Download as PDF").click()
    assert failures(Path(waiting.value.path()).read_bytes()) == []
    theory = arrow.theory
    back = (at, arrow, theory, theory.problem, theory.problem.goal)
    for one in back:
        address = one if one == at else one.get_absolute_url()
        with ana.expect_navigation():
            ana.locator(f"main a[href='{urlsplit(address).path}']").first.click()
    expect(ana.get_by_role("heading", level=1)).to_have_text(theory.problem.goal.words)


def test_from_an_arrow_to_another_school(enter, team, ana, ben, mia, dov, hillside_team, arrow):
    phone = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
    one, two, three, elsewhere = enter(ana), enter(ben), enter(mia, **phone), enter(dov)
    at = it_is_planned(one, arrow)
    they_join_and_begin(one, two, three, at, arrow)
    a_cycle(one, two, at, 1)
    a_file_is_taken_in(one, three, at)
    a_cycle(one, two, at, 2)
    one.goto(f"{at}cycles/")
    expect(one.locator("main")).to_contain_text("Cycle 2 builds on cycle 1; 14 data points so far")
    assert list(Prediction.objects.values_list("then_words", flat=True)) == FORETOLD
    it_is_closed(one, at, arrow)
    its_card_is_shared(one, (one, two, three), elsewhere, at)
    another_school_tries_it(elsewhere, one, at)
    the_plan_tells_it(one, team, at, arrow)
