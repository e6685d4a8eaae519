"""Starter mode, "high process, low content": more help with how to talk, and less at once, while a team is young. Pure."""

from enum import StrEnum

from leadership.models.teams import Starter

YOUNG, GROWING = 3, 6  # decisions made with the guides


class StarterHelp(StrEnum):
    """How much help a page gives with the how."""

    FULL = "full"
    LIGHT = "light"
    OFF = "off"


def starter_help(team, settled: int) -> StarterHelp:
    """It fades as the team decides things, unless the team says otherwise."""
    if team.starter == Starter.ON:
        return StarterHelp.FULL
    if team.starter == Starter.OFF or settled >= GROWING:
        return StarterHelp.OFF
    return StarterHelp.FULL if settled < YOUNG else StarterHelp.LIGHT
