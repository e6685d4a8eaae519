"""The demo school's look at its conditions: rounds, levels, order, tasks and notes. Everything by the verbs people use.

What it says is in the .toml files beside; `manage.py demo` has made the people and the teams before.
"""

import tomllib
from pathlib import Path

from . import plan, rounds, work
from .stage import Stage

HERE = Path(__file__).parent


def read(name: str) -> dict:
    return tomllib.loads((HERE / f"{name}.toml").read_text())


def play(teams: dict, people: dict) -> None:
    """Two looks by all staff of Northside and what came of them; one with names at Lakeview. Teams by school."""
    northside = Stage(teams["Northside"], people)
    rounds.play(northside, read("northside_rounds"))
    work.play(northside, read("northside_work"))
    rounds.play(Stage(teams["Lakeview"], people), read("lakeview_rounds"))


def play_plan(team, people: dict, kept: dict) -> None:
    """Once everything else is there: what is said around the plan, and the edition the team adopted."""
    plan.play(Stage(team, people), read("northside_plan"), kept)
