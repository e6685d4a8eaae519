"""Every view of ours wears exactly one door, and one name serves view, address and template."""

import ast
import inspect
import re
import textwrap
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve

from leadership.access import public

from .access.routes import all_routes, own_routes

DOORS = {
    "public",
    "signed_in",
    "for_team",
    "for_school",
    "for_district",
    "for_vision",
    "for_gathering",
    "for_theory",
    "for_text",
    "for_round",
    "for_pilot",
    "for_open_classroom",
    "for_decision",
}
# Open to the whole world: a new name here is a decision, not a slip.
PUBLIC = {
    "accessibility_statement",
    "card_by_link",
    "demo_enter",
    "guide",
    "guide_list",
    "guide_meeting",
    "healthz",
    "help",
    "home",
    "kept_words",
    "plan_public",
    "plan_public_logo",
    "poll_answer",
    "privacy",
    "protocol",
    "voice_add",
    "weekly_mail_stop",
}


def decorators(view):
    """The names of the decorators written above a view."""
    source = textwrap.dedent(inspect.getsource(inspect.unwrap(view)))
    written = ast.parse(source).body[0].decorator_list
    called = [one.func if isinstance(one, ast.Call) else one for one in written]
    return [one.attr if isinstance(one, ast.Attribute) else one.id for one in called]


def test_every_view_wears_exactly_one_door():
    worn = {route.name: [name for name in decorators(route.view) if name in DOORS] for route in own_routes()}
    assert {name: doors for name, doors in worn.items() if len(doors) != 1} == {}


def test_the_stamp_on_a_view_is_the_door_it_wears():
    wrong = {
        route.name: (getattr(route.view, "door", None), decorators(route.view))
        for route in own_routes()
        if getattr(route.view, "door", None) not in decorators(route.view)
    }
    assert wrong == {}


def test_the_public_views_are_the_known_ones():
    found = {route.name for route in own_routes() if getattr(route.view, "door", None) == "public"}
    assert found == PUBLIC


def test_only_public_views_are_let_past_the_sign_in():
    past = {route.name for route in own_routes() if not getattr(route.view, "login_required", True)}
    assert past == PUBLIC


def test_every_view_says_which_verbs_it_answers():
    verbs = {"require_safe", "require_GET", "require_POST", "require_http_methods"}
    silent = [route.name for route in own_routes() if not verbs & set(decorators(route.view))]
    assert silent == []


def test_address_names_are_unique_and_flat():
    names = Counter(route.name for route in all_routes() if not route.path.startswith("admin/") and route.name)
    assert [name for name, times in names.items() if times > 1] == []
    assert [route.path for route in own_routes() if not route.name or ":" in route.name] == []


def test_an_address_is_named_after_its_view():
    assert {route.name: route.view.__name__ for route in own_routes() if route.name != route.view.__name__} == {}


def test_every_page_template_is_named_after_a_view():
    names = {route.name for route in own_routes()}
    root = settings.BASE_DIR / "templates"
    strays = [
        str(path.relative_to(root))
        for app in ("leadership", "visioning", "pilots")
        for path in sorted(Path(root / app).glob("*/*.html"))
        if not path.stem.startswith("_") and path.stem not in names | SPOKEN_TEMPLATES
    ]
    assert strays == []


# Pages a view shows instead of its own: what somebody signed out sees, what is printed, mailed or put into an archive, what
# explains a refusal.
SPOKEN_TEMPLATES = {"welcome", "plan_pdf", "one_page_pdf", "crosswalk_pdf", "picture_png", "weekly", "too_late"} | {
    f"file_{page}" for page in ("base", "index", "vision", "guides", "theories", "decisions", "pilots")
}


def test_addresses_end_with_a_slash():
    """But for pictures, which are called like files."""
    others = [route.path for route in own_routes() if not route.path.endswith(("/", "/logo.png"))]
    assert set(others) == {"", "healthz"}


def test_no_two_views_share_an_address():
    """The first would answer for both."""
    shapes = Counter(re.sub(r"<(\w+:)?\w+>", r"<\1>", route.path) for route in all_routes())
    assert [shape for shape, times in shapes.items() if times > 1] == []


def test_what_is_not_on_the_map_is_not_served():
    with pytest.raises(Resolver404):
        resolve("/no-such-place/")


def test_the_check_sees_a_missing_door():
    def bare(request): ...

    @public
    def open_to_all(request): ...

    assert decorators(bare) == []
    assert decorators(open_to_all) == ["public"]
