"""Two people on one page: what one changes the other sees, without reload and never under their hands.

The agreements of the team's home are made to keep up for these tests, as pages of the vision do by themselves.
"""

import re
import time
from functools import partial

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from leadership.news import tell
from tests import factories
from tests.visioning import making

LEAST_PAUSE = 0.8  # as static/js/behaviours/news.js has it
PART = 'data-topic="agreements" hx-get="{path}" hx-trigger="news" hx-target="this" hx-swap="outerMorph"'
FETCHES = "window.fetches = 0; document.addEventListener('htmx:before:request', () => window.fetches++)"
# While the page is read: a page that were handed over whole could not open sockets to this machine.
KEEP_UP = """
new MutationObserver(() => {
  const part = document.querySelector("#agreements:not([data-topic])");
  if (!part || document.querySelector("[data-news]")) return;
  for (const [, name, value] of `PART`.matchAll(/(\\S+)="(.*?)"/g)) part.setAttribute(name, value);
  document.querySelector("main").insertAdjacentHTML("beforeend",
    '<p id="news" role="status" data-news="/ws/teams/SLUG/news/" data-news-words="Brought up to date."></p>');
}).observe(document, { childList: true, subtree: true });
"""


@pytest.fixture
def desk(enter, team):
    """desk(person) → the team's home, keeping up."""
    home = team.get_absolute_url()
    part = PART.format(path=home)

    def keep_up(route):
        if "hx-request" not in route.request.headers:
            route.fallback()
            return
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace('<section id="agreements"', f'<section id="agreements" {part}')
        )

    def sit_down(person, blocked=False):
        page = enter(person)
        page.add_init_script(KEEP_UP.replace("PART", part).replace("SLUG", team.slug))
        page.route(re.compile(f"{home}(agreements/.*)?$"), keep_up)
        if blocked:
            page.route_web_socket(re.compile("/ws/teams/"), lambda route: route.close())
            page.goto(home)
        else:
            with page.expect_websocket() as line:
                page.goto(home)
            if not line.value.is_closed():
                page.wait_for_timeout(300)
        page.evaluate(FETCHES)
        return page

    return sit_down


@pytest.fixture
def agree(team, ana):
    """Somebody else, elsewhere, adds an agreement."""

    def add(words):
        team.agreements.create(text=words, written_by=ana, position=team.agreements.count())
        tell(team.pk, "agreements")

    return add


def answer_so(answer, route):
    route.fulfill(**answer)


def row(page, words):
    return page.locator("#agreements li", has_text=words)


def test_what_one_writes_the_other_sees(desk, agree, ana, ben, team):
    one, two = desk(ana), desk(ben)
    two.evaluate("window.marked = true")
    one.get_by_role("textbox", name="Agreement").fill("Listen first")
    one.get_by_role("button", name="Add it").click()
    expect(row(one, "Listen first")).to_be_visible()
    tell(team.pk, "agreements")
    expect(row(two, "Listen first")).to_be_visible()
    expect(two.locator("#news")).to_have_text("Brought up to date.")
    one.wait_for_function("() => window.fetches > 1")  # hers was fetched, too
    one.wait_for_timeout(300)
    expect(one.locator("#messages")).to_contain_text("Added:")
    expect(one.locator("#news")).to_be_empty()  # to her it was nothing new
    assert two.evaluate("window.marked")


def test_nobody_is_interrupted(desk, agree, ana, team):
    agree("Listen first")
    page = desk(ana)
    field = page.get_by_role("textbox", name="Agreement")
    field.focus()
    page.keyboard.type("Start on")
    agree("Speak kindly")
    page.wait_for_timeout(2000)
    expect(row(page, "Speak kindly")).to_have_count(0)
    page.keyboard.type(" time")
    expect(field).to_have_value("Start on time")
    page.locator("h1").click()
    expect(row(page, "Speak kindly")).to_be_visible()
    expect(field).to_have_value("Start on time")


def test_what_is_open_stays_open_and_marked_words_stay_marked(desk, agree, ana):
    agree("Listen first")
    page = desk(ana)
    row(page, "Listen first").locator("summary").click()
    agree("Speak kindly")
    expect(row(page, "Speak kindly")).to_be_visible()
    expect(row(page, "Listen first").locator("details")).to_have_attribute("open", "")
    expect(row(page, "Listen first").locator("summary")).to_be_focused()
    row(page, "Speak kindly").locator(".quote").select_text()
    agree("Start on time")
    page.wait_for_timeout(1500)
    assert page.evaluate("getSelection().toString()") == "Speak kindly"
    expect(row(page, "Start on time")).to_have_count(0)
    page.evaluate("getSelection().removeAllRanges()")
    expect(row(page, "Start on time")).to_be_visible()


def test_a_part_under_a_hand_waits(desk, agree, ana):
    page = desk(ana)
    page.evaluate("document.querySelector('#agreements').setAttribute('data-busy', '')")
    agree("Listen first")
    page.wait_for_timeout(1200)
    expect(row(page, "Listen first")).to_have_count(0)
    page.evaluate("document.querySelector('#agreements').removeAttribute('data-busy')")
    expect(row(page, "Listen first")).to_be_visible()


def test_an_answer_that_fits_nowhere_changes_nothing(desk, agree, ana, team):
    agree("Listen first")
    page = desk(ana)
    page.get_by_role("textbox", name="Agreement").fill("Not yet sent")
    page.locator("h1").click()
    for status, headers in ((404, {}), (500, {}), (200, {"HX-Redirect": reverse("account_login")})):
        answer = {"status": status, "headers": headers, "body": "<p>nothing here</p>"}
        page.route(re.compile(f"{team.get_absolute_url()}$"), partial(answer_so, answer))
        before = page.evaluate("window.fetches")
        tell(team.pk, "agreements")
        page.wait_for_function("before => window.fetches > before", arg=before)
        page.wait_for_timeout(400)
        expect(row(page, "Listen first")).to_be_visible()
        expect(page.get_by_role("textbox", name="Agreement")).to_have_value("Not yet sent")


def test_many_changes_are_fetched_few_times(desk, agree, ana, team):
    page = desk(ana)
    page.wait_for_timeout(1500)  # what the line's opening asks for
    before, start = page.evaluate("window.fetches"), time.monotonic()
    for number in range(12):
        agree(f"Rule {number}")
    expect(row(page, "Rule 11")).to_be_visible()
    pauses = (time.monotonic() - start) / LEAST_PAUSE  # on a busy machine twelve changes take a while
    assert page.evaluate("window.fetches") - before <= 2 + pauses


def test_it_arrives_where_sockets_are_blocked(desk, agree, ana):
    page = desk(ana, blocked=True)
    agree("Listen first")
    expect(row(page, "Listen first")).to_be_visible(timeout=40_000)


def test_a_reveal_reaches_everybody_in_the_gathering_at_once(enter, team, ana, ben):
    """No injected parts here: the page of the gathering as it is, a member's and a guest's."""
    eve = factories.person("Eve Lund")
    team.school.staff_members.create(person=eve)
    gathering = making.gathering(team, audience="staff")
    gathering.share(ana, {"learning": "Children who explain to each other."})
    desks = [enter(ben), enter(eve)]
    for page in desks:
        with page.expect_websocket(lambda line: "/news/" in line.url):
            page.goto(gathering.get_absolute_url())
        expect(page.locator("#gathering")).to_contain_text("1 shared so far")
        expect(page.locator("body")).not_to_contain_text("explain to each other")
    gathering.reveal(ana)
    for page in desks:
        expect(page.locator("#gathering")).to_contain_text("Children who explain to each other.")
