"""Threats and the test for each that no other gate holds: cookies, sessions, redirects, errors, logs, what deleting leaves."""

import json
import logging
import os
import subprocess
import sys
import zlib

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from leadership.leaving import Leaving
from leadership.models import PlanPrint

from .access import cells, oracles
from .access import world as worlds
from .access.matrix import MATRIX
from .access.world import ROLES, canary

PRODUCTION = {
    "THROUGHLINE_ENV": "production",
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "throughline.example",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "DEBUG": "1",
    "DEMO_MODE": "1",
}
ASK = """
import json
from django.conf import settings
names = ("DEBUG", "DEMO_MODE", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
  "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_SAMESITE", "SECURE_SSL_REDIRECT",
  "SECURE_HSTS_SECONDS", "SESSION_COOKIE_AGE", "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN", "SESSION_COOKIE_PATH",
  "ADMINS", "SECURE_CSP")
print(json.dumps({name: getattr(settings, name) for name in names}, default=str))
"""


def test_production_keeps_its_cookies_and_ignores_demo_and_debug():
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "THROUGHLINE"))}
    asked = subprocess.run(
        [sys.executable, "-c", ASK],
        env=env | PRODUCTION | {"DJANGO_SETTINGS_MODULE": "leadership.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(asked.stdout)
    assert not found["DEBUG"]
    assert not found["DEMO_MODE"]
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["CSRF_COOKIE_NAME"].startswith("__Host-")
    # What a __Host- cookie must be, or the browser throws it away.
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SESSION_COOKIE_DOMAIN"] is None
    assert found["CSRF_COOKIE_DOMAIN"] is None
    assert found["SESSION_COOKIE_PATH"] == "/"
    assert found["SESSION_COOKIE_HTTPONLY"]
    assert found["SESSION_COOKIE_SAMESITE"] == found["CSRF_COOKIE_SAMESITE"] == "Lax"
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["SESSION_COOKIE_AGE"] <= 60 * 60 * 24 * 14
    assert found["ADMINS"] == []  # error mails would carry what people typed
    csp = found["SECURE_CSP"]
    assert csp["default-src"] == ["'none'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"} & {
        source for sources in csp.values() for source in sources
    }
    assert csp["form-action"] == ["'self'"]
    assert csp["frame-ancestors"] == csp["base-uri"] == csp["object-src"] == ["'none'"]


# --- sessions and ways in ---------------------------------------------------------------------------------------


def opens(cookie):
    """Whether this old cookie still opens somebody's pages."""
    visitor = worlds.Visitor()
    visitor.cookies["sessionid"] = cookie
    return visitor.get("/me/").status_code == 200


@pytest.fixture
def signed(ben):
    """Ben with a password, signed in by the form in two browsers."""
    ben.set_password("a long enough secret")
    ben.save()
    browsers = [worlds.Visitor(), worlds.Visitor()]
    for browser in browsers:
        answer = browser.post("/accounts/login/", {"login": ben.email, "password": "a long enough secret"})
        assert answer.status_code == 302
    return browsers


def cookie_of(browser):
    return browser.cookies["sessionid"].value


def test_signing_in_gives_a_new_session(ben):
    ben.set_password("a long enough secret")
    ben.save()
    browser = worlds.Visitor()
    browser.cookies["sessionid"] = "a" * 32  # planted by somebody else
    browser.post("/accounts/login/", {"login": ben.email, "password": "a long enough secret"})
    assert cookie_of(browser) != "a" * 32
    assert not opens("a" * 32)


def test_an_old_cookie_is_dead_after_signing_out(signed):
    one, other = signed
    old = cookie_of(one)
    assert opens(old)
    answer = one.post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert not opens(old)
    assert opens(cookie_of(other))


def test_a_new_password_ends_every_session(signed):
    one, other = signed
    cookies = [cookie_of(browser) for browser in (one, other)]
    answer = one.post(
        "/accounts/password/change/",
        {
            "oldpassword": "a long enough secret",
            "password1": "quite another secret",
            "password2": "quite another secret",
        },
    )
    assert answer.status_code == 302
    assert [opens(cookie) for cookie in cookies] == [False, False]


def test_deleting_the_account_ends_every_session(signed, ben):
    cookies = [cookie_of(browser) for browser in signed]
    assert Leaving.carry_out(ben, Leaving.of(ben).going)
    assert [opens(cookie) for cookie in cookies] == [False, False]
    assert not Session.objects.filter(session_key__in=cookies).exists()


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "https:evil.example",
        "javascript:pwn(1)",
        "/%0d%0aX-Evil: 1",
    ],
)
def test_signing_in_leads_nowhere_else(target, ben):
    ben.set_password("a long enough secret")
    ben.save()
    answer = worlds.Visitor().post(
        "/accounts/login/", {"login": ben.email, "password": "a long enough secret", "next": target}
    )
    assert answer.status_code == 302
    location = answer["Location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert "X-Evil" not in answer.headers


def test_another_host_name_is_refused(db):
    assert worlds.Visitor().get("/", headers={"host": "evil.example"}).status_code == 400


def test_no_other_site_may_read_answers(as_ana, team):
    answer = as_ana.get(f"/teams/{team.slug}/", headers={"origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    "path", ["/static/../leadership/settings.py", "/static/%2e%2e/manage.py", "/static//etc/passwd", "/static/js/"]
)
def test_only_static_files_are_served_as_such(path, db):
    answer = worlds.Visitor().get(path)
    assert answer.status_code in {301, 404}
    assert b"SECRET_KEY" not in answer.content


def test_a_file_that_has_not_changed_is_answered_without_a_body(db):
    """A compressed nothing is twenty bytes, and a server that promised none drops the connection over them."""
    visitor, path = worlds.Visitor(), "/static/img/mark.svg"
    first = visitor.get(path)
    first.close()
    again = visitor.get(
        path, headers={"if-modified-since": first["Last-Modified"], "accept-encoding": "gzip, deflate, br"}
    )
    assert again.status_code == 304
    assert b"".join(again) == b""
    again.close()


# --- when something breaks ------------------------------------------------------------------------------------


class Broken(Exception):
    """Stands for any fault of ours."""


SECRET = canary("secret", "in the error")


@pytest.fixture
def world(db):
    return worlds.build()


@pytest.fixture
def broken(monkeypatch):
    """Every view of ours fails with words in the error that nobody may see."""

    def fail(self, request, view, args, kwargs):
        raise Broken(SECRET)

    monkeypatch.setattr("django.contrib.auth.middleware.LoginRequiredMiddleware.process_view", fail)


def test_an_error_says_nothing_on_any_route(world, broken, caplog):
    caplog.set_level(logging.INFO)
    typed = {"name": canary("typed"), "text": canary("typed"), "email": "canary.typed.x@school.example"}
    found = []
    for route in sorted(MATRIX):
        _place, path = next(one for one in cells.addresses(route, world) if one[0] == "own")
        for verb, role in (("GET", "member"), ("POST", "facilitator"), ("GET", "anonymous")):
            for htmx in (False, True):
                cell = cells.Cell(route, verb, role, "own", path, typed if verb == "POST" else None, htmx=htmx)
                answer = cells.send_safely(cell, world.client(role), undo=True)
                words = oracles.readable(answer)
                if answer.status_code != 500 or not isinstance(answer.error, Broken):
                    found.append(f"{cell}: {answer.status_code}")
                if oracles.owners(words) or "Traceback" in words or "Broken" in words:
                    found.append(f"{cell}: tells too much")
                if "script-src 'self'" not in answer.get("Content-Security-Policy", ""):
                    found.append(f"{cell}: no policy on the error page")
    assert not found, "\n".join(found[:30])
    assert "canary:typed" not in caplog.text
    assert "canary.typed" not in caplog.text
    assert SECRET in caplog.text  # the operator is told what broke, and where


def test_reading_leaves_no_words_in_the_log(world, caplog):
    caplog.set_level(logging.DEBUG)
    for logger in ("django.db.backends", "django.template"):
        logging.getLogger(logger).setLevel(logging.INFO)
    for route, verbs in MATRIX.items():
        if "GET" in verbs:
            _place, path = next(one for one in cells.addresses(route, world) if one[0] == "own")
            for role in ("facilitator", "outsider"):
                cells.send_safely(cells.Cell(route, "GET", role, "own", path), world.client(role), undo=True)
    assert oracles.owners(caplog.text) == set()


# --- what deleting an account leaves ---------------------------------------------------------------------------


def everything():
    """(table, words) for every cell of the database, packed ones unpacked."""
    with connection.cursor() as cursor:
        for table in (*oracles.tables(), "django_session"):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names from our own models
            for row in cursor.fetchall():
                for value in row:
                    yield from ((table, words) for words in readings(value))


def readings(value):
    if isinstance(value, bytes | memoryview):
        raw = bytes(value)
        yield raw.decode("utf-8", "replace")
        for start in (0, 1):
            try:
                yield zlib.decompress(raw[start:]).decode("utf-8", "replace")
            except zlib.error:
                continue
        if raw.startswith(b"%PDF"):
            yield oracles.pdf_text(raw)
    elif value is not None:
        yield str(value)


@pytest.mark.parametrize("role", ["member", "ex_member", "colleague", "outsider"])
def test_deleting_leaves_no_trace_of_the_person(role, world):
    person = world.people[role]
    own = {f"name-{role}", f"email-{role}", f"strengths-{role}"}
    # A printed plan names the team's people; it is a file somebody may open long after.
    PlanPrint.objects.filter(team=world.places["own"].team).update(pdf=canary(f"name-{role}").encode())
    assert {owner for _table, words in everything() for owner in oracles.owners(words)} >= own - {f"strengths-{role}"}
    assert Leaving.carry_out(person, Leaving.of(person).going)
    left = {(table, owner) for table, words in everything() for owner in oracles.owners(words) if owner in own}
    assert left == set()


def test_words_stay_when_their_author_goes(world):
    """Deleting an account takes no words from the team; they stand under nobody's name."""
    assert Leaving.carry_out(world.people["ex_member"], "")
    page = world.client("member").get("/teams/team-a/vision/?authors=1")
    words = oracles.readable(page)
    assert "hand-a2" in oracles.owners(words)
    assert "name-ex_member" not in oracles.owners(words)
    assert "a former colleague" in words


def test_the_cast_is_complete():
    assert len(ROLES) >= 10
