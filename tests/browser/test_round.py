"""One round, five browsers and twenty-five colleagues: a staff says how things stand, its team reads it and settles a level.

The whole path as people walk it, told in acts; what each page does by itself is tested beside that page.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from leadership.models import AssessmentAnswer, Role
from tests import factories
from tests.conftest import signed_in
from tests.pdfua import failures

from .keys import Keys
from .sitting import Sitting, press

NOTED = "Two of us cover every lunch."
TYPING = "I had not finished this sentence."
FACE_DOWN = "Nobody at my table knows a week without extra work."
REASON = "Load is given out without asking."
DISSENT = "In my hallway it is a three."
LOAD = "capacity-load"
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('throughline.round'))"


@pytest.fixture
def people(northside):
    """First names to people of the team: three teachers, one of the support staff, and the principal, who runs it."""
    made = {
        name.split()[0]: factories.person(name, positions=["teacher"])
        for name in ("Noah Petrov", "Ola Lind", "Pia Conti")
    }
    made["Quin"] = factories.person("Quin Abara", positions=["support"])
    made["Mia"] = factories.person("Mia Torres", positions=["administrator"])
    for person in made.values():
        northside.welcome(person)
    return made


@pytest.fixture
def colleagues(northside):
    """The rest of the staff: thirteen teachers who see a fair load, twelve of the support staff who do not."""
    made = [
        factories.person(f"Colleague {number}", positions=["teacher" if number < 13 else "support"])
        for number in range(25)
    ]
    for person in made:
        northside.welcome(person)
    return made


@pytest.fixture
def team(northside, people):
    roles = {person: Role.MEMBER for person in people.values()} | {people["Mia"]: Role.FACILITATOR}
    return factories.team("Elm team", school=northside, people=roles)


@pytest.fixture
def sitting(enter, people, team):
    sizes = {"Noah": {"width": 320, "height": 640}}
    wide = {"width": 1280, "height": 700}
    return Sitting({name: enter(people[name], viewport=sizes.get(name, wide)) for name in people}, team)


def ticks(page, level, first=0, last=12):
    """That level for the items from `first` up to `last`, all in one go: twelve clicks take a machine long."""
    page.locator("[data-item]").evaluate_all(
        "(items, [level, first, last]) => items.slice(first, last).forEach("
        "(item) => item.querySelector(`input[value='${level}']`).click())",
        [level, first, last],
    )


def sends(page):
    press(page, "Send, for good")


def a_round_is_opened(sitting):
    mia = sitting.mia
    mia.goto(sitting.at("rounds/new/"))
    mia.get_by_label("Name of this round").fill("Autumn")
    for field in mia.locator(".round-part").all():
        part = field.get_attribute("id").removeprefix("id_condition_")
        kind = {"vision": "pulse", "capacity": "rubric", "relationships": "pulse"}.get(part, "")
        field.locator(f"input[value='{kind}']").check()
    expect(mia.locator("#round-length")).to_contain_text("12 questions")
    mia.get_by_role("radio", name=re.compile("^The whole staff")).check()
    mia.get_by_role("radio", name=re.compile("^Without names")).check()
    press(mia, "Open the round")
    sitting.all_go("rounds/1/")
    sitting.all_see("#round-state", "0 of 30 people asked have answered.")


def five_answer_in_five_ways(sitting):
    noah, ola, pia, mia = sitting.noah, sitting.ola, sitting.pia, sitting.mia
    # Noah: on a phone, by keyboard alone.
    keys = Keys(noah)
    keys.follow("a[href$='/rounds/1/answer/']")
    for name in dict.fromkeys(one.get_attribute("name") for one in noah.locator("[data-item] input[type=radio]").all()):
        keys.tab_to(f"input[name='{name}']")
        keys.press("Space", "ArrowDown", "ArrowDown")
    keys.follow("main form button.is-primary")
    assert keys.faults == []
    expect(noah.locator("#round-state")).to_contain_text("You have answered. Thank you.")
    # Ola: stops, comes back, and presses twice.
    ola.goto(sitting.at("rounds/1/answer/"))
    ticks(ola, 4, last=5)
    ola.goto("/")
    ola.goto(sitting.at("rounds/1/answer/"))
    expect(ola.locator("#assessing-count")).to_have_text("5 of 12")
    ticks(ola, 4, first=5)
    ola.locator(f"#id_level-{LOAD} summary").click()
    ola.locator(f"#id_note-{LOAD}").fill(NOTED)
    ola.get_by_role("button", name="Send, for good").dblclick(no_wait_after=True)
    expect(ola.get_by_role("heading", level=1)).to_have_text(re.compile("Autumn|You have answered already"))
    # Pia: in two tabs.
    pia.goto(sitting.at("rounds/1/answer/"))
    other = pia.context.new_page()
    other.goto(sitting.at("rounds/1/answer/"))
    ticks(pia, 3)
    ticks(other, 1)
    sends(pia)
    sends(other)
    expect(other.get_by_role("heading", level=1)).to_have_text("You have answered already")
    other.close()
    # Mia, the principal: for her own eyes.
    mia.goto(sitting.at("rounds/1/answer/"))
    ticks(mia, 4)
    mia.get_by_role("radio", name=re.compile("^For my eyes only")).check()
    sends(mia)
    expect(mia.locator("#round-state")).to_contain_text("4 of 30 people asked have answered.")


def the_rest_of_the_staff_answers(sitting, colleagues):
    sitting.noah.evaluate("window.same = true")
    address = sitting.at("rounds/1/answer/")
    for number, person in enumerate(colleagues):
        client = signed_in(person)
        names = re.findall(r'name="(level-[\w-]+)" value="1"', client.get(address).text)
        said = dict.fromkeys(names, "2") | {f"level-{LOAD}": "4" if number < 13 else "1", "group": person.positions[0]}
        assert client.post(address, said).status_code == 302
    expect(sitting.noah.locator("#round-state")).to_contain_text("29 of 30 people asked have answered.")
    assert sitting.noah.evaluate("window.same")


def nothing_shows_before_the_close(sitting, colleagues):
    for path in ("rounds/1/result/", "conditions/capacity/", "plan/", ""):
        for page in (sitting.mia, sitting.ola):
            page.goto(sitting.at(path))
        found = sitting.found(NOTED, "levels apart", "the middle is", "nearly all say")
        assert found == {}, path
    client = signed_in(colleagues[0])
    for file in ("csv/", "pdf/"):
        assert client.get(sitting.at(f"rounds/1/result/{file}")).status_code == 302


def it_is_closed_while_somebody_types(sitting):
    mia, quin = sitting.mia, sitting.quin
    quin.goto(sitting.at("rounds/1/answer/"))
    ticks(quin, 2)
    quin.locator(f"#id_level-{LOAD} summary").click()
    quin.locator(f"#id_note-{LOAD}").fill(TYPING)
    mia.goto(sitting.at("rounds/1/"))
    press(mia, "Close the round", "link")
    press(mia, "Close the round")
    sends(quin)
    expect(quin.get_by_role("heading", level=1)).to_have_text("This round takes no more answers")
    expect(quin.locator("main")).to_contain_text(TYPING)
    assert AssessmentAnswer.objects.count() == 29


def they_read_it(sitting):
    sitting.all_go("rounds/1/result/")
    gap = "Teachers and support staff are three levels apart on “A fair load”"
    for page in sitting.pages.values():
        expect(page.locator("main")).to_contain_text("29 of 30 people asked have answered.")
        expect(page.locator(".result-short")).to_contain_text(gap)
    article = sitting.noah.locator("article", has=sitting.noah.get_by_role("heading", name="A fair load"))
    article.locator("summary").click()
    expect(article.get_by_role("table")).to_contain_text("16 answered")
    expect(article.get_by_role("img")).to_be_visible()
    expect(article).to_contain_text(NOTED)
    # The principal's own stands beside it for the principal alone, and is in no file.
    assert sitting.found("You, for your eyes only") == {"Mia": {"You, for your eyes only"}}
    mia = sitting.mia
    with mia.expect_download() as waiting:
        mia.get_by_role("link", name="Download for spreadsheets").click()
    file = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert NOTED in file
    assert "eyes only" not in file
    assert "Mia" not in file
    with mia.expect_download(timeout=30_000) as waiting:
        mia.get_by_role("button", name="Download as PDF").click()
    return Path(waiting.value.path()).read_bytes()


def they_settle_on_a_level(sitting):
    mia, noah = sitting.mia, sitting.noah
    sitting.all_go("rounds/1/consensus/capacity/")
    for (name, page), level in zip(sitting.pages.items(), "42213", strict=True):
        page.locator(f"#id_level input[value='{level}']").check()
        if name == "Quin":
            page.locator("#id_reason").fill(FACE_DOWN)
        press(page, "Put it on the table")
    expect(noah.locator("#consensus-state")).to_contain_text("5 of 5 people have put a level.")
    assert sitting.found(FACE_DOWN) == {"Quin": {FACE_DOWN}}
    press(mia, "Turn all levels over")
    for page in sitting.pages.values():
        expect(page.locator("#consensus-state")).to_contain_text(FACE_DOWN)
    mia.locator("#settle input[value='2']").check()
    mia.locator("#settle textarea").fill(REASON)
    press(mia, "Write it down")
    expect(noah.locator("#consensus-state")).to_contain_text("We say: Starting")
    press(noah, "Go on", "link")
    noah.get_by_text("Say so, with my name").click()
    noah.locator("#differ textarea").fill(DISSENT)
    press(noah, "Put it beside the level")
    expect(mia.locator("#consensus-state")).to_contain_text(DISSENT)


def something_comes_of_it(sitting):
    mia = sitting.mia
    mia.goto(sitting.at("rounds/1/result/"))
    article = mia.locator("article", has=mia.get_by_role("heading", name="A fair load"))
    with mia.expect_navigation():
        article.get_by_role("link", name="Make it a task").click()
    press(mia, "Add it")
    expect(mia.locator("main")).to_contain_text("came out of the round Autumn")
    mia.goto(sitting.at("conditions/order/"))
    mia.get_by_role("button", name=re.compile("Put it first.*Capacity")).click()
    expect(mia.get_by_role("link", name=re.compile("Say why it is here"))).to_be_visible()
    mia.goto(sitting.at("plan/"))
    for words in (
        "We say: Starting",
        REASON,
        DISSENT,
        "three levels apart on “A fair load”",
        "Find out why",
        "29 of 30 asked",
    ):
        expect(mia.locator("main")).to_contain_text(words)
    with mia.expect_download(timeout=30_000) as waiting:
        mia.get_by_role("button", name="Download as PDF").click()
    return Path(waiting.value.path()).read_bytes()


def test_from_an_open_round_to_a_level_in_the_plan(sitting, colleagues):
    a_round_is_opened(sitting)
    five_answer_in_five_ways(sitting)
    the_rest_of_the_staff_answers(sitting, colleagues)
    nothing_shows_before_the_close(sitting, colleagues)
    it_is_closed_while_somebody_types(sitting)
    result = they_read_it(sitting)
    they_settle_on_a_level(sitting)
    plan = something_comes_of_it(sitting)
    assert failures(result) == []
    assert failures(plan) == []
