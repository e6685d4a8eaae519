"""The demo school's work on its vision and through its guides: from why and own visions to an open check. Everything by the verbs people use.

What it says is in the .toml files beside; `manage.py demo` has made the people and the teams before.
"""

import tomllib
from pathlib import Path

from . import decisions, guides, table, text, theories
from .stage import Stage

HERE = Path(__file__).parent


def read(name: str) -> dict:
    return tomllib.loads((HERE / f"{name}.toml").read_text())


def play(teams: dict, people: dict) -> None:
    """Half-way along the path at Northside, at the very beginning at Lakeview. Teams by school, people by name."""
    northside = Stage(teams["Northside"], people)
    table.play(northside, read("northside_table"))
    text.play(northside, read("northside_text"))
    guides.play(northside, read("northside_guides"))
    theories.play(northside, read("northside_theories"))
    decisions.play(northside, read("northside_decisions"))
    table.gather(Stage(teams["Lakeview"], people), read("lakeview")["gathering"])
