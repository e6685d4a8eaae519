"""Every page, as people see it: full and with little on it; wide and narrow; light and dark. No fault is allowed."""

import pytest

from leadership.guides import extras

from .addresses import full_addresses, kind_of, somebody
from .decision_addresses import decision_pages
from .decision_addresses import kind_of as decision_kind_of
from .doubts import check
from .examiner import CROSSED, MODES, UNFOLD
from .pilot_addresses import kind_of as pilot_kind_of
from .pilot_addresses import pilot_pages


def test_the_examiner_sees_what_is_wrong(examiner, db):
    """The gates must be able to shut."""
    page = examiner.page()
    page.goto("/help/")
    page.evaluate("""document.querySelector("main").insertAdjacentHTML("beforeend",
      '<img src="/static/img/mark.svg"><p class="faint">hard to read</p><a href="/">x</a><a href="/me/">y</a><h6>deep</h6>'
      + '<div class="wide">wide</div><iframe src="https://evil.example/"></iframe>'
      + '<div class="theory-diagram"><div><svg><rect width="9" height="9"></rect></svg></div><div>narrow</div></div>');
      document.querySelector(".faint").style.color = "rgb(200 200 200)";
      document.querySelector(".wide").style.width = "900px";
      document.body.insertAdjacentHTML("beforeend", '<img src="x" onerror="pwn(1)">')""")
    page.wait_for_timeout(200)
    examiner.look("a spoilt page", page)
    found = "\n".join(examiner.faults)
    for sign in (
        "image-alt",
        "color-contrast",
        "heading-order",
        "wider than the screen",
        "Content Security",
        "black",
        "one form",
    ):
        assert sign in found, found


FOLDED = {"conditions", "theory"}


@pytest.mark.parametrize("kind", ["conditions", "site", "theory", "together", "vision"])
def test_every_page_with_something_on_it(kind, examiner, demo_team):
    for route, person, path in full_addresses(demo_team):
        if kind_of(route) != kind:
            continue
        page = examiner.page(person)
        examiner.where = route
        response = page.goto("/" + path)
        if response.status != 200:
            examiner.fault(f"{response.status} at /{path}")
            continue
        if route == "teams/<slug:team_slug>/vision/":
            page.locator(".ProseMirror").first.wait_for()
        if kind in FOLDED:
            page.evaluate(UNFOLD)
        examiner.look(route, page, CROSSED if kind in FOLDED else MODES)
    check(examiner)


PARTED = {
    "pilots": (pilot_pages, pilot_kind_of),
    "pilots: work": (pilot_pages, pilot_kind_of),
    "decisions": (decision_pages, decision_kind_of),
    "plan": (decision_pages, decision_kind_of),
}


@pytest.mark.parametrize("kind", PARTED)
def test_every_page_of_the_work_with_something_on_it(kind, examiner, demo_team):
    pages, kind_of_page = PARTED[kind]
    for route, person, path in pages(demo_team):
        if kind_of_page(route) != kind:
            continue
        page = examiner.page(person)
        examiner.where = route
        response = page.goto("/" + path)
        if response.status != 200 or page.url.rstrip("/").rpartition("/")[2] != path.rstrip("/").rpartition("/")[2]:
            examiner.fault(f"{response.status} at {page.url}, not /{path}")
            continue
        page.evaluate(UNFOLD)
        examiner.look(route, page, CROSSED)
    check(examiner)


def test_other_views_of_full_pages(examiner, demo_team):
    vision = f"/teams/{demo_team.slug}/vision/"
    runner = somebody("Rosa Delgado")
    for name, path in {
        "who wrote what": f"{vision}?authors=1",
        "comparing": f"{vision}versions/compare/?old=1&new=now",
        "a version by hand": f"{vision}versions/1/?authors=1",
    }.items():
        examiner.visit(name, path, runner)
    examiner.visit("vision, looking on", vision, somebody("Kevin Ash"))
    examiner.visit("welcome", "/")
    rounds = f"/teams/{demo_team.slug}/rounds/"
    examiner.visit("levels, none turned over", f"{rounds}2/consensus/structures/", runner)
    examiner.visit("a round that is over", f"{rounds}2/", runner)
    examiner.visit("a result, for one who was only asked", f"{rounds}2/result/", somebody_asked(demo_team))
    examiner.visit("what to look at first", f"/teams/{demo_team.slug}/conditions/symptoms/?notice={noticed()}", runner)
    check(examiner)


def somebody_asked(team):
    """On the staff and not on the team."""
    return team.school.staff_members.exclude(person__memberships__team=team).first().person


def noticed():
    return extras().symptoms[0].key
