"""A plan from its sheet to a public page and back off: what leaves is what the preview shows, and every way back leads somewhere.

Ana runs the team, Ben is on it and has no script; the private window is anybody. What each page does by itself is tested beside it.
"""

import io
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.pdfua import failures
from tests.pilots.piloting import in_days
from tests.visioning import deciding, theorising

from .sitting import press

NOTE = "Read the goals first. Whatever you miss, tell us. 🌱"
LATE = "canary-late: another note, from another window."
STAYS = "canary-outcome: planning time stays a matter of the team."
DIFFERENT = "I would begin with grade two."


@pytest.fixture
def somebody(server, chromium):
    """A private window."""
    context = chromium.new_context(base_url=server.origin)
    yield context.new_page()
    context.close()


@pytest.fixture
def work(team, ana):
    """A goal with a theory that answers its problem, and a decision that is to stay with the team."""
    problem = theorising.problem(team, ana, goal=theorising.goal(team, ana))
    deciding.decided(team, ana, outcome=STAYS, question="canary-question: When do we plan?")
    return theorising.theory(team, ana, problem=problem)


def the_sheet_is_filled(ana, at):
    """In two windows: the later one is told, and keeps its words. What leaves is shown at once."""
    late = ana.context.new_page()
    for page in (ana, late):
        page.goto(f"{at}sheet/")
    ana.locator("main [name=note]").fill(NOTE)
    ana.locator("main [name=valid_until]").fill(str(in_days(200)))
    ana.locator("main [name=hidden][value=log]").check()
    press(ana, "Save")
    expect(ana.get_by_role("heading", level=1)).to_have_text("What leaves your team")
    late.locator("main [name=note]").fill(LATE)
    press(late, "Save")
    expect(late.locator("main")).to_contain_text(NOTE)
    expect(late.locator("main [name=note]")).to_have_value(LATE)
    late.close()
    ana.goto(f"{at}preview/")
    expect(ana.locator(".plan-leaf")).to_contain_text(NOTE)
    assert "canary" not in ana.locator(".plan-leaf").inner_text()
    ana.goto(at)
    expect(ana.locator("main")).to_contain_text(STAYS)


def the_team_adopts_it(ana, ben, at):
    """Ben, without script, sees it differently: once, however often he sends it. That stays named beside the plan."""
    ana.goto(at)
    press(ana, "Put the plan before the team", "link")
    ana.locator("main [name=why]").fill("For the staff meeting in March")
    press(ana, "Put it before the team")
    ben.goto(at)
    press(ben, "Read the edition that is with you", "link")
    ben.locator("#differ summary").click()
    ben.locator("#differ [name=words]").fill(DIFFERENT)
    press(ben, "Put it beside the plan")
    ben.reload()
    expect(ben.locator(".dissents > li")).to_have_count(1)
    expect(ana.locator(".dissents")).to_contain_text(DIFFERENT)  # the page she has open
    ana.locator("#adopt summary").click()
    ana.locator("#adopt [name=decided_by][value=consent]").check()
    ana.locator("#adopt [name=decided_on]").fill(str(in_days(0)))
    press(ana, "It was adopted")
    ben.goto(at)
    for words in ("Adopted on", DIFFERENT, "Ben Okafor"):
        expect(ben.locator("#about")).to_contain_text(words)


def it_is_taken_along(ana, ben, somebody, at, work):
    """Ana's PDF passes, says what the preview says, and each of its links leads to what it speaks of; Ben gets it without script."""
    ana.goto(at)
    with ana.expect_download(timeout=40_000) as waiting:
        ana.get_by_role("button", name="Download as PDF").click()
    pdf = Path(waiting.value.path()).read_bytes()
    assert failures(pdf) == []
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert "canary" not in text
    assert DIFFERENT in text
    ways = {urlsplit(one).path for one in links(pdf)}
    assert work.get_absolute_url() in ways
    for way in ways:
        there = ana.request.get(way)
        assert (there.status, "/accounts/" in there.url) == (200, False), way
        assert somebody.request.get(way, max_redirects=0).status in {302, 404}, way
    ben.goto(at)
    with ben.expect_download(timeout=40_000) as waiting:
        ben.get_by_role("button", name="Download as PDF").click()
    assert Path(waiting.value.path()).read_bytes()[:5] == b"%PDF-"
    ana.goto(f"{at}exports/")
    for name in ("Ana Ruiz", "Ben Okafor"):
        expect(ana.locator("main")).to_contain_text(name)


def links(pdf):
    """Where a file leads: addresses, without its own pages."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            for one in page.get("/Annots", []):
                if "/A" in one and "/URI" in one["/A"]:
                    yield str(one["/A"]["/URI"])


def anybody_reads_it(ana, somebody, at):
    """Only while it is switched on. A new link ends the old one for good."""
    ana.goto(f"{at}sheet/")
    address = ana.locator("#plan-link").input_value()
    assert somebody.goto(address).status == 404
    press(ana, "Let anybody read by the link")
    assert ana.locator("#plan-link").input_value() == address
    assert somebody.goto(address).status == 200
    page = somebody.locator("main")
    for words in (NOTE, "Every student explains their thinking in mathematics", "Teachers plan lessons in pairs"):
        expect(page).to_contain_text(words)
    for kept in ("canary", "Ana Ruiz", "Ben Okafor", DIFFERENT, "/teams/"):
        assert kept not in somebody.content(), kept
    press(ana, "Switch it off")
    assert somebody.reload().status == 404
    expect(somebody.locator("body")).not_to_contain_text("Every student explains")
    press(ana, "Let anybody read by the link")
    assert somebody.reload().status == 200
    press(ana, re.compile("^Make a new link"))
    assert somebody.reload().status == 404
    assert somebody.goto(ana.locator("#plan-link").input_value()).status == 200


def test_from_the_sheet_to_anybody_and_back(enter, team, ana, ben, work, somebody):
    one, two = enter(ana), enter(ben, java_script_enabled=False)
    at = f"/teams/{team.slug}/plan/"
    the_sheet_is_filled(one, at)
    the_team_adopts_it(one, two, at)
    it_is_taken_along(one, two, somebody, at, work)
    anybody_reads_it(one, somebody, at)
