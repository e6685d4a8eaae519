"""The demo school's pilots: one stopped and learned from, one under way, one that invites, one being planned. Everything by the verbs people use.

What they say is in the .toml file beside; the demo packages of the other apps have played before.
"""

import tomllib
from pathlib import Path

from visioning.demo.stage import Stage

from . import doors, endings, tests_of_change

HERE = Path(__file__).parent


def play(teams: dict, people: dict) -> None:
    """Teams by school, people by name."""
    script = tomllib.loads((HERE / "northside_pilots.toml").read_text())
    stages = {school: Stage(team, people) for school, team in teams.items()}
    northside = stages["Northside"]
    pilots = {}
    for one in script["pilots"]:
        pilots[one["handle"]] = pilot = tests_of_change.play(northside, one)
        if "closing" in one:
            endings.play(stages, one, pilot)
    for one in script["open_classrooms"]:
        doors.play(northside, one, pilots)
