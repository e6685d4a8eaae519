"""A real server on the test database and a real Chromium, for the few tests that need eyes and hands."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect, sync_playwright

from leadership.models import Team
from tests import demo_school
from tests.conftest import signed_in
from tests.visioning.live_writing.clients import Server, database_url
from visioning.models import SharedVision

from .examiner import Examiner

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Two cores may carry two workers, their servers and eight browsers. This is how long anybody waits for what must come; what
# comes sooner is not waited for, and how quick the site is, tests/bench/ measures.
PATIENCE = 15_000
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")

expect.set_options(timeout=PATIENCE)

# Playwright keeps an event loop in this thread; the ORM is used between its calls, never inside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True)
def _visible_to_the_server(transactional_db):
    """What a test writes must be there for another process."""


@pytest.fixture(scope="session")
def server(django_db_setup, django_db_blocker):
    """As in production it keeps no book of its queries, and browsers need not ask anew for each style sheet and script."""
    if not (ROOT / "static/dist/shared_text.js").exists():
        pytest.fail("The editor is not built: run `npm ci && npm run build` in static/js/shared_text.")
    with django_db_blocker.unblock():
        one = Server(database_url(), DEBUG="0")
    one.start()
    yield one
    one.stop()


@pytest.fixture(scope="module")
def chromium():
    """One browser for each module. Not for longer: while Playwright is up, nothing else in this thread may use asyncio."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        except Error as error:
            pytest.fail(f"No Chromium to test with (on Debian: apt-get install chromium).\n{error}")
        yield browser
        browser.close()


@pytest.fixture
def enter(server, chromium):
    """enter(person) → a page signed in as that person, in a browser of its own; enter(person, beside=page) → another tab."""
    contexts = []
    faults = []

    def open_page(person, *, beside=None, **options):
        if beside:
            context = beside.context
        else:
            context = chromium.new_context(**{"base_url": server.origin, **options})
            contexts.append(context)
        cookie = signed_in(person).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": options.get("base_url", server.origin)}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: faults.append(f"{error}\n{error.stack or ''}"))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        return page

    yield open_page
    for context in contexts:
        # What a page asks for in its last moment would else be answered in the next test, and fail there.
        for page in context.pages:
            page.unroute_all(behavior="ignoreErrors")
        context.close()
    assert faults == []


@pytest.fixture
def vision(team):
    return SharedVision.start(team)


@pytest.fixture
def examiner(chromium, server):
    one = Examiner(chromium, server)
    yield one
    one.close()


@pytest.fixture
def demo_team(settings):
    """The demo school's Northside team, with everything in it."""
    demo_school.lay_down()
    settings.DEMO_MODE = True
    return Team.objects.get(name="Northside leadership team")
