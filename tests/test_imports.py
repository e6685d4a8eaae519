"""Imports and foreign keys point one way: pilots → visioning → leadership."""

import ast

import pytest
from django.apps import apps
from django.conf import settings

HEIGHT = {"leadership": 0, "visioning": 1, "pilots": 2}

# The modules of the base app that put the whole together and so may look up. Past fourteen: split wiring from leadership.
WIRING = {
    "leadership/archive.py",
    "leadership/asgi.py",
    "leadership/golden_thread.py",
    "leadership/management/commands/demo.py",
    "leadership/plan.py",
    "leadership/search.py",
    "leadership/settings.py",
    "leadership/since.py",
    "leadership/thread.py",
    "leadership/urls.py",
    "leadership/views/golden_thread.py",
    "leadership/views/home.py",
    "leadership/views/plan.py",
}


def modules():
    for app in HEIGHT:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            yield app, path.relative_to(settings.BASE_DIR).as_posix(), path.read_text()


def imported(source):
    """The first word of every absolute import of a module, also of those inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


def upward(app, source):
    return {name for name in imported(source) if HEIGHT.get(name, -1) > HEIGHT[app]}


def test_no_module_imports_upward():
    found = {path: upward(app, source) for app, path, source in modules() if path not in WIRING}
    assert {path: names for path, names in found.items() if names} == {}


def test_the_wiring_list_holds_nothing_that_does_not_exist():
    assert {path for path in WIRING if not (settings.BASE_DIR / path).exists()} == set()
    assert len(WIRING) <= 14


def test_no_relative_import_leaves_its_app():
    too_far = []
    for _app, path, source in modules():
        depth = path.count("/")
        too_far += [
            path for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom) and node.level > depth
        ]
    assert too_far == []


def test_product_code_never_imports_the_tests():
    assert [path for _app, path, source in modules() if "tests" in set(imported(source))] == []


def test_foreign_keys_point_the_same_way():
    upward_keys = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.app_label}"
        for app, height in HEIGHT.items()
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if field.concrete
        and field.is_relation
        and HEIGHT.get(field.related_model._meta.app_label, height if field.related_model else 0) > height
    ]
    assert upward_keys == []


@pytest.mark.parametrize(
    ("app", "source", "names"),
    [
        ("leadership", "from visioning.models import Version", {"visioning"}),
        ("leadership", "def f():\n    import pilots.views", {"pilots"}),
        ("visioning", "from leadership.models import Team", set()),
        ("visioning", "import pilots", {"pilots"}),
        ("pilots", "from visioning import models", set()),
    ],
)
def test_the_check_sees_an_upward_import(app, source, names):
    assert upward(app, source) == names
