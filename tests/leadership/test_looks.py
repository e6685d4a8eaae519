"""The look keeps its promises: contrast in both themes, colours only as tokens, icons that exist."""

import re
from pathlib import Path

import pytest

from leadership.templatetags.looks import initials
from visioning.live.presence import COLORS

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "static" / "css"
PAIR = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)")
TOKENS = {name: (light, dark) for name, light, dark in PAIR.findall((CSS / "tokens.css").read_text())}
BODY, TEXT, MARK = 7, 4.5, 3


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "paper", BODY),
        ("ink", "paper-raised", BODY),
        ("ink", "paper-sunk", BODY),
        ("ink", "accent-soft", BODY),
        ("ink", "warn-soft", BODY),
        ("ink", "mark", BODY),
        ("ink-soft", "paper", BODY),
        ("ink-soft", "paper-raised", BODY),
        ("ink-soft", "paper-sunk", TEXT),
        ("accent", "paper", BODY),
        ("accent", "paper-raised", BODY),
        ("accent-ink", "accent", BODY),
        ("accent-ink", "accent-strong", BODY),
        ("accent-strong", "accent-soft", BODY),
        ("warn", "paper", BODY),
        ("warn", "warn-soft", TEXT),
        ("warn-ink", "warn", BODY),
        ("focus", "paper", MARK),
        ("line-strong", "paper", MARK),
        ("line-strong", "paper-raised", MARK),
        ("accent", "accent-soft", MARK),
    ],
)
def test_contrast(front, back, least, theme):
    assert contrast(TOKENS[front][theme], TOKENS[back][theme]) >= least


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("number", range(1, len(COLORS) + 1))
def test_the_lines_under_words_can_be_seen(number, theme):
    assert contrast(TOKENS[f"hand-{number}"][theme], TOKENS["paper"][theme]) >= MARK


def test_hands_are_the_colours_of_people():
    assert [TOKENS[f"hand-{number}"] for number in range(1, len(COLORS) + 1)] == list(COLORS)


def test_contrast_sees_pale_text():
    assert contrast("#999999", "#ffffff") < BODY


def test_colours_are_written_only_as_tokens():
    # A QR code stays white behind in both themes; a menu's shadow is black in both.
    allowed = {"#fff", "rgb(0 0 0"}
    raw = re.compile(r"#[0-9a-f]{3,8}\b|\brgb\([^)/]*|\bhsl\([^)]*", re.IGNORECASE)
    found = {
        f"{path.relative_to(CSS)}: {hit.strip()}"
        for path in CSS.rglob("*.css")
        if path.name != "tokens.css" and path.parent.name != "print_plan"  # paper has one theme of its own
        for hit in raw.findall(path.read_text())
        if hit.strip() not in allowed
    }
    assert found == set()


def test_every_icon_named_in_a_template_is_in_the_sprite():
    listed = re.search(r"const ICONS = \[(.*?)\]", (ROOT / "static/js/shared_text/fonts.mjs").read_text(), re.DOTALL)
    sprite = set(re.findall(r'"([\w-]+)"', listed[1]))
    named = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"""{% icon ["']([\w-]+)["']""", path.read_text())
    }
    assert "mail" in sprite
    assert named - sprite == set()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Rosa Delgado", "RD"), ("Li", "L"), ("María José Ruiz-Peña", "MR"), ("", "?"), ("ß", "SS")],
)
def test_initials(name, expected):
    assert initials(name) == expected
